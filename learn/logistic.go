package learn

import (
	"fmt"
	"math"
)

// Logistic is a model of a probability: 1 / (1 + e^−(Intercept + Σ coefficient · value)).
type Logistic struct {
	Intercept    float64
	Coefficients []float64
}

// Probability is in (0, 1).
func (m Logistic) Probability(values []float64) float64 {
	return 1 / (1 + math.Exp(-m.Intercept-Score(m.Coefficients, values)))
}

// FitLogistic fits by maximum likelihood with ridge times half the sum of the squared coefficients of standardised values as a penalty; the
// intercept is free.
func FitLogistic(rows [][]float64, outcomes []bool, ridge float64) (Logistic, error) {
	positive := 0
	for _, y := range outcomes {
		if y {
			positive++
		}
	}
	if len(rows) != len(outcomes) || positive == 0 || positive == len(rows) {
		return Logistic{}, fmt.Errorf("%w: %d rows, %d outcomes, of which %d true; both kinds are needed", ErrInvalid, len(rows), len(outcomes), positive)
	}
	n := len(rows[0])
	mean, deviation := make([]float64, n), make([]float64, n)
	for k := range n {
		sum, squares := 0.0, 0.0
		for _, r := range rows {
			sum += r[k]
		}
		mean[k] = sum / float64(len(rows))
		for _, r := range rows {
			squares += (r[k] - mean[k]) * (r[k] - mean[k])
		}
		if deviation[k] = math.Sqrt(squares / float64(len(rows))); deviation[k] < 1e-12 {
			deviation[k] = 1 // a value that is always the same gets the coefficient 0
		}
	}
	loss := func(x, gradient []float64) float64 {
		sum := 0.0
		clear(gradient)
		for i, r := range rows {
			t := x[n]
			for k, v := range r {
				t += x[k] * (v - mean[k]) / deviation[k]
			}
			y := truth(outcomes[i])
			// log(1+e^t) − y·t, without overflow.
			sum += max(t, 0) + math.Log1p(math.Exp(-math.Abs(t))) - y*t
			d := 1/(1+math.Exp(-t)) - y
			gradient[n] += d
			for k, v := range r {
				gradient[k] += d * (v - mean[k]) / deviation[k]
			}
		}
		for k := range n {
			sum += ridge / 2 * x[k] * x[k]
			gradient[k] += ridge * x[k]
		}
		return sum
	}
	x := make([]float64, n+1)
	x[n] = math.Log(float64(positive) / float64(len(rows)-positive))
	x = minimise(loss, x)
	m := Logistic{Intercept: x[n], Coefficients: make([]float64, n)}
	for k := range n {
		m.Coefficients[k] = x[k] / deviation[k]
		m.Intercept -= m.Coefficients[k] * mean[k]
	}
	return m, nil
}
