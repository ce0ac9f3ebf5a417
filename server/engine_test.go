package server

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// sample reads an embedded file of the sample corpus.
func sample[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := gongxu.Sample().Open(name)
	require.NoError(t, err)
	defer f.Close()
	d := json.NewDecoder(bufio.NewReader(f))
	var out []T
	for {
		var row T
		err := d.Decode(&row)
		if errors.Is(err, io.EOF) {
			return out
		}
		require.NoError(t, err)
		out = append(out, row)
	}
}

// realEngine holds the sample corpus.
func realEngine(t *testing.T) (*matcher.Engine, []corpus.Patent, []corpus.Need) {
	t.Helper()
	e, err := matcher.NewMemory(matcher.DefaultSettings())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	patents, needs := sample[corpus.Patent](t, "patents.jsonl"), sample[corpus.Need](t, "needs.jsonl")
	require.NoError(t, e.AddPatents(t.Context(), patents...))
	require.NoError(t, e.AddNeeds(t.Context(), needs...))
	return e, patents, needs
}

func TestRealEngine(t *testing.T) {
	e, patents, needs := realEngine(t)
	b := newBench(t, nil, nil)
	require.NoError(t, b.Use(t.Context(), e))

	t.Run("match gives what the engine gives", func(t *testing.T) {
		for _, n := range needs[:5] {
			body, err := json.Marshal(MatchRequest{Title: n.Title, Text: n.Description, K: 5, PerField: 1, Explain: true, Records: true})
			require.NoError(t, err)
			w := b.post(t, "/v1/match", string(body))
			require.Equal(t, http.StatusOK, w.Code, "%s", w.Body)
			q := matcher.DefaultQuery()
			q.K, q.PerField, q.Records = 5, 1, true
			want, err := e.Match(t.Context(), corpus.Need{Title: n.Title, Description: n.Description}, q)
			require.NoError(t, err)
			require.NotEmpty(t, want.Matches)
			text, err := json.Marshal(want)
			require.NoError(t, err)
			require.JSONEq(t, string(text), w.Body.String())
		}
	})
	t.Run("nothing to match", func(t *testing.T) {
		w := b.post(t, "/v1/match", `{"title":"！！"}`)
		require.Equal(t, http.StatusOK, w.Code)
		got := decodeBody[matcher.Matches](t, w)
		require.Empty(t, got.Matches)
		require.NotEmpty(t, got.Reason)
	})
	t.Run("filters", func(t *testing.T) {
		w := b.post(t, "/v1/match", `{"title":"电池","filters":{"ipc":["H01M"]},"records":true}`)
		got := decodeBody[matcher.Matches](t, w)
		require.NotEmpty(t, got.Matches)
		for _, m := range got.Matches {
			require.Contains(t, strings.Join(m.Patent.IPC, " "), "H01M")
		}
		w = b.post(t, "/v1/match", `{"title":"电池","filters":{"ipc":["9"]}}`)
		require.Equal(t, http.StatusBadRequest, w.Code)
		require.Contains(t, problem(t, w).Detail, `ipc "9"`)
		for _, bad := range []string{`"filters":{"sei":["99"]}`, `"threshold":1.5`, `"threshold":-0.5`, `"per_applicant":-1`} {
			w = b.post(t, "/v1/match", `{"title":"电池",`+bad+`}`)
			require.Equal(t, http.StatusBadRequest, w.Code, bad)
			require.Equal(t, problemBase+ProblemQuery, problem(t, w).Type, bad)
		}
	})
	t.Run("search pages, facets and faults", func(t *testing.T) {
		w := b.get(t, "/v1/search?q=电池&k=3&facets=sei,ipc,year&records=true")
		page := decodeBody[matcher.SearchResult](t, w)
		require.Len(t, page.Hits, 3)
		require.Len(t, page.Facets, 3)
		require.NotEmpty(t, page.Next)
		next := decodeBody[matcher.SearchResult](t, b.get(t, "/v1/search?q=电池&k=3&cursor="+page.Next))
		require.NotEmpty(t, next.Hits)
		require.NotEqual(t, page.Hits[2].ID, next.Hits[0].ID)
		w = b.get(t, "/v1/search?q="+url.QueryEscape("电池 foo:1"))
		require.Equal(t, http.StatusBadRequest, w.Code)
		p := problem(t, w)
		require.Equal(t, "电池 foo:1", p.Query)
		require.Equal(t, 7, *p.Offset, "two characters of three bytes and a space")
		for _, bad := range []string{"cursor=x", "sort=size", "facets=colour", "facets=sei&facet_size=0", "ipc=9", "k=0"} {
			w := b.get(t, "/v1/search?"+bad)
			require.Equal(t, http.StatusBadRequest, w.Code, bad)
			require.Equal(t, problemBase+ProblemQuery, problem(t, w).Type, bad)
		}
	})
	t.Run("records and recommendations", func(t *testing.T) {
		for _, p := range patents[:5] {
			w := b.get(t, "/v1/patents/"+url.PathEscape(p.ID))
			require.Equal(t, p, decodeBody[corpus.Patent](t, w))
			w = b.get(t, "/v1/patents/"+url.PathEscape(p.ID)+"/recommendations?records=true&k=3")
			require.Len(t, decodeBody[matcher.NeedMatches](t, w).Matches, 3)
		}
		for _, n := range needs[:5] {
			w := b.get(t, "/v1/needs/"+url.PathEscape(n.ID)+"/recommendations?k=3&per_field=1")
			require.Len(t, decodeBody[matcher.Matches](t, w).Matches, 3)
		}
	})
	t.Run("industries", func(t *testing.T) {
		got := decodeBody[Industries](t, b.get(t, "/v1/industries"))
		require.Less(t, got.Unknown, uint64(len(patents)))
		for _, a := range got.Areas {
			sum, most := uint64(0), uint64(0)
			for _, x := range a.Branches {
				sum, most = sum+x.Patents, max(most, x.Patents)
			}
			require.GreaterOrEqual(t, a.Patents, most, a.Name)
			require.LessOrEqual(t, a.Patents, sum, a.Name)
		}
	})
	t.Run("changes are seen", func(t *testing.T) {
		path := "/v1/search?q=" + url.QueryEscape("+title:钛酸钡纳米管阵列")
		require.Zero(t, decodeBody[matcher.SearchResult](t, b.get(t, path)).Total)
		b.settle()
		require.Equal(t, "hit", cacheState(b.get(t, path)))
		require.NoError(t, e.AddPatents(t.Context(), corpus.Patent{ID: "新/1", Title: "钛酸钡纳米管阵列"}))
		require.EqualValues(t, 1, decodeBody[matcher.SearchResult](t, b.get(t, path)).Total)
		require.Equal(t, http.StatusOK, b.get(t, "/v1/patents/"+url.PathEscape("新/1")).Code)
	})
	t.Run("64 clients at once", func(t *testing.T) { askConcurrently(t, e, needs) })
}

func askConcurrently(t *testing.T, e Engine, needs []corpus.Need) {
	t.Helper()
	r := serve(t, e, nil)
	concurrently(t, func(i int) error {
		n := needs[i%len(needs)]
		body, err := json.Marshal(MatchRequest{Title: n.Title, Text: n.Description, K: 3})
		if err != nil {
			return err
		}
		var want answer
		for range 2 {
			a := r.ask(t.Context(), http.MethodPost, "/v1/match", string(body))
			if a.err != nil || a.status != http.StatusOK {
				return errors.Join(a.err, errors.New(a.body))
			}
			if want.body != "" && a.body != want.body {
				return errors.New("two answers to one need: " + n.ID)
			}
			want = a
		}
		a := r.ask(t.Context(), http.MethodGet, "/v1/needs/"+n.ID+"/recommendations?k=2", "")
		if a.err != nil || a.status != http.StatusOK {
			return errors.Join(a.err, errors.New(a.body))
		}
		return nil
	})
	r.stop()
	require.NoError(t, <-r.result)
}
