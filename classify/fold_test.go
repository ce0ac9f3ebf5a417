package classify

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

func TestBare(t *testing.T) {
	for _, c := range [][2]string{
		{"一种水泵的制备方法及应用", "水泵"},
		{"水泵及其制备方法", "水泵"},
		{"基于深度学习的水泵控制方法和系统", "深度学习的水泵控制"},
		{"一种方法", "一种方法"}, // nothing else is left
		{"", ""},
	} {
		title, want := c[0], c[1]
		require.Equal(t, want, bare(title), title)
	}
	require.Equal(t, foldOf("一种水泵", 10), foldOf("水泵及其制备方法和装置", 10))
}

func TestHeadOf(t *testing.T) {
	for _, c := range [][2]string{
		{"一种锂电池隔膜及其制备方法", "电池隔膜"}, // 锂 is the sixth from the end
		{"一种锂电池隔膜", "电池隔膜"},
		{"水泵", "水泵"},
		{"一种茶叶烘干机、茶叶生产线", "叶烘干机"},
		{"一种含有聚丙烯和改性的增韧剂的复合材料", "复合材料"},
	} {
		title, want := c[0], c[1]
		head := headOf(segment.Default().Analyze(title, segment.PatentText))
		require.Contains(t, head.Text(), want, title)
		require.LessOrEqual(t, len([]rune(head.Text())), headLength)
	}
	require.Nil(t, headOf(nil))
	require.Nil(t, headOf(segment.Default().Analyze("", segment.PatentText)))
}
