package eval

import (
	"fmt"
	"math"
	"slices"
)

// equalWithin is the difference up to which two values of a topic are a tie: rounding,
// not ranking.
const equalWithin = 1e-12

// Comparison tells whether run a measures differently from run b on the same topics.
type Comparison struct {
	Measure Measure `json:"measure"`
	// Topics is the number of pairs.
	Topics int     `json:"topics"`
	MeanA  float64 `json:"mean_a"`
	MeanB  float64 `json:"mean_b"`
	// Difference is MeanA − MeanB, and Interval its 95 % confidence interval by the
	// bootstrap over topics.
	Difference float64  `json:"difference"`
	Interval   Interval `json:"interval"`
	// P is the two-sided p-value of the randomisation test: the chance of a difference at
	// least as large if it did not matter which run a topic's value came from. Exact says
	// that all assignments were counted, not sampled.
	P     float64 `json:"p"`
	Exact bool    `json:"exact"`
	// Wins, Ties and Losses count the topics where a is better than, equal to and worse
	// than b; better means lower for measures of unjudged documents.
	Wins   int `json:"wins"`
	Ties   int `json:"ties"`
	Losses int `json:"losses"`
}

// Compare runs the paired randomisation test on one measure (Smucker, Allan &
// Carterette 2007): under the hypothesis of no difference the sign of each topic's
// difference is a coin. Where at most 20 topics differ, all assignments of signs are
// counted and P is exact; otherwise iterations assignments are drawn and P is
// (c + 1) / (iterations + 1), c being those at least as extreme as what was seen. The
// same arguments give the same result.
//
// The error is an [ErrMeasure], an [ErrInvalid] for iterations below 1, or an
// [ErrMismatch] if the reports have other topics or options. When several measures or
// baselines are tested, correct the p-values with [Holm].
func Compare(a, b *Report, m Measure, iterations int, seed uint64) (Comparison, error) {
	if iterations < 1 {
		return Comparison{}, fmt.Errorf("%w: %d iterations", ErrInvalid, iterations)
	}
	if err := pairable(a, b); err != nil {
		return Comparison{}, err
	}
	valuesA, err := a.Values(m)
	if err != nil {
		return Comparison{}, err
	}
	valuesB, err := b.Values(m)
	if err != nil {
		return Comparison{}, err
	}
	c := Comparison{Measure: m, Topics: len(valuesA), MeanA: mean(valuesA), MeanB: mean(valuesB)}
	differences := make([]float64, len(valuesA))
	for i := range differences {
		d := valuesA[i] - valuesB[i]
		switch {
		case math.Abs(d) <= equalWithin:
			d = 0
			c.Ties++
		case (d > 0) == m.HigherIsBetter():
			c.Wins++
		default:
			c.Losses++
		}
		differences[i] = d
	}
	c.Difference = mean(differences)
	c.Interval = bootstrap(differences, iterations, seed)
	c.P, c.Exact = signFlip(differences, iterations, seed)
	return c, nil
}

// pairable returns an ErrMismatch that says why two reports cannot be paired.
func pairable(a, b *Report) error {
	if a.RelLevel != b.RelLevel || a.Condensed != b.Condensed {
		return fmt.Errorf("%w: relevance level %d and %d, condensed %t and %t",
			ErrMismatch, a.RelLevel, b.RelLevel, a.Condensed, b.Condensed)
	}
	if len(a.Topics) == 0 {
		return fmt.Errorf("%w: no topics", ErrMismatch)
	}
	if !slices.EqualFunc(a.Topics, b.Topics, func(x, y TopicValues) bool {
		return x.Topic == y.Topic && x.Judged == y.Judged && x.Relevant == y.Relevant
	}) {
		return fmt.Errorf("%w: other topics or other judgments", ErrMismatch)
	}
	return nil
}
