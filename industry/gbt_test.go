package industry_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

func TestGBTIsWhole(t *testing.T) {
	classes := industry.GBTClasses()
	byLength := map[int]int{}
	for _, c := range classes {
		byLength[len(c.Code)]++
		if c.Parent != "" {
			_, ok := industry.GBTByCode(c.Parent)
			require.True(t, ok, c.Code)
		}
		require.Equal(t, len(c.Code) == 1, c.Parent == "", c.Code)
	}
	require.Equal(t, map[int]int{1: 20, 2: 97, 3: 473}, byLength)
}

func TestFindGBT(t *testing.T) {
	for in, want := range map[string]string{
		"C":          "C",
		"38":         "38",
		"C38":        "38",
		"c38":        "38",
		"Ｃ３８":        "38",
		"384":        "384",
		"C3841":      "384",
		"3841":       "384",
		"01":         "01",
		"A01":        "01",
		"电池制造":       "384",
		"电气机械和器材制造业": "38",
		"制造业":        "C",
		"C39 计算机、通信和其他电子设备制造业": "39",
		"羽毛（绒）加工及制品制造":         "194",
		"教育":                   "83", // Also section P: the division is meant.
		"其他采矿业":                "12", // Also group 120.
		"国际组织":                 "97", // Also section T and group 970.
	} {
		got, ok := industry.FindGBT(in)
		require.True(t, ok, in)
		require.Equal(t, want, got.Code, in)
	}
	for _, in := range []string{"", "X", "D38", "C08", "99", "999", "C3", "38411", "CC", "C38 食品制造业", "电池", "H01M"} {
		_, ok := industry.FindGBT(in)
		require.False(t, ok, in)
	}
}

func TestGBTByCode(t *testing.T) {
	got, ok := industry.GBTByCode("384")
	require.True(t, ok)
	require.Equal(t, industry.Class{Code: "384", Name: "电池制造", Parent: "38"}, got)
	got, ok = industry.GBTByCode("38")
	require.True(t, ok)
	require.Equal(t, "C", got.Parent)
	_, ok = industry.GBTByCode("C38")
	require.False(t, ok)
}
