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
// that the first stage can be run and measured by itself. Synonyms come from the shipped lexicon.
func (o Options) NeedTerms(ctx context.Context, seg *segment.Segmenter, s index.Searcher, need corpus.Need, views ...segment.View) ([]index.Weighted, error) {
	asked := o.Patents.Views
	if len(views) > 0 {
		asked = slices.DeleteFunc(slices.Clone(asked), func(v index.ViewOptions) bool { return !slices.Contains(views, v.View) })
	}
	terms, _, _, err := needTextOf(seg, need, o.NeedTitle).weigh(ctx, s, asked, segment.DefaultSynonyms())
	return terms, err
}

// weigh weighs the terms of a need with those that a lexicon adds, and says what these stand for. scaled tells that the weights were
// scaled down to keep sums in range.
func (n *needText) weigh(ctx context.Context, s index.Searcher, views []index.ViewOptions, lexicon *segment.Synonyms) (terms []index.Weighted, stands map[index.Term]stand, scaled bool, err error) {
	raw, err := rawWeights(ctx, s, views, needGenre(), n.terms)
	if err != nil {
		return nil, nil, false, err
	}
	more, err := n.expand(ctx, s, lexicon, views, raw)
	if err != nil {
		return nil, nil, false, err
	}
	terms, scaled = index.Weigh(append(raw, more.raw...))
	return terms, more.stands, scaled, nil
}
