package matcher

import (
	"fmt"
	"math"
	"strings"

	"github.com/gongxu/gongxu/corpus"
)

// supplySignal is how ready the patent is to be put to use.
func supplySignal() signal {
	return signal{
		name: "supply", label: "供给质量",
		value: func(p *profile, c *candidate) (float64, bool) {
			if v, known := c.features.supply(modeBits(p.need.Modes)); known {
				return v, true
			}
			return p.neutral.supply, false
		},
		note: func(x *explainer, c *candidate) string { return x.supplyNote(c) },
	}
}

// supplyParts are what the supply quality of a patent is made of; a part without data is NaN.
type supplyParts struct {
	state, readiness, rating, modes float64
}

// supply returns the supply quality of a patent for a need, in [0, 1]: the mean of what is known of its legal state (in force
// 1, pending ½, expired 0), its technology readiness (1–9), its owner's rating (1–5), and how the modes of conversion that it
// is offered in fit those that the need asks for (any mode will do for a need that asks for none).
func (f features) supply(asked uint8) (value float64, known bool) {
	parts := f.supplyParts(asked)
	sum, count := 0.0, 0.0
	for _, v := range []float64{parts.state, parts.readiness, parts.rating, parts.modes} {
		if !math.IsNaN(v) {
			sum += v
			count++
		}
	}
	if count == 0 {
		return 0, false
	}
	return sum / count, true
}

func (f features) supplyParts(asked uint8) supplyParts {
	unknown := math.NaN()
	out := supplyParts{unknown, unknown, unknown, unknown}
	if len(f) < featureKeys {
		return out
	}
	switch f[featureState] {
	case stateCode(corpus.StateInForce):
		out.state = 1
	case stateCode(corpus.StatePending):
		out.state = 0.5
	case stateCode(corpus.StateExpired):
		out.state = 0
	}
	if r := f[featureReadiness]; r > 0 {
		out.readiness = float64(r) / 9
	}
	if r := f[featureRating]; r > 0 {
		out.rating = float64(r) / 5
	}
	if offered := f[featureModes]; offered != 0 {
		out.modes = modeFit(offered, asked)
	}
	return out
}

// expired tells whether the patent is known not to be in force any more.
func (f features) expired() bool {
	return len(f) >= featureKeys && f[featureState] == stateCode(corpus.StateExpired)
}

// modeFit is 1 when the need asks for no mode or for one that is offered, else ¼.
func modeFit(offered, asked uint8) float64 {
	if asked == 0 || offered&asked&^otherMode != 0 {
		return 1
	}
	return 0.25
}

func (x *explainer) supplyNote(c *candidate) string {
	if !c.signals.known[supply] {
		return "专利没有法律状态和转化信息，按全库平均计。"
	}
	parts := c.features.supplyParts(modeBits(x.p.need.Modes))
	var out []string
	if !math.IsNaN(parts.state) {
		out = append(out, "法律状态："+string(x.patent.State()))
	}
	if !math.IsNaN(parts.readiness) {
		out = append(out, fmt.Sprintf("技术成熟度 %d 级", x.patent.Conversion.Readiness))
	}
	if !math.IsNaN(parts.rating) {
		out = append(out, fmt.Sprintf("权利人自评 %d 分", x.patent.Conversion.SelfRating))
	}
	if !math.IsNaN(parts.modes) {
		var modes []string
		for _, m := range x.patent.Conversion.Modes {
			modes = append(modes, string(m))
		}
		out = append(out, "转化方式："+strings.Join(modes, "、"))
	}
	return strings.Join(out, "，") + "。"
}
