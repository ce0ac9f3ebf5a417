package matcher_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// filterPatents all speak of the same thing, so that a filter alone decides what is found. By the official relation between
// the two classifications H01M4/58 belongs to branch 5.2, C02F3/10 to 7.2, G06N3/04 to 1.5, H01L21/301 to 1.2, and A47B1/00
// to none.
func filterPatents(t *testing.T) []corpus.Patent {
	t.Helper()
	const title = "涂布装置"
	return []corpus.Patent{
		{
			ID: "A", Title: title, IPC: []string{"H01M 4/58"}, Type: corpus.TypeInvention, LegalStatus: "授权", Region: "湖北省武汉市",
			Applicants: []string{"江澜理工大学", "楚垣电池有限公司"}, GrantDate: date(t, "2020-03-05"),
			Conversion: &corpus.Conversion{Modes: []corpus.Mode{"转让", "许可"}},
		},
		{
			ID: "B", Title: title, IPC: []string{"H01M4/04", "C02F 3/10"}, Type: corpus.TypeUtility, LegalStatus: "专利权维持", Region: "湖北省宜昌市",
			Applicants: []string{"楚垣电池有限公司"}, GrantDate: date(t, "2020-12-31"),
			Conversion: &corpus.Conversion{Modes: []corpus.Mode{"开放许可"}},
		},
		{
			ID: "C", Title: title, IPC: []string{"G06N 3/04", "H01L 21/301"}, Type: corpus.TypeInvention, LegalStatus: "实质审查的生效",
			Region: "江苏省苏州市", Applicants: []string{"陶山研究院"},
		},
		{
			ID: "D", Title: title, IPC: []string{"A47B 1/00"}, Type: corpus.TypeDesign, LegalStatus: "未缴年费专利权终止",
			Region: "上海市", GrantDate: date(t, "2021-06-01"),
		},
		{ID: "E", Title: title, GrantDate: date(t, "2021-06")},
		{ID: "F", Title: title},
	}
}

func TestFilters(t *testing.T) {
	e := memory(t, filterPatents(t)...)
	for _, test := range []struct {
		name   string
		filter matcher.Filter
		want   string // without the expired D, unless the filter is given with it
		all    string // with expired ones
	}{
		{"none", matcher.Filter{}, "ABCEF", "ABCDEF"},
		{"ipc section", matcher.Filter{IPC: []string{"H"}}, "ABC", "ABC"},
		{"ipc class", matcher.Filter{IPC: []string{"H01"}}, "ABC", "ABC"},
		{"ipc subclass", matcher.Filter{IPC: []string{"H01M"}}, "AB", "AB"},
		{"ipc subclass is no mere beginning", matcher.Filter{IPC: []string{"H01L"}}, "C", "C"},
		{"ipc group", matcher.Filter{IPC: []string{"H01M4"}}, "AB", "AB"},
		{"ipc subgroup, spelt loosely", matcher.Filter{IPC: []string{"h01m 4/58"}}, "A", "A"},
		{"ipc with a star", matcher.Filter{IPC: []string{"H01M*"}}, "AB", "AB"},
		{"ipc second symbol", matcher.Filter{IPC: []string{"C02F"}}, "B", "B"},
		{"ipc either", matcher.Filter{IPC: []string{"C02F", "A47B"}}, "B", "BD"},
		{"sei branch", matcher.Filter{SEI: []string{"5.2"}}, "AB", "AB"},
		{"sei area", matcher.Filter{SEI: []string{"1"}}, "C", "C"},
		{"sei area by name", matcher.Filter{SEI: []string{"节能环保产业"}}, "B", "B"},
		{"sei branch by name", matcher.Filter{SEI: []string{"人工智能"}}, "C", "C"},
		{"sei either", matcher.Filter{SEI: []string{"1.2", "7.2"}}, "BC", "BC"},
		{"region", matcher.Filter{Regions: []string{"湖北"}}, "AB", "AB"},
		{"region city", matcher.Filter{Regions: []string{"湖北省武汉市"}}, "A", "A"},
		{"region is a beginning", matcher.Filter{Regions: []string{"武汉"}}, "", ""},
		{"regions", matcher.Filter{Regions: []string{"江苏", "上海"}}, "C", "CD"},
		{"type", matcher.Filter{Types: []string{"实用新型"}}, "B", "B"},
		{"types", matcher.Filter{Types: []string{"发明", "外观设计"}}, "AC", "ACD"},
		{"status in force", matcher.Filter{Statuses: []string{"有效"}}, "AB", "AB"},
		{"status pending", matcher.Filter{Statuses: []string{"审中"}}, "C", "C"},
		{"status expired", matcher.Filter{Statuses: []string{"失效"}}, "", "D"},
		{"status raw", matcher.Filter{Statuses: []string{"专利权维持"}}, "B", "B"},
		{"status raw or coarse", matcher.Filter{Statuses: []string{"专利权维持", "审中"}}, "BC", "BC"},
		{"applicant part", matcher.Filter{Applicants: []string{"楚垣"}}, "AB", "AB"},
		{"applicant whole", matcher.Filter{Applicants: []string{"江澜理工大学"}}, "A", "A"},
		{"applicants", matcher.Filter{Applicants: []string{"研究院", "大学"}}, "AC", "AC"},
		{"mode", matcher.Filter{Modes: []string{"许可"}}, "A", "A"},
		{"modes", matcher.Filter{Modes: []string{"开放许可", "转让"}}, "AB", "AB"},
		{"granted after a day", matcher.Filter{GrantedAfter: date(t, "2020-03-05")}, "ABE", "ABDE"},
		{"granted after the day that follows", matcher.Filter{GrantedAfter: date(t, "2020-03-06")}, "BE", "BDE"},
		{"granted after a year", matcher.Filter{GrantedAfter: date(t, "2021")}, "E", "DE"},
		{"granted after a month", matcher.Filter{GrantedAfter: date(t, "2020-12")}, "BE", "BDE"},
		{"granted before a day", matcher.Filter{GrantedBefore: date(t, "2020-03-05")}, "A", "A"},
		{"granted before the day that precedes", matcher.Filter{GrantedBefore: date(t, "2020-03-04")}, "", ""},
		{"granted before a year, to its end", matcher.Filter{GrantedBefore: date(t, "2020")}, "AB", "AB"},
		{"granted before a month, to its end", matcher.Filter{GrantedBefore: date(t, "2020-03")}, "A", "A"},
		{"granted between", matcher.Filter{GrantedAfter: date(t, "2020-04"), GrantedBefore: date(t, "2021")}, "BE", "BDE"},
		{"granted never", matcher.Filter{GrantedAfter: date(t, "2021"), GrantedBefore: date(t, "2020")}, "", ""},
		{
			"parts are joined by and",
			matcher.Filter{IPC: []string{"H"}, Regions: []string{"湖北"}, Modes: []string{"转让"}, GrantedBefore: date(t, "2020")},
			"A", "A",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := query(10)
			q.Filter = test.filter
			for expired, want := range map[bool]string{false: test.want, true: test.all} {
				q.Expired = expired
				got, err := e.Match(t.Context(), corpus.Need{Title: "涂布装置"}, q)
				require.NoError(t, err)
				require.ElementsMatch(t, letters(want), ids(got.Matches), "expired %v", expired)
				require.Equal(t, want == "", got.Reason != "", "a reason exactly when there is nothing: %q", got.Reason)
			}
			req := search("涂布装置") // search knows no default exclusion
			req.Filter = test.filter
			hits, err := e.Search(t.Context(), req)
			require.NoError(t, err)
			require.ElementsMatch(t, letters(test.all), found(hits))
		})
	}
}

func letters(s string) []string {
	out := []string{}
	for _, r := range s {
		out = append(out, string(r))
	}
	return out
}

func TestFilterFaults(t *testing.T) {
	e := memory(t, filterPatents(t)...)
	for _, test := range []struct {
		name   string
		filter matcher.Filter
		reason string
	}{
		{"ipc", matcher.Filter{IPC: []string{"H01M", "电池"}}, `"电池"`},
		{"empty ipc", matcher.Filter{IPC: []string{""}}, `ipc ""`},
		{"sei", matcher.Filter{SEI: []string{"10.1"}}, `"10.1"`},
		{"sei name", matcher.Filter{SEI: []string{"炼金术"}}, `"炼金术"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := query(10)
			q.Filter = test.filter
			_, err := e.Match(t.Context(), corpus.Need{Title: "涂布装置"}, q)
			require.ErrorIs(t, err, matcher.ErrQuery)
			require.ErrorContains(t, err, test.reason)
			req := search("涂布装置")
			req.Filter = test.filter
			_, err = e.Search(t.Context(), req)
			require.ErrorIs(t, err, matcher.ErrQuery)
			require.ErrorContains(t, err, test.reason)
		})
	}
}

// A filter never changes the score of a pair, only who is in the list.
func TestFilterKeepsScores(t *testing.T) {
	s := sample(t)
	need := s.needs[0]
	all, err := s.engine.Match(t.Context(), need, query(100))
	require.NoError(t, err)
	scores := map[string]float64{}
	for _, m := range all.Matches {
		scores[m.ID] = m.Score
	}
	q := query(100)
	q.Filter.Regions = []string{"湖北"}
	some, err := s.engine.Match(t.Context(), need, q)
	require.NoError(t, err)
	require.NotEmpty(t, some.Matches)
	shared := 0
	for _, m := range some.Matches {
		if score, ok := scores[m.ID]; ok {
			require.Equal(t, score, m.Score, m.ID)
			shared++
		}
	}
	require.Positive(t, shared)
}
