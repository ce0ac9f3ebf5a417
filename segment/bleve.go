package segment

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// Analyzer cuts text for Bleve with one view of a Segmenter. Boilerplate, background and stop tokens are left out; positions
// count the tokens that stay.
type Analyzer struct {
	seg   *Segmenter
	view  View
	genre Genre
}

// Analyzer returns a Bleve analyzer over a view for texts of the genre.
func (s *Segmenter) Analyzer(view View, genre Genre) *Analyzer {
	return &Analyzer{seg: s, view: view, genre: genre}
}

// Analyze implements Bleve's analysis.Analyzer. Token offsets are byte offsets of the input.
func (a *Analyzer) Analyze(input []byte) analysis.TokenStream {
	out := make(analysis.TokenStream, 0, len(input)/3+4)
	a.seg.Analyze(string(input), a.genre).EachContent(a.view, func(t Token) {
		kind := analysis.AlphaNumeric
		if r := []rune(t.Term); isHan(r[0]) {
			kind = analysis.Ideographic
		}
		out = append(out, &analysis.Token{
			Start: t.Start, End: t.End, Term: []byte(t.Term), Position: len(out) + 1, Type: kind,
		})
	})
	return out
}

// RegisterAnalyzer makes an analyzer known to Bleve's registry under a name, so that index mappings can refer to it.
// Bleve's registry is global and refuses a name twice, so call it once at start-up.
func RegisterAnalyzer(name string, a *Analyzer) error {
	return registry.RegisterAnalyzer(name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) { return a, nil })
}
