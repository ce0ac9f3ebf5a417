package matcher_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// Both say 跨区 and 业务中断; 漫游 and 切换, which the need joins, the patent has apart from each other.
func TestPhrases(t *testing.T) {
	e := memory(t,
		corpus.Patent{ID: "P1", Title: "无线漫游方法", Abstract: "终端跨区时先切换信道再漫游，避免业务中断。"},
		corpus.Patent{ID: "P2", Title: "一种焊接夹具", Abstract: "氢进入螺栓。"},
		corpus.Patent{ID: "P3", Title: "一种水泵", Abstract: "水泵的叶轮耐磨。"},
	)
	found, err := e.Explain(t.Context(), corpus.Need{ID: "N", Title: "漫游切换", Description: "设备跨区漫游切换时业务中断，氢渗出。"}, matcher.DefaultQuery(), "P1", "P2", "P3")
	require.NoError(t, err)
	require.Len(t, found, 3)
	texts := func(i int) (out []string) {
		sum := 0.0
		for _, p := range part(t, found[i].Explanation, "lexical").Phrases {
			out = append(out, p.Text)
			sum += p.Share
		}
		require.LessOrEqual(t, sum, 1+1e-9)
		return out
	}
	require.ElementsMatch(t, []string{"漫游", "切换", "业务中断", "跨区"}, texts(0))
	require.Equal(t, []string{"氢"}, texts(1), "a single character where there is nothing longer")
	require.Empty(t, texts(2))
	require.Contains(t, part(t, found[0].Explanation, "lexical").Note, "业务中断")
}
