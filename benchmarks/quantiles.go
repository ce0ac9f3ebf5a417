package benchmarks

import (
	"slices"
	"time"
)

// Quantiles describe how long needs took, in milliseconds. Each is the time of one need, the smallest that is not below the
// given share of all (nearest rank), so that none is invented between two.
type Quantiles struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

// QuantilesOf returns the quantiles of some times; all are 0 when there are none.
func QuantilesOf(took []time.Duration) Quantiles {
	ms := make([]float64, len(took))
	for i, d := range took {
		ms[i] = milliseconds(d)
	}
	return quantilesOf(ms)
}

// quantilesOf sorts times in milliseconds and reads the quantiles off.
func quantilesOf(ms []float64) Quantiles {
	if len(ms) == 0 {
		return Quantiles{}
	}
	slices.Sort(ms)
	at := func(percent int) float64 { return ms[(len(ms)*percent+99)/100-1] }
	return Quantiles{P50: at(50), P95: at(95), P99: at(99), Max: ms[len(ms)-1]}
}

// MedianOf returns the median of every figure over several runs; with an even number of runs the lower of the middle two.
func MedianOf(runs []Quantiles) Quantiles {
	pick := func(f func(Quantiles) float64) float64 {
		values := make([]float64, len(runs))
		for i, r := range runs {
			values[i] = f(r)
		}
		return median(values)
	}
	return Quantiles{
		P50: pick(func(q Quantiles) float64 { return q.P50 }),
		P95: pick(func(q Quantiles) float64 { return q.P95 }),
		P99: pick(func(q Quantiles) float64 { return q.P99 }),
		Max: pick(func(q Quantiles) float64 { return q.Max }),
	}
}

// median sorts values and returns the middle one, the lower of two; 0 when there are none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[(len(values)-1)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
