package matcher

import (
	"fmt"
	"math"
	"strings"

	"github.com/gongxu/gongxu/industry"
)

// textFieldsSignal is how much the likely IPC subclasses have in common that the texts of need and patent suggest, whatever either
// declares: the sum, over subclasses, of the smaller probability.
func textFieldsSignal() signal {
	return signal{
		name: "inferred", label: "推断领域",
		value: func(p *profile, c *candidate) (float64, bool) {
			if math.IsNaN(c.common) {
				return p.neutral.inferred, false
			}
			return c.common, true
		},
		note: func(x *explainer, c *candidate) string {
			if !c.signals.known[textFields] {
				return "文本看不出所属的领域，按候选平均计。"
			}
			return fmt.Sprintf("按文本推断，需求多属 %s，专利多属 %s，重合 %.0f%%。",
				subclassNames(x.p.likely), subclassNames(c.features.inferred(x.p.dimensions).likely), 100*c.signals.values[textFields])
		},
	}
}

// overlap compares the fields that the texts of need and patent suggest; NaN when either suggests none.
func (p *profile) overlap(f features) float64 {
	packed, _ := f.packedInferred(p.dimensions)
	if v, known := overlap(p.likely, packed); known {
		return v
	}
	return math.NaN()
}

// subclassNames lists the foremost subclasses with their probabilities.
func subclassNames(ws []industry.Weighted) string {
	var out []string
	for _, w := range ws[:min(namedFields, len(ws))] {
		out = append(out, fmt.Sprintf("%s（%.0f%%）", w.Code, 100*w.Weight))
	}
	return strings.Join(out, "、")
}
