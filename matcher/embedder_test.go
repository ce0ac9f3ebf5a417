package matcher_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
)

// fakeEmbedder gives a text the unit vector of the first concept that it mentions, of the last one when it mentions none.
type fakeEmbedder struct {
	id       string
	concepts [][]string
	// before, if not nil, is called first, with the number of the call.
	before func(ctx context.Context, call int) error
	// extra numbers that vectors of needs have.
	extra int

	mu       sync.Mutex
	calls    int
	passages []string
	queries  [][]string
}

// heat is an embedder that knows cooling from batteries.
func heat() *fakeEmbedder {
	return &fakeEmbedder{id: "heat", concepts: [][]string{{"冷却", "散热"}, {"电池", "极片"}, {}}}
}

func (f *fakeEmbedder) ID() string { return f.id }

func (f *fakeEmbedder) vector(text string, dimensions int) []float32 {
	out := make([]float32, dimensions)
	at := slices.IndexFunc(f.concepts, func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
	})
	if at < 0 {
		at = len(f.concepts) - 1
	}
	out[at] = 1
	return out
}

func (f *fakeEmbedder) begin(ctx context.Context) error {
	f.mu.Lock()
	f.calls++
	call := f.calls
	f.mu.Unlock()
	if f.before != nil {
		return f.before(ctx, call)
	}
	return nil
}

func (f *fakeEmbedder) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	if err := f.begin(ctx); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	var out [][]float32
	for _, text := range texts {
		f.passages = append(f.passages, text)
		out = append(out, f.vector(text, len(f.concepts)))
	}
	return out, nil
}

func (f *fakeEmbedder) Queries(ctx context.Context, texts []string) ([][]float32, error) {
	if err := f.begin(ctx); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.queries = append(f.queries, slices.Clone(texts))
	var out [][]float32
	for _, text := range texts {
		out = append(out, f.vector(text, len(f.concepts)+f.extra))
	}
	return out, nil
}

// blocked never answers before its context ends.
func blocked(ctx context.Context, _ int) error {
	<-ctx.Done()
	return ctx.Err()
}

// with returns an engine in memory with an embedder.
func with(t testing.TB, f matcher.Embedder, budget time.Duration, patents ...corpus.Patent) *matcher.Engine {
	t.Helper()
	set := settings()
	set.Embedder, set.EmbedBudget = f, budget
	e, err := matcher.NewMemory(set)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	require.NoError(t, e.AddPatents(context.Background(), patents...))
	return e
}

func embed(t testing.TB, e *matcher.Engine) {
	t.Helper()
	_, _, err := e.Embed(t.Context(), true, nil)
	require.NoError(t, err)
}

// The need shares terms with W alone, C means the same as the need in other words, B neither.
func heatPatents() []corpus.Patent {
	return []corpus.Patent{
		{ID: "W", Title: "循环水泵", Abstract: "水泵。"},
		{ID: "C", Title: "散热回路", Abstract: "用于机箱。"},
		{ID: "B", Title: "极片涂布", Abstract: "涂布机。"},
	}
}

func heatNeed() corpus.Need { return corpus.Need{ID: "N1", Title: "冷却循环"} }

func explained(m matcher.Match, signal string) *matcher.Explanation {
	for _, p := range m.Explanation.Parts {
		if p.Signal == signal {
			return p
		}
	}
	return nil
}

func manyPatents(n int) []corpus.Patent {
	var out []corpus.Patent
	for i := range n {
		out = append(out, corpus.Patent{ID: fmt.Sprintf("P%03d", i), Title: fmt.Sprintf("第%d号散热器", i)})
	}
	return append(out, corpus.Patent{ID: "Twin", Title: "第0号散热器"})
}

func TestEmbedGoesOn(t *testing.T) {
	dir := t.TempDir()
	f := heat()
	set := settings()
	set.Embedder = f
	e, err := matcher.Create(dir, set)
	require.NoError(t, err)
	require.NoError(t, e.AddPatents(t.Context(), manyPatents(130)...))
	down := errors.New("down")
	f.before = func(_ context.Context, call int) error {
		if call == 2 {
			return down
		}
		return nil
	}
	var seen []int
	titles, _, err := e.Embed(t.Context(), true, func(p matcher.EmbedProgress) { seen = append(seen, p.Done) })
	require.ErrorIs(t, err, matcher.ErrEmbedder)
	require.ErrorIs(t, err, down)
	require.Equal(t, matcher.EmbedProgress{Stage: "titles", Done: 64, Total: 130, Added: 64}, titles, "equal titles are one text")
	require.Equal(t, []int{0, 64}, seen)
	require.NoError(t, e.Close())

	f.before = nil
	e, err = matcher.Open(dir, set)
	require.NoError(t, err)
	titles, texts, err := e.Embed(t.Context(), true, nil)
	require.NoError(t, err)
	require.Equal(t, matcher.EmbedProgress{Stage: "titles", Done: 130, Total: 130, Added: 66}, titles)
	require.Equal(t, matcher.EmbedProgress{Stage: "abstracts", Done: 130, Total: 130}, texts)
	require.Len(t, f.passages, 130)
	slices.Sort(f.passages)
	require.Len(t, slices.Compact(f.passages), 130, "no text was asked for twice")
	backup := t.TempDir() + "/copy"
	require.NoError(t, e.CopyTo(backup))
	require.NoError(t, e.Close())

	for _, dir := range []string{dir, backup} {
		e, err = matcher.OpenReadOnly(dir, set)
		require.NoError(t, err)
		m, err := e.Match(t.Context(), heatNeed(), query(10))
		require.NoError(t, err)
		require.False(t, m.Degraded)
		require.Len(t, m.Matches, 10)
		_, _, err = e.Embed(t.Context(), true, nil)
		require.ErrorIs(t, err, index.ErrReadOnly)
		require.NoError(t, e.Close())
	}

	other := heat() // another model has no vectors yet
	other.id = "other"
	set.Embedder = other
	e, err = matcher.OpenReadOnly(dir, set)
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	m, err := e.Match(t.Context(), corpus.Need{Title: "散热器"}, query(10))
	require.NoError(t, err)
	require.True(t, m.Degraded)
}

func TestEmbedIsCancelled(t *testing.T) {
	f := heat()
	e := with(t, f, 0, heatPatents()...)
	ctx, cancel := context.WithCancel(t.Context())
	f.before = func(ctx context.Context, _ int) error {
		cancel()
		return blocked(ctx, 0)
	}
	_, _, err := e.Embed(ctx, true, nil)
	require.ErrorIs(t, err, context.Canceled)
}

func TestVectorsOfAnotherLength(t *testing.T) {
	f := heat()
	e := with(t, f, 0, heatPatents()...)
	embed(t, e)
	f.extra = 1
	_, err := e.Match(t.Context(), heatNeed(), query(10))
	require.ErrorIs(t, err, matcher.ErrEmbedder)
	require.ErrorContains(t, err, "4 numbers, those of the patents 3")

	f.concepts = append(f.concepts, nil) // the model behind the name has changed
	require.NoError(t, e.AddPatents(t.Context(), corpus.Patent{ID: "New", Title: "循环水管"}))
	titles, _, err := e.Embed(t.Context(), true, nil)
	require.ErrorIs(t, err, matcher.ErrEmbedder)
	require.Equal(t, matcher.EmbedProgress{Stage: "titles", Done: 3, Total: 4}, titles)

	f = heat()
	e = with(t, f, time.Minute, heatPatents()...)
	embed(t, e)
	f.extra = 1
	m, err := e.Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	require.True(t, m.Degraded)
}

// few forgets a vector.
type few struct{ *fakeEmbedder }

func (f few) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	v, err := f.fakeEmbedder.Passages(ctx, texts)
	return v[1:], err
}

func TestTooFewVectors(t *testing.T) {
	e := with(t, few{heat()}, 0, heatPatents()...)
	_, _, err := e.Embed(t.Context(), true, nil)
	require.ErrorIs(t, err, matcher.ErrEmbedder)
	require.ErrorContains(t, err, "2 vectors for 3 texts")
}
