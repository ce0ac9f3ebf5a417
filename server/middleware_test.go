package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

func decodeBody[T any](t *testing.T, w *httptest.ResponseRecorder) T {
	t.Helper()
	var v T
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &v))
	return v
}

// logged collects records as maps.
func logged(t *testing.T, b *bytes.Buffer) []map[string]any {
	t.Helper()
	var out []map[string]any
	for line := range strings.Lines(b.String()) {
		var m map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &m))
		delete(m, "time")
		out = append(out, m)
	}
	b.Reset()
	return out
}

func TestRequestIDs(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	ask := func(id string) string {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/patents/P2", nil)
		r.Header.Set(headerRequestID, id)
		return problem(t, b.do(t, r)).RequestID // the same as in the header, which problem checks
	}
	require.Equal(t, "a-Z.0:_", ask("a-Z.0:_"))
	require.Equal(t, strings.Repeat("x", 128), ask(strings.Repeat("x", 128)))
	require.Equal(t, "id-1", ask(""))
	require.Equal(t, "id-2", ask(strings.Repeat("x", 129)))
	require.Equal(t, "id-3", ask("a b"))
	require.Equal(t, "id-4", ask("编号"))
	require.Equal(t, "id-5", ask("a\x1b[31m"))
}

func TestLog(t *testing.T) {
	var out bytes.Buffer
	f := &fake{}
	b := newBench(t, f, func(o *Options) { o.Logger = slog.New(slog.NewJSONHandler(&out, nil)) })
	size := float64(b.post(t, "/v1/match", `{"title":"秘密"}`).Body.Len())
	line := out.String()
	require.NotContains(t, line, "秘密", "a need is a business secret")
	// The clock of the tests ticks a millisecond a look, and is looked at twice a request.
	require.Equal(t, []map[string]any{{
		"level": "INFO", "msg": "request", "request_id": "id-1", "method": "POST", "route": "/v1/match", "status": 200.0, "bytes": size,
		"duration": 1e6, "cache": "miss",
	}}, logged(t, &out))

	f.onGet = func(string) error { return errors.New("index is corrupt") }
	size = float64(b.get(t, "/v1/patents/P1").Body.Len())
	require.Equal(t, []map[string]any{{
		"level": "ERROR", "msg": "request", "request_id": "id-2", "method": "GET", "route": "/v1/patents/:id", "status": 500.0, "bytes": size,
		"duration": 1e6, "error": "index is corrupt",
	}}, logged(t, &out))

	b.get(t, "/healthz")
	b.get(t, "/metrics")
	require.Empty(t, logged(t, &out), "probes and scrapes are for debugging")
	b.get(t, "/nothing?q=secret")
	require.Equal(t, "none", logged(t, &out)[0]["route"])
}

func TestPanics(t *testing.T) {
	var out bytes.Buffer
	f := &fake{onGet: func(string) error { panic("boom") }}
	b := newBench(t, f, func(o *Options) { o.Logger = slog.New(slog.NewJSONHandler(&out, nil)) })
	w := b.get(t, "/v1/patents/P1")
	require.Equal(t, http.StatusInternalServerError, w.Code)
	require.Equal(t, problemBase+ProblemInternal, problem(t, w).Type)
	require.NotContains(t, w.Body.String(), "boom")
	records := logged(t, &out)
	require.Equal(t, "panic", records[0]["msg"])
	require.Equal(t, "boom", records[0]["value"])
	require.Equal(t, "id-1", records[0]["request_id"])
	require.Contains(t, records[0]["stack"], "middleware_test.go")
	require.Equal(t, "request", records[1]["msg"])
	require.Contains(t, b.get(t, "/metrics").Body.String(), `gongxu_http_requests_total{code="500",method="GET",route="/v1/patents/:id"} 1`)

	f.onGet = func(string) error { panic(http.ErrAbortHandler) }
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/patents/P1", nil)
	require.PanicsWithValue(t, http.ErrAbortHandler, func() { b.Handler().ServeHTTP(httptest.NewRecorder(), r) })
}

func TestTimeLimit(t *testing.T) {
	f := &fake{onMatch: func(ctx context.Context, _ corpus.Need, _ matcher.Query) (*matcher.Matches, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	b := newBench(t, f, func(o *Options) { o.Timeout = time.Millisecond })
	w := b.post(t, "/v1/match", `{"title":"x"}`)
	require.Equal(t, http.StatusServiceUnavailable, w.Code)
	require.Equal(t, problemBase+ProblemTimeout, problem(t, w).Type)
	require.Equal(t, "1", w.Header().Get("Retry-After"))
}

func TestClientGivesUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	f := &fake{onMatch: func(ctx context.Context, _ corpus.Need, _ matcher.Query) (*matcher.Matches, error) {
		cancel()
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	b := newBench(t, f, nil)
	w := b.do(t, jsonRequest(t, "/v1/match", `{"title":"x"}`).WithContext(ctx))
	require.Equal(t, statusClosed, w.Code)
	require.Contains(t, b.get(t, "/metrics").Body.String(), `gongxu_http_requests_total{code="499",method="POST",route="/v1/match"} 1`)
}

func TestMetrics(t *testing.T) {
	b := newBench(t, nil, nil)
	require.Contains(t, b.get(t, "/metrics").Body.String(), "gongxu_ready 0\n")
	require.NotContains(t, b.get(t, "/metrics").Body.String(), "gongxu_documents{")
	require.NoError(t, b.Use(t.Context(), &fake{}))
	b.get(t, "/v1/patents/P1")
	b.get(t, "/v1/patents/P2")
	b.get(t, "/v1/patents/P3")
	b.get(t, "/one")
	b.get(t, "/two")
	made := httptest.NewRequestWithContext(t.Context(), "BREW", "/v1/match", nil)
	b.do(t, made)
	text := b.get(t, "/metrics").Body.String()
	for _, line := range []string{
		"gongxu_ready 1",
		`gongxu_documents{kind="patents"} 3`,
		`gongxu_documents{kind="needs"} 2`,
		`gongxu_http_requests_total{code="200",method="GET",route="/v1/patents/:id"} 1`,
		`gongxu_http_requests_total{code="404",method="GET",route="/v1/patents/:id"} 2`,
		`gongxu_http_requests_total{code="404",method="GET",route="none"} 2`,
		`gongxu_http_requests_total{code="405",method="other",route="none"} 1`,
		`gongxu_http_request_duration_seconds_bucket{method="GET",route="/v1/patents/:id",le="0.001"} 3`, // a tick each
		`gongxu_http_request_duration_seconds_count{method="GET",route="/v1/patents/:id"} 3`,
		"gongxu_http_requests_in_flight 1", // this one
	} {
		require.Contains(t, text, line+"\n")
	}
}
