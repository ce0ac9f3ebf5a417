package matcher

import (
	"context"
	"slices"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// NeedTerms returns the weighted terms that the first stage asks the patents of s for when it looks for what meets a need, in the
// given views; without views in all that the patents have. It is empty when the need has no usable content. It exists so
// that the first stage can be run and measured by itself.
func (o Options) NeedTerms(ctx context.Context, seg *segment.Segmenter, s index.Searcher, need corpus.Need, views ...segment.View) ([]index.Weighted, error) {
	asked := o.Patents.Views
	if len(views) > 0 {
		asked = slices.DeleteFunc(slices.Clone(asked), func(v index.ViewOptions) bool { return !slices.Contains(views, v.View) })
	}
	read := needTextOf(seg, need, o.NeedTitle)
	terms, _, err := weigh(ctx, s, asked, needGenre(), read.terms)
	return terms, err
}
