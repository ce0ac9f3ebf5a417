package index_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/index/indextest"
	"github.com/gongxu/gongxu/segment"
)

type engine struct{ *index.Index }

func (e engine) Apply(ctx context.Context, docs []index.Document, deletes []string) error {
	_, err := e.Index.Apply(ctx, docs, deletes)
	return err
}

func (e engine) Searcher() (index.Searcher, func(), error) {
	r, err := e.Reader()
	if err != nil {
		return nil, nil, err
	}
	return r, func() { _ = r.Close() }, nil
}

func TestSuiteInMemory(t *testing.T) {
	seg := segment.Default()
	indextest.Run(t, seg, 12, func(t *testing.T) indextest.Engine {
		x, err := index.NewMemory(indextest.Options(), seg, index.DefaultSettings())
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, x.Close()) })
		return engine{x}
	})
}

func TestSuiteOnDisk(t *testing.T) {
	seg := segment.Default()
	indextest.Run(t, seg, 4, func(t *testing.T) indextest.Engine {
		set := index.DefaultSettings()
		set.CacheBytes = 4096 // nearly nothing stays decoded: the answers must not change
		x, err := index.Create(t.TempDir(), indextest.Options(), seg, set)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, x.Close()) })
		return &reopening{x: x, t: t, set: set}
	})
}

// reopening closes and opens its index again before every other change, and merges it now and then.
type reopening struct {
	x   *index.Index
	t   *testing.T
	set index.Settings
	n   int
}

func (e *reopening) Apply(ctx context.Context, docs []index.Document, deletes []string) error {
	if e.n++; e.n%2 == 0 {
		require.NoError(e.t, e.x.Close())
		x, err := index.Open(e.x.Dir(), indextest.Options(), segment.Default(), e.set)
		require.NoError(e.t, err)
		e.x = x
		e.t.Cleanup(func() { require.NoError(e.t, x.Close()) })
	}
	if e.n%5 == 0 {
		require.NoError(e.t, e.x.Optimize(ctx))
	}
	return engine{e.x}.Apply(ctx, docs, deletes)
}

func (e *reopening) Searcher() (index.Searcher, func(), error) { return engine{e.x}.Searcher() }

func doc(id, title string) index.Document {
	return index.Document{ID: id, Texts: []index.Text{{Field: "title", Content: title}}, Stored: []byte(title)}
}

func create(t *testing.T) *index.Index {
	t.Helper()
	x, err := index.Create(t.TempDir(), indextest.Options(), segment.Default(), index.DefaultSettings())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, x.Close()) })
	return x
}

func TestLoadCountsAddedUpdatedUnchanged(t *testing.T) {
	x := create(t)
	load := func(docs ...index.Document) index.Summary {
		s, err := x.Load(t.Context(), func(yield func(index.Document, error) bool) {
			for _, d := range docs {
				if !yield(d, nil) {
					return
				}
			}
		}, index.LoadOptions{BatchBytes: 1, BatchDocs: 1, Workers: 3}) // every document its own batch
		require.NoError(t, err)
		return s
	}
	require.Equal(t, index.Summary{Added: 2}, load(doc("a", "石墨烯"), doc("b", "陶瓷")))
	require.Equal(t, index.Summary{Unchanged: 1, Updated: 1, Added: 1}, load(doc("a", "石墨烯"), doc("b", "陶瓷涂层"), doc("c", "电机")))
	// The last of several documents with one id stays, across batches that are written at the same time.
	require.Equal(t, index.Summary{Added: 1, Updated: 2}, load(doc("d", "一"), doc("d", "二"), doc("d", "三")))
	r, err := x.Reader()
	require.NoError(t, err)
	defer r.Close()
	stored, ok, err := r.Get(t.Context(), "d")
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, "三", string(stored))
	require.Equal(t, uint64(4), r.Total())
}

func TestLoadReportsTheSequencesErrorAndKeepsWhatCameBefore(t *testing.T) {
	x := create(t)
	boom := fmt.Errorf("row 3 is bad")
	s, err := x.Load(t.Context(), func(yield func(index.Document, error) bool) {
		_ = yield(doc("a", "石墨烯"), nil) && yield(doc("b", "陶瓷"), nil) && yield(index.Document{}, boom)
	}, index.DefaultLoadOptions())
	require.ErrorIs(t, err, boom)
	require.Equal(t, index.Summary{Added: 2}, s)
	n, err := x.Count()
	require.NoError(t, err)
	require.Equal(t, uint64(2), n)
}

func TestSecondWriterIsRefused(t *testing.T) {
	x := create(t)
	set := index.DefaultSettings()
	set.LockTimeout = 1
	_, err := index.Open(x.Dir(), indextest.Options(), segment.Default(), set)
	require.ErrorIs(t, err, index.ErrLocked)
	require.ErrorContains(t, err, x.Dir())
	_, err = index.OpenReadOnly(x.Dir(), indextest.Options(), segment.Default(), set)
	require.ErrorIs(t, err, index.ErrLocked)
}

func TestReadersShareAClosedIndex(t *testing.T) {
	x := create(t)
	_, err := x.Apply(t.Context(), []index.Document{doc("a", "石墨烯")}, nil)
	require.NoError(t, err)
	require.NoError(t, x.Close())
	for range 2 {
		ro, err := index.OpenReadOnly(x.Dir(), indextest.Options(), segment.Default(), index.DefaultSettings())
		require.NoError(t, err)
		defer ro.Close()
		_, err = ro.Apply(t.Context(), nil, []string{"a"})
		require.ErrorIs(t, err, index.ErrReadOnly)
		n, err := ro.Count()
		require.NoError(t, err)
		require.Equal(t, uint64(1), n)
	}
}

func TestOtherOptionsOrDictionaryAreRefused(t *testing.T) {
	x := create(t)
	require.NoError(t, x.Close())
	o := indextest.Options()
	o.Views[0].K1 = 0.9
	_, err := index.Open(x.Dir(), o, segment.Default(), index.DefaultSettings())
	require.ErrorIs(t, err, index.ErrOptionsChanged)
	require.ErrorContains(t, err, "options differ")
	so := segment.DefaultOptions()
	so.Terms = []string{"拔丝模"}
	other, err := segment.New(so)
	require.NoError(t, err)
	_, err = index.Open(x.Dir(), indextest.Options(), other, index.DefaultSettings())
	require.ErrorIs(t, err, index.ErrOptionsChanged)
	require.ErrorContains(t, err, "dictionary")
}

func TestDamagedDirectories(t *testing.T) {
	seg := segment.Default()
	_, err := index.Open(t.TempDir(), indextest.Options(), seg, index.DefaultSettings())
	require.ErrorIs(t, err, index.ErrNotIndex)
	x := create(t)
	require.NoError(t, x.Close())
	meta := filepath.Join(x.Dir(), "index.json")
	whole, err := os.ReadFile(meta)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(meta, whole[:20], 0o600))
	_, err = index.Open(x.Dir(), indextest.Options(), seg, index.DefaultSettings())
	require.ErrorIs(t, err, index.ErrCorrupt)
	require.NoError(t, os.WriteFile(meta, bytes.Replace(whole, []byte(`"format": 2`), []byte(`"format": 99`), 1), 0o600))
	_, err = index.Open(x.Dir(), indextest.Options(), seg, index.DefaultSettings())
	require.ErrorIs(t, err, index.ErrFormat)
	_, err = index.Create(x.Dir(), indextest.Options(), seg, index.DefaultSettings())
	require.ErrorIs(t, err, index.ErrExists)
}

func TestCopyToWhileInUse(t *testing.T) {
	x := create(t)
	_, err := x.Apply(t.Context(), []index.Document{doc("a", "石墨烯"), doc("b", "陶瓷")}, nil)
	require.NoError(t, err)
	dir := filepath.Join(t.TempDir(), "copy")
	require.NoError(t, x.CopyTo(dir))
	_, err = x.Apply(t.Context(), []index.Document{doc("c", "电机")}, nil)
	require.NoError(t, err)
	c, err := index.Open(dir, indextest.Options(), segment.Default(), index.DefaultSettings())
	require.NoError(t, err)
	defer c.Close()
	n, err := c.Count()
	require.NoError(t, err)
	require.Equal(t, uint64(2), n)
	require.ErrorIs(t, x.CopyTo(dir), index.ErrExists)
}

func TestFacetsCountValuesOfTheHits(t *testing.T) {
	x := create(t)
	kind := func(d index.Document, kinds ...string) index.Document {
		for _, k := range kinds {
			d.Keywords = append(d.Keywords, index.Keyword{Field: "kind", Value: k})
		}
		return d
	}
	_, err := x.Apply(t.Context(), []index.Document{
		kind(doc("a", "石墨烯"), "x", "y"), kind(doc("b", "石墨烯"), "y"), doc("c", "石墨烯"), kind(doc("d", "陶瓷"), "x"),
	}, nil)
	require.NoError(t, err)
	_, err = x.Apply(t.Context(), []index.Document{kind(doc("e", "石墨烯"), "z")}, nil) // a second segment
	require.NoError(t, err)
	r, err := x.Reader()
	require.NoError(t, err)
	defer r.Close()
	res, err := r.Search(t.Context(), index.Query{
		Terms: []index.Weighted{{Term: index.Term{View: segment.Words, Text: "石墨烯"}, W: 1}}, K: 1,
		Facets: []index.FacetRequest{{Field: "kind", Size: 2}},
	})
	require.NoError(t, err)
	require.Equal(t, []index.Facet{{
		Field: "kind", Counts: []index.FacetCount{{Value: "y", Count: 2}, {Value: "x", Count: 1}}, Missing: 1, Distinct: 3,
	}}, res.Facets)
}

func TestBadQueries(t *testing.T) {
	x := create(t)
	r, err := x.Reader()
	require.NoError(t, err)
	defer r.Close()
	for name, q := range map[string]index.Query{
		"no k":          {},
		"k too large":   {K: index.MaxK + 1},
		"unknown field": {K: 1, Filter: index.Filter{Must: []index.Clause{{Field: "nope", Values: []string{"x"}}}}},
		"unknown sort":  {K: 1, Sort: index.Sort{Field: "nope"}},
		"unknown facet": {K: 1, Facets: []index.FacetRequest{{Field: "nope", Size: 1}}},
		"unknown view":  {K: 1, Terms: []index.Weighted{{Term: index.Term{View: segment.Chars, Text: "石"}, W: 1}}},
	} {
		_, err := r.Search(t.Context(), q)
		if name == "unknown field" || name == "unknown sort" {
			continue // an empty index has no segment in which the field could be missed; checked below
		}
		require.ErrorIs(t, err, index.ErrQuery, name)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = x.Apply(ctx, []index.Document{doc("a", "石墨烯")}, nil)
	require.ErrorIs(t, err, context.Canceled)
}

func TestConcurrentSearchersAndAWriter(t *testing.T) {
	x := create(t)
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 30 {
			_, err := x.Apply(context.Background(), []index.Document{doc(fmt.Sprint(i%7), fmt.Sprintf("石墨烯电机%d", i))}, []string{fmt.Sprint("x", i)})
			if err != nil {
				t.Error(err)
			}
		}
	})
	for range 64 {
		wg.Go(func() {
			for range 30 {
				r, err := x.Reader()
				if err != nil {
					t.Error(err)
					return
				}
				terms := []index.Term{{View: segment.Bigrams, Text: "石墨"}}
				n, total, err := r.DocFreqs(context.Background(), terms)
				if err != nil || n[0] != total {
					t.Errorf("every document holds the term: %d of %d, %v", n[0], total, err)
				}
				res, err := r.Search(context.Background(), index.Query{Terms: []index.Weighted{{Term: terms[0], W: 3}}, K: 10})
				if err != nil || uint64(len(res.Hits)) != total {
					t.Errorf("%d hits of %d, %v", len(res.Hits), total, err)
				}
				if err := r.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}
