package benchmarks_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	index "github.com/blevesearch/bleve_index_api"
	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
)

// bleveBatch is the number of patents that are indexed in one step.
const bleveBatch = 1000

// bleveEngine is Bleve as it comes: title and abstract as two text fields with the analyzer for Chinese, Japanese and Korean,
// which makes bigrams, one of its own scoring models, and a need asked of both fields as a match query.
type bleveEngine struct{ bleve.Index }

// fillBleve indexes with the scoring model that Bleve takes when none is chosen.
func fillBleve(t testing.TB, c *collection) engine {
	t.Helper()
	return fillBleveWith(t, c, index.DefaultScoringModel)
}

// fillBleveBM25 indexes with what Bleve calls BM25.
func fillBleveBM25(t testing.TB, c *collection) engine {
	t.Helper()
	return fillBleveWith(t, c, index.BM25Scoring)
}

func fillBleveWith(t testing.TB, c *collection, scoring string) engine {
	t.Helper()
	text := bleve.NewTextFieldMapping()
	text.Analyzer = cjk.AnalyzerName
	text.Store, text.IncludeInAll, text.IncludeTermVectors, text.DocValues = false, false, false, false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("title", text)
	doc.AddFieldMappingsAt("abstract", text)
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	m.ScoringModel = scoring
	x, err := bleve.New(filepath.Join(t.TempDir(), "bleve"), m)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, x.Close()) })
	batch := x.NewBatch()
	for i, p := range c.patents {
		require.NoError(t, batch.Index(p.ID, map[string]any{"title": p.Title, "abstract": p.Abstract}))
		if batch.Size() == bleveBatch || i == len(c.patents)-1 {
			require.NoError(t, x.Batch(batch))
			batch.Reset()
		}
	}
	return bleveEngine{x}
}

func (e bleveEngine) rank(ctx context.Context, need corpus.Need, k int) ([]eval.Scored, error) {
	text := need.Title + "\n" + need.Description
	title, abstract := bleve.NewMatchQuery(text), bleve.NewMatchQuery(text)
	title.SetField("title")
	abstract.SetField("abstract")
	req := bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(title, abstract), k, 0, false)
	res, err := e.SearchInContext(ctx, req)
	if err != nil {
		return nil, err
	}
	out := make([]eval.Scored, len(res.Hits))
	for i, h := range res.Hits {
		out[i] = eval.Scored{Doc: h.ID, Score: h.Score}
	}
	return out, nil
}
