package matcher

import (
	"fmt"
	"strings"

	"github.com/gongxu/gongxu/industry"
)

// fieldsSignal is how near the industry fields of need and patent are.
func fieldsSignal() signal {
	return signal{
		name: "industry", label: "产业领域",
		value: func(p *profile, c *candidate) (float64, bool) {
			if p.fields.Known() {
				if v, known := industry.Affinity(p.fields, c.features.profile(p.dimensions)); known {
					return v, true
				}
			}
			return p.neutral.industry, false
		},
		note: func(x *explainer, c *candidate) string {
			return x.industryNote(c) + c.features.inferred(x.p.dimensions).note()
		},
	}
}

func (x *explainer) industryNote(c *candidate) string {
	names := func(ws []industry.Weighted) string {
		var out []string
		for _, w := range ws[:min(2, len(ws))] {
			if b, ok := industry.BranchByCode(w.Code); ok {
				out = append(out, b.Code+" "+b.Name)
			}
		}
		return strings.Join(out, "、")
	}
	theirs := names(c.features.profile(x.p.dimensions).SEI)
	switch {
	case !x.p.fields.Known():
		if theirs != "" {
			return "需求未申报产业领域，按全库平均计；专利属于 " + theirs + "。"
		}
		return "需求未申报产业领域，按全库平均计。"
	case !c.signals.known[fields]:
		return "专利没有可用的分类号，按全库平均计。"
	}
	if theirs == "" {
		theirs = strings.Join(x.patent.IPC, "、")
	}
	if ours := names(x.p.fields.SEI); ours != "" {
		return fmt.Sprintf("需求属于 %s，专利属于 %s，相近程度 %.0f%%。", ours, theirs, 100*c.signals.values[fields])
	}
	return fmt.Sprintf("专利属于 %s，与需求申报的领域相近程度 %.0f%%。", theirs, 100*c.signals.values[fields])
}
