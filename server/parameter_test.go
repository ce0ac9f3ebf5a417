package server

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// read reads a query string as that of a search.
func read(t *testing.T, query string, p *searchParameters) error {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/search", nil)
	r.URL.RawQuery = query
	return readParameters(r, p)
}

func TestParametersLeftOut(t *testing.T) {
	var p searchParameters
	require.NoError(t, read(t, "", &p))
	require.Equal(t, matcher.DefaultSearchRequest(), p.request())
}

func TestParameters(t *testing.T) {
	var p searchParameters
	require.NoError(t, read(t, "q=%E7%94%B5%E6%B1%A0+a%2Bb&k=5&cursor=c&sort=date&facets=sei,ipc&facet_size=7&records=true"+
		"&ipc=H01M&ipc=C01B,C08L&sei=1.2&region=%E6%B9%96%E5%8C%97&type=t&status=s&mode=m&applicant=%22A+Co.,+Ltd%22,B"+
		"&granted_after=2021&granted_before=2022-03-05", &p))
	require.Equal(t, matcher.SearchRequest{
		Query: "电池 a+b", K: 5, Cursor: "c", Sort: "date", Facets: []string{"sei", "ipc"}, FacetSize: 7, Records: true,
		Filter: matcher.Filter{
			IPC: []string{"H01M", "C01B", "C08L"}, SEI: []string{"1.2"}, Regions: []string{"湖北"}, Types: []string{"t"}, Statuses: []string{"s"},
			Modes: []string{"m"}, Applicants: []string{"A Co., Ltd", "B"},
			GrantedAfter: corpus.Date{Year: 2021}, GrantedBefore: corpus.Date{Year: 2022, Month: 3, Day: 5},
		},
	}, p.request())
}

func TestParameterFaults(t *testing.T) {
	for query, want := range map[string]parameterError{
		"k=x":              {"k", `want a whole number, got "x"`},
		"k=":               {"k", `want a whole number, got ""`},
		"k=1&k=2":          {"k", "it is given more than once"},
		"records=1":        {"records", `want true or false, got "1"`},
		"limit=5":          {"limit", "it is unknown; there are q, k, cursor, sort, ipc"},
		"K=5":              {"K", "it is unknown"},
		"granted_after=x":  {"granted_after", "x"},
		"q=%FF":            {"q", "invalid UTF-8"},
		"ipc=%FF":          {"ipc", "invalid UTF-8"},
		"ipc=H01M,,":       {"ipc", "an empty value"},
		"ipc=a%22b":        {"ipc", "cannot be read"},
		"ipc=H01M%0AC01B":  {"ipc", "a line break"},
		"q=a;b":            {"", "the query string cannot be read"},
		"q=%zz":            {"", "the query string cannot be read"},
		"facet_size=1e1":   {"facet_size", "want a whole number"},
		"sort=date&sort=x": {"sort", "it is given more than once"},
	} {
		t.Run(query, func(t *testing.T) {
			err := read(t, query, new(searchParameters))
			var bad *parameterError
			require.ErrorAs(t, err, &bad)
			require.Equal(t, want.name, bad.name)
			require.Contains(t, bad.reason, want.reason)
		})
	}
}

func FuzzParameters(f *testing.F) {
	for _, s := range []string{"q=%E7%94%B5&k=5", "ipc=a,b&ipc=%22c,d%22", "granted_after=2021-03", "q=a;b", "%zz", "k=1&k=2", "x=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		if err := read(t, query, new(searchParameters)); err != nil {
			var bad *parameterError
			require.ErrorAs(t, err, &bad)
			require.NotEmpty(t, bad.reason)
		}
	})
}
