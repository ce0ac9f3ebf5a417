package eval

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// DefaultIterations is the number of resamples that suits both intervals and tests: the
// smallest p-value that it can give is 0.0001.
const DefaultIterations = 10_000

// The streams of the generator: one seed gives independent numbers to each use.
const (
	bootstrapStream = 1
	signFlipStream  = 2
)

// Interval is a 95 % confidence interval in the unit of its measure.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// String returns the interval with four decimals, as [0.4012, 0.6234].
func (i Interval) String() string {
	return fmt.Sprintf("[%.4f, %.4f]", i.Low, i.High)
}

// MeanInterval returns the 95 % confidence interval of the mean of a measure by the
// percentile bootstrap: as many topics as there are, drawn with replacement, give one
// mean; of all the means, iterations (from 1) in number, 2.5 % fall below and above. It speaks of topics like these,
// not of other judgments. The same arguments give the same interval. The error is an
// [ErrMeasure], an [ErrInvalid] or [ErrNoTopics].
func MeanInterval(r *Report, m Measure, iterations int, seed uint64) (Interval, error) {
	if iterations < 1 {
		return Interval{}, fmt.Errorf("%w: %d iterations", ErrInvalid, iterations)
	}
	values, err := r.Values(m)
	if err != nil {
		return Interval{}, err
	}
	if len(values) == 0 {
		return Interval{}, ErrNoTopics
	}
	return bootstrap(values, iterations, seed), nil
}

// bootstrap is the percentile bootstrap of the mean.
func bootstrap(values []float64, iterations int, seed uint64) Interval {
	random := rand.New(rand.NewPCG(seed, bootstrapStream))
	means := make([]float64, iterations)
	for i := range means {
		sum := 0.0
		for range values {
			sum += values[random.IntN(len(values))]
		}
		means[i] = sum / float64(len(values))
	}
	slices.Sort(means)
	cut := iterations / 40 // 2.5 %
	return Interval{Low: means[cut], High: means[iterations-1-cut]}
}
