package indextest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// Engine is an index under test. Options must be the ones that Run was given.
type Engine interface {
	// Apply adds or replaces documents and deletes ids, all at once.
	Apply(ctx context.Context, docs []index.Document, deletes []string) error
	// Searcher returns a Searcher over the documents as they are, and what to call when done with it.
	Searcher() (s index.Searcher, done func(), err error)
}

// Options are the options that a tested engine must use.
func Options() index.Options {
	o := index.DefaultOptions()
	o.Keywords = []string{"kind", "day", "path"}
	return o
}

// vocabulary of the random documents: small, so that terms are shared and scores tie.
func vocabulary() []string {
	return []string{
		"石墨烯", "锂离子电池", "正极材料", "电机", "控制", "方法", "水处理", "絮凝剂", "传感器", "PD-1", "5G", "0.5mm", "膜", "泵", "轴承",
		"陶瓷", "涂层", "激光", "焊接", "机器人", "催化剂", "制备", "废水", "光伏", "组件",
	}
}

// Run checks an engine against the reference on random documents, with additions, updates and deletions between the searches.
// open is called once for every seed and returns an empty engine with Options() and the segmenter.
func Run(t *testing.T, seg *segment.Segmenter, seeds int, open func(t *testing.T) Engine) {
	t.Helper()
	for seed := range seeds {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(uint64(seed), 7))
			e := open(t)
			ref := NewReference(Options(), seg)
			for range 6 {
				mutate(t, rng, e, ref)
				compare(t, rng, e, ref)
			}
		})
	}
}

func randomText(rng *rand.Rand, words int) string {
	text := ""
	v := vocabulary()
	for range rng.IntN(words + 1) {
		text += v[rng.IntN(len(v))]
		if rng.IntN(4) == 0 {
			text += "，"
		}
	}
	return text
}

func randomDoc(rng *rand.Rand) index.Document {
	d := index.Document{
		ID:     fmt.Sprintf("D%03d", rng.IntN(300)),
		Texts:  []index.Text{{Field: "title", Content: randomText(rng, 4)}, {Field: "abstract", Content: randomText(rng, 12)}},
		Stored: fmt.Appendf(nil, "%d", rng.Uint64()),
	}
	if rng.IntN(5) > 0 {
		d.Keywords = append(d.Keywords, index.Keyword{Field: "kind", Value: string(rune('a' + rng.IntN(4)))})
	}
	if rng.IntN(3) > 0 {
		d.Keywords = append(d.Keywords, index.Keyword{Field: "day", Value: fmt.Sprintf("2020%02d01", 1+rng.IntN(4))})
	}
	return d
}

func mutate(t *testing.T, rng *rand.Rand, e Engine, ref *Reference) {
	t.Helper()
	for range 1 + rng.IntN(4) {
		var docs []index.Document
		added := map[string]bool{}
		for range rng.IntN(40) {
			d := randomDoc(rng)
			if !added[d.ID] {
				docs = append(docs, d)
				added[d.ID] = true
			}
		}
		var deletes []string
		for range rng.IntN(12) {
			if id := fmt.Sprintf("D%03d", rng.IntN(300)); !added[id] {
				deletes = append(deletes, id)
			}
		}
		require.NoError(t, e.Apply(t.Context(), docs, deletes))
		for _, d := range docs {
			ref.Put(d)
		}
		for _, id := range deletes {
			ref.Delete(id)
		}
	}
}

// filters pairs filters with what they mean.
func filters(rng *rand.Rand) (index.Filter, func(index.Document) bool) {
	has := func(d index.Document, field, value string) bool {
		for _, k := range d.Keywords {
			if k.Field == field && k.Value == value {
				return true
			}
		}
		return false
	}
	switch rng.IntN(5) {
	case 0:
		return index.Filter{Must: []index.Clause{{Field: "kind", Values: []string{"a", "c"}}}},
			func(d index.Document) bool { return has(d, "kind", "a") || has(d, "kind", "c") }
	case 1:
		return index.Filter{MustNot: []index.Clause{{Field: "kind", Prefixes: []string{"b"}}}},
			func(d index.Document) bool { return !has(d, "kind", "b") }
	case 2:
		return index.Filter{Must: []index.Clause{{Field: "day", Ranges: []index.Range{{From: "20200201", To: "20200301"}}}}},
			func(d index.Document) bool { return has(d, "day", "20200201") || has(d, "day", "20200301") }
	}
	return index.Filter{}, func(index.Document) bool { return true }
}

func compare(t *testing.T, rng *rand.Rand, e Engine, ref *Reference) {
	t.Helper()
	s, done, err := e.Searcher()
	require.NoError(t, err)
	defer done()
	for _, field := range []string{"kind", "day"} {
		counts, err := s.Counts(t.Context(), field)
		require.NoError(t, err)
		require.Equal(t, ref.Counts(field), counts)
	}
	_, err = s.Counts(t.Context(), "no such field")
	require.ErrorIs(t, err, index.ErrQuery)
	for range 12 {
		var terms []index.Term
		seg := ref.seg.Analyze(randomText(rng, 8), segment.NeedText)
		for _, v := range ref.opts.Views {
			tf := map[string]int{}
			seg.Count(v.View, tf)
			for text := range tf {
				terms = append(terms, index.Term{View: v.View, Text: text})
			}
		}
		n, total, err := s.DocFreqs(t.Context(), terms)
		require.NoError(t, err)
		wantN, wantTotal := ref.DocFreqs(terms)
		require.Equal(t, wantTotal, total)
		require.Equal(t, wantN, n)
		raw := make([]index.Raw, len(terms))
		for i, term := range terms {
			raw[i] = index.Raw{Term: term, Weight: index.RawWeight(1, 1, index.IDF(n[i], total))}
		}
		q := index.Query{K: 1 + rng.IntN(60), Count: true}
		q.Terms, _ = index.Weigh(raw)
		if len(q.Terms) > 0 && rng.IntN(4) == 0 { // equal weights make many ties
			for i := range q.Terms {
				q.Terms[i].W = 1
			}
		}
		q.All = rng.IntN(4) == 0
		q.Sort = []index.Sort{{}, {}, {Field: "day"}, {Field: "day", Ascending: true}}[rng.IntN(4)]
		var allow func(index.Document) bool
		q.Filter, allow = filters(rng)
		pages(t, s, ref, q, allow)
	}
}

// pages walks a query page by page and compares each.
func pages(t *testing.T, s index.Searcher, ref *Reference, q index.Query, allow func(index.Document) bool) {
	t.Helper()
	for range 3 {
		want := ref.Search(q, allow)
		got, err := s.Search(t.Context(), q)
		require.NoError(t, err)
		require.Equal(t, want.Total, got.Total)
		require.Len(t, got.Hits, len(want.Hits))
		for i, h := range got.Hits {
			plain := index.Hit{ID: h.ID, Score: h.Score, Rank: h.Rank}
			require.Equal(t, want.Hits[i], plain, "rank %d", i)
			stored, err := s.Stored(t.Context(), h)
			require.NoError(t, err)
			require.Equal(t, ref.docs[h.ID].doc.Stored, stored)
		}
		if len(got.Hits) == 0 {
			return
		}
		uncounted := q
		uncounted.Count = false
		fast, err := s.Search(t.Context(), uncounted)
		require.NoError(t, err)
		require.Equal(t, got.Hits, fast.Hits)
		q.After = got.Hits[len(got.Hits)-1].Cursor()
	}
}
