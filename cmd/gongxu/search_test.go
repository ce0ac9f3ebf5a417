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
	require.EqualValues(t, 1, res.Facets[1].Missing, "P6 has no IPC")
	o := invoke(t, args...)
	require.Contains(t, o.out, "共 6 件\n")
	require.Contains(t, o.out, "ipc（3 个值，1 件无数据）")
	require.Equal(t, exitUsage, invoke(t, "search", "--dir", shared(t).dir, "--facets", "colour").code)
}

func TestSearchShowsHits(t *testing.T) {
	o := invoke(t, "search", "--dir", shared(t).dir, "生物膜", "反应器")
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.out, " 1. P4 污水处理用【生物膜反应器】")
}
