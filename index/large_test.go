package index_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/index/indextest"
	"github.com/gongxu/gongxu/segment"
)

// zipfDocs makes documents whose terms have every density, from one document in two to one in ten thousand, so that blocks take
// all their forms and every window has its own.
func zipfDocs(rng *rand.Rand, from, n int) []index.Document {
	zipf := rand.NewZipf(rng, 1.3, 3, 400)
	docs := make([]index.Document, n)
	for i := range docs {
		title := ""
		for range 1 + rng.IntN(4) {
			title += fmt.Sprintf("T%d ", zipf.Uint64())
		}
		docs[i] = index.Document{
			ID: fmt.Sprintf("D%06d", from+i), Texts: []index.Text{{Field: "title", Content: title}}, Stored: []byte(title),
			Keywords: []index.Keyword{{Field: "kind", Value: string(rune('a' + rng.IntN(3)))}},
		}
	}
	return docs
}

// TestManyWindowsAgainstBruteForce compares searches over three windows of documents, with pruning, several workers, filters and
// deletions, with the definition of the score, before and after the index is opened anew. In the second order the documents with
// the largest impacts come first, so that what is guessed from the first window is too high for the others.
func TestManyWindowsAgainstBruteForce(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped in short mode: loads 140,000 documents twice")
	}
	for _, order := range []string{"any", "best first"} {
		t.Run(order, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(11, 3))
			docs := zipfDocs(rng, 0, 140_000)
			if order == "best first" {
				slices.SortStableFunc(docs, func(a, b index.Document) int { return len(a.Stored) - len(b.Stored) })
			}
			compareWithBruteForce(t, rng, docs)
		})
	}
}

func compareWithBruteForce(t *testing.T, rng *rand.Rand, docs []index.Document) {
	seg := segment.Default()
	opts := indextest.Options()
	dir := t.TempDir()
	x, err := index.Create(dir, opts, seg, index.DefaultSettings())
	require.NoError(t, err)
	defer func() { require.NoError(t, x.Close()) }()
	ref := indextest.NewReference(opts, seg)
	_, err = x.Load(t.Context(), func(yield func(index.Document, error) bool) {
		for _, d := range docs {
			ref.Put(d)
			if !yield(d, nil) {
				return
			}
		}
	}, index.LoadOptions{BatchBytes: 1 << 30, BatchDocs: 10_000, Workers: 1})
	require.NoError(t, err)
	require.NoError(t, x.Optimize(t.Context()))
	var deletes []string
	for range 3000 {
		id := docs[rng.IntN(len(docs))].ID
		deletes = append(deletes, id)
		ref.Delete(id)
	}
	_, err = x.Apply(t.Context(), nil, deletes)
	require.NoError(t, err)

	searches := func() {
		r, err := x.Reader()
		require.NoError(t, err)
		defer func() { require.NoError(t, r.Close()) }()
		require.Greater(t, r.Total(), uint64(2*65_536))
		for range 8 {
			var q index.Query
			seen := map[string]bool{}
			for range 1 + rng.IntN(25) {
				text := fmt.Sprintf("t%d", rng.IntN(1+rng.IntN(400)))
				if !seen[text] {
					seen[text] = true
					q.Terms = append(q.Terms, index.Weighted{Term: index.Term{View: segment.View(rng.IntN(2)), Text: text}, W: uint8(1 + rng.IntN(255))})
				}
			}
			q.K = []int{1, 10, 50, 1000}[rng.IntN(4)]
			allow := func(index.Document) bool { return true }
			if rng.IntN(3) == 0 {
				q.Filter = index.Filter{Must: []index.Clause{{Field: "kind", Values: []string{"b"}}}}
				allow = func(d index.Document) bool { return d.Keywords[0].Value == "b" }
			}
			want := ref.Search(q, allow)
			for workers := 1; workers <= 3; workers += 2 {
				r.SetWorkers(workers)
				got, err := r.Search(t.Context(), q)
				require.NoError(t, err)
				require.Equal(t, plainHits(want.Hits), plainHits(got.Hits), "%d terms, k %d, %d workers", len(q.Terms), q.K, workers)
			}
		}
	}
	searches()
	require.NoError(t, x.Close())
	x, err = index.Open(dir, opts, seg, index.DefaultSettings())
	require.NoError(t, err)
	searches()
}

func plainHits(hits []index.Hit) []index.Hit {
	out := make([]index.Hit, len(hits))
	for i, h := range hits {
		out[i] = index.Hit{ID: h.ID, Score: h.Score, Rank: h.Rank}
	}
	return out
}
