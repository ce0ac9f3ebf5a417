package server

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// fake is an engine with one patent and one need. What a test sets replaces the answer.
type fake struct {
	onMatch  func(ctx context.Context, need corpus.Need, q matcher.Query) (*matcher.Matches, error)
	onPatent func(ctx context.Context, p corpus.Patent, q matcher.Query) (*matcher.NeedMatches, error)
	onSearch func(ctx context.Context, req matcher.SearchRequest) (*matcher.SearchResult, error)
	onGet    func(id string) error

	judged     []corpus.Judgment
	generation atomic.Uint64
	calls      atomic.Int64
}

func (f *fake) Match(ctx context.Context, need corpus.Need, q matcher.Query) (*matcher.Matches, error) {
	f.calls.Add(1)
	if f.onMatch != nil {
		return f.onMatch(ctx, need, q)
	}
	x := &matcher.Explanation{Signal: "score", Label: "综合得分", Value: .5, Weight: 1, Points: .5}
	return &matcher.Matches{Matches: []matcher.Match{{ID: "P1", Title: "<磷酸铁锂>", Score: .5, Explanation: x}}}, nil
}

func (f *fake) MatchPatent(ctx context.Context, p corpus.Patent, q matcher.Query) (*matcher.NeedMatches, error) {
	f.calls.Add(1)
	if f.onPatent != nil {
		return f.onPatent(ctx, p, q)
	}
	return &matcher.NeedMatches{Matches: []matcher.NeedMatch{}, Reason: "库中还没有需求。"}, nil
}

func (f *fake) Search(ctx context.Context, req matcher.SearchRequest) (*matcher.SearchResult, error) {
	f.calls.Add(1)
	if f.onSearch != nil {
		return f.onSearch(ctx, req)
	}
	return &matcher.SearchResult{Total: 1, Hits: []matcher.SearchHit{{ID: "P1", Title: "磷酸铁锂"}}}, nil
}

func (f *fake) Patent(_ context.Context, id string) (corpus.Patent, error) {
	if f.onGet != nil {
		if err := f.onGet(id); err != nil {
			return corpus.Patent{}, err
		}
	} else if id != "P1" {
		return corpus.Patent{}, fmt.Errorf("%w: patent %q", matcher.ErrNotFound, id)
	}
	return corpus.Patent{ID: id, Title: "磷酸铁锂"}, nil
}

func (f *fake) Need(_ context.Context, id string) (corpus.Need, error) {
	if id != "N1" {
		return corpus.Need{}, fmt.Errorf("%w: need %q", matcher.ErrNotFound, id)
	}
	return corpus.Need{ID: id, Title: "低温电池"}, nil
}

func (f *fake) Judge(_ context.Context, judgments []corpus.Judgment) (int, error) {
	for i, j := range judgments {
		if err := j.Validate(); err != nil {
			return 0, fmt.Errorf("judgment %d: %w: %w", i, matcher.ErrJudgment, err)
		}
		if j.Patent != "P1" {
			return 0, fmt.Errorf("judgment %d: %w: patent %q", i, matcher.ErrNotFound, j.Patent)
		}
	}
	f.judged = append(f.judged, judgments...)
	f.generation.Add(1)
	return len(judgments), nil
}

func (f *fake) Judgments(context.Context) ([]corpus.Judgment, error) { return f.judged, nil }

func (f *fake) Counts() (patents, needs uint64, err error) { return 3, 2, nil }
func (f *fake) Generation() uint64                         { return f.generation.Load() }

// testOptions are the shipped ones with a clock that ticks a millisecond a look, and request ids that count.
func testOptions() Options {
	o := DefaultOptions()
	var ticks, ids atomic.Int64
	o.Now = func() time.Time { return time.UnixMilli(ticks.Add(1)) }
	o.NewRequestID = func() string { return fmt.Sprintf("id-%d", ids.Add(1)) }
	return o
}

// bench is a server under test that checks every exchange against its own OpenAPI document.
type bench struct {
	*Server
	contract *contract
}

func newBench(t *testing.T, e Engine, change func(*Options)) *bench {
	t.Helper()
	o := testOptions()
	if change != nil {
		change(&o)
	}
	s, err := New(e, o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return &bench{s, newContract(t, s.document)}
}

// do sends a request and returns the answer after holding it against the document.
func (b *bench) do(t *testing.T, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	b.Handler().ServeHTTP(w, r)
	b.contract.check(t, r, w)
	return w
}

func (b *bench) get(t *testing.T, target string) *httptest.ResponseRecorder {
	t.Helper()
	return b.do(t, httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, nil))
}

func (b *bench) post(t *testing.T, target, body string) *httptest.ResponseRecorder {
	t.Helper()
	return b.do(t, jsonRequest(t, target, body))
}

func jsonRequest(t *testing.T, target, body string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return r
}
