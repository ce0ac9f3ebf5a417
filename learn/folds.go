package learn

import (
	"math/rand/v2"
	"slices"
)

// The streams of the generator: one seed gives independent numbers to each use.
const (
	foldStream      = 1
	innerStream     = 2
	bootstrapStream = 3
)

// Folds deals the numbers 0…n−1 at random into k sets of sizes that differ by one at most, each ascending. Where k exceeds n, there are n.
func Folds(n, k int, seed uint64) [][]int { return deal(n, k, rand.New(rand.NewPCG(seed, foldStream))) }

func deal(n, k int, random *rand.Rand) [][]int {
	k = min(k, n)
	out := make([][]int, k)
	for i, x := range random.Perm(n) {
		out[i%k] = append(out[i%k], x)
	}
	for _, f := range out {
		slices.Sort(f)
	}
	return out
}

// Split returns the items whose numbers are in the fold, which is ascending, and the others.
func Split[T any](items []T, fold []int) (in, out []T) {
	for i, item := range items {
		if _, found := slices.BinarySearch(fold, i); found {
			in = append(in, item)
		} else {
			out = append(out, item)
		}
	}
	return in, out
}
