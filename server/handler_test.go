package server

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

func TestMatch(t *testing.T) {
	f := &fake{}
	var need corpus.Need
	var q matcher.Query
	f.onMatch = func(_ context.Context, n corpus.Need, query matcher.Query) (*matcher.Matches, error) {
		need, q = n, query
		return &matcher.Matches{Matches: []matcher.Match{}, Reason: "<没有>"}, nil
	}
	b := newBench(t, f, nil)
	w := b.post(t, "/v1/match", `{"title":"低温电池","text":"内容","k":3,"filters":{"ipc":["H01M"],"status":["有效"]},"industries":["1.2"],
		"region":"湖北","modes":["专利许可"],"per_field":2,"per_applicant":0,"duplicates":true,"threshold":0.5,"all_status":true,"explain":false,"records":true}`)
	require.Equal(t, http.StatusOK, w.Code)
	require.JSONEq(t, `{"matches":[],"unmet":false,"reason":"<没有>"}`, w.Body.String())
	require.Contains(t, w.Body.String(), "<没有>", "nothing is escaped that JSON lets stand")
	require.Equal(t, "application/json", w.Header().Get("Content-Type"))
	require.Equal(t, corpus.Need{
		Title: "低温电池", Description: "内容", Industries: []string{"1.2"}, Region: "湖北", Modes: []corpus.Mode{corpus.ModeLicence},
	}, need)
	want := matcher.DefaultQuery()
	want.K, want.PerField, want.Terms, want.Records, want.Expired = 3, 2, 0, true, true
	want.PerApplicant, want.Duplicates, want.Threshold = 0, true, 0.5
	want.Filter = matcher.Filter{IPC: []string{"H01M"}, Statuses: []string{"有效"}}
	require.Equal(t, want, q)

	require.Equal(t, http.StatusOK, b.post(t, "/v1/match", `{}`).Code)
	require.Equal(t, corpus.Need{}, need)
	require.Equal(t, matcher.DefaultQuery(), q, "the shipped query is the default")
}

// A request's threshold goes before the server's, also when it is 0.
func TestThreshold(t *testing.T) {
	var q matcher.Query
	f := &fake{onMatch: func(_ context.Context, _ corpus.Need, query matcher.Query) (*matcher.Matches, error) {
		q = query
		return &matcher.Matches{Matches: []matcher.Match{}, Reason: "没有"}, nil
	}}
	b := newBench(t, f, func(o *Options) { o.Threshold = 0.7 })
	for _, c := range []struct {
		body, parameter string
		want            float64
	}{{`{}`, "", 0.7}, {`{"threshold":0}`, "?threshold=0", 0}, {`{"threshold":1}`, "?threshold=1", 1}} {
		require.Equal(t, http.StatusOK, b.post(t, "/v1/match", c.body).Code)
		require.Equal(t, c.want, q.Threshold, c.body)
		require.Equal(t, http.StatusOK, b.get(t, "/v1/needs/N1/recommendations"+c.parameter).Code)
		require.Equal(t, c.want, q.Threshold, c.parameter)
	}
}

func TestMatchFaults(t *testing.T) {
	f := &fake{onMatch: func(_ context.Context, _ corpus.Need, q matcher.Query) (*matcher.Matches, error) {
		return nil, matcher.ErrQuery
	}}
	b := newBench(t, f, func(o *Options) { o.MaxK = 20 })
	for body, detail := range map[string]string{
		`{"k":0}`:                   "k 0 is not within 1…20",
		`{"k":21}`:                  "k 21 is not within 1…20",
		`{"k":-1}`:                  "k -1 is not within 1…20",
		`{"modes":["偷"]}`:           `mode "偷"; there are [转让 许可 开放许可 自行实施 作价入股 质押]`,
		`{"filters":{"ipc":["9"]}}`: "matcher: invalid query",
	} {
		w := b.post(t, "/v1/match", body)
		require.Equal(t, http.StatusBadRequest, w.Code, body)
		require.Contains(t, problem(t, w).Detail, detail)
	}
	w := b.post(t, "/v1/match?k=3", `{}`)
	require.Equal(t, http.StatusBadRequest, w.Code)
	require.Equal(t, `parameter "k": it is unknown; this path has none`, problem(t, w).Detail)
}

func TestLongNeeds(t *testing.T) {
	b := newBench(t, &fake{}, func(o *Options) { o.TextLimit = 5 })
	require.Equal(t, http.StatusOK, b.post(t, "/v1/match", `{"title":"低温","text":"电池组"}`).Code, "5 characters")
	w := b.post(t, "/v1/match", `{"title":"低温","text":"电池组件"}`)
	require.Equal(t, http.StatusRequestEntityTooLarge, w.Code)
	require.Equal(t, "the need is too long: 6 characters, of which 5 are allowed", problem(t, w).Detail)
}

func TestSearch(t *testing.T) {
	var asked matcher.SearchRequest
	f := &fake{onSearch: func(_ context.Context, r matcher.SearchRequest) (*matcher.SearchResult, error) {
		asked = r
		if r.Query == "a:1" {
			return nil, &matcher.QueryError{Query: "a:1", Reason: `unknown field "a"`}
		}
		return &matcher.SearchResult{
			Total: 7, Next: "c", Hits: []matcher.SearchHit{{ID: "P1", Title: "磷酸铁锂", Score: 9, Snippet: "…", Highlights: []matcher.Highlight{{Field: "title", End: 3, Text: "磷"}}}},
			Facets: []matcher.Facet{{Name: "sei", Values: []matcher.FacetValue{{Value: "1.2", Label: "电子核心产业", Count: 2}}, Distinct: 1}},
		}, nil
	}}
	b := newBench(t, f, nil)
	w := b.get(t, "/v1/search?q=磷酸&facets=sei&ipc=H01M&k=1000")
	require.Equal(t, http.StatusOK, w.Code)
	require.JSONEq(t, `{"total":7,"next":"c","hits":[{"id":"P1","title":"磷酸铁锂","score":9,"snippet":"…","highlights":[{"field":"title","start":0,"end":3,"text":"磷"}]}],
		"facets":[{"name":"sei","values":[{"value":"1.2","label":"电子核心产业","count":2}],"missing":0,"distinct":1}]}`, w.Body.String())
	require.Equal(t, matcher.SearchRequest{
		Query: "磷酸", K: 1000, Sort: "score", Facets: []string{"sei"}, FacetSize: 10, Filter: matcher.Filter{IPC: []string{"H01M"}},
	}, asked)

	w = b.get(t, "/v1/search?q=a:1")
	require.Equal(t, http.StatusBadRequest, w.Code)
	p := problem(t, w)
	require.Equal(t, "a:1", p.Query)
	require.Zero(t, *p.Offset)
	require.Equal(t, `unknown field "a"`, p.Detail)
	require.Equal(t, http.StatusBadRequest, b.get(t, "/v1/search?k=1001").Code)
	require.Equal(t, http.StatusBadRequest, b.get(t, "/v1/search?q=a;b").Code)
}

// Ids come through whatever they are made of, as long as they are percent-encoded.
func TestIDs(t *testing.T) {
	var asked string
	f := &fake{onGet: func(id string) error {
		asked = id
		return nil
	}}
	b := newBench(t, f, nil)
	for _, id := range []string{
		"CN112233445A", "a/b", "/", "a/recommendations", "a+b", "a b", "100%", "%2F", "a?b=c", "a#b", "发明/1", "a:b", "*", ".", "..", `"\`, "\n", "a;b=c", "{id}",
	} {
		w := b.get(t, "/v1/patents/"+url.PathEscape(id))
		require.Equal(t, http.StatusOK, w.Code, "%q: %s", id, w.Body)
		require.Equal(t, id, asked)
		asked = ""
		w = b.get(t, "/v1/patents/"+url.PathEscape(id)+"/recommendations")
		require.Equal(t, http.StatusOK, w.Code, "%q: %s", id, w.Body)
		require.Equal(t, id, asked)
	}
	require.Equal(t, http.StatusBadRequest, b.get(t, "/v1/patents/%FF").Code)
}

func TestPatent(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	w := b.get(t, "/v1/patents/P1")
	require.JSONEq(t, `{"id":"P1","title":"磷酸铁锂","abstract":""}`, w.Body.String())
	w = b.get(t, "/v1/patents/P2")
	require.Equal(t, http.StatusNotFound, w.Code)
	require.Equal(t, problemBase+ProblemNotFound, problem(t, w).Type)
	require.Equal(t, http.StatusBadRequest, b.get(t, "/v1/patents/P1?k=1").Code)
}

func TestHead(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	w := b.do(t, httptest.NewRequestWithContext(t.Context(), http.MethodHead, "/v1/patents/P1", nil))
	require.Equal(t, http.StatusOK, w.Code)
	require.Equal(t, "49", w.Header().Get("Content-Length"))
}

func TestPatentRecommendations(t *testing.T) {
	var patent corpus.Patent
	var q matcher.Query
	f := &fake{onPatent: func(_ context.Context, p corpus.Patent, query matcher.Query) (*matcher.NeedMatches, error) {
		patent, q = p, query
		return &matcher.NeedMatches{Matches: []matcher.NeedMatch{{ID: "N1", Score: .5, Explanation: &matcher.Explanation{}, Need: &corpus.Need{ID: "N1"}}}}, nil
	}}
	b := newBench(t, f, nil)
	w := b.get(t, "/v1/patents/P1/recommendations?k=2&sei=1.2&region=湖北&closed=true&explain=false&records=true")
	require.Equal(t, http.StatusOK, w.Code)
	require.Equal(t, "P1", patent.ID)
	want := matcher.DefaultQuery()
	want.K, want.Terms, want.Records, want.Closed = 2, 0, true, true
	want.Filter = matcher.Filter{SEI: []string{"1.2"}, Regions: []string{"湖北"}}
	require.Equal(t, want, q)
	require.Equal(t, http.StatusOK, b.get(t, "/v1/patents/P1/recommendations").Code)
	require.Equal(t, matcher.DefaultQuery(), q)
	require.Equal(t, http.StatusNotFound, b.get(t, "/v1/patents/P2/recommendations").Code)
	require.Equal(t, http.StatusBadRequest, b.get(t, "/v1/patents/P1/recommendations?k=0").Code)
	require.Equal(t, http.StatusBadRequest, b.get(t, "/v1/patents/P1/recommendations?threshold=0.5").Code, "needs are listed whatever their probability")
	require.Equal(t, http.StatusBadRequest, b.get(t, "/v1/patents/P1/recommendations?ipc=H01M").Code, "needs have no IPC")
}

func TestNeedRecommendations(t *testing.T) {
	var need corpus.Need
	var q matcher.Query
	f := &fake{onMatch: func(_ context.Context, n corpus.Need, query matcher.Query) (*matcher.Matches, error) {
		need, q = n, query
		return &matcher.Matches{Matches: []matcher.Match{}, Reason: "没有"}, nil
	}}
	b := newBench(t, f, nil)
	w := b.get(t, "/v1/needs/N1/recommendations?k=2&per_field=1&per_applicant=0&duplicates=true&threshold=0.5&all_status=true&records=true&ipc=H01M&mode=许可")
	require.Equal(t, http.StatusOK, w.Code)
	require.Equal(t, corpus.Need{ID: "N1", Title: "低温电池"}, need)
	want := matcher.DefaultQuery()
	want.K, want.PerField, want.Records, want.Expired = 2, 1, true, true
	want.PerApplicant, want.Duplicates, want.Threshold = 0, true, 0.5
	want.Filter = matcher.Filter{IPC: []string{"H01M"}, Modes: []string{"许可"}}
	require.Equal(t, want, q)
	require.Equal(t, http.StatusOK, b.get(t, "/v1/needs/N1/recommendations").Code)
	require.Equal(t, matcher.DefaultQuery(), q)
	require.Equal(t, http.StatusNotFound, b.get(t, "/v1/needs/N2/recommendations").Code)
	for _, bad := range []string{"threshold=x", "threshold=NaN", "threshold=", "per_applicant=0.5", "duplicates=1"} {
		require.Equal(t, http.StatusBadRequest, b.get(t, "/v1/needs/N1/recommendations?"+bad).Code, bad)
	}
}

func TestIndustries(t *testing.T) {
	f := &fake{onSearch: func(_ context.Context, r matcher.SearchRequest) (*matcher.SearchResult, error) {
		switch {
		case len(r.Facets) > 0:
			return &matcher.SearchResult{Total: 9, Facets: []matcher.Facet{{
				Name: "sei", Missing: 4, Values: []matcher.FacetValue{{Value: "1.2", Count: 3, Inferred: 7}, {Value: "1.1", Count: 2}},
			}}}, nil
		case r.Filter.SEI[0] == "1" && r.Filter.DeclaredOnly:
			return &matcher.SearchResult{Total: 4}, nil // one patent is in both branches
		case r.Filter.SEI[0] == "1":
			return &matcher.SearchResult{Total: 11}, nil
		}
		return &matcher.SearchResult{}, nil
	}}
	b := newBench(t, f, nil)
	w := b.get(t, "/v1/industries")
	require.Equal(t, http.StatusOK, w.Code)
	got := decodeBody[Industries](t, w)
	require.EqualValues(t, 4, got.Unknown)
	require.Len(t, got.Areas, 9)
	require.Equal(t, IndustryBranch{"1", "新一代信息技术产业", 4, 7}, got.Areas[0].IndustryBranch)
	require.Equal(t, IndustryBranch{"1.1", "下一代信息网络产业", 2, 0}, got.Areas[0].Branches[0])
	require.Equal(t, IndustryBranch{"1.2", "电子核心产业", 3, 7}, got.Areas[0].Branches[1])
	branches := 0
	for _, a := range got.Areas {
		branches += len(a.Branches)
	}
	require.Equal(t, 40, branches)
	f.onSearch = func(context.Context, matcher.SearchRequest) (*matcher.SearchResult, error) {
		return nil, errors.New("x")
	}
	f.generation.Add(1)
	require.Equal(t, http.StatusInternalServerError, b.get(t, "/v1/industries").Code)
}

func TestReadiness(t *testing.T) {
	b := newBench(t, nil, nil)
	require.Equal(t, http.StatusOK, b.get(t, "/healthz").Code)
	require.Equal(t, http.StatusOK, b.get(t, "/metrics").Code)
	for _, path := range []string{"/readyz", "/v1/patents/P1", "/v1/patents/P1/recommendations", "/v1/needs/N1/recommendations", "/v1/search", "/v1/industries"} {
		w := b.get(t, path)
		require.Equal(t, http.StatusServiceUnavailable, w.Code, path)
		require.Equal(t, "1", w.Header().Get("Retry-After"))
		require.Equal(t, problemBase+ProblemNotReady, problem(t, w).Type)
	}
	require.Equal(t, http.StatusServiceUnavailable, b.post(t, "/v1/match", `{}`).Code)

	broken := &fake{onSearch: func(context.Context, matcher.SearchRequest) (*matcher.SearchResult, error) {
		return nil, errors.New("corrupt")
	}}
	require.ErrorContains(t, b.Use(t.Context(), broken), "corrupt")
	require.Equal(t, http.StatusServiceUnavailable, b.get(t, "/readyz").Code)

	f := &fake{}
	require.NoError(t, b.Use(t.Context(), f))
	require.EqualValues(t, 2, f.calls.Load(), "a search and a match warm the engine up")
	w := b.get(t, "/readyz")
	require.Equal(t, http.StatusOK, w.Code)
	require.JSONEq(t, `{"status":"ready"}`, w.Body.String())
	require.Equal(t, http.StatusOK, b.get(t, "/v1/patents/P1").Code)
}
