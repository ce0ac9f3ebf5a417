package index

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKthLargest(t *testing.T) {
	require.Equal(t, uint64(7), kthLargest([]uint64{7}, 1))
	require.Equal(t, uint64(3), kthLargest([]uint64{3, 9, 3, 3}, 2))
	require.Equal(t, uint64(9), kthLargest([]uint64{3, 9, 3, 3}, 1))
	rng := rand.New(rand.NewPCG(6, 6))
	for range 300 {
		numbers := make([]uint64, 1+rng.IntN(200))
		for i := range numbers {
			numbers[i] = rng.Uint64N(1 + rng.Uint64N(300))
		}
		sorted := slices.Sorted(slices.Values(numbers))
		k := 1 + rng.IntN(len(numbers))
		require.Equal(t, sorted[len(sorted)-k], kthLargest(numbers, k))
	}
}
