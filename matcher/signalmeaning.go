package matcher

import (
	"fmt"
	"math"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/vector"
)

// meaningSignal is the cosine of the directions that the engine's map of terms gives to need and patent, in standard deviations from
// the mean of the candidates. It brings together texts that share few terms, without a model.
func meaningSignal() signal {
	return signal{
		name: "meaning", label: "语义",
		value: func(p *profile, c *candidate) (float64, bool) {
			if math.IsNaN(c.meaning) {
				return unitOf(0), false
			}
			return unitOf(p.meaningStandard.of(c.meaning)), true
		},
		note: func(x *explainer, c *candidate) string {
			if math.IsNaN(c.meaning) {
				return "文本中没有语义映射认识的词，按候选平均计。"
			}
			return fmt.Sprintf("两者词义的总方向，比候选专利的平均近 %.1f 个标准差。", x.p.meaningStandard.of(c.meaning))
		},
	}
}

// directionOf returns the direction of a patent's text, all zeros when the map knows none of its terms. Terms count by their impact.
func (e *edition) directionOf(counter *index.Counter, texts index.Analyses) []int8 {
	sum := e.meaning.NewSum()
	for _, v := range e.opts.Patents.Views {
		if v.View == segment.Chars {
			continue
		}
		for _, t := range counter.Impacts(v, texts, func(term string) (uint32, bool) { return e.meaning.Row(v.View, term) }) {
			sum.Add(t.ID, uint32(t.Q))
		}
	}
	return sum.Packed()
}

// needDirection returns the direction of a need's text, in which terms count by the root of their number; nil when the map knows none.
func (e *edition) needDirection(need *needText) []int8 {
	m := e.ranksBy()
	sum := m.NewSum()
	for _, v := range e.opts.Patents.Views {
		for term, n := range need.terms(v.View) {
			if row, ok := m.Row(v.View, term); ok {
				sum.Add(row, uint32(math.Round(16*math.Sqrt(float64(n)))))
			}
		}
	}
	if d := sum.Packed(); !zero(d) {
		return d
	}
	return nil
}

// meaningOf is the cosine of need and patent by the map; NaN when either has no direction.
func (e *edition) meaningOf(p *profile, f features) float64 {
	return cosine(p.direction, f.direction(e.meaning.Dimensions()))
}

// cosine of the directions of a need and a patent; NaN when either has none.
func cosine(need, patent []int8) float64 {
	if need == nil || patent == nil || zero(patent) {
		return math.NaN()
	}
	return vector.Cosine(need, patent)
}

func zero(v []int8) bool {
	for _, x := range v {
		if x != 0 {
			return false
		}
	}
	return true
}
