package matcher_test

import (
	"iter"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/semantic"
)

// What is written while the new index is built is in it, whatever was done to one patent in turn; until the exchange, and for who has begun
// before it, the engine is as it was.
func TestRetrainBesideWrites(t *testing.T) {
	ctx := t.Context()
	for _, dir := range []string{"", filepath.Join(t.TempDir(), "data")} {
		e := tradeEngine(t, dir, settings())
		before := runOf(t, e)
		next, stop := iter.Pull2(e.Patents(ctx))
		first, _, _ := next()
		require.NotEmpty(t, first.ID)
		changed := corpus.Patent{ID: "T001", Title: "冷却水管的极片"}
		got, err := e.Retrain(ctx, association(indexing(func() {
			require.Equal(t, semantic.Default().Hash(), e.Meaning().Hash())
			require.Equal(t, before, runOf(t, e))
			require.NoError(t, e.AddPatents(ctx, changed, corpus.Patent{ID: "New", Title: "玉米收割机"}))
			n, err := e.DeletePatents(ctx, "T002", "T003", "never")
			require.NoError(t, err)
			require.Equal(t, 2, n)
			_, err = e.LoadPatents(ctx, rows([]corpus.Patent{trades()[3], {ID: "Late", Title: "曝气管"}}), nil)
			require.NoError(t, err)
			n, err = e.DeletePatents(ctx, "New")
			require.NoError(t, err)
			require.Equal(t, 1, n)
			_, err = e.Patent(ctx, "Late")
			require.NoError(t, err)
		})))
		require.NoError(t, err)
		require.True(t, got.Changed)
		require.Equal(t, 120, got.Patents)
		require.Equal(t, 6, got.MeanwhileWritten, "T001 New T002 T003 never Late")
		patents, needs, err := e.Counts()
		require.NoError(t, err)
		require.Equal(t, []uint64{120, 3}, []uint64{patents, needs}, "one more, T002 less")
		p, err := e.Patent(ctx, "T001")
		require.NoError(t, err)
		require.Equal(t, changed, p)
		for _, id := range []string{"T002", "New"} {
			_, err = e.Patent(ctx, id)
			require.ErrorIs(t, err, matcher.ErrNotFound, id)
		}
		for _, id := range []string{"T003", "Late"} {
			_, err = e.Patent(ctx, id)
			require.NoError(t, err, id)
		}
		require.NoError(t, e.AddPatents(ctx, corpus.Patent{ID: "After", Title: "脱氮"}))

		// The iteration goes on with the patents of before, and the last one to let go removes them.
		if dir != "" {
			require.Contains(t, names(t, dir), "patents")
		}
		count := 1
		for p, err, ok := next(); ok; p, err, ok = next() {
			require.NoError(t, err)
			require.NotEqual(t, "After", p.ID)
			count++
		}
		require.Equal(t, 120, count)
		stop()
		if dir != "" {
			require.NotContains(t, names(t, dir), "patents")
		}

		set := settings()
		set.Meaning = e.Meaning()
		fresh, err := matcher.NewMemory(set)
		require.NoError(t, err)
		_, err = fresh.LoadPatents(ctx, e.Patents(ctx), nil)
		require.NoError(t, err)
		require.Equal(t, runOf(t, fresh), runOf(t, e))
		require.NoError(t, fresh.Close())
		require.NoError(t, e.Close())
	}
}

// Many writes are repeated in rounds; they too are all there.
func TestRetrainBesideManyWrites(t *testing.T) {
	e := tradeEngine(t, "", settings())
	defer func() { require.NoError(t, e.Close()) }()
	got, err := e.Retrain(t.Context(), association(indexing(func() {
		more := trades()
		for i := range more {
			more[i].ID = "M" + more[i].ID
		}
		require.NoError(t, e.AddPatents(t.Context(), more...))
	})))
	require.NoError(t, err)
	require.Equal(t, 120, got.MeanwhileWritten)
	patents, _, err := e.Counts()
	require.NoError(t, err)
	require.Equal(t, uint64(240), patents)
}

// Of several engines that read a directory one may retrain it. The others go on with what they have until they look, and must look before
// they retrain it themselves.
func TestRetrainBesideReaders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	require.NoError(t, tradeEngine(t, dir, settings()).Close())
	open := func() *matcher.Engine {
		t.Helper()
		e, err := matcher.OpenReadOnly(dir, settings())
		require.NoError(t, err)
		return e
	}
	a, b := open(), open()
	before := runOf(t, b)
	_, err := a.Retrain(t.Context(), association(indexing(func() {
		_, err := b.Retrain(t.Context(), association(nil))
		require.ErrorIs(t, err, index.ErrLocked)
		c := open()
		require.Equal(t, before, runOf(t, c))
		require.NoError(t, c.Close())
	})))
	require.NoError(t, err)
	after := runOf(t, a)
	require.NotEqual(t, before, after)
	require.Equal(t, before, runOf(t, b))
	_, err = b.Retrain(t.Context(), association(nil))
	require.ErrorIs(t, err, index.ErrOptionsChanged)
	_, err = matcher.Open(dir, settings())
	require.ErrorIs(t, err, index.ErrLocked, "both still read the needs")
	c := open()
	require.Equal(t, after, runOf(t, c))
	o := association(nil)
	o.Fit.Dimensions = 4
	_, err = c.Retrain(t.Context(), o)
	require.NoError(t, err)
	require.Equal(t, after, runOf(t, a))

	next, stop := iter.Pull2(b.Patents(t.Context()))
	_, err, ok := next()
	require.NoError(t, err)
	require.True(t, ok)
	for _, changed := range []bool{true, false} {
		generation := b.Generation()
		got, err := b.RefreshMeaning()
		require.NoError(t, err)
		require.Equal(t, changed, got)
		require.Equal(t, changed, b.Generation() != generation)
		require.Equal(t, c.Meaning().Hash(), b.Meaning().Hash())
		require.Equal(t, runOf(t, c), runOf(t, b))
	}
	for count := 1; ok; count++ {
		_, err, ok = next()
		require.NoError(t, err)
		require.Equal(t, count < 120, ok, "what was begun with the patents of before goes on")
	}
	stop()
	_, err = b.Retrain(t.Context(), o)
	require.NoError(t, err)
	require.Equal(t, c.Meaning().Hash(), b.Meaning().Hash(), "the same map")
	for _, e := range []*matcher.Engine{a, b, c} {
		require.NoError(t, e.Close())
	}
	require.Equal(t, []string{"engine.json", "needs", "patents-2-" + c.Meaning().Hash(), "retrain.lock"}, names(t, dir))
	e, err := matcher.Open(dir, settings())
	require.NoError(t, err)
	changed, err := e.RefreshMeaning()
	require.NoError(t, err)
	require.False(t, changed, "nobody else can have changed it")
	require.NoError(t, e.Close())
}

// Matches that go on beside retrainings give the answer of one map or of the other, never of a mixture.
func TestRetrainBesideMatches(t *testing.T) {
	ctx := t.Context()
	e := tradeEngine(t, filepath.Join(t.TempDir(), "data"), settings())
	small := association(nil)
	small.Fit.Dimensions = 4
	match := func(e *matcher.Engine) *matcher.Matches {
		m, err := e.Match(ctx, tradeNeeds()[1], query(10))
		require.NoError(t, err)
		return m
	}
	known := []*matcher.Matches{match(e)}
	for _, o := range []matcher.RetrainOptions{association(nil), small} {
		other := tradeEngine(t, "", settings())
		_, err := other.Retrain(ctx, o)
		require.NoError(t, err)
		known = append(known, match(other))
		require.NoError(t, other.Close())
	}
	done := make(chan struct{})
	var readers sync.WaitGroup
	answers := make([][]*matcher.Matches, 3)
	failures := make([]error, 3)
	for i := range answers {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				m, err := e.Match(ctx, tradeNeeds()[1], query(10))
				if err != nil {
					failures[i] = err
					return
				}
				answers[i] = append(answers[i], m)
			}
		})
	}
	for range 2 {
		for _, o := range []matcher.RetrainOptions{association(nil), small} {
			got, err := e.Retrain(ctx, o)
			require.NoError(t, err)
			require.True(t, got.Changed)
		}
	}
	close(done)
	readers.Wait()
	for i := range answers {
		require.NoError(t, failures[i])
		for _, m := range answers[i] {
			require.Contains(t, known, m)
		}
	}
	require.Equal(t, known[2], match(e))
	require.NoError(t, e.Close())
}
