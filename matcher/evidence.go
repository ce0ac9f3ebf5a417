package matcher

import "math"

// Evidence is what speaks for a pair of need and patent in absolute terms. The signals compare patents for one need; this compares needs.
type Evidence struct {
	// Coverage is the share of the need's terms, by weight and impact, that the patent holds: the integer score over 255·Σw.
	Coverage float64 `json:"coverage"`
	// Meaning is the cosine by the map of terms; 0 when either side has no direction.
	Meaning float64 `json:"meaning"`
	// Dense is the mean cosine of the whole need with the patent's vectors; 0 without an embedder or vectors.
	Dense float64 `json:"dense"`
	// Sentences is the mean of the two largest mean cosines of the need's sentences; 0 without an embedder or vectors.
	Sentences float64 `json:"sentences"`
}

// evidence collects the evidence of a candidate.
func (p *profile) evidence(c *candidate) Evidence {
	out := Evidence{Meaning: orZero(c.meaning)}
	if mass := p.mass(); mass > 0 {
		out.Coverage = float64(c.hit.Score) / mass
	}
	if p.dense == nil {
		return out
	}
	first, second := 0.0, 0.0
	for i, sides := range c.cosines {
		v := orZero(meanCosine(sides))
		switch {
		case i == 0:
			out.Dense = v
		case v > first:
			first, second = v, first
		case v > second:
			second = v
		}
	}
	switch len(c.cosines) {
	case 0, 1:
		out.Sentences = out.Dense
	case 2:
		out.Sentences = first
	default:
		out.Sentences = (first + second) / 2
	}
	return out
}

// mass is the score of a patent that would hold every term of the need with the largest impact.
func (p *profile) mass() float64 {
	sum := 0.0
	for _, t := range p.terms {
		sum += float64(t.W)
	}
	return 255 * sum
}

// meanCosine is the mean of the cosines that are known; NaN when none is.
func meanCosine(sides [2]float64) float64 {
	sum, n := 0.0, 0.0
	for _, v := range sides {
		if !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	return sum / n
}

func orZero(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}
