package classify

import (
	"testing"

	"github.com/gongxu/gongxu/segment"
)

func BenchmarkInfer(b *testing.B) {
	title := segment.Default().Analyze("一种锂离子电池正极材料的制备方法", segment.PatentText)
	abstract := segment.Default().Analyze("本发明公开了一种锂离子电池正极材料的制备方法，将锂源、铁源、磷源与碳源混合球磨，喷雾干燥后在惰性气氛中分段烧结，"+
		"所得材料颗粒均匀，碳包覆完整，低温下仍有较高的放电容量，适合动力电池。", segment.PatentText)
	c := Default()
	b.ReportAllocs()
	for b.Loop() {
		if len(c.Infer(title, abstract).IPC) == 0 {
			b.Fatal("nothing inferred")
		}
	}
}
