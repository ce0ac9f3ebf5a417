package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// minePatents hold 番茄支座 in three patents and its other names in two; no word of it is known together.
const minePatents = `{"id":"P1","title":"番茄支座","abstract":"采用聚偏氟乙烯(PVDF)和番茄支座。"}
{"id":"P2","title":"包括番茄支座的","abstract":"聚偏氟乙烯（PVDF）。甲壳素，又称几丁质。"}
{"id":"P3","title":"番茄支座橡胶","abstract":"橡胶。"}
`

func TestDictMine(t *testing.T) {
	dir := t.TempDir()
	patents := write(t, dir, "patents.jsonl", minePatents)
	out, names := filepath.Join(dir, "terms.txt"), filepath.Join(dir, "aliases.txt")
	o := invoke(t, "dict", "mine", "--patents", patents, "--out", out, "--aliases", names, "--quiet")
	require.Equal(t, outcome{}, o)
	text, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, "# 从 3 件专利的文字中找出的技术词 1 个，按可信程度排列；请审阅后使用\n番茄支座\n", string(text))
	text, err = os.ReadFile(names)
	require.NoError(t, err)
	require.Equal(t, "甲壳素 = 几丁质\n聚偏氟乙烯 = PVDF\n", strings.SplitAfterN(string(text), "\n", 2)[1])
	// What it finds is a user dictionary that gongxu index takes.
	require.Equal(t, exitOK, invoke(t, "index", "--patents", patents, "--dir", filepath.Join(dir, "lib"), "--user-dict", out, "--quiet").code)

	o = invoke(t, "dict", "mine", "--patents", patents, "--verbose", "--quiet")
	require.Equal(t, exitOK, o.code)
	require.Contains(t, o.out, "# 3 件，4 次，得分 ")
	found := decode[minedTerms](t, invoke(t, "dict", "mine", "--patents", patents, "--json", "--quiet", "--min-docs", "2", "--top", "1"))
	require.Len(t, found.Terms, 1)
	require.Equal(t, 3, found.Terms[0].Docs)
	require.Len(t, found.Aliases, 2)
}

func TestDictCheck(t *testing.T) {
	dir := t.TempDir()
	patents := write(t, dir, "patents.jsonl", minePatents)
	good := write(t, dir, "good.txt", "# 术语\n番茄支座\n锂离子电池\n铁塔支座\n番茄支座\n")
	args := []string{"dict", "check", "--user-dict", good, "--patents", patents, "--quiet"}
	o := invoke(t, args...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Equal(t, `术语 3 个；专利 3 件，其中 3 件切分有变化

切分的变化（1 种）：
  次数  原来       现在
     4  番茄 支座  番茄支座

没有出现的术语（2）：
  第 3 行 锂离子电池
  第 4 行 铁塔支座

本来就不会切开的术语（1）：
  第 3 行 锂离子电池

有问题的行（1）：
  第 5 行 番茄支座：与第 2 行重复
`, o.out)
	r := decode[dictReport](t, invoke(t, append(args, "--json", "--sample", "2")...))
	require.Equal(t, 2, r.Patents)
	require.Equal(t, 2, r.Differ)
	require.Len(t, r.Faults, 1)

	bad := write(t, dir, "bad.txt", "膜\n番茄支座 # 注释\n")
	o = invoke(t, "dict", "check", "--user-dict", bad, "--patents", patents, "--quiet")
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.out, "第 1 行 膜：不能使用")
	require.Contains(t, o.out, "第 2 行 番茄支座 # 注释：含有空格或标点")
	require.Contains(t, o.errOut, "line 1")
}

func TestDictRefuses(t *testing.T) {
	dir := t.TempDir()
	patents := write(t, dir, "patents.jsonl", minePatents)
	terms := write(t, dir, "terms.txt", "番茄支座\n")
	for name, c := range map[string]struct {
		args []string
		code int
	}{
		"no files":          {[]string{"dict", "mine"}, exitUsage},
		"no documents":      {[]string{"dict", "mine", "--patents", patents, "--min-docs", "0"}, exitUsage},
		"no alias docs":     {[]string{"dict", "mine", "--patents", patents, "--alias-min-docs", "0"}, exitUsage},
		"negative top":      {[]string{"dict", "mine", "--patents", patents, "--top", "-1"}, exitUsage},
		"no such file":      {[]string{"dict", "mine", "--patents", filepath.Join(dir, "none.jsonl"), "--quiet"}, exitFailure},
		"negative sample":   {[]string{"dict", "check", "--user-dict", terms, "--patents", patents, "--sample", "-1"}, exitUsage},
		"no dictionary":     {[]string{"dict", "check", "--patents", patents}, exitUsage},
		"missing dictonary": {[]string{"dict", "check", "--user-dict", filepath.Join(dir, "none"), "--patents", patents}, exitFailure},
	} {
		require.Equal(t, c.code, invoke(t, c.args...).code, name)
	}
	list := invoke(t, "dict", "list")
	require.Equal(t, exitOK, list.code)
	require.Contains(t, strings.Split(list.out, "\n"), "锂离子电池")
	require.Contains(t, invoke(t, "dict").out, "mine")
}

func TestReservoir(t *testing.T) {
	all, some, again := newReservoir[int](0), newReservoir[int](3), newReservoir[int](3)
	for i := range 10 {
		all.add(i)
		some.add(i)
		again.add(i)
	}
	require.Equal(t, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, all.items)
	require.Len(t, some.items, 3)
	require.Equal(t, some.items, again.items)
}
