package segment

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestMentions(t *testing.T) {
	for text, want := range map[string][]mention{
		"采用聚偏氟乙烯（PVDF）粘结":     {{left: "采用聚偏氟乙烯", alias: "PVDF"}},
		"碳酸二甲酯(dmc)":          {{left: "碳酸二甲酯", alias: "dmc"}},
		"内窥镜（以下简称“内镜”）":       {{left: "内窥镜", alias: "内镜", cue: true}},
		"内窥镜（俗称：内镜）":          {{left: "内窥镜", alias: "内镜", cue: true}},
		"甲壳素，又称几丁质。":          {{left: "甲壳素", alias: "几丁质", cue: true}},
		"无线充电装置简称WCD，":        {{left: "无线充电装置", alias: "WCD", cue: true}},
		"番茄（西红柿）":             {{left: "番茄", alias: "西红柿", near: true}},
		"支架(10)":              nil, // a mark of a drawing
		"支架(A1)和套管(b)":        nil,
		"通式(II)":              nil,                                     // a Roman number
		"厚度(mm)":              nil,                                     // a unit
		"番茄（一种（茄科）蔬菜）":        {{left: "一种", alias: "茄科", near: true}}, // the inner parenthesis only
		"番茄（见图":               nil,                                     // never closed
		"（PVDF）":              nil,                                     // nothing before it
		"膜(PVDF)":             nil,                                     // a single character is no term
		"简称":                  nil,
		"聚合物(PVDF，含量为百分之五以上)": nil,
	} {
		require.Equal(t, want, mentions(text), text)
	}
}

func TestAliases(t *testing.T) {
	m, err := NewAliasMiner(Default())
	require.NoError(t, err)
	m.Add("采用聚偏氟乙烯(PVDF)。", "聚偏氟乙烯(pvdf)")
	m.Add("粘结剂聚偏氟乙烯(PVDF)")
	m.Add("以聚偏氟乙烯（PVDF）为粘结剂，番茄（西红柿）")
	m.Add("番茄(西红柿)，甲壳素又称几丁质")
	m.Add("支座(ABC)，支座(图中未示出)")
	got := m.Aliases(2)
	// 粘结剂聚偏氟乙烯 stands in one of three documents, 聚偏氟乙烯 in all; ABC stands in one, and a remark with 未 is no name.
	require.Equal(t, []Alias{
		{Term: "甲壳素", Alias: "几丁质", Docs: 1},
		{Term: "番茄", Alias: "西红柿", Near: true, Docs: 2},
		{Term: "聚偏氟乙烯", Alias: "PVDF", Docs: 3},
	}, got)
	require.Equal(t, []string{"甲壳素 = 几丁质", "番茄 ~ 西红柿", "聚偏氟乙烯 = PVDF"}, AliasGroups(got))
	require.Contains(t, AliasGroups(m.Aliases(1)), "支座 = ABC")
	require.Empty(t, AliasGroups(nil))
}

func TestAliasGroupsPartSameAndNear(t *testing.T) {
	require.Equal(t, []string{"甲 = 乙 = 丁", "甲 ~ 丙", "戊 ~ 己"}, AliasGroups([]Alias{
		{Term: "甲", Alias: "乙"}, {Term: "甲", Alias: "丙", Near: true}, {Term: "甲", Alias: "丁"}, {Term: "戊", Alias: "己", Near: true},
	}))
}

func FuzzMentions(f *testing.F) {
	for _, s := range []string{"聚偏氟乙烯（PVDF）", "内窥镜（以下简称“内镜”）", "甲壳素，又称几丁质。", "((()))", "简称简称", "\xff(AB)", "又称又称为又名"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, m := range mentions(text) {
			require.True(t, utf8.ValidString(m.alias))
			require.Contains(t, text, m.alias)
			require.Contains(t, text, m.left)
			require.True(t, allHan([]rune(m.left)))
			require.GreaterOrEqual(t, utf8.RuneCountInString(m.left), 2)
			require.LessOrEqual(t, utf8.RuneCountInString(m.left), leftRunes)
			require.GreaterOrEqual(t, utf8.RuneCountInString(m.alias), 2)
			require.LessOrEqual(t, utf8.RuneCountInString(m.alias), codeRunes)
			require.False(t, m.cue && m.near)
		}
	})
}
