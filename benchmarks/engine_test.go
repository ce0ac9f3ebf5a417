package benchmarks_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/matcher"
)

// engine is what takes part in a comparison.
type engine interface {
	// rank returns the best k patents for a need, best first.
	rank(ctx context.Context, need corpus.Need, k int) ([]eval.Scored, error)
}

// engines are all that take part, each with what fills it with the patents of a collection and empties it after the test.
var engines = []struct {
	name string
	fill func(t testing.TB, c *collection) engine
}{
	{"gongxu", fillGongxu},
	{"bleve-cjk", fillBleve},
	{"bleve-cjk-bm25", fillBleveBM25},
}

// gongxuEngine is Gongxu as shipped.
type gongxuEngine struct{ *matcher.Engine }

func fillGongxu(t testing.TB, c *collection) engine {
	t.Helper()
	x, err := matcher.NewMemory(matcher.DefaultSettings())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, x.Close()) })
	_, err = x.LoadPatents(t.Context(), func(yield func(corpus.Patent, error) bool) {
		for _, p := range c.patents {
			if !yield(p, nil) {
				return
			}
		}
	}, nil)
	require.NoError(t, err)
	require.NoError(t, x.Optimize(t.Context()))
	return gongxuEngine{x}
}

func (e gongxuEngine) rank(ctx context.Context, need corpus.Need, k int) ([]eval.Scored, error) {
	ranked, err := e.Rank(ctx, need, k)
	out := make([]eval.Scored, len(ranked))
	for i, r := range ranked {
		out[i] = eval.Scored{Doc: r.ID, Score: r.Score}
	}
	return out, err
}
