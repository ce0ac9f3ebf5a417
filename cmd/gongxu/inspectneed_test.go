package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

func TestInspectReadsANeed(t *testing.T) {
	text := "需求一：轴封漏液治理\n目前泵的轴封漏液，要求寿命不低于8000h。\n需求二：烟气脱硝\n目前氨耗偏高，效率提高20%以上。\n公司现有员工80人，年产值五千万元。"
	args := []string{"inspect", "--need", "--title", "泵", "--text", text}
	o := invoke(t, args...)
	require.Equal(t, exitOK, o.code, o.errOut)
	for _, want := range []string{"需求的组成部分：", "对象与难题", "企业背景", "其中的独立需求：", "烟气脱硝", "指标与数值：", "28800000 s", "效率（变化）"} {
		require.Contains(t, o.out, want)
	}
	o = invoke(t, append(args, "--json")...)
	require.Equal(t, exitOK, o.code, o.errOut)
	need := decode[matcher.Inspection](t, o).Need
	require.Len(t, need.SubNeeds, 2)
	require.Equal(t, "轴封漏液治理", need.SubNeeds[0].Title)
	require.Len(t, need.Quantities, 2)
	require.Equal(t, "background", need.Sections[len(need.Sections)-1].Kind)
	at := 0
	for _, s := range need.Sections {
		require.Equal(t, at, s.Start)
		at = s.End
	}
	require.Equal(t, len(text), at)
	// A patent is not read so.
	o = invoke(t, "inspect", "--text", text, "--json")
	require.Nil(t, decode[matcher.Inspection](t, o).Need)
}
