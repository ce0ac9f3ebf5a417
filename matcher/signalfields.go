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
		note: func(x *explainer, c *candidate) string { return x.industryNote(c) },
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
	profile, guessed := c.features.fields(x.p.dimensions)
	theirs := names(profile.SEI)
	if theirs == "" {
		for _, s := range profile.IPC {
			theirs = strings.TrimPrefix(theirs+"、"+s.String(), "、")
		}
	}
	belongs := "专利属于 " + theirs
	if guessed {
		belongs = "专利没有分类号，按文本推断属于 " + theirs
	}
	switch {
	case !x.p.fields.Known():
		if theirs != "" {
			return "需求未申报产业领域，按全库平均计；" + belongs + "。"
		}
		return "需求未申报产业领域，按全库平均计。"
	case !c.signals.known[fields]:
		return "专利没有可用的分类号，按全库平均计。"
	}
	near := fmt.Sprintf("相近程度 %.0f%%。", 100*c.signals.values[fields])
	ours := names(x.p.fields.SEI)
	switch {
	case len(x.p.likely) > 0:
		w := x.p.likely[0]
		need := fmt.Sprintf("需求未申报产业领域，按文本推断为 %s（%.0f%%）", w.Code, 100*w.Weight)
		if ours != "" {
			need += "，属于 " + ours
		}
		return need + "；" + belongs + "；" + near
	case ours != "":
		return "需求属于 " + ours + "；" + belongs + "；" + near
	}
	return belongs + "；与需求申报的领域" + near
}
