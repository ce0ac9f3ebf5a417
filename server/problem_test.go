package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

func TestProblems(t *testing.T) {
	at := func(n int) *int { return &n }
	for name, c := range map[string]struct {
		err    error
		status int
		kind   string
		detail string
		field  string
		query  string
		offset *int
	}{
		"not found":     {err: fmt.Errorf("%w: patent %q", matcher.ErrNotFound, "x"), status: 404, kind: ProblemNotFound, detail: `matcher: not found: patent "x"`},
		"bounds":        {err: fmt.Errorf("%w: k 0", matcher.ErrQuery), status: 400, kind: ProblemQuery, detail: "matcher: invalid query: k 0"},
		"place":         {err: fmt.Errorf("wrapped: %w", &matcher.QueryError{Query: "电池 a:1", Offset: 7, Reason: "unknown field"}), status: 400, kind: ProblemQuery, detail: "unknown field", query: "电池 a:1", offset: at(7)},
		"place at 0":    {err: &matcher.QueryError{Query: "a:1", Reason: "unknown field"}, status: 400, kind: ProblemQuery, detail: "unknown field", query: "a:1", offset: at(0)},
		"body":          {err: &bodyError{offset: 3, field: "/k", reason: "want a whole number"}, status: 400, kind: ProblemBody, detail: "byte 3, /k: want a whole number", field: "/k", offset: at(3)},
		"parameter":     {err: &parameterError{"k", "want a whole number"}, status: 400, kind: ProblemParameter, detail: `parameter "k": want a whole number`, field: "k"},
		"too large":     {err: fmt.Errorf("larger than 5 bytes: %w", &http.MaxBytesError{Limit: 5}), status: 413, kind: ProblemTooLarge, detail: "larger than 5 bytes: http: request body too large"},
		"too long":      {err: fmt.Errorf("%w: 9 characters", errTooLong), status: 413, kind: ProblemTooLarge, detail: "the need is too long: 9 characters"},
		"media type":    {err: fmt.Errorf("%w, not %q", errMediaType, "text/plain"), status: 415, kind: ProblemMediaType, detail: `the body must be application/json, not "text/plain"`},
		"route":         {err: errRoute, status: 404, kind: ProblemRoute, detail: "no such path"},
		"method":        {err: errMethod, status: 405, kind: ProblemMethod, detail: "the path does not have this method"},
		"slow body":     {err: fmt.Errorf("read tcp 10.0.0.1: %w", os.ErrDeadlineExceeded), status: 408, kind: ProblemSlowRequest, detail: "the body did not arrive in time"},
		"time":          {err: fmt.Errorf("index: %w", context.DeadlineExceeded), status: 503, kind: ProblemTimeout, detail: "the request took longer than the server allows"},
		"closed":        {err: fmt.Errorf("index: %w", context.Canceled), status: 499, kind: ProblemClosed, detail: "the client closed the request"},
		"not ready":     {err: errNotReady, status: 503, kind: ProblemNotReady, detail: "the engine is not open yet"},
		"shutting down": {err: errShutdown, status: 503, kind: ProblemNotReady, detail: "the server is shutting down"},
		"other":         {err: errors.New("index is corrupt: /secret/path"), status: 500, kind: ProblemInternal, detail: "the log holds the cause under the request's id"},
	} {
		t.Run(name, func(t *testing.T) {
			p := problemOf(c.err, "id")
			require.NotEmpty(t, p.Title)
			p.Title = ""
			require.Equal(t, Problem{
				Type: problemBase + c.kind, Status: c.status, Detail: c.detail, RequestID: "id", Field: c.field, Query: c.query, Offset: c.offset,
			}, p)
		})
	}
}

// What is wrong inside stays inside.
func TestInternalErrorsAreNotShown(t *testing.T) {
	f := &fake{onGet: func(string) error { return errors.New("index is corrupt: /secret/path") }}
	w := newBench(t, f, nil).get(t, "/v1/patents/P1")
	require.Equal(t, http.StatusInternalServerError, w.Code)
	require.NotContains(t, w.Body.String(), "secret")
}

func TestUnknownRoutesAndMethods(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	for _, path := range []string{"/", "/v1", "/v1/", "/v1/match/", "/v1/patents", "/v1/patents/a/b", "/v2/match", "/metrics/x", "/%2e%2e"} {
		w := b.get(t, path)
		require.Equal(t, http.StatusNotFound, w.Code, path)
		require.Equal(t, problemBase+ProblemRoute, problem(t, w).Type, path)
	}
	w := b.get(t, "/v1/match")
	require.Equal(t, http.StatusMethodNotAllowed, w.Code)
	require.Equal(t, "POST", w.Header().Get("Allow"))
	require.Equal(t, problemBase+ProblemMethod, problem(t, w).Type)
	w = b.post(t, "/v1/search", "{}")
	require.Equal(t, http.StatusMethodNotAllowed, w.Code)
	require.Equal(t, "GET, HEAD", w.Header().Get("Allow"))
	require.Equal(t, "the path does not have this method: POST; it has GET, HEAD", problem(t, w).Detail)
}
