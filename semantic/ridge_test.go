package semantic

import (
	"context"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// twoByTwo is the matrix of rows (1, 0) and (1, 1).
func twoByTwo() *sparse {
	x := &sparse{columns: 2}
	x.appendRow([]uint32{0}, []float32{1})
	x.appendRow([]uint32{0, 1}, []float32{1, 1})
	return x
}

func none(int) {}

// XᵀX + I = (3 1; 1 2), whose inverse is (2 −1; −1 3)/5. The columns of Y are (1, 2) and (0, 5): XᵀY = (3, 2) and (5, 5), so that
// W = (4, 3)/5 and (5, 10)/5. Conjugate gradients need as many steps as there are unknowns, two; more change nothing.
func TestRidge(t *testing.T) {
	for _, steps := range []int{2, 3, 30} {
		w, err := ridge(t.Context(), twoByTwo(), []float32{1, 0, 2, 5}, 2, 1, steps, none)
		require.NoError(t, err)
		require.InDeltaSlice(t, []float32{0.8, 1, 0.6, 2}, w, 1e-6)
	}
}

// The first step goes from 0 along r = (3, 2): A r = (11, 7), r·r = 13, r·A r = 47, w = 13/47 · (3, 2).
func TestRidgeFirstStep(t *testing.T) {
	var steps []int
	w, err := ridge(t.Context(), twoByTwo(), []float32{1, 2}, 1, 1, 1, func(s int) { steps = append(steps, s) })
	require.NoError(t, err)
	require.InDeltaSlice(t, []float32{0.82979, 0.55319}, w, 1e-5)
	require.Equal(t, []int{1}, steps)
}

func TestRidgeOfNothing(t *testing.T) {
	w, err := ridge(t.Context(), twoByTwo(), []float32{0, 0}, 1, 1, 5, none)
	require.NoError(t, err)
	require.Equal(t, []float32{0, 0}, w)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = ridge(ctx, twoByTwo(), []float32{1, 2}, 1, 1, 5, none)
	require.ErrorIs(t, err, context.Canceled)
}

// Rows (1, 0, 2), (0, 0, 0), (0, 3, 0), (4, 5, 6) by columns are (1, 0, 0, 4), (0, 0, 3, 5), (2, 0, 0, 6).
func TestTransposed(t *testing.T) {
	x := &sparse{columns: 3}
	require.Equal(t, 0, x.rows())
	x.appendRow([]uint32{0, 2}, []float32{1, 2})
	x.appendRow(nil, nil)
	x.appendRow([]uint32{1}, []float32{3})
	x.appendRow([]uint32{0, 1, 2}, []float32{4, 5, 6})
	require.Equal(t, 4, x.rows())
	xt := x.transposed()
	require.Equal(t, &sparse{
		columns: 4, starts: []int{0, 2, 4, 6},
		at: []uint32{0, 3, 2, 3, 0, 3}, values: []float32{1, 4, 3, 5, 2, 6},
	}, xt)
	require.Equal(t, x, xt.transposed())

	out := []float32{9, 9, 9, 9, 9, 9, 9, 9}
	x.times([]float32{1, 10, 2, 20, 3, 30}, 2, out) // columns (1, 2, 3) and ten times that
	require.Equal(t, []float32{7, 70, 0, 0, 6, 60, 32, 320}, out)
	out = out[:3]
	xt.times([]float32{1, 2, 3, 4}, 1, out)
	require.Equal(t, []float32{17, 29, 26}, out)
}

func TestAddScaled(t *testing.T) {
	for n := range 11 {
		a, b, want := make([]float32, n), make([]float32, n+1), make([]float32, n)
		for i := range n {
			a[i], b[i], want[i] = 1, float32(i), 1+3*float32(i)
		}
		addScaled(a, b, 3)
		require.Equal(t, want, a)
	}
}

// What is computed does not depend on the number of processors.
func TestProcessors(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	x, y := &sparse{columns: 1500}, []float32{}
	for range 3000 {
		at := []uint32{rng.Uint32N(500), 500 + rng.Uint32N(500), 1000 + rng.Uint32N(500)}
		x.appendRow(at, []float32{rng.Float32(), rng.Float32(), rng.Float32()})
		y = append(y, rng.Float32(), rng.Float32())
	}
	fit := func(processors int) []float32 {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		w, err := ridge(t.Context(), x, y, 2, 0.5, 10, none)
		require.NoError(t, err)
		return w
	}
	require.Equal(t, fit(1), fit(4))
}

// Rows (3, 4), (−6, −8) lie along u = (0.6, 0.8), and (0.8, −0.6) at a right angle to it, so that these are the principal directions;
// of each, the number that is largest without its sign is positive.
func TestPrincipal(t *testing.T) {
	for _, sign := range []float32{1, -1} {
		rows := []float32{3 * sign, 4 * sign, -6 * sign, -8 * sign, 0.8 * sign, -0.6 * sign}
		axes, err := principal(rows, 2, 2)
		require.NoError(t, err)
		require.InDeltaSlice(t, []float32{0.6, 0.8, 0.8, -0.6}, axes, 1e-6)
		axes, err = principal(rows, 2, 1)
		require.NoError(t, err)
		require.InDeltaSlice(t, []float32{0.6, 0.8}, axes, 1e-6)
	}
}

func TestCentre(t *testing.T) {
	y := []float32{1, 10, 3, 30}
	centre(y, 2)
	require.Equal(t, []float32{-1, -10, 1, 10}, y)
}
