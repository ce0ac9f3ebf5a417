package matcher

import (
	"fmt"
	"math"
)

// Calibration turns the score of a pair into the probability that a broker would put the patent before the enterprise (grade 2 or
// higher). Where it has a contrast, it is the product of two: that the library has such a patent for the need at all,
// 1 / (1 + e^−(Contrast.Intercept + Contrast.Slope·contrast)), and that this one is, given that it has,
// 1 / (1 + e^−(Intercept + Score·score + Meaning·meaning + Agreement·agreement)); meaning, agreement and contrast are those of the
// need's Outlook. Otherwise it is the second alone. What is not the score is the same for all patents of a need, and the score's
// coefficient is positive, so within one need the probability rises with the score and never contradicts the ranking. A pair has one
// probability, whatever filter was set.
type Calibration struct {
	Intercept float64 `json:"intercept"`
	Score     float64 `json:"score"`
	Meaning   float64 `json:"meaning"`
	Agreement float64 `json:"agreement"`
	// Contrast is nil where nothing tells whether the library meets a need at all.
	Contrast *ContrastCalibration `json:"contrast,omitempty"`
}

// ContrastCalibration turns the contrast of a need's Outlook into the probability that the library has a patent for it.
type ContrastCalibration struct {
	Intercept float64 `json:"intercept"`
	Slope     float64 `json:"slope"`
}

// Probability of a pair, in (0, 1).
func (c Calibration) Probability(score float64, o Outlook) float64 {
	p := logistic(c.Intercept + float64(c.Score*score) + float64(c.Meaning*o.Meaning) + float64(c.Agreement*o.Agreement))
	if c.Contrast != nil {
		p *= logistic(c.Contrast.Intercept + float64(c.Contrast.Slope*o.Contrast))
	}
	return p
}

func logistic(t float64) float64 { return 1 / (1 + math.Exp(-t)) }

// valid tells whether all coefficients are finite and the score's is positive.
func (c Calibration) valid() bool {
	numbers := []float64{c.Intercept, c.Score, c.Meaning, c.Agreement}
	if c.Contrast != nil {
		numbers = append(numbers, c.Contrast.Intercept, c.Contrast.Slope)
	}
	for _, v := range numbers {
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
// The one with an embedder is for multilingual-e5-small; the contrasts of a model whose cosines spread wider are larger, and every need
// then looks as if it could be met.
func DefaultCalibration() (without, with Calibration) {
	return Calibration{Intercept: -11.2, Score: 10, Meaning: 5.2, Agreement: 3.4}, Calibration{
		Intercept: -7.4, Score: 13.8, Agreement: 1.7, Contrast: &ContrastCalibration{Intercept: -13.8, Slope: 279},
	}
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
