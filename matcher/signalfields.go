package matcher

import (
	"fmt"
	"strings"

	"github.com/gongxu/gongxu/industry"
)

// fieldsSignal is how near the industry fields of need and patent are: the affinity of those that they declare, and where the patent
// declares none, that of its inferred fields, drawn to the neutral value by how uncertain they are.
func fieldsSignal() signal {
	return signal{
		name: "industry", label: "产业领域",
		value: func(p *profile, c *candidate) (float64, bool) {
			if p.fields.Known() {
				if v, known := p.affinity(c); known {
					return v, true
				}
			}
			return p.neutral.industry, false
		},
		note: func(x *explainer, c *candidate) string { return x.industryNote(c) },
	}
}

// affinity compares the declared fields of the need with those of a patent; where these do not compare, with its inferred ones.
func (p *profile) affinity(c *candidate) (v float64, known bool) {
	if v, known := p.declaredAffinity(c); known {
		return v, true
	}
	return p.inferredAffinity(c.features.inferred(p.dimensions))
}

func (p *profile) declaredAffinity(c *candidate) (v float64, known bool) {
	return industry.Affinity(p.fields, c.features.profile(p.dimensions))
}

// inferredAffinity is the mean of what branches and subclasses say, each drawn to the neutral value by how uncertain they are.
func (p *profile) inferredAffinity(in inferred) (v float64, known bool) {
	sum, n := 0.0, 0.0
	for _, theirs := range in.profiles() {
		if v, known := industry.Affinity(p.fields, theirs.Profile); known {
			sum += float64(theirs.certainty*v) + float64((1-theirs.certainty)*p.neutral.industry)
			n++
		}
	}
	return sum / max(1, n), n > 0
}

func (x *explainer) industryNote(c *candidate) string {
	in := c.features.inferred(x.p.dimensions)
	_, declared := x.p.declaredAffinity(c)
	switch theirs := branchNames(c.features.profile(x.p.dimensions).SEI); {
	case !x.p.fields.Known() && theirs != "":
		return "需求未申报产业领域，按全库平均计；专利属于 " + theirs + "。"
	case !x.p.fields.Known():
		return "需求未申报产业领域，按全库平均计。"
	case !c.signals.known[fields]:
		return "专利没有可用的分类号，按全库平均计。" + in.note()
	case !declared:
		return fmt.Sprintf("%s与需求申报的领域相近程度 %.0f%%（按概率折算）。", in.note(), 100*c.signals.values[fields])
	default:
		if theirs == "" {
			theirs = strings.Join(x.patent.IPC, "、")
		}
		if ours := branchNames(x.p.fields.SEI); ours != "" {
			return fmt.Sprintf("需求属于 %s，专利属于 %s，相近程度 %.0f%%。", ours, theirs, 100*c.signals.values[fields])
		}
		return fmt.Sprintf("专利属于 %s，与需求申报的领域相近程度 %.0f%%。", theirs, 100*c.signals.values[fields])
	}
}

// namedFields is the number of fields that a note names.
const namedFields = 2

// branchNames names the foremost branches.
func branchNames(ws []industry.Weighted) string {
	var out []string
	for _, w := range ws[:min(namedFields, len(ws))] {
		if b, ok := industry.BranchByCode(w.Code); ok {
			out = append(out, b.Code+" "+b.Name)
		}
	}
	return strings.Join(out, "、")
}
