package semantic

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// times repeats texts, which are numbers of terms, with the gaps between them.
func times(n int, texts ...[]uint32) []uint32 {
	out := []uint32{gap}
	for range n {
		for _, text := range texts {
			out = append(append(out, text...), gap)
		}
	}
	return out
}

// dense returns a matrix row by row.
func dense(x *sparse) [][]float32 {
	out := make([][]float32, x.rows())
	for r := range out {
		out[r] = make([]float32, x.columns)
		for i := x.starts[r]; i < x.starts[r+1]; i++ {
			out[r][x.at[i]] = x.values[i]
		}
	}
	return out
}

func TestPPMI(t *testing.T) {
	for name, c := range map[string]struct {
		all           []uint32
		terms, window int
		want          [][]float32
	}{
		// Each term has 3 pairs, all with one other: ln(3 · 4·3^¾ / (3 · 3^¾)) = ln 4.
		"two topics": {times(3, []uint32{0, 1}, []uint32{2, 3}), 4, 5, [][]float32{
			{0, 1.386294, 0, 0}, {1.386294, 0, 0, 0}, {0, 0, 0, 1.386294}, {0, 0, 1.386294, 0},
		}},
		// The pairs of 0, 1 and 2 are 3, 6 and 3 in number; 3^¾ = 2.279507, 6^¾ = 3.833659, together 8.392673.
		// 0 with 1: ln(3 · 8.392673 / (3 · 3.833659)) = 0.783540; 1 with 0: ln(3 · 8.392673 / (6 · 2.279507)) = 0.610253.
		"neighbours": {times(3, []uint32{0, 1, 2}), 3, 1, [][]float32{{0, 0.783540, 0}, {0.610253, 0, 0.610253}, {0, 0.783540, 0}}},
		// Now each has 6 pairs, 3 with each other term: ln(3 · 3·6^¾ / (6 · 6^¾)) = ln 1.5.
		"two apart": {times(3, []uint32{0, 1, 2}), 3, 2, [][]float32{{0, 0.405465, 0.405465}, {0.405465, 0, 0.405465}, {0.405465, 0.405465, 0}}},
		// Twice is too seldom.
		"seldom": {times(2, []uint32{0, 1}), 2, 5, [][]float32{{0, 0}, {0, 0}}},
		// 0 stands beside itself, 6 pairs of 6, and 1 beside nothing: ln(6 · 6^¾ / (6 · 6^¾)) = 0 is not positive.
		"alone": {times(3, []uint32{0, 0}, []uint32{1}), 2, 5, [][]float32{{0, 0}, {0, 0}}},
	} {
		x, err := pairsOf(c.all, c.terms, c.window).ppmi(t.Context())
		require.NoError(t, err, name)
		for r, row := range dense(x) {
			require.InDeltaSlice(t, c.want[r], row, 1e-5, "%s, row %d", name, r)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := pairsOf(times(3, []uint32{0, 1}), 2, 1).ppmi(ctx)
	require.ErrorIs(t, err, context.Canceled)
}

// The texts end where they end: the window of the first text's last term does not reach into the second.
func TestPairsContext(t *testing.T) {
	p := pairsOf([]uint32{gap, 4, 5, 6, gap, 7, gap}, 8, 2)
	for place, want := range map[int][2][]uint32{1: {{}, {5, 6}}, 2: {{4}, {6}}, 3: {{4, 5}, {}}, 5: {{}, {}}} {
		before, after := p.context(place)
		require.Equal(t, want, [2][]uint32{append([]uint32{}, before...), append([]uint32{}, after...)}, place)
	}
	require.Equal(t, []float64{0, 0, 0, 0, 2, 2, 2, 0}, p.sums)
}
