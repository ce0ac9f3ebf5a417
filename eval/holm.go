package eval

import (
	"cmp"
	"slices"
)

// Holm corrects the p-values of one family of comparisons (Holm 1979) and returns them
// in the order given: the i-th smallest of n, i from 0, is multiplied by n − i, is at
// least its predecessor, and at most 1. Comparisons whose corrected p-value is at most α
// hold together with an error rate of α. The argument is left as it is.
func Holm(ps []float64) []float64 {
	order := make([]int, len(ps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ps[a], ps[b]) })
	adjusted := make([]float64, len(ps))
	floor := 0.0
	for i, index := range order {
		floor = max(floor, min(1, float64(len(ps)-i)*ps[index]))
		adjusted[index] = floor
	}
	return adjusted
}
