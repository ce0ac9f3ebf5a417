package segment_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

func TestUserDictionary(t *testing.T) {
	all, err := segment.ReadUserTerms(strings.NewReader("\ufeff番茄支座\r\n\n# 注释\n膜\n 番茄支座 \nＧ５基站\ng5基站\n支座 # 注释\n"))
	require.NoError(t, err)
	require.Equal(t, []segment.UserTerm{{Text: "番茄支座", Line: 1}, {Text: "膜", Line: 4}, {Text: "番茄支座", Line: 5}, {Text: "Ｇ５基站", Line: 6}, {Text: "g5基站", Line: 7}, {Text: "支座 # 注释", Line: 8}}, all)
	good, faults := segment.CheckUserTerms(all)
	require.Equal(t, []segment.UserTerm{all[0], all[3], all[5]}, good)
	require.Equal(t, []segment.TermFault{
		{UserTerm: all[1], Reason: segment.FaultInvalid},
		{UserTerm: all[2], Reason: segment.FaultRepeated, First: 1},
		{UserTerm: all[4], Reason: segment.FaultRepeated, First: 6},
		{UserTerm: all[5], Reason: segment.FaultSign},
	}, faults)
	_, err = segment.ReadUserTerms(strings.NewReader(strings.Repeat("长", 1<<16)))
	require.Error(t, err)
}

func TestCompare(t *testing.T) {
	o := segment.DefaultOptions()
	o.Terms = []string{"番茄支座", "支座垫板", "β番茄"}
	after, err := segment.New(o)
	require.NoError(t, err)
	c := segment.Compare(segment.Default(), after)
	c.Add(segment.Plain, "番茄支座，番茄支座和橡胶", "橡胶")
	c.Add(segment.Plain, "支座垫板与番茄支座")
	c.Add(segment.Plain, "橡胶")
	c.Add(segment.Plain, "β番茄橡胶")
	all, differ := c.Texts()
	require.Equal(t, [2]int{4, 3}, [2]int{all, differ})
	require.Equal(t, []segment.CutChange{
		{Before: "番茄 支座", After: "番茄支座", Count: 3},
		{Before: "β 番茄", After: "β番茄", Count: 1},
		{Before: "支座 垫板", After: "支座垫板", Count: 1},
	}, c.Changes())
	require.Equal(t, 2, c.Docs("番茄支座"))
	require.Equal(t, 0, c.Docs("铁塔支座"))
	require.True(t, segment.Default().Whole("锂离子电池"))
	require.False(t, segment.Default().Whole("番茄支座"))
	require.True(t, after.Whole("番茄支座"))
}
