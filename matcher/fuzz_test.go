package matcher_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// fuzzEngine holds a few patents that random text can hit.
func fuzzEngine(f *testing.F) *matcher.Engine {
	f.Helper()
	e := memory(f,
		corpus.Patent{ID: "A", Title: "ＰＤ－１抗体与鋰電池", Abstract: "本发明公开了一种5G基站，其特征在于，温度为20℃。正极材料LiNi0.8Co0.1Mn0.1O2；隔膜。", IPC: []string{"H01M 4/58"}, LegalStatus: "授权"},
		corpus.Patent{ID: "B", Title: "水泵", Abstract: "叶轮。\n密封！\x00\xff效率", Date: corpus.Date{Year: 2020}},
		corpus.Patent{ID: "C", Title: "", Abstract: "电池"},
		corpus.Patent{ID: "D", Title: "🔋电池🔋"})
	require.NoError(f, e.AddNeeds(f.Context(), corpus.Need{ID: "N", Title: "电池", Description: "叶轮 pd-1"}))
	return e
}

// Whatever is searched for gives hits whose places cut the text that they name, or a fault of the query.
func FuzzSearch(f *testing.F) {
	e := fuzzEngine(f)
	for _, seed := range []string{
		"电池", "+电池 -泵", `"正极材料" 5g`, "title:泵 ipc:H01M*", "date:0000", "year:<0001", "granted:>9999-99", "applicant:?*?", "status:有*", `\"`, "2020 100", "一种", "的",
		"sei:1 mode:许可", "1^100 电^2", "ipc:*", "region:\xff", "type:[", "º", "ﬁ", "㎡²", "\u0301电", "ſ",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		req := search(query)
		req.Facets = []string{"sei", "year"}
		req.Records = true
		got, err := e.Search(t.Context(), req)
		if err != nil {
			require.ErrorIs(t, err, matcher.ErrQuery)
			return
		}
		require.Equal(t, uint64(len(got.Hits)), got.Total)
		require.Empty(t, got.Next)
		for _, h := range got.Hits {
			checkPlaces(t, h.Highlights, map[string]string{"title": h.Patent.Title, "abstract": h.Patent.Abstract})
			require.Contains(t, h.Patent.Abstract, strings.TrimSuffix(h.Snippet, "…"))
		}
	})
}

// Whatever is asked for as a need, or given as a patent, is answered, and every answer explains itself.
func FuzzMatch(f *testing.F) {
	e := fuzzEngine(f)
	for _, seed := range [][2]string{
		{"", ""},
		{"电池", "正极材料"},
		{"需求内容：", "<p>水泵&nbsp;叶轮</p>"},
		{"PD-1", "LiNi0.8Co0.1Mn0.1O2 5G 20℃"},
		{"\x00\xff", "🔋电池"},
		{"鋰電池", "公司成立于2005年，注册资本5000万元，员工300人。需要叶轮。"},
		{"㎡²", "ﬁ\u0301电"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		q := query(10)
		q.PerField = 1
		got, err := e.Match(t.Context(), corpus.Need{Title: title, Description: text}, q)
		require.NoError(t, err)
		require.Equal(t, len(got.Matches) == 0, got.Reason != "")
		for _, m := range got.Matches {
			checkExplanation(t, m.Explanation, m.Score)
			for _, term := range part(t, m.Explanation, "lexical").Terms {
				checkPlaces(t, term.Need, map[string]string{"title": title, "description": text})
			}
		}
		back, err := e.MatchPatent(t.Context(), corpus.Patent{ID: "X", Title: title, Abstract: text}, q)
		require.NoError(t, err)
		require.Equal(t, len(back.Matches) == 0, back.Reason != "")
		for _, m := range back.Matches {
			checkExplanation(t, m.Explanation, m.Score)
		}
	})
}
