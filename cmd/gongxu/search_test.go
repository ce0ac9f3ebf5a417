package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

func TestSearchPointsAtTheFault(t *testing.T) {
	o := invoke(t, "search", "--dir", shared(t).dir, "电池 foo:1")
	require.Equal(t, exitUsage, o.code)
	require.Empty(t, o.out)
	lines := strings.Split(o.errOut, "\n")
	require.Contains(t, lines[0], `unknown field "foo"`)
	require.Equal(t, "  电池 foo:1", lines[1])
	// Two places of indent, two characters of two places each, one blank.
	require.Equal(t, strings.Repeat(" ", 2+4+1)+"^", lines[2])
}

func TestSearchPages(t *testing.T) {
	dir := shared(t).dir
	args := []string{"search", "--dir", dir, "ipc:H01M", "--sort", "date", "-k", "2", "--json"}
	first := decode[matcher.SearchResult](t, invoke(t, args...))
	require.EqualValues(t, 3, first.Total)
	require.Equal(t, []string{"P2", "P1"}, []string{first.Hits[0].ID, first.Hits[1].ID}, "granted 2022 and 2021")
	second := decode[matcher.SearchResult](t, invoke(t, append(args, "--cursor", first.Next)...))
	require.Len(t, second.Hits, 1)
	require.Equal(t, "P3", second.Hits[0].ID)
	require.Contains(t, invoke(t, args[:len(args)-1]...).out, "下一页：--cursor "+first.Next+"\n")
	require.Equal(t, exitUsage, invoke(t, "search", "--dir", dir, "--cursor", "?").code)
	require.Equal(t, exitUsage, invoke(t, "search", "--dir", dir, "--sort", "size").code)
}

func TestSearchFacets(t *testing.T) {
	args := []string{"search", "--dir", shared(t).dir, "--facets", "type,ipc", "--facet-size", "2"}
	res := decode[matcher.SearchResult](t, invoke(t, append(args, "--json")...))
	require.EqualValues(t, 6, res.Total)
	require.Equal(t, "type", res.Facets[0].Name)
	require.Equal(t, matcher.FacetValue{Value: "发明", Count: 4}, res.Facets[0].Values[0])
	require.EqualValues(t, 1, res.Facets[1].Inferred, "P6 has no IPC, and is a harvester")
	require.EqualValues(t, 0, res.Facets[1].Missing)
	o := invoke(t, args...)
	require.Contains(t, o.out, "共 6 件\n")
	require.Contains(t, o.out, "ipc（4 个值，另有 1 件由文本推断，0 件无数据）\n  件数  推断  值")
	o = invoke(t, append(args, "--declared")...)
	require.Contains(t, o.out, "ipc（3 个值，1 件无数据）\n  件数  值")
	require.Equal(t, exitUsage, invoke(t, "search", "--dir", shared(t).dir, "--facets", "colour").code)
}

// P6 has no IPC: its field is inferred, shown as such, and left out where only what is declared counts.
func TestSearchInferredFields(t *testing.T) {
	args := []string{"search", "--dir", shared(t).dir, "--ipc", "A01D"}
	o := invoke(t, args...)
	require.Contains(t, o.out, "共 1 件\n 1. P6 玉米联合收割机的割台  推断 2.1 智能制造装备产业（")
	require.Contains(t, o.out, "）、A01D（")
	require.Contains(t, invoke(t, append(args, "--declared")...).out, "共 0 件\n")

	dir, patents := t.TempDir()+"/d", write(t, t.TempDir(), "a.jsonl", `{"id":"P6","title":"玉米联合收割机的割台"}`+"\n")
	require.Equal(t, exitOK, invoke(t, "index", "--patents", patents, "--dir", dir, "--no-infer").code)
	require.Contains(t, invoke(t, "search", "--dir", dir, "--ipc", "A01D").out, "共 0 件\n")
	o = invoke(t, "index", "--patents", patents, "--dir", dir, "--no-infer")
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "leave --no-infer out")
}

func TestSearchShowsHits(t *testing.T) {
	o := invoke(t, "search", "--dir", shared(t).dir, "生物膜", "反应器")
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.out, " 1. P4 污水处理用【生物膜反应器】")
}
