package learn

import (
	"cmp"
	"slices"
)

// Step is a stretch of an isotonic curve: the probability that stands for all x from Low to High.
type Step struct {
	Low, High float64
	// Mean is the share of outcomes that are true, and Count the number of outcomes.
	Mean  float64
	Count int
}

// Isotonic returns the non-decreasing curve that is nearest to the outcomes in least squares, by pooling adjacent violators (Ayer et al.
// 1955): each outcome begins as a step of its own, and a step that is not below the next is joined with it. Equal x are one step. Steps
// ascend in both Low and Mean.
func Isotonic(x []float64, outcomes []bool) []Step {
	var out []Step
	for _, i := range ascending(x) {
		s := Step{x[i], x[i], truth(outcomes[i]), 1}
		for len(out) > 0 {
			before := out[len(out)-1]
			if before.High < s.Low && before.Mean < s.Mean {
				break
			}
			n := before.Count + s.Count
			s = Step{before.Low, s.High, (before.Mean*float64(before.Count) + s.Mean*float64(s.Count)) / float64(n), n}
			out = out[:len(out)-1]
		}
		out = append(out, s)
	}
	return out
}

// ascending returns the places of the values in ascending order; equal values stay in theirs.
func ascending(x []float64) []int {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	return order
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
