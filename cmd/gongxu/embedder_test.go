package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

// endpoint is a server of embeddings that knows batteries from water from all else.
type endpoint struct {
	*fakeModel
	texts atomic.Int64
}

func newEndpoint(t *testing.T) *endpoint {
	t.Helper()
	type request struct {
		Input []string `json:"input"`
	}
	type item struct {
		Index     int       `json:"index"`
		Embedding []float32 `json:"embedding"`
	}
	e := &endpoint{}
	e.fakeModel = newFakeModel(t, "/v1/embeddings", "no model today", func(w http.ResponseWriter, req request) bool {
		var answer struct {
			Data []item `json:"data"`
		}
		for i, text := range req.Input {
			e.texts.Add(1)
			v := []float32{0, 0, 1}
			switch {
			case strings.ContainsAny(text, "锂电池蓄"):
				v = []float32{1, 0, 0}
			case strings.ContainsAny(text, "水污"):
				v = []float32{0, 1, 0}
			}
			answer.Data = append(answer.Data, item{i, v})
		}
		_ = json.NewEncoder(w).Encode(answer)
		return true
	})
	return e
}

// flags name the endpoint on a command line.
func (e *endpoint) flags(args ...string) []string {
	return append(args, "--embedder", e.URL+"/v1", "--embed-query-model", "q", "--embed-passage-model", "p")
}

func TestEmbedderOnTheCommandLine(t *testing.T) {
	e := newEndpoint(t)
	l := shared(t)
	dir := filepath.Join(t.TempDir(), "data")
	o := invoke(t, e.flags("index", "--patents", l.patents, "--needs", l.needs, "--dir", dir, "--quiet")...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.EqualValues(t, 6, e.texts.Load(), "the titles")

	o = invoke(t, e.flags("embed", "--dir", dir)...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Equal(t, "标题向量 6/6（新增 0）\n摘要向量 6/6（新增 6）\n", o.out)
	require.EqualValues(t, 12, e.texts.Load())
	o = invoke(t, e.flags("embed", "--dir", dir, "--json", "--quiet")...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Equal(t, []matcher.EmbedProgress{{Stage: "titles", Done: 6, Total: 6}, {Stage: "abstracts", Done: 6, Total: 6}}, decode[[]matcher.EmbedProgress](t, o))
	o = invoke(t, e.flags("embed", "--dir", dir, "--titles-only", "--quiet")...)
	require.Equal(t, "标题向量 6/6（新增 0）\n", o.out)
	require.EqualValues(t, 12, e.texts.Load(), "what has a vector is not asked for again")

	// 蓄能器 is in no patent; to the endpoint it is a matter of batteries.
	match := e.flags("match", "--dir", dir, "--title", "蓄能器", "--text", "机床", "--json")
	o = invoke(t, match...)
	require.Equal(t, exitOK, o.code, o.errOut)
	got := decode[matcher.Matches](t, o)
	require.False(t, got.Degraded)
	require.Len(t, got.Matches, 6)

	e.down.Store(true)
	o = invoke(t, match...)
	require.Equal(t, exitOK, o.code, o.errOut)
	got = decode[matcher.Matches](t, o)
	require.True(t, got.Degraded)
	require.Contains(t, got.Notices[0], "no model today")
	require.Len(t, got.Matches, 1, "机床")

	out := filepath.Join(t.TempDir(), "a.run")
	run := e.flags("run", "--dir", dir, "--needs", l.needs, "--out", out, "--quiet")
	o = invoke(t, run...)
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "no model today")
	require.NoFileExists(t, out)
	e.down.Store(false)
	o = invoke(t, run...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.FileExists(t, out)

	e.down.Store(true)
	fresh := filepath.Join(t.TempDir(), "fresh")
	o = invoke(t, e.flags("index", "--patents", l.patents, "--dir", fresh, "--quiet")...)
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "no model today")
	o = invoke(t, "match", "--dir", fresh, "--title", "锂电池")
	require.Equal(t, exitOK, o.code, "the patents are in; only the vectors are missing")
}

func TestDistillOnTheCommandLine(t *testing.T) {
	e := newEndpoint(t)
	root := t.TempDir()
	var patents strings.Builder
	for i := range 150 {
		title := []string{"锂电池", "蓄能器", "污水池", "割台"}[i%4]
		fmt.Fprintf(&patents, "{\"id\":\"P%d\",\"title\":\"%sT%d\"}\n", i, title, i)
	}
	file := write(t, root, "patents.jsonl", patents.String())
	dir, out := filepath.Join(root, "dir"), filepath.Join(root, "own.map")
	o := invoke(t, e.flags("distill", "--dir", shared(t).dir, "--out", out, "--quiet")...)
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "gongxu embed")
	o = invoke(t, e.flags("index", "--patents", file, "--dir", dir, "--quiet")...)
	require.Equal(t, exitOK, o.code, o.errOut)
	o = invoke(t, e.flags("distill", "--dir", dir, "--out", out, "--dimensions", "2", "--quiet")...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.errOut, "2 dimensions")

	alone := filepath.Join(root, "alone.map")
	o = invoke(t, "distill", "--association", "--dir", dir, "--out", alone, "--dimensions", "2", "--min-titles", "9", "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.errOut, "7 terms, 2 dimensions", "锂电 电池 蓄能 能器 污水 水池 割台")

	own := filepath.Join(root, "own")
	o = invoke(t, "index", "--patents", file, "--dir", own, "--meaning", out, "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	o = invoke(t, "match", "--dir", own, "--title", "蓄能器", "--json")
	require.Equal(t, exitOK, o.code, o.errOut)
	require.NotEmpty(t, decode[matcher.Matches](t, o).Matches)
	o = invoke(t, "index", "--patents", file, "--dir", filepath.Join(root, "x"), "--meaning", file, "--quiet")
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "not a map of terms to vectors")
}

func TestEmbedderFlags(t *testing.T) {
	l := shared(t)
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no model":    {[]string{"match", "--dir", l.dir, "--title", "x", "--embedder", "http://localhost/v1"}, "embed-query-model"},
		"no source":   {[]string{"distill", "--dir", l.dir, "--out", "x"}, "[embedder association]"},
		"no embedder": {[]string{"embed", "--dir", l.dir}, `"embedder" not set`},
		"bad address": {[]string{"embed", "--dir", l.dir, "--embedder", "localhost", "--embed-query-model", "q", "--embed-passage-model", "p"}, `URL "localhost"`},
	} {
		o := invoke(t, c.args...)
		require.Equal(t, exitUsage, o.code, name)
		require.Contains(t, o.errOut, c.says, name)
	}
}
