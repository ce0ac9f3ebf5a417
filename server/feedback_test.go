package server

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestFeedback(t *testing.T) {
	f := &fake{}
	b := newBench(t, f, nil)
	w := b.post(t, "/v1/feedback", `{"judgments":[
		{"need":"N1","patent":"P1","grade":0,"who":"甲","when":"2026-03-25T08:00:00+08:00"},
		{"title":"低温电池","patent":"P1","action":"signed"},
		{"need":"N2","patent":"P1","grade":2}]}`)
	require.Equal(t, http.StatusOK, w.Code, "%s", w.Body)
	require.JSONEq(t, `{"recorded":3}`, w.Body.String())
	require.Equal(t, time.Date(2026, 3, 25, 0, 0, 0, 0, time.UTC), f.judged[0].When.UTC())
	require.Zero(t, *f.judged[0].Grade, "0 is a grade")
	require.False(t, f.judged[1].When.IsZero(), "the time of the request")
	for query, want := range map[string][2]int{ // total, listed
		"": {3, 3}, "?need=N1": {1, 1}, "?patent=P2": {0, 0}, "?who=%E7%94%B2": {1, 1}, "?k=2": {3, 2}, "?k=2&offset=2": {3, 1}, "?offset=9": {3, 0},
	} {
		w := b.get(t, "/v1/feedback"+query)
		require.Equal(t, http.StatusOK, w.Code, "%s", w.Body)
		var got Feedback
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &got))
		require.Equal(t, want, [2]int{got.Total, len(got.Judgments)}, query)
	}
}

func TestFeedbackProblems(t *testing.T) {
	b := newBench(t, &fake{}, func(o *Options) { o.TextLimit = 10 })
	for _, x := range []struct {
		body   string
		status int
		kind   string
	}{
		{`{"judgments":[{"need":"N1","patent":"P1"}]}`, http.StatusBadRequest, ProblemJudgment},
		{`{"judgments":[{"need":"N1","patent":"P1","grade":4}]}`, http.StatusBadRequest, ProblemJudgment},
		{`{"judgments":[{"need":"N1","patent":"P1","action":"sold"}]}`, http.StatusBadRequest, ProblemJudgment},
		{`{"judgments":[{"need":"N1","patent":"P9","grade":1}]}`, http.StatusNotFound, ProblemNotFound},
		{`{"judgments":[{"need":"N1","patent":"P1","grade":1.5}]}`, http.StatusBadRequest, ProblemBody},
		{`{"judgments":[{"need":"N1","patent":"P1","grade":1,"when":"yesterday"}]}`, http.StatusBadRequest, ProblemBody},
		{`{"judgments":[{"need":"N1","patent":"P1","mark":1}]}`, http.StatusBadRequest, ProblemBody},
		{`{"judgments":[{"title":"十一个字的需求名称太长了","patent":"P1","grade":1}]}`, http.StatusRequestEntityTooLarge, ProblemTooLarge},
	} {
		w := b.post(t, "/v1/feedback", x.body)
		require.Equal(t, x.status, w.Code, x.body)
		require.Equal(t, problemBase+x.kind, problem(t, w).Type, x.body)
	}
	for _, query := range []string{"?k=0", "?offset=-1"} {
		require.Equal(t, problemBase+ProblemQuery, problem(t, b.get(t, "/v1/feedback"+query)).Type)
	}
}

// A judgment changes the generation, so that no match is answered from before it.
func TestFeedbackEmptiesTheCache(t *testing.T) {
	f := &fake{}
	b := newBench(t, f, nil)
	ask := func() string { return b.post(t, "/v1/match", `{"title":"电池"}`).Header().Get(headerCache) }
	require.Equal(t, "miss", ask())
	require.Equal(t, http.StatusOK, b.post(t, "/v1/feedback", `{"judgments":[{"need":"N1","patent":"P1","grade":0}]}`).Code)
	require.Equal(t, "miss", ask())
	require.EqualValues(t, 2, f.calls.Load())
}
