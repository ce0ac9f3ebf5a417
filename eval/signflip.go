package eval

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// exactTopics is the number of differing topics up to which every assignment of signs
// is counted: 2^19 of them by symmetry.
const exactTopics = 20

// signFlip returns the two-sided p-value of the mean of the differences under random
// signs, and whether it is exact. Topics without a difference change no sum and are
// left out.
func signFlip(differences []float64, iterations int, seed uint64) (p float64, exact bool) {
	units := wholeUnits(differences)
	observed := int64(0)
	for _, u := range units {
		observed += u
	}
	// Each unit may be off by one half: sums that are equal in theory differ by at most
	// one unit a topic.
	extreme := max(observed, -observed) - int64(len(units))
	if len(units) <= exactTopics {
		return countSigns(units, extreme), true
	}
	return drawSigns(units, extreme, iterations, seed), false
}

// wholeUnits turns the differences that are not 0 into integers, the largest near 2^40,
// so that sums do not depend on the order of addition.
func wholeUnits(differences []float64) []int64 {
	largest := 0.0
	for _, d := range differences {
		largest = max(largest, math.Abs(d))
	}
	_, exponent := math.Frexp(largest)
	var units []int64
	for _, d := range differences {
		if d != 0 {
			units = append(units, int64(math.Round(math.Ldexp(d, 40-exponent))))
		}
	}
	return units
}

// countSigns returns the share of all assignments whose sum is at least as far from 0
// as extreme. An assignment and its mirror image are equally far, so that the last sign
// stays; a Gray code flips one sign at a time.
func countSigns(units []int64, extreme int64) float64 {
	if len(units) == 0 {
		return 1
	}
	signed := append([]int64(nil), units...)
	sum := int64(0)
	for _, u := range signed {
		sum += u
	}
	all := uint64(1) << (len(units) - 1)
	count := 0
	for i := uint64(1); ; i++ {
		if sum >= extreme || -sum >= extreme {
			count++
		}
		if i == all {
			return float64(count) / float64(all)
		}
		flip := bits.TrailingZeros64(i)
		sum -= 2 * signed[flip]
		signed[flip] = -signed[flip]
	}
}

// drawSigns estimates the same share from random assignments; what was seen counts as
// one more, so that the result is never 0.
func drawSigns(units []int64, extreme int64, iterations int, seed uint64) float64 {
	random := rand.New(rand.NewPCG(seed, signFlipStream))
	count := 0
	for range iterations {
		sum := int64(0)
		var coins uint64
		for i, u := range units {
			if i%64 == 0 {
				coins = random.Uint64()
			}
			if coins&1 == 0 {
				u = -u
			}
			sum += u
			coins >>= 1
		}
		if sum >= extreme || -sum >= extreme {
			count++
		}
	}
	return float64(count+1) / float64(iterations+1)
}
