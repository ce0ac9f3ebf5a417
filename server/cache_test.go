package server

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// settle waits until what was put into the cache can be found.
func (b *bench) settle() {
	if b.cache.results != nil {
		b.cache.results.Wait()
	}
}

func cacheState(w *httptest.ResponseRecorder) string { return w.Header().Get(headerCache) }

func TestResultsAreCached(t *testing.T) {
	f := &fake{}
	b := newBench(t, f, nil)
	first := b.post(t, "/v1/match", `{"title":"电池","k":5}`)
	require.Equal(t, "miss", cacheState(first))
	b.settle()
	second := b.post(t, "/v1/match", ` { "k" : 5, "title":"电池","explain":true}`)
	require.Equal(t, "hit", cacheState(second), "the same request in another spelling")
	require.Equal(t, first.Body.String(), second.Body.String())
	require.Equal(t, first.Header().Get("Content-Type"), second.Header().Get("Content-Type"))
	require.EqualValues(t, 1, f.calls.Load())
	for _, other := range []string{`{"title":"电池","k":6}`, `{"text":"电池","k":5}`, `{"title":"电池","k":5,"filters":{"ipc":["H01M"]}}`, `{"title":"电池","k":5,"explain":false}`} {
		require.Equal(t, "miss", cacheState(b.post(t, "/v1/match", other)), other)
	}
	text := b.get(t, "/metrics").Body.String()
	require.Contains(t, text, `gongxu_result_cache_requests_total{result="hit"} 1`)
	require.Contains(t, text, `gongxu_result_cache_requests_total{result="miss"} 5`)
}

func TestEveryCachedRoute(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	paths := []string{
		"/v1/search?q=x", "/v1/search?q=x&ipc=H01M", "/v1/search?q=x&granted_after=2021", "/v1/patents/P1/recommendations", "/v1/needs/N1/recommendations",
		"/v1/needs/N1/recommendations?mode=m", "/v1/industries",
	}
	for _, path := range paths {
		require.Equal(t, "miss", cacheState(b.get(t, path)), path)
		b.settle()
	}
	for _, path := range paths {
		require.Equal(t, "hit", cacheState(b.get(t, path)), path)
	}
	require.Empty(t, cacheState(b.get(t, "/v1/patents/P1")))
}

func TestCacheKnowsTheGeneration(t *testing.T) {
	f := &fake{}
	b := newBench(t, f, nil)
	b.get(t, "/v1/search?q=x")
	b.settle()
	require.Equal(t, "hit", cacheState(b.get(t, "/v1/search?q=x")))
	f.generation.Add(1)
	require.Equal(t, "miss", cacheState(b.get(t, "/v1/search?q=x")), "documents have changed")
	b.settle()
	require.NoError(t, b.Use(t.Context(), &fake{}))
	require.Equal(t, "miss", cacheState(b.get(t, "/v1/search?q=x")), "another engine, of the first generation")
}

func TestErrorsAreNotCached(t *testing.T) {
	f := &fake{}
	b := newBench(t, f, nil)
	f.onMatch = func(context.Context, corpus.Need, matcher.Query) (*matcher.Matches, error) {
		return nil, context.DeadlineExceeded
	}
	require.Equal(t, 503, b.post(t, "/v1/match", `{"title":"x"}`).Code)
	b.settle()
	f.onMatch = nil
	w := b.post(t, "/v1/match", `{"title":"x"}`)
	require.Equal(t, 200, w.Code)
	require.Equal(t, "miss", cacheState(w))
}

// What an embedder that is away for a moment leaves out is asked for again.
func TestDegradedAnswersAreNotCached(t *testing.T) {
	f := &fake{}
	b := newBench(t, f, nil)
	degraded := true
	f.onMatch = func(context.Context, corpus.Need, matcher.Query) (*matcher.Matches, error) {
		return &matcher.Matches{Matches: []matcher.Match{}, Degraded: degraded}, nil
	}
	f.onPatent = func(context.Context, corpus.Patent, matcher.Query) (*matcher.NeedMatches, error) {
		return &matcher.NeedMatches{Matches: []matcher.NeedMatch{}, Degraded: degraded}, nil
	}
	ask := []func() *httptest.ResponseRecorder{
		func() *httptest.ResponseRecorder { return b.post(t, "/v1/match", `{"title":"x"}`) },
		func() *httptest.ResponseRecorder { return b.get(t, "/v1/needs/N1/recommendations") },
		func() *httptest.ResponseRecorder { return b.get(t, "/v1/patents/P1/recommendations") },
	}
	for _, degraded = range []bool{true, false} {
		for i, get := range ask {
			for range 2 {
				w := get()
				require.Equal(t, 200, w.Code)
				require.Equal(t, "miss", cacheState(w), "%d", i)
				require.Equal(t, degraded, strings.Contains(w.Body.String(), `"degraded":true`))
				if b.settle(); !degraded {
					break
				}
			}
		}
	}
	for i, get := range ask {
		require.Equal(t, "hit", cacheState(get()), "%d", i)
	}
}

func TestNoCache(t *testing.T) {
	f := &fake{}
	b := newBench(t, f, func(o *Options) { o.CacheBytes = 0 })
	for range 2 {
		require.Equal(t, "miss", cacheState(b.get(t, "/v1/search?q=x")))
	}
	require.EqualValues(t, 2, f.calls.Load())
}

// An answer larger than the whole budget is not kept.
func TestCacheIsBounded(t *testing.T) {
	c, err := newResultCache(1000)
	require.NoError(t, err)
	defer c.close()
	c.put("large", make([]byte, 1000))
	c.put("small", make([]byte, 100))
	c.results.Wait()
	_, ok := c.get("large")
	require.False(t, ok)
	body, ok := c.get("small")
	require.True(t, ok)
	require.Len(t, body, 100)
}
