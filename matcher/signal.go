package matcher

import (
	"math"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/industry"
)

// signals are the values of one pair of need and patent, each in [0, 1].
type signals struct {
	lexical, characters, industry, supply float64
	industryKnown, supplyKnown            bool
}

// neutralValues stand in for signals without data: the means of the known values over the library.
type neutralValues struct {
	industry, supply float64
}

// signals computes the signals of a patent with its first-stage score and the score of its characters.
func (p *profile) signals(score, chars uint32, f features) signals {
	s := signals{
		lexical:    ratio(score, p.bestLexical),
		characters: ratio(chars, p.bestChars),
		industry:   p.neutral.industry,
		supply:     p.neutral.supply,
	}
	if p.fields.Known() {
		if v, known := industry.Affinity(p.fields, f.profile()); known {
			s.industry, s.industryKnown = v, true
		}
	}
	if v, known := f.supply(modeBits(p.need.Modes)); known {
		s.supply, s.supplyKnown = v, true
	}
	return s
}

// combine is the weighted mean of the signals: the score, in [0, 1].
func (w Weights) combine(s signals) float64 {
	sum := float64(w.Lexical*s.lexical) + float64(w.Characters*s.characters)
	sum += float64(w.Industry*s.industry) + float64(w.Supply*s.supply)
	return sum / w.total()
}

func (w Weights) total() float64 { return w.Lexical + w.Characters + w.Industry + w.Supply }

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
	if len(f) < featureChars {
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
	return len(f) >= featureChars && f[featureState] == stateCode(corpus.StateExpired)
}

// modeFit is 1 when the need asks for no mode or for one that is offered, else ¼.
func modeFit(offered, asked uint8) float64 {
	if asked == 0 || offered&asked&^otherMode != 0 {
		return 1
	}
	return 0.25
}
