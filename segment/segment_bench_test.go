package segment_test

import (
	"testing"

	"github.com/gongxu/gongxu/segment"
)

const benchText = "本发明公开了一种锂离子电池用高镍三元正极材料及其制备方法，属于新能源材料技术领域。所述正极材料的化学式为LiNi0.8Co0.1Mn0.1O2，" +
	"表面包覆有厚度为5~10nm的磷酸锂层。该方法包括以下步骤：将镍盐、钴盐、锰盐共沉淀得到前驱体，再与氢氧化锂混合，在750℃下烧结12小时。" +
	"本发明制备的正极材料循环稳定性好，1C倍率下循环500次后容量保持率不低于92%。"

func BenchmarkCount(b *testing.B) {
	seg := segment.Default()
	for _, v := range segment.Views() {
		b.Run("view="+v.String(), func(b *testing.B) {
			b.SetBytes(int64(len(benchText)))
			for b.Loop() {
				seg.Analyze(benchText, segment.PatentText).Count(v, map[string]int{})
			}
		})
	}
}

func BenchmarkCompounds(b *testing.B) {
	a := segment.Default().Analyze(benchText, segment.PatentText)
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		a.Compounds()
	}
}
