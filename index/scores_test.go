package index

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

// scoreOptions are those of an index with a keyword field and features.
func scoreOptions() Options {
	o := DefaultOptions()
	o.Keywords = []string{"kind"}
	o.Features = "test"
	return o
}

// shares are the shares of documents that hold the terms T0, T1, …, so that blocks take every form.
var shares = []float64{1, 0.7, 0.3, 0.1, 0.045, 0.02, 0.004}

func scoreDocs(rng *rand.Rand, from, n int) []Document {
	docs := make([]Document, n)
	for i := range docs {
		title := ""
		for t, share := range shares {
			if rng.Float64() < share {
				title += fmt.Sprintf("T%d ", t)
			}
		}
		id := fmt.Sprintf("D%06d", from+i)
		docs[i] = Document{
			ID: id, Texts: []Text{{Field: "title", Content: title}},
			Keywords: []Keyword{{Field: "kind", Value: string(rune('a' + rng.IntN(3)))}},
			Derive:   func(Analyses) Derived { return Derived{Features: []byte(id)} },
		}
	}
	return docs
}

// fill makes four parts with deletions and replacements in them.
func fill(t *testing.T, rng *rand.Rand, x *Index) {
	t.Helper()
	for part := range 4 {
		_, err := x.Apply(t.Context(), scoreDocs(rng, 2000*part, 2000), nil)
		require.NoError(t, err)
	}
	var gone []string
	for range 250 {
		gone = append(gone, fmt.Sprintf("D%06d", 600+rng.IntN(7400)))
	}
	_, err := x.Apply(t.Context(), scoreDocs(rng, 500, 50), gone)
	require.NoError(t, err)
}

// TestScores compares the scores of chosen documents with those of a search that returns every document.
func TestScores(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) *Index{
		"memory": func(t *testing.T) *Index {
			x, err := NewMemory(scoreOptions(), segment.Default(), DefaultSettings())
			require.NoError(t, err)
			return x
		},
		"disk": func(t *testing.T) *Index {
			set := DefaultSettings()
			set.CacheBytes = 4096 // postings are read again and again
			x, err := Create(t.TempDir(), scoreOptions(), segment.Default(), set)
			require.NoError(t, err)
			return x
		},
	} {
		t.Run(name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(5, 1))
			x := open(t)
			defer func() { require.NoError(t, x.Close()) }()
			fill(t, rng, x)
			r, err := x.Reader()
			require.NoError(t, err)
			defer func() { require.NoError(t, r.Close()) }()
			forms := map[uint8]bool{}
			for range 24 {
				compareScores(t, rng, r)
			}
			for _, p := range r.terms {
				for _, s := range p.segments {
					for _, e := range s.block.entries(s.windows) {
						forms[e.form] = true
					}
				}
			}
			require.Len(t, forms, 4, "a block of every form was looked into")
		})
	}
}

func compareScores(t *testing.T, rng *rand.Rand, r *Reader) {
	t.Helper()
	var terms []Weighted
	for i := range len(shares) + 1 { // the last term is in no document
		if rng.IntN(2) == 0 {
			terms = append(terms, Weighted{Term: Term{View: segment.Bigrams, Text: fmt.Sprintf("t%d", i)}, W: uint8(1 + rng.IntN(255))})
		}
	}
	f := []Filter{
		{},
		{Must: []Clause{{Field: "kind", Values: []string{"a"}}}},
		{MustNot: []Clause{{Field: "kind", Values: []string{"a", "b"}}}},
		{Must: []Clause{{Field: "kind", Values: []string{"nothing"}}}},
	}[rng.IntN(4)]
	res, err := r.Search(t.Context(), Query{Terms: terms, Filter: f, K: MaxK, All: true})
	require.NoError(t, err)
	want := map[uint64]Hit{}
	for _, h := range res.Hits {
		want[h.Key] = h
	}
	keys := everyKey(r)
	rng.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	keys = keys[:rng.IntN(len(keys))]
	keys = append(keys, keys[:min(3, len(keys))]...) // some twice
	var expected []Hit
	for _, key := range keys {
		if h, ok := want[key]; ok {
			expected = append(expected, h)
		}
	}
	got, err := r.Scores(t.Context(), terms, f, keys)
	require.NoError(t, err)
	require.Len(t, got, len(expected))
	for i := range got {
		require.Equal(t, expected[i], got[i])
	}
}

// everyKey returns the keys of all documents, deleted ones included.
func everyKey(r *Reader) []uint64 {
	var keys []uint64
	numbers, documents := r.SegmentKeys()
	for i, number := range numbers {
		for doc := range documents[i] {
			keys = append(keys, number<<32|uint64(doc))
		}
	}
	return keys
}

func TestScoresOfForeignKeys(t *testing.T) {
	x, err := NewMemory(scoreOptions(), segment.Default(), DefaultSettings())
	require.NoError(t, err)
	defer func() { require.NoError(t, x.Close()) }()
	rng := rand.New(rand.NewPCG(5, 2))
	_, err = x.Apply(t.Context(), scoreDocs(rng, 0, 10), nil)
	require.NoError(t, err)
	r, err := x.Reader()
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	numbers, documents := r.SegmentKeys()
	require.Len(t, numbers, 1)
	require.Equal(t, []int{10}, documents)
	terms := []Weighted{{Term: Term{View: segment.Bigrams, Text: "t0"}, W: 1}}
	for _, foreign := range []uint64{numbers[0]<<32 | 10, (numbers[0] + 1) << 32, 1<<64 - 1} {
		_, err = r.Scores(t.Context(), terms, Filter{}, []uint64{numbers[0] << 32, foreign})
		require.ErrorIs(t, err, ErrQuery, "%#x", foreign)
	}
	hits, err := r.Scores(t.Context(), terms, Filter{}, nil)
	require.NoError(t, err)
	require.Empty(t, hits)
	_, err = r.Scores(t.Context(), terms, Filter{Must: []Clause{{Field: "no such field", Values: []string{"a"}}}}, []uint64{numbers[0] << 32})
	require.ErrorIs(t, err, ErrQuery)
	_, err = r.Scores(t.Context(), []Weighted{{Term: Term{View: segment.Chars, Text: "t"}, W: 1}}, Filter{}, []uint64{numbers[0] << 32})
	require.ErrorIs(t, err, ErrQuery, "the index has no such view")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = r.Scores(ctx, terms, Filter{}, []uint64{numbers[0] << 32})
	require.ErrorIs(t, err, context.Canceled)
}

func TestEachFeatures(t *testing.T) {
	x, err := Create(t.TempDir(), scoreOptions(), segment.Default(), DefaultSettings())
	require.NoError(t, err)
	defer func() { require.NoError(t, x.Close()) }()
	fill(t, rand.New(rand.NewPCG(5, 3)), x)
	r, err := x.Reader()
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	numbers, documents := r.SegmentKeys()
	byKey := map[uint64]string{}
	for i, number := range numbers {
		next := uint32(0)
		r.EachFeatures(number, func(doc uint32, features []byte) bool {
			require.Equal(t, next, doc)
			next++
			byKey[number<<32|uint64(doc)] = string(features)
			return true
		})
		require.EqualValues(t, documents[i], next)
		visits := 0
		r.EachFeatures(number, func(doc uint32, _ []byte) bool {
			visits++
			return doc < 2
		})
		require.Equal(t, 3, visits, "until it returns false")
	}
	hits, err := r.Scores(t.Context(), nil, Filter{}, everyKey(r))
	require.NoError(t, err)
	require.Len(t, hits, int(r.Total()), "deleted documents are no hits")
	for _, h := range hits {
		require.Equal(t, h.ID, byKey[h.Key])
		require.Zero(t, h.Score)
	}
	r.EachFeatures(slices.Max(numbers)+1, func(uint32, []byte) bool {
		t.Error("a part that does not exist")
		return true
	})
}

// An index without features gives empty ones.
func TestEachFeaturesOfNone(t *testing.T) {
	o := scoreOptions()
	o.Features = ""
	x, err := NewMemory(o, segment.Default(), DefaultSettings())
	require.NoError(t, err)
	defer func() { require.NoError(t, x.Close()) }()
	_, err = x.Apply(t.Context(), []Document{{ID: "A", Texts: []Text{{Field: "title", Content: "正极"}}}}, nil)
	require.NoError(t, err)
	r, err := x.Reader()
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	numbers, _ := r.SegmentKeys()
	visits := 0
	r.EachFeatures(numbers[0], func(_ uint32, features []byte) bool {
		require.Empty(t, features)
		visits++
		return true
	})
	require.Equal(t, 1, visits)
}
