package matcher

import (
	"fmt"
	"math"
)

// Calibration turns the score of a pair into the probability that a broker would put the patent before the enterprise (grade 2 or
// higher): 1 / (1 + e^−(Intercept + Score·score + Meaning·meaning + Agreement·agreement)), where meaning and agreement are those of the
// need's Outlook. What is not the score is the same for all patents of a need, and the score's coefficient is positive, so within one need
// the probability rises with the score and never contradicts the ranking. A pair has one probability, whatever filter was set.
type Calibration struct {
	Intercept float64 `json:"intercept"`
	Score     float64 `json:"score"`
	Meaning   float64 `json:"meaning"`
	Agreement float64 `json:"agreement"`
}

// Probability of a pair, in (0, 1).
func (c Calibration) Probability(score float64, o Outlook) float64 {
	t := c.Intercept + float64(c.Score*score) + float64(c.Meaning*o.Meaning) + float64(c.Agreement*o.Agreement)
	return 1 / (1 + math.Exp(-t))
}

// valid tells whether all coefficients are finite and the score's is positive.
func (c Calibration) valid() bool {
	for _, v := range []float64{c.Intercept, c.Score, c.Meaning, c.Agreement} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return c.Score > 0
}

// probability is that of a pair of the profile's need with the score.
func (p *profile) probability(score float64) float64 {
	return p.calibration.Probability(score, p.outlook)
}

// DefaultThreshold is the probability below which the best match of a need is not recommended; see DefaultCalibration.
const DefaultThreshold = 0.2

// DefaultCalibration returns the shipped coefficients without an embedder and with one. They were fitted to the judged pairs of 35 needs
// with 51,630 patents by the shipped weights; gongxu tune --calibrate does the same for others.
func DefaultCalibration() (without, with Calibration) {
	return Calibration{Intercept: -11.3, Score: 9.8, Meaning: 5.4, Agreement: 3.6}, Calibration{Intercept: -10.4, Score: 13.7, Meaning: 4.1, Agreement: 2.6}
}

// unmetNotice says in Chinese how little the best match promises.
func unmetNotice(best float64) string {
	return fmt.Sprintf("库中没有把握推荐的专利：最相近的一件只有 %s 的把握。", percent(best))
}

// percent writes a probability; what rounds to nothing is said to be below 1%.
func percent(p float64) string {
	if p < 0.005 {
		return "不到 1%"
	}
	return fmt.Sprintf("%.0f%%", 100*p)
}
