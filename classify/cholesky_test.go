package classify

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCholeskyByHand(t *testing.T) {
	// L = [2 0; 1 3], L·Lᵀ = [4 2; 2 10]; L·x = (4, 11) for x = (2, 3); Lᵀ·x = (7, 9) for x = (2, 3).
	a := [][]float32{{4, 99}, {2, 10}}
	b := [][]float32{{4, 11}}
	require.NoError(t, cholesky(a, b))
	require.Equal(t, []float32{2, 99}, a[0], "the upper half is left alone")
	require.Equal(t, []float32{1, 3}, a[1])
	require.Equal(t, []float32{2, 3}, b[0])

	c := [][]float32{{7, 9}}
	solveTransposed(a, c)
	require.Equal(t, []float32{2, 3}, c[0])
}

func TestCholeskyRefusesAnIndefiniteMatrix(t *testing.T) {
	require.ErrorContains(t, cholesky([][]float32{{1, 0}, {2, 1}}, nil), "row 1")
}

// TestSolving checks sizes around those of the blocks: the solution of A·x = b must give b again.
func TestSolving(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 3, 5, panelWidth, panelWidth + 1, 2*panelWidth + 7} {
		rows := zeros(n, 6)
		for _, row := range rows {
			for k := range row {
				row[k] = random.Float32() - 0.5
			}
		}
		a := zeros(n, n)
		addGram(a, rows, 2)
		for i := range n {
			for j := range i + 1 {
				require.InDelta(t, 2*dot(rows[i], rows[j]), a[i][j], 1e-5)
			}
			a[i][i]++
		}
		want := zeros(3, n)
		for _, row := range want {
			for k := range row {
				row[k] = random.Float32()
			}
		}
		got := zeros(3, n)
		for r := range got {
			for i := range n {
				for j := range n {
					got[r][i] += a[max(i, j)][min(i, j)] * want[r][j]
				}
			}
		}
		require.NoError(t, cholesky(a, got))
		solveTransposed(a, got)
		for r := range got {
			require.InDeltaSlice(t, want[r], got[r], 1e-3)
		}
	}
}
