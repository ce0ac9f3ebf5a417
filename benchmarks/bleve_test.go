package benchmarks_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/benchmarks"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
)

// bleveEngine is stock Bleve with its analyzer for Chinese.
type bleveEngine struct{ *benchmarks.Bleve }

// fillBleve indexes with the scoring model that Bleve takes when none is chosen.
func fillBleve(t testing.TB, c *collection) engine {
	t.Helper()
	return fillBleveWith(t, c, benchmarks.BleveTFIDF)
}

// fillBleveBM25 indexes with what Bleve calls BM25.
func fillBleveBM25(t testing.TB, c *collection) engine {
	t.Helper()
	return fillBleveWith(t, c, benchmarks.BleveBM25)
}

func fillBleveWith(t testing.TB, c *collection, scoring string) engine {
	t.Helper()
	x, err := benchmarks.CreateBleve(filepath.Join(t.TempDir(), "bleve"), benchmarks.BleveCJK, scoring)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, x.Close()) })
	n, err := x.Load(t.Context(), func(yield func(corpus.Patent, error) bool) {
		for _, p := range c.patents {
			if !yield(p, nil) {
				return
			}
		}
	}, nil)
	require.NoError(t, err)
	require.Equal(t, len(c.patents), n)
	return bleveEngine{x}
}

func (e bleveEngine) rank(ctx context.Context, need corpus.Need, k int) ([]eval.Scored, error) {
	return e.Rank(ctx, need, k)
}
