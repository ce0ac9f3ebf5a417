package industry_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

func TestTitleFallsBackToTheNearestAncestor(t *testing.T) {
	for in, want := range map[string]string{
		"A01B":      "农业或林业的整地；一般农业机械或农具的部件、零件或附件",
		"A01B1/02":  "农业或林业的整地；一般农业机械或农具的部件、零件或附件",
		"A01":       "农业；林业；畜牧业；狩猎；诱捕；捕鱼",
		"A01V1/00":  "农业；林业；畜牧业；狩猎；诱捕；捕鱼", // There is no subclass A01V.
		"A":         "人类生活必需",
		"A02B":      "人类生活必需", // There is no class A02.
		"A01H 5/00": "新植物或获得新植物的方法；通过组织培养技术的植物再生",
	} {
		got, ok := industry.Title(symbol(t, in))
		require.True(t, ok, in)
		require.Equal(t, want, got, in)
	}
	_, ok := industry.Title(industry.Symbol{})
	require.False(t, ok)
}
