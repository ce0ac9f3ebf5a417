package learn

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/gongxu/gongxu/eval"
)

// AUC is the share of pairs of a true and a false outcome in which the true one has the higher value; ties count half. NaN without pairs.
func AUC(values []float64, outcomes []bool) float64 {
	won, pairs := 0.0, 0.0
	for i, a := range values {
		if !outcomes[i] {
			continue
		}
		for j, b := range values {
			if outcomes[j] {
				continue
			}
			pairs++
			switch {
			case a > b:
				won++
			case a == b:
				won += 0.5
			}
		}
	}
	if pairs == 0 {
		return math.NaN()
	}
	return won / pairs
}

// AUCInterval is the 95 % interval of the AUC by the percentile bootstrap over the outcomes, true and false ones drawn apart.
func AUCInterval(values []float64, outcomes []bool, iterations int, seed uint64) eval.Interval {
	random := rand.New(rand.NewPCG(seed, bootstrapStream))
	var sides [2][]float64
	for i, v := range values {
		side := int(truth(outcomes[i]))
		sides[side] = append(sides[side], v)
	}
	drawn := make([]float64, len(values))
	kinds := make([]bool, len(values))
	for i := range sides[1] {
		kinds[i] = true
	}
	all := make([]float64, iterations)
	for n := range all {
		at := 0
		for side := 1; side >= 0; side-- {
			for range sides[side] {
				drawn[at] = sides[side][random.IntN(len(sides[side]))]
				at++
			}
		}
		all[n] = AUC(drawn, kinds)
	}
	slices.Sort(all)
	cut := iterations / 40 // 2.5 %
	return eval.Interval{Low: all[cut], High: all[iterations-1-cut]}
}
