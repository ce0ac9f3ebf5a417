package classify

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Cosines 1, 0, −1 and (3·7 + 4·24) / (5 · 25) = 0.936 give 1, 0.5⁴, 0 and 0.968⁴; what has no direction counts as at right angles.
func TestNearness(t *testing.T) {
	p := newPlaces(2, []int8{3, 4, -4, 3, -3, -4, 7, 24, 0, 0})
	near := p.nearness([]int8{30, 40}, 5)
	for i, want := range []float64{1, 0.0625, 0, 0.878014, 0.0625} {
		require.InDelta(t, want, near[i], 1e-6, "%d", i)
	}
	require.Len(t, p.nearness([]int8{1, 1}, 2), 2)
	require.Nil(t, p.nearness(nil, 5))

	many := newPlaces(1, make([]int8, 2*dotsAtOnce+1))
	many.vectors[2*dotsAtOnce] = 1
	many = newPlaces(1, many.vectors)
	require.InDelta(t, 1, many.nearness([]int8{5}, 2*dotsAtOnce+1)[2*dotsAtOnce], 1e-6)
}
