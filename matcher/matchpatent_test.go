package matcher_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// needIDs returns the ids of needs in their order.
func needIDs(ms []matcher.NeedMatch) []string {
	out := []string{}
	for _, m := range ms {
		out = append(out, m.ID)
	}
	return out
}

// withNeeds returns an engine with two patents and needs of which one is closed, and one has nothing to do with them.
func withNeeds(t *testing.T) *matcher.Engine {
	t.Helper()
	e := memory(t, corpus.Patent{ID: "P1", Title: "锂电池隔膜涂布装置"}, corpus.Patent{ID: "P2", Title: "水泵叶轮"})
	require.NoError(t, e.AddNeeds(t.Context(),
		corpus.Need{ID: "OPEN", Enterprise: "楚垣电池有限公司", Title: "隔膜涂布不均匀", Industries: []string{"5.2"}, Region: "湖北省武汉市"},
		corpus.Need{ID: "FAR", Title: "隔膜涂布", Industries: []string{"3"}, Region: "江苏省苏州市"},
		corpus.Need{ID: "CLOSED", Title: "隔膜涂布", Industries: []string{"3.5"}, Closed: true},
		corpus.Need{ID: "OTHER", Title: "玉米收割"},
	))
	return e
}

func TestMatchPatentFilters(t *testing.T) {
	e := withNeeds(t)
	for _, test := range []struct {
		name string
		edit func(*matcher.Query)
		want []string
	}{
		{"open ones", func(*matcher.Query) {}, []string{"OPEN", "FAR"}},
		{"closed ones too", func(q *matcher.Query) { q.Closed = true }, []string{"OPEN", "FAR", "CLOSED"}},
		{"sei branch", func(q *matcher.Query) { q.Filter.SEI = []string{"5.2"} }, []string{"OPEN"}},
		{"sei area with what is below", func(q *matcher.Query) { q.Filter.SEI, q.Closed = []string{"3"}, true }, []string{"FAR", "CLOSED"}},
		{"region", func(q *matcher.Query) { q.Filter.Regions = []string{"江苏"} }, []string{"FAR"}},
		{"both", func(q *matcher.Query) { q.Filter.Regions, q.Filter.SEI = []string{"江苏"}, []string{"5.2"} }, nil},
		{"other parts restrict patents, not needs", func(q *matcher.Query) { q.Filter.IPC = []string{"A01B"} }, []string{"OPEN", "FAR"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := query(10)
			test.edit(&q)
			got, err := e.MatchPatent(t.Context(), corpus.Patent{ID: "P1", Title: "锂电池隔膜涂布装置"}, q)
			require.NoError(t, err)
			require.NotNil(t, got.Matches)
			require.ElementsMatch(t, test.want, needIDs(got.Matches))
			require.Equal(t, len(test.want) == 0, got.Reason != "", got.Reason)
			for i, m := range got.Matches {
				checkExplanation(t, m.Explanation, m.Score)
				if i > 0 {
					require.GreaterOrEqual(t, got.Matches[i-1].Score, m.Score)
				}
				if m.ID == "OPEN" {
					require.Equal(t, "楚垣电池有限公司", m.Enterprise)
				}
			}
		})
	}
	q := query(10)
	q.Filter.SEI = []string{"炼金术"}
	_, err := e.MatchPatent(t.Context(), corpus.Patent{Title: "隔膜"}, q)
	require.ErrorIs(t, err, matcher.ErrQuery)
}

// A patent that the library does not hold can be matched as well; its best score is still at most 1.
func TestMatchPatentFromOutside(t *testing.T) {
	e := withNeeds(t)
	got, err := e.MatchPatent(t.Context(), corpus.Patent{ID: "NEW", Title: "隔膜涂布", Abstract: "隔膜涂布不均匀，隔膜涂布。"}, query(1))
	require.NoError(t, err)
	require.Len(t, got.Matches, 1)
	require.LessOrEqual(t, got.Matches[0].Score, 1.0)
	checkExplanation(t, got.Matches[0].Explanation, got.Matches[0].Score)
}

func TestMatchPatentReasons(t *testing.T) {
	e := withNeeds(t)
	for _, test := range []struct {
		name   string
		patent corpus.Patent
	}{
		{"empty", corpus.Patent{ID: "E"}},
		{"set wording", corpus.Patent{ID: "S", Title: "本发明公开了", Abstract: "其特征在于"}},
		{"punctuation and numbers", corpus.Patent{ID: "N", Title: "！！", Abstract: "2025 😀 \x00"}},
		{"foreign to the needs", corpus.Patent{ID: "F", Title: "卫星轨道"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := e.MatchPatent(t.Context(), test.patent, query(10))
			require.NoError(t, err)
			require.NotNil(t, got.Matches)
			require.Empty(t, got.Matches)
			require.NotEmpty(t, got.Reason)
		})
	}
	got, err := memory(t).MatchPatent(t.Context(), corpus.Patent{Title: "隔膜"}, query(10))
	require.NoError(t, err)
	require.Empty(t, got.Matches)
	require.Contains(t, got.Reason, "还没有需求")
}

// Needs without any patent in the library: a platform that has collected needs first, or has just deleted its patents.
func TestNoPatents(t *testing.T) {
	e := withNeeds(t)
	n, err := e.DeletePatents(t.Context(), "P1", "P2")
	require.NoError(t, err)
	require.Equal(t, 2, n)
	need := corpus.Need{Title: "隔膜涂布"}
	got, err := e.Match(t.Context(), need, query(10))
	require.NoError(t, err)
	require.Empty(t, got.Matches)
	require.Contains(t, got.Reason, "还没有专利")
	ranked, err := e.Rank(t.Context(), need, 10)
	require.NoError(t, err)
	require.Empty(t, ranked)
	hits, err := e.Search(t.Context(), search("隔膜"))
	require.NoError(t, err)
	require.Empty(t, hits.Hits)
	back, err := e.MatchPatent(t.Context(), corpus.Patent{ID: "P1", Title: "锂电池隔膜涂布装置"}, query(10))
	require.NoError(t, err)
	require.ElementsMatch(t, []string{"OPEN", "FAR"}, needIDs(back.Matches), "the needs are there and share terms")
	for _, m := range back.Matches {
		checkExplanation(t, m.Explanation, m.Score)
	}
}
