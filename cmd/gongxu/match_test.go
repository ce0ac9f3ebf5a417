package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

// ids lists the patents of a result in order.
func ids(matches []matcher.Match) []string {
	out := []string{}
	for _, m := range matches {
		out = append(out, m.ID)
	}
	return out
}

func TestMatchJSONForm(t *testing.T) {
	l := shared(t)
	o := invoke(t, "match", "--dir", l.dir, "--title", "磷酸铁锂电池", "--text", "提高磷酸铁锂正极材料的低温放电性能", "-k", "10", "--json")
	require.Equal(t, exitOK, o.code, o.errOut)
	v := decode[map[string]any](t, o)
	require.Contains(t, v, "matches")
	require.NotContains(t, v, "reason")
	first := v["matches"].([]any)[0].(map[string]any)
	for _, member := range []string{"id", "title", "score", "explanation"} {
		require.Contains(t, first, member)
	}
	require.NotContains(t, first, "patent", "records are not part of the form")
	require.Equal(t, "P1", first["id"])
	require.Equal(t, "P1", decode[matcher.Matches](t, o).Matches[0].ID)
}

func TestMatchWithoutAnything(t *testing.T) {
	o := invoke(t, "match", "--dir", shared(t).dir, "--title", "！！！", "--json")
	require.Equal(t, exitOK, o.code)
	res := decode[matcher.Matches](t, o)
	require.NotNil(t, res.Matches)
	require.Empty(t, res.Matches)
	require.NotEmpty(t, res.Reason)
	require.Equal(t, res.Reason+"\n", invoke(t, "match", "--dir", shared(t).dir, "--title", "！！！").out)
}

func TestMatchTakesTheNeedFromAnywhere(t *testing.T) {
	l := shared(t)
	text := "寻求生物膜反应器处理污水的脱氮技术。"
	file := write(t, t.TempDir(), "need.txt", text)
	want := invoke(t, "match", "--dir", l.dir, "--title", "污水脱氮", "--text", text, "--json")
	require.Contains(t, want.out, `"P4"`)
	require.Equal(t, want.out, invoke(t, "match", "--dir", l.dir, "--title", "污水脱氮", "--file", file, "--json").out)
	require.Equal(t, want.out, invoke(t, "match", "--dir", l.dir, "--need", "N2", "--json").out)
	for _, dash := range [][]string{{"-"}, {"--file", "-"}} {
		o := invokeWith(t, strings.NewReader(text), append([]string{"match", "--dir", l.dir, "--title", "污水脱氮", "--json"}, dash...)...)
		require.Equal(t, want.out, o.out)
	}
}

func TestFilters(t *testing.T) {
	l := shared(t)
	for _, c := range []struct {
		flags string
		want  []string
	}{
		{"", []string{"P1", "P2", "P3"}},
		{"--ipc H01M10", []string{"P2"}},
		{"--ipc H01M10,H01M4/04", []string{"P2", "P3"}},
		{"--ipc H01M10 --ipc H01M4/04", []string{"P2", "P3"}},
		{"--region 湖北", []string{"P1", "P3"}},
		{"--type 实用新型", []string{"P3"}},
		{"--status 授权", []string{"P1", "P2"}},
		{"--applicant 甲", []string{"P1"}},
		{"--granted-after 2021-03-05", []string{"P1", "P2"}},
		{"--granted-before 2021", []string{"P1", "P3"}},
		{"--granted-after 2021 --region 江苏", []string{"P2"}},
		{"--sei 9.9", nil},
		{"--mode 转让", nil},
	} {
		t.Run(c.flags, func(t *testing.T) {
			flags := strings.Fields(c.flags)
			o := invoke(t, append([]string{"match", "--dir", l.dir, "--title", "锂离子电池 正极材料 低温", "--json", "--all-status"}, flags...)...)
			if c.flags == "--sei 9.9" {
				require.Equal(t, exitUsage, o.code)
				return
			}
			require.ElementsMatch(t, nonNil(c.want), ids(decode[matcher.Matches](t, o).Matches))
			found := []string{}
			for _, h := range decode[matcher.SearchResult](t, invoke(t, append([]string{"search", "--dir", l.dir, "ipc:H01M", "--json"}, flags...)...)).Hits {
				found = append(found, h.ID)
			}
			require.ElementsMatch(t, nonNil(c.want), found, "search has the same filters")
		})
	}
}

func nonNil(s []string) []string { return append([]string{}, s...) }

func TestMatchTable(t *testing.T) {
	o := invoke(t, "match", "--dir", shared(t).dir, "--need", "N1", "-k", "2", "--explain", "--per-field", "1")
	require.Equal(t, exitOK, o.code, o.errOut)
	lines := strings.Split(o.out, "\n")
	require.Equal(t, []string{"序", "得分", "把握", "专利号", "名称", "申请人", "类型", "产业领域", "关键词"}, strings.Fields(lines[0]))
	row := strings.Fields(lines[1])
	require.Equal(t, []string{"1", "P1", "磷酸铁锂正极材料的制备方法", "甲大学", "发明"}, append(row[:1:1], row[3:7]...))
	require.Contains(t, o.out, "1. P1 磷酸铁锂正极材料的制备方法\n  综合得分 ")
	require.Contains(t, o.out, "  ├─ 技术词 ")
	require.Contains(t, o.out, "【磷酸铁锂", "highlights are in brackets where there is no terminal")
	require.Contains(t, o.out, "按产业细分领域：")
	require.NotContains(t, o.out, "\x1b")
}

func TestMatchIndustry(t *testing.T) {
	args := []string{"match", "--dir", shared(t).dir, "--title", "低温放电", "--json"}
	with := invoke(t, append(args, "--industry", "H01M")...)
	require.Equal(t, exitOK, with.code, with.errOut)
	require.Contains(t, invoke(t, args...).out, "需求未申报产业领域")
	require.NotContains(t, with.out, "需求未申报产业领域")
}

func TestGetAndDelete(t *testing.T) {
	l := newLibrary(t)
	o := invoke(t, "get", "--dir", l.dir, "P1")
	require.Contains(t, o.out, "id: P1\n")
	require.Contains(t, o.out, "applicants: 甲大学\n")
	require.Contains(t, invoke(t, "get", "--dir", l.dir, "--need", "N1").out, "enterprise: 电池厂\n")

	o = invoke(t, "delete", "--dir", l.dir, "P1", "P2", "P2", "P99", "--json")
	require.Equal(t, deleteSummary{Deleted: 2, NotFound: 1}, decode[deleteSummary](t, o))
	require.Equal(t, exitFailure, invoke(t, "get", "--dir", l.dir, "P1").code)
	require.Equal(t, exitOK, invoke(t, "get", "--dir", l.dir, "P3").code)
	require.Equal(t, "deleted 1, not found 0\n", invoke(t, "delete", "--dir", l.dir, "--needs", "N1").out)
	require.Equal(t, exitFailure, invoke(t, "get", "--dir", l.dir, "--need", "N1").code)
}

func TestInspect(t *testing.T) {
	o := invoke(t, "inspect", "--dir", shared(t).dir, "--text", "本发明公开了一种磷酸铁锂正极材料")
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.out, "规范化： ")
	require.Contains(t, o.out, "不参与匹配的文字：")
	for _, line := range strings.Split(o.out, "\n") {
		if f := strings.Fields(line); len(f) == 7 && f[0] == "二字" && f[1] == "铁锂" {
			require.Equal(t, []string{"content", "1", "1"}, f[2:5], "class, count, and the one patent that holds it")
			return
		}
	}
	t.Fatalf("no line for 铁锂 in\n%s", o.out)
}

func TestDemo(t *testing.T) {
	o := invoke(t, "demo")
	require.Equal(t, exitOK, o.code, o.errOut)
	for _, part := range []string{"━━ 需求 1：", "━━ 需求 3：", "━━ 为什么是它：", "├─ 技术词", "按产业细分领域：", "━━ 没有合适专利的需求：", "━━ 反过来：", "【"} {
		require.Contains(t, o.out, part)
	}
	d := decode[demonstration](t, invoke(t, "demo", "--json", "--needs", "2", "-k", "3"))
	require.Len(t, d.Matched, 2)
	require.Len(t, d.Matched[0].Result.Matches, 3)
	require.NotEmpty(t, d.Matched[0].Result.Fields)
	require.NotNil(t, d.Unmet)
	require.NotEmpty(t, d.Reverse.Result.Matches)
}
