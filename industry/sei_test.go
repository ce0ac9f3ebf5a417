package industry_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

func TestSEIIsWhole(t *testing.T) {
	areas, branches := industry.Areas(), industry.Branches()
	require.Len(t, areas, 9)
	require.Len(t, branches, 40)
	require.Equal(t, industry.Branch{Code: "1", Name: "新一代信息技术产业"}, areas[0])
	require.Equal(t, industry.Branch{Code: "9.2", Name: "其他相关服务", Parent: "9"}, branches[39])
	for _, b := range branches {
		parent, ok := industry.BranchByCode(b.Parent)
		require.True(t, ok, b.Code)
		require.Empty(t, parent.Parent)
	}
	branches[0].Name = "changed"
	require.Equal(t, "下一代信息网络产业", industry.Branches()[0].Name, "the caller's slice is its own")
}

func TestFindBranch(t *testing.T) {
	for in, want := range map[string]string{
		"5.2":       "5.2",
		"５．２":       "5.2",
		"5":         "5",
		"3.3.10":    "3.3",
		" 人工智能 ":    "1.5",
		"新材料产业":     "3",
		"新材料":       "3",
		"生物医药":      "4.1",
		"1.5 人工智能":  "1.5",
		"1.5、人工智能":  "1.5",
		"6.5智能电网产业": "6.5",
		"互联网与云计算、大数据服务":    "1.4",
		"新兴软件和新型信息技术服务":    "1.3",
		"高性能纤维及制品和复合材料":    "3.5",
		"新能源汽车装置、配件制造":     "5.2",
		"4.3: 生物农业及相关产业":   "4.3",
		"其他生物业":            "4.5",
		"数字创意与融合服务":        "8.4",
		"8.1 - 数字创意技术设备制造": "8.1",
	} {
		got, ok := industry.FindBranch(in)
		require.True(t, ok, in)
		require.Equal(t, want, got.Code, in)
	}
	for _, in := range []string{"", "0", "10", "1.9", "5.2.x", "1.5 新材料产业", "智能", "产业", "1.5人", "C38"} {
		_, ok := industry.FindBranch(in)
		require.False(t, ok, in)
	}
}
