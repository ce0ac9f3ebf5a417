package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/classify"
)

func TestIndustryInfer(t *testing.T) {
	o := invoke(t, "industry", "infer", "一种锂离子电池正极材料的制备方法")
	require.Equal(t, exitOK, o.code, o.errOut)
	lines := strings.Split(o.out, "\n")
	require.Equal(t, "IPC 小类：", lines[0])
	require.Contains(t, lines[2], "用于直接转变化学能为电能的方法或装置，例如电池组")
	require.Contains(t, o.out, "新能源汽车装置、配件制造")
	require.Contains(t, o.out, "电气机械和器材制造业")

	in := decode[classify.Fields](t, invoke(t, "industry", "infer", "--json", "一种锂离子电池正极材料的制备方法"))
	require.Equal(t, "H01M", in.IPC[0].Code)

	o = invoke(t, "industry", "infer", "！！")
	require.Equal(t, exitOK, o.code)
	require.Equal(t, "文本中没有分类器认识的词，无法推断所属领域。\n", o.out)
	require.JSONEq(t, `{"ipc":[],"sei":[],"gbt":[]}`, invoke(t, "industry", "infer", "--json", "！！").out)
}

// labelledTitles are 30 titles of two classes.
func labelledTitles() string {
	var b strings.Builder
	for i := range 15 {
		fmt.Fprintf(&b, `{"title":"一种%c水泵的叶轮","ipc_subclasses":["F04D"]}`+"\n", '一'+i)
		fmt.Fprintf(&b, `{"title":"一种%c茶叶的烘干","ipc_subclasses":["A23F"]}`+"\n", '丁'+i)
	}
	return b.String()
}

func TestIndustryTrainAndEval(t *testing.T) {
	dir := t.TempDir()
	titles := write(t, dir, "titles.jsonl", labelledTitles())
	groups := write(t, dir, "groups.tsv", "subclass\ttitle\nF04D\t非变容式泵\nA23F\t茶\n")
	out := filepath.Join(dir, "my.classifier")
	o := invoke(t, "industry", "train", "--titles", titles, "--groups", groups, "--out", out, "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	in := decode[classify.Fields](t, invoke(t, "industry", "infer", "--classifier", out, "--json", "多级水泵"))
	require.Equal(t, "F04D", in.IPC[0].Code)

	o = invoke(t, "industry", "eval", "--titles", titles, "--groups", groups, "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.out, "30 个名称")
	require.Contains(t, o.out, "前 1 位命中 1.000")
	r := decode[classify.Report](t, invoke(t, "industry", "eval", "--titles", titles, "--quiet", "--json"))
	require.Equal(t, 30, r.Titles)
}

func TestIndustryRefuses(t *testing.T) {
	dir := t.TempDir()
	bad := write(t, dir, "bad.jsonl", `{"title":"水泵","ipc_subclasses":["F04"]}`)
	o := invoke(t, "industry", "eval", "--titles", bad, "--quiet")
	require.NotEqual(t, exitOK, o.code)
	require.Contains(t, o.errOut, `line 1: "F04" is no IPC subclass`)
	good := write(t, dir, "good.jsonl", labelledTitles())
	o = invoke(t, "industry", "eval", "--titles", good, "--folds", "1", "--quiet")
	require.Equal(t, exitUsage, o.code)
	o = invoke(t, "industry", "infer", "--classifier", good, "水泵")
	require.NotEqual(t, exitOK, o.code)
	require.Contains(t, o.errOut, "not a classifier")
	require.Equal(t, exitUsage, invoke(t, "industry", "infer").code)
}
