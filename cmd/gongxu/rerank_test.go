package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

// rerankEndpoint prefers documents that speak of electrolytes.
type rerankEndpoint struct{ *fakeModel }

func newRerankEndpoint(t *testing.T) rerankEndpoint {
	t.Helper()
	type request struct {
		Model     string   `json:"model"`
		Documents []string `json:"documents"`
	}
	return rerankEndpoint{newFakeModel(t, "/rerank", "no re-ranking today", func(w http.ResponseWriter, req request) bool {
		if req.Model != "bge" {
			return false
		}
		var items []string
		for i, d := range req.Documents {
			items = append(items, fmt.Sprintf(`{"index":%d,"relevance_score":%d}`, i, strings.Count(d, "电解液")))
		}
		fmt.Fprintf(w, `{"results":[%s]}`, strings.Join(items, ","))
		return true
	})}
}

// flags name the endpoint on a command line.
func (e rerankEndpoint) flags(args ...string) []string {
	return append(args, "--reranker", e.URL, "--rerank-model", "bge", "--rerank-weight", "0.9")
}

func TestRerankerOnTheCommandLine(t *testing.T) {
	e := newRerankEndpoint(t)
	l := shared(t)
	need := []string{"match", "--dir", l.dir, "--title", "磷酸铁锂正极材料", "--text", "低温放电性能", "--json"}
	o := invoke(t, need...)
	require.Equal(t, exitOK, o.code, o.errOut)
	plain := decode[matcher.Matches](t, o)
	require.Equal(t, "P1", plain.Matches[0].ID)
	require.NotContains(t, o.out, `"rerank"`)

	o = invoke(t, e.flags(need...)...)
	require.Equal(t, exitOK, o.code, o.errOut)
	got := decode[matcher.Matches](t, o)
	require.Equal(t, "P2", got.Matches[0].ID)
	require.False(t, got.Degraded)
	require.Contains(t, o.out, `"rerank"`)
	o = invoke(t, e.flags("match", "--dir", l.dir, "--title", "磷酸铁锂正极材料", "--text", "低温放电性能", "--explain")...)
	require.Contains(t, o.out, "重排模型")

	e.down.Store(true)
	o = invoke(t, e.flags(need...)...)
	require.Equal(t, exitOK, o.code, o.errOut)
	got = decode[matcher.Matches](t, o)
	require.True(t, got.Degraded)
	require.Contains(t, got.Notices[len(got.Notices)-1], "no re-ranking today")
	require.Equal(t, plain.Matches, got.Matches)
}

func TestRunWithAReranker(t *testing.T) {
	e := newRerankEndpoint(t)
	l := shared(t)
	out := filepath.Join(t.TempDir(), "a.run")
	run := e.flags("run", "--dir", l.dir, "--needs", l.needs, "--out", out, "--quiet")
	e.down.Store(true)
	o := invoke(t, run...)
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "no re-ranking today")
	require.NoFileExists(t, out)
	e.down.Store(false)
	o = invoke(t, run...)
	require.Equal(t, exitOK, o.code, o.errOut)
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Contains(t, string(data), "N1 Q0 P2 1 ")
}

// A job with another re-ranker is another job.
func TestMatchAllWithAReranker(t *testing.T) {
	e := newRerankEndpoint(t)
	l := shared(t)
	out := filepath.Join(t.TempDir(), "a.jsonl")
	o := invoke(t, e.flags("match-all", "--dir", l.dir, "--needs", l.needs, "--out", out, "--quiet")...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Positive(t, e.calls.Load())
	e.down.Store(true)
	other := filepath.Join(t.TempDir(), "b.csv")
	o = invoke(t, e.flags("match-all", "--dir", l.dir, "--needs", l.needs, "--out", other, "--quiet")...)
	require.Equal(t, exitOK, o.code, "the lists stay as they were: "+o.errOut)

	var a, b rerankerFlags
	a.options.Model, b.options.Model = "a", "b"
	require.NotEqual(t, a.choices(), b.choices())
	b = a
	b.weight = 0.1
	require.NotEqual(t, a.choices(), b.choices())
}

func TestRerankerFlags(t *testing.T) {
	l := shared(t)
	with := func(args ...string) []string {
		return append([]string{"match", "--dir", l.dir, "--title", "x", "--reranker", "http://localhost", "--rerank-model", "m"}, args...)
	}
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no model":     {[]string{"match", "--dir", l.dir, "--title", "x", "--reranker", "http://localhost"}, "rerank-model"},
		"no endpoint":  {[]string{"match", "--dir", l.dir, "--title", "x", "--rerank-model", "m"}, "reranker"},
		"depth":        {with("--rerank-depth", "0"), "--rerank-depth 0"},
		"weight":       {with("--rerank-weight", "0"), "--rerank-weight 0"},
		"heavy":        {with("--rerank-weight", "1.5"), "--rerank-weight 1.5"},
		"batch":        {with("--rerank-batch", "0"), "batch 0"},
		"bad address":  {[]string{"match", "--dir", l.dir, "--title", "x", "--reranker", "localhost", "--rerank-model", "m"}, `URL "localhost"`},
		"run, budget":  {[]string{"run", "--dir", l.dir, "--needs", l.needs, "--out", "-", "--rerank-budget", "1s"}, "rerank-budget"},
		"eval, ranker": {[]string{"eval", "--qrels", "x", "--run", "y", "--reranker", "http://localhost"}, "reranker"},
	} {
		o := invoke(t, c.args...)
		require.Equal(t, exitUsage, o.code, name)
		require.Contains(t, o.errOut, c.says, name)
	}
}
