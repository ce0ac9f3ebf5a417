package matcher_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// severalNeeds is a text with two separate needs.
var severalNeeds = corpus.Need{
	ID: "N", Title: "技术需求汇总",
	Description: "需求一：石墨烯涂层的制备，要求涂层附着力强。\n需求二：水泵轴承的密封，要求不漏水。",
}

// TestSeveralNeedsInOneText: each is matched by itself, and a patent keeps the score of the one that it fits best.
func TestSeveralNeedsInOneText(t *testing.T) {
	e, err := matcher.NewMemory(settings())
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	coating := corpus.Patent{ID: "COATING", Title: "一种石墨烯涂层的制备方法", Abstract: "涂层附着力强。"}
	seal := corpus.Patent{ID: "SEAL", Title: "一种水泵轴承密封结构", Abstract: "轴承处设密封圈，不漏水。"}
	other := corpus.Patent{ID: "OTHER", Title: "一种大豆脱皮机", Abstract: "大豆经辊筒脱皮。"}
	require.NoError(t, e.AddPatents(t.Context(), coating, seal, other))
	require.NoError(t, e.AddNeeds(t.Context(), severalNeeds))

	got, err := e.Match(t.Context(), severalNeeds, query(10))
	require.NoError(t, err)
	require.ElementsMatch(t, []string{"COATING", "SEAL"}, ids(got.Matches))
	for _, m := range got.Matches { // each is the best for its own need
		require.InDelta(t, 1, part(t, m.Explanation, "lexical").Value, 0, m.ID)
	}
	require.Len(t, got.Notices, 1)
	require.Contains(t, got.Notices[0], "多项需求")

	ranked, err := e.Rank(t.Context(), severalNeeds, 10)
	require.NoError(t, err)
	require.Equal(t, got.Matches[0].ID, ranked[0].ID)

	back, err := e.MatchPatent(t.Context(), seal, query(10))
	require.NoError(t, err)
	require.Len(t, back.Matches, 1)
	for _, m := range got.Matches {
		if m.ID == "SEAL" {
			require.InDelta(t, m.Score, back.Matches[0].Score, 0)
		}
	}
}

// TestRepeatedTextCountsOnce: the same paragraph pasted three times ranks as once.
func TestRepeatedTextCountsOnce(t *testing.T) {
	e, err := matcher.NewMemory(bigramsOnly())
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	require.NoError(t, e.AddPatents(t.Context(), handPatents()...))
	paragraph := "需要一种附着力强的石墨烯涂层制备技术。\n"
	rest := "另外关心水泵。"
	once, err := e.Match(t.Context(), corpus.Need{Description: paragraph + rest}, query(10))
	require.NoError(t, err)
	thrice, err := e.Match(t.Context(), corpus.Need{Description: paragraph + paragraph + paragraph + rest}, query(10))
	require.NoError(t, err)
	require.NotEmpty(t, once.Matches)
	require.Len(t, thrice.Matches, len(once.Matches))
	for i, m := range once.Matches {
		require.Equal(t, m.ID, thrice.Matches[i].ID)
		require.InDelta(t, m.Score, thrice.Matches[i].Score, 0)
	}
}

// TestUncoveredWords: what part of the need a patent does not speak of, the weightiest first.
func TestUncoveredWords(t *testing.T) {
	set := settings()
	set.Synonyms = nil
	e, err := matcher.NewMemory(set)
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	require.NoError(t, e.AddPatents(t.Context(),
		corpus.Patent{ID: "1", Title: "石墨烯轴承"}, corpus.Patent{ID: "2", Title: "水泵轴承"}, corpus.Patent{ID: "3", Title: "大豆脱皮机"},
	))
	got, err := e.Match(t.Context(), corpus.Need{Title: "石墨烯轴承水泵"}, query(2))
	require.NoError(t, err)
	missing := map[string][]string{}
	for _, m := range got.Matches {
		missing[m.ID] = m.Explanation.Uncovered
	}
	require.Equal(t, map[string][]string{"1": {"水泵"}, "2": {"石墨烯"}}, missing)
	require.Contains(t, got.Matches[0].Explanation.Note, "需求中未覆盖的词：")
}

// TestFamiliesCollapse: an invention and a utility model of one title and applicant are one match; others of the title are not.
func TestFamiliesCollapse(t *testing.T) {
	e, err := matcher.NewMemory(settings())
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	patent := func(id, title string, applicants ...string) corpus.Patent {
		return corpus.Patent{ID: id, Title: title, Abstract: "隔膜涂覆陶瓷" + id + "。", Applicants: applicants}
	}
	require.NoError(t, e.AddPatents(t.Context(),
		patent("A", "一种电池隔膜", "甲大学"), patent("B", "一种 电池隔膜", "甲大学", "乙公司"), patent("C", "一种电池隔膜", "丙公司"),
	))
	q := matcher.DefaultQuery()
	got, err := e.Match(t.Context(), corpus.Need{Title: "电池隔膜"}, q)
	require.NoError(t, err)
	require.Len(t, got.Matches, 2)
	families := map[string][]string{}
	for _, m := range got.Matches {
		families[m.ID] = m.Family
	}
	require.Contains(t, families, "C")
	require.Empty(t, families["C"])
	require.True(t, len(families["A"]) == 1 && families["A"][0] == "B" || len(families["B"]) == 1 && families["B"][0] == "A", families)

	q.Duplicates = true
	got, err = e.Match(t.Context(), corpus.Need{Title: "电池隔膜"}, q)
	require.NoError(t, err)
	require.Len(t, got.Matches, 3)
}

// TestAnApplicantDoesNotFillTheList: of one applicant so many, unless nobody else has anything.
func TestAnApplicantDoesNotFillTheList(t *testing.T) {
	e, err := matcher.NewMemory(settings())
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	for _, p := range []corpus.Patent{
		{ID: "1", Title: "电池隔膜", Applicants: []string{"甲"}},
		{ID: "2", Title: "电池隔膜涂覆", Applicants: []string{"甲"}},
		{ID: "3", Title: "电池隔膜涂覆装置", Applicants: []string{"甲"}},
		{ID: "4", Title: "手套箱中电池隔膜吸附转移用机械手", Applicants: []string{"乙"}},
	} {
		require.NoError(t, e.AddPatents(t.Context(), p))
	}
	shown := func(k, perApplicant int) []string {
		q := matcher.DefaultQuery()
		q.K, q.PerApplicant = k, perApplicant
		got, err := e.Match(t.Context(), corpus.Need{Title: "电池隔膜涂覆"}, q)
		require.NoError(t, err)
		return ids(got.Matches)
	}
	require.NotContains(t, shown(3, 0), "4", "without a bound the applicant with the best patents fills the list")
	require.Len(t, shown(3, 2), 3)
	require.Contains(t, shown(3, 2), "4")
	require.ElementsMatch(t, []string{"1", "2", "3", "4"}, shown(4, 1), "what is left over fills the list")
}
