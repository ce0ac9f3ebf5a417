package matcher_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
)

// pair is a need and a patent.
type pair struct{ need, patent string }

// A pair of need and patent has one score, whichever side asked. The best patents of every need are looked up from the other
// side, and for three needs the whole library is.
func TestPairHasOneScore(t *testing.T) {
	s := sample(t)
	byNeed := map[pair]float64{}
	patents := map[string]corpus.Patent{}
	for _, p := range s.patents {
		patents[p.ID] = p
	}
	sampled := map[string]bool{}
	top := map[pair]bool{}
	for i, need := range s.needs {
		q := query(6)
		q.Expired, q.Terms = true, 0
		if i%16 == 0 {
			q.K = index.MaxK
		}
		got, err := s.engine.Match(t.Context(), need, q)
		require.NoError(t, err)
		for rank, m := range got.Matches {
			byNeed[pair{need.ID, m.ID}] = m.Score
			if rank == 0 {
				top[pair{need.ID, m.ID}] = true
				sampled[m.ID] = true
			}
		}
	}
	compared := 0
	seen := map[pair]bool{}
	for id := range sampled {
		q := query(len(s.needs))
		q.Closed, q.Terms = true, 0
		got, err := s.engine.MatchPatent(t.Context(), patents[id], q)
		require.NoError(t, err)
		for _, m := range got.Matches {
			seen[pair{m.ID, id}] = true
			if score, ok := byNeed[pair{m.ID, id}]; ok {
				require.InDelta(t, score, m.Score, 1e-15, "need %s, patent %s", m.ID, id)
				compared++
			}
		}
	}
	for p := range top {
		require.True(t, seen[p], "%v is the best pair of its need and is not found from the patent's side", p)
	}
	require.Greater(t, compared, 100)
}

// The explanation of a pair is one as well.
func TestPairHasOneExplanation(t *testing.T) {
	s := sample(t)
	need := s.needs[1]
	got, err := s.engine.Match(t.Context(), need, query(1))
	require.NoError(t, err)
	require.Len(t, got.Matches, 1)
	patent, err := s.engine.Patent(t.Context(), got.Matches[0].ID)
	require.NoError(t, err)
	back, err := s.engine.MatchPatent(t.Context(), patent, query(50))
	require.NoError(t, err)
	at := slices.IndexFunc(back.Matches, func(m matcher.NeedMatch) bool { return m.ID == need.ID })
	require.GreaterOrEqual(t, at, 0)
	require.Equal(t, got.Matches[0].Explanation, back.Matches[at].Explanation)
}

// The answer depends on what the library holds and on nothing else: not on the order of arrival, the size of batches, what
// was changed and changed back, or how the index is laid out.
func TestMatchDependsOnContentOnly(t *testing.T) {
	s := sample(t)
	ctx := t.Context()
	patents := s.patents[:120]
	needs := s.needs[:3]
	plain, err := matcher.NewMemory(settings())
	require.NoError(t, err)
	defer func() { require.NoError(t, plain.Close()) }()
	_, err = plain.LoadPatents(ctx, rows(patents), nil)
	require.NoError(t, err)

	winding, err := matcher.Create(t.TempDir(), settings())
	require.NoError(t, err)
	defer func() { require.NoError(t, winding.Close()) }()
	backwards := slices.Clone(patents)
	slices.Reverse(backwards)
	require.NoError(t, winding.AddPatents(ctx, s.patents[120:150]...)) // will be deleted again
	for from := 0; from < len(backwards); from += 17 {
		chunk := slices.Clone(backwards[from:min(from+17, len(backwards))])
		for i := range chunk {
			if i%3 == 0 { // first another text under the id
				chunk[i].Title, chunk[i].Abstract = s.patents[(from+i)%300].Title, ""
			}
		}
		require.NoError(t, winding.AddPatents(ctx, chunk...))
		for _, need := range needs { // caches fill with what will not be true any more
			_, err := winding.Match(ctx, need, query(2))
			require.NoError(t, err)
		}
		require.NoError(t, winding.AddPatents(ctx, backwards[from:min(from+17, len(backwards))]...))
	}
	for _, p := range s.patents[120:150] {
		n, err := winding.DeletePatents(ctx, p.ID, "no such patent")
		require.NoError(t, err)
		require.Equal(t, 1, n)
	}
	compare := func() {
		t.Helper()
		for _, need := range needs {
			q := query(30)
			q.PerField = 2
			want, err := plain.Match(ctx, need, q)
			require.NoError(t, err)
			got, err := winding.Match(ctx, need, q)
			require.NoError(t, err)
			require.Equal(t, want, got, "need %s", need.ID)
		}
	}
	compare()
	require.NoError(t, winding.Optimize(ctx))
	compare()
}

// Equal patents tie, and ties go to the smaller id by bytes: "B10" before "B9".
func TestTiesById(t *testing.T) {
	var patents []corpus.Patent
	for _, id := range []string{"B9", "A", "b", "B10", "甲", "C"} {
		patents = append(patents, corpus.Patent{ID: id, Title: "石墨烯散热膜"})
	}
	e := memory(t, patents...)
	got, err := e.Match(t.Context(), corpus.Need{Title: "散热膜"}, query(10))
	require.NoError(t, err)
	require.Equal(t, []string{"A", "B10", "B9", "C", "b", "甲"}, ids(got.Matches))
	got, err = e.Match(t.Context(), corpus.Need{Title: "散热膜"}, query(4))
	require.NoError(t, err)
	require.Equal(t, []string{"A", "B10", "B9", "C"}, ids(got.Matches))

	require.NoError(t, e.AddNeeds(t.Context(),
		corpus.Need{ID: "N2", Title: "散热膜"}, corpus.Need{ID: "N10", Title: "散热膜"}, corpus.Need{ID: "N1", Title: "散热膜"}))
	needs, err := e.MatchPatent(t.Context(), patents[0], query(2))
	require.NoError(t, err)
	require.Len(t, needs.Matches, 2)
	require.Equal(t, "N1", needs.Matches[0].ID)
	require.Equal(t, "N10", needs.Matches[1].ID)
}

// A list is ordered, its scores are in [0, 1], and a shorter list is the beginning of a longer one.
func TestMatchOrder(t *testing.T) {
	s := sample(t)
	for _, need := range s.needs {
		long, err := s.engine.Match(t.Context(), need, query(15))
		require.NoError(t, err)
		for i, m := range long.Matches {
			require.GreaterOrEqual(t, m.Score, 0.0)
			require.LessOrEqual(t, m.Score, 1.0)
			if i > 0 {
				before := long.Matches[i-1]
				require.True(t, before.Score > m.Score || before.Score == m.Score && before.ID < m.ID, "%s: rank %d", need.ID, i)
			}
		}
		short, err := s.engine.Match(t.Context(), need, query(4))
		require.NoError(t, err)
		require.Equal(t, long.Matches[:min(4, len(long.Matches))], short.Matches)
	}
}

func TestMatchFieldLists(t *testing.T) {
	s := sample(t)
	need := s.needs[0]
	q := query(5)
	q.PerField = 3
	got, err := s.engine.Match(t.Context(), need, q)
	require.NoError(t, err)
	require.Greater(t, len(got.Fields), 10)
	codes := map[string]bool{}
	for i, f := range got.Fields {
		require.False(t, codes[f.Code], "field %s is listed once", f.Code)
		codes[f.Code] = true
		require.NotEmpty(t, f.Name)
		require.NotEmpty(t, f.Matches)
		require.LessOrEqual(t, len(f.Matches), 3)
		if i > 0 {
			require.GreaterOrEqual(t, got.Fields[i-1].Matches[0].Score, f.Matches[0].Score, "the field with the best match comes first")
		}
		for _, m := range f.Matches {
			unknown := len(m.Branches) == 0 && (m.Inferred == nil || len(m.Inferred.SEI) == 0)
			require.Equal(t, f.Code == "", unknown, "only patents without a branch are of unknown field")
		}
		if f.Code == "" {
			continue
		}
		filtered := query(3)
		filtered.Filter.SEI = []string{f.Code}
		want, err := s.engine.Match(t.Context(), need, filtered)
		require.NoError(t, err)
		require.Equal(t, want.Matches, f.Matches, "field %s", f.Code)
	}
	require.Equal(t, got.Matches[0].Score, got.Fields[0].Matches[0].Score)

	none, err := s.engine.Match(t.Context(), need, query(5))
	require.NoError(t, err)
	require.Empty(t, none.Fields)
	require.Equal(t, got.Matches, none.Matches, "field lists leave the main list alone")
}

func TestMatchRecords(t *testing.T) {
	s := sample(t)
	q := query(1)
	q.Records = true
	got, err := s.engine.Match(t.Context(), s.needs[0], q)
	require.NoError(t, err)
	want := s.patents[slices.IndexFunc(s.patents, func(p corpus.Patent) bool { return p.ID == got.Matches[0].ID })]
	require.Equal(t, &want, got.Matches[0].Patent)
	needs, err := s.engine.MatchPatent(t.Context(), want, q)
	require.NoError(t, err)
	at := slices.IndexFunc(s.needs, func(n corpus.Need) bool { return n.ID == needs.Matches[0].ID })
	require.Equal(t, &s.needs[at], needs.Matches[0].Need)

	q.Records = false
	got, err = s.engine.Match(t.Context(), s.needs[0], q)
	require.NoError(t, err)
	require.Nil(t, got.Matches[0].Patent)
}

func TestMatchBounds(t *testing.T) {
	s := sample(t)
	need := s.needs[0]
	for _, test := range []struct {
		name string
		edit func(*matcher.Query)
	}{
		{"k 0", func(q *matcher.Query) { q.K = 0 }},
		{"k negative", func(q *matcher.Query) { q.K = -1 }},
		{"k too large", func(q *matcher.Query) { q.K = index.MaxK + 1 }},
		{"per field negative", func(q *matcher.Query) { q.PerField = -1 }},
		{"per field too large", func(q *matcher.Query) { q.PerField = 101 }},
		{"terms negative", func(q *matcher.Query) { q.Terms = -1 }},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := matcher.DefaultQuery()
			test.edit(&q)
			_, err := s.engine.Match(t.Context(), need, q)
			require.ErrorIs(t, err, matcher.ErrQuery)
			_, err = s.engine.MatchPatent(t.Context(), s.patents[0], q)
			require.ErrorIs(t, err, matcher.ErrQuery)
		})
	}
	got, err := s.engine.Match(t.Context(), need, query(1))
	require.NoError(t, err)
	require.Len(t, got.Matches, 1)
}

func TestCancelled(t *testing.T) {
	s := sample(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.engine.Match(ctx, corpus.Need{Title: "一个还没有问过的需求：石墨烯"}, matcher.DefaultQuery())
	require.ErrorIs(t, err, context.Canceled)
	_, err = s.engine.MatchPatent(ctx, s.patents[0], matcher.DefaultQuery())
	require.ErrorIs(t, err, context.Canceled)
	_, err = s.engine.Rank(ctx, s.needs[0], 10)
	require.ErrorIs(t, err, context.Canceled)
	_, err = s.engine.Search(ctx, search("电池"))
	require.ErrorIs(t, err, context.Canceled)

	e := memory(t)
	_, err = e.LoadPatents(ctx, rows(s.patents), nil)
	require.ErrorIs(t, err, context.Canceled)
	patents, _, err := e.Counts()
	require.NoError(t, err)
	require.Zero(t, patents)
}

// Whatever people paste as a need gives a result or a reason, never a crash or an error.
func TestOddNeeds(t *testing.T) {
	e := memory(t,
		corpus.Patent{ID: "BATTERY", Title: "锂离子电池正极材料", Abstract: "一种磷酸铁锂正极材料，容量高。"},
		corpus.Patent{ID: "PUMP", Title: "离心水泵叶轮", Abstract: "叶轮的流道经优化，效率高。"},
		corpus.Patent{ID: "PD1", Title: "PD-1抗体", Abstract: "一种PD-1抗体及其用途。"},
	)
	const turnover = "公司成立于2005年，注册资本5000万元，年产值2亿元，现有员工300人，其中高级工程师20人，占地面积2万平方米，通过ISO9001认证。"
	for _, test := range []struct {
		name string
		need corpus.Need
		want []string // the matches, in order; nil for none with a reason
	}{
		{"empty", corpus.Need{}, nil},
		{"blank", corpus.Need{Title: " \t", Description: "\n　"}, nil},
		{"punctuation", corpus.Need{Title: "！？…", Description: "——（）"}, nil},
		{"numbers", corpus.Need{Title: "2025", Description: "100 200 3.14"}, nil},
		{"set wording", corpus.Need{Title: "需求内容：", Description: "预期目标："}, nil},
		{"emoji", corpus.Need{Title: "😀🔋", Description: "👍"}, nil},
		{"control characters", corpus.Need{Title: "\x00\x01\x1b[31m"}, nil},
		{"foreign to the library", corpus.Need{Title: "蔬菜大棚卷帘机"}, nil},
		{"one word", corpus.Need{Title: "电池"}, []string{"BATTERY"}},
		{"title only in the description", corpus.Need{Description: "电池"}, []string{"BATTERY"}},
		{"latin", corpus.Need{Title: "PD-1"}, []string{"PD1"}},
		{"latin in small and wide letters", corpus.Need{Title: "ｐｄ-1"}, []string{"PD1"}},
		{"traditional characters", corpus.Need{Title: "鋰離子電池正極材料"}, []string{"BATTERY"}},
		{"emoji between", corpus.Need{Title: "电池🔋材料"}, []string{"BATTERY"}},
		{"control characters between", corpus.Need{Title: "\x00正极材料\x07\r\n"}, []string{"BATTERY"}},
		{"no utf-8", corpus.Need{Title: "正极\xff材料\xe7", Description: "\x80"}, []string{"BATTERY"}},
		{"html", corpus.Need{Title: "<p>正极材料</p>", Description: "<br/>&nbsp;水泵&lt;叶轮&gt;<script>alert(1)</script>"}, []string{"BATTERY", "PUMP"}},
		{"background aside", corpus.Need{Title: "水泵叶轮效率", Description: turnover}, []string{"PUMP"}},
		{"no title, one sentence of content", corpus.Need{Description: turnover + "\n需要提高离心泵叶轮的效率。"}, []string{"PUMP"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := query(10)
			q.PerField = 1
			got, err := e.Match(t.Context(), test.need, q)
			require.NoError(t, err)
			require.NotNil(t, got.Matches)
			if test.want == nil {
				require.Empty(t, got.Matches)
				require.Empty(t, got.Fields)
				require.NotEmpty(t, got.Reason)
				return
			}
			require.Empty(t, got.Reason)
			require.Subset(t, ids(got.Matches), test.want)
			require.Equal(t, test.want, ids(got.Matches)[:len(test.want)])
			for _, m := range got.Matches {
				checkExplanation(t, m.Explanation, m.Score)
			}
		})
	}
}

// Background is told, and leaves the ranking to the content.
func TestBackgroundNotice(t *testing.T) {
	e := memory(t, corpus.Patent{ID: "PUMP", Title: "离心水泵叶轮"}, corpus.Patent{ID: "LAND", Title: "注册资本与员工管理系统"})
	need := corpus.Need{Title: "离心水泵", Description: "公司注册资本5000万元，现有员工300人，年产值2亿元。需要改进水泵叶轮。"}
	q := query(10)
	q.Threshold = 0
	got, err := e.Match(t.Context(), need, q)
	require.NoError(t, err)
	require.Equal(t, []string{"PUMP"}, ids(got.Matches))
	require.Len(t, got.Notices, 1)
	require.Contains(t, got.Notices[0], "企业自身情况")

	need.Description = "需要改进水泵叶轮。"
	got, err = e.Match(t.Context(), need, query(10))
	require.NoError(t, err)
	require.Empty(t, got.Notices)
}

// A need of a hundred thousand characters is matched like any other.
func TestHugeNeed(t *testing.T) {
	s := sample(t)
	want := s.patents[40]
	var b strings.Builder
	for i := 0; b.Len() < 300_000; i++ { // three bytes a character
		b.WriteString(want.Abstract)
	}
	got, err := s.engine.Match(t.Context(), corpus.Need{Title: want.Title, Description: b.String()}, query(3))
	require.NoError(t, err)
	require.Equal(t, want.ID, got.Matches[0].ID)

	var all strings.Builder // many different terms instead of many occurrences
	for i := 0; all.Len() < 300_000; i++ {
		all.WriteString(s.patents[i%len(s.patents)].Abstract)
	}
	got, err = s.engine.Match(t.Context(), corpus.Need{Description: all.String()}, query(3))
	require.NoError(t, err)
	require.Len(t, got.Matches, 3)
	for _, m := range got.Matches {
		checkExplanation(t, m.Explanation, m.Score)
	}
}

// Needs that differ only in where a line ends or in what they ask for are different needs.
func TestProfilesAreNotMixedUp(t *testing.T) {
	patents := []corpus.Patent{
		{ID: "A", Title: "水泵"}, {ID: "B", Title: "电池"}, {ID: "C", Title: "水泵", Conversion: &corpus.Conversion{Modes: []corpus.Mode{"转让"}}},
	}
	needs := []corpus.Need{
		{Title: "水泵\x00电池"},
		{Title: "水泵", Description: "电池\x00"},
		{Title: "水泵", Description: "电池", Industries: []string{""}},
		{Title: "水泵", Description: "电池", Industries: []string{"7.2"}},
		{Title: "水泵", Description: "电池", Industries: []string{"7.2\x01许可"}},
		{Title: "水泵", Description: "电池", Industries: []string{"7.2"}, Modes: []corpus.Mode{"许可"}},
		{Title: "水泵", Description: "电池", Modes: []corpus.Mode{"转让"}},
		{Title: "电池", Description: "水泵"},
	}
	shared := memory(t, patents...)
	for range 2 { // the second time from the cache, if it was kept
		for i, need := range needs {
			got, err := shared.Match(t.Context(), need, query(10))
			require.NoError(t, err)
			want, err := memory(t, patents...).Match(t.Context(), need, query(10))
			require.NoError(t, err)
			require.Equal(t, want, got, "need %d", i)
		}
	}
}
