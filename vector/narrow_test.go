package vector

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// checkNarrow compares with the plain sums, and the assembly with its twin.
func checkNarrow(t *testing.T, q, rows []int8, stride, count int) {
	t.Helper()
	m, err := NewNarrow(rows, len(q), stride, count)
	require.NoError(t, err)
	out := make([]int32, count+1)
	out[count] = 77
	require.NoError(t, m.Dots(q, out[:count]))
	for i := range count {
		require.Equal(t, plainDot(q, rows[i*stride:]), out[i], "row %d of %d, %d numbers, stride %d", i, count, len(q), stride)
	}
	require.Equal(t, int32(77), out[count], "nothing is written behind the last dot")
	whole, twin := make([]int8, m.blocks()*narrowBlock), make([]int32, count)
	copy(whole, q)
	narrowDots(whole, m.halves, out[:count])
	narrowDotsGo(whole, m.halves, twin)
	require.Equal(t, twin, out[:count])
}

func TestNarrow(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	q, rows := make([]int8, 1200), make([]int8, 40_000)
	for i := range q {
		q[i] = int8(rng.IntN(128))
	}
	for i := range rows {
		if rows[i] = int8(rng.IntN(16) - 8); rng.IntN(10) == 0 {
			rows[i] = int8(rng.IntN(256) - 128)
		}
	}
	for _, n := range []int{1, 31, 32, 33, 63, 64, 65, 128, 511, 512, 513, 576, 1000, 1200} {
		for _, more := range []int{0, 5} {
			for _, count := range []int{0, 1, 2, 5} {
				checkNarrow(t, q[:n], rows, n+more, count)
			}
		}
	}
}

// 1,025 products of 127 and −128, −8, 7 or 127 wrap in no place of the assembly.
func TestNarrowExtremes(t *testing.T) {
	for x, want := range map[int8]int32{-128: -16_662_400, -8: -1_041_400, 0: 0, 7: 911_225, 127: 16_532_225} {
		m, err := NewNarrow(filled(1025, x), 1025, 1025, 1)
		require.NoError(t, err)
		out := make([]int32, 1)
		require.NoError(t, m.Dots(filled(1025, 127), out))
		require.Equal(t, want, out[0], "%d", x)
		checkNarrow(t, filled(1025, 127), filled(3*1025, x), 1025, 3)
	}
}

func TestNarrowFaults(t *testing.T) {
	for _, c := range []struct{ numbers, dimensions, stride, count int }{
		{10, 0, 5, 2}, {10, 5, 4, 2}, {9, 5, 5, 2}, {10, 5, 5, -1}, {65_537, 65_537, 65_537, 1},
	} {
		_, err := NewNarrow(make([]int8, c.numbers), c.dimensions, c.stride, c.count)
		require.ErrorIs(t, err, ErrLength, "%+v", c)
	}
	m, err := NewNarrow(make([]int8, 10), 5, 5, 2)
	require.NoError(t, err)
	require.ErrorIs(t, m.Dots(make([]int8, 4), make([]int32, 2)), ErrLength)
	require.ErrorIs(t, m.Dots(make([]int8, 5), make([]int32, 3)), ErrLength)
	require.ErrorIs(t, m.Dots([]int8{0, 0, 0, 0, -1}, make([]int32, 2)), ErrLength)
	require.NoError(t, m.Dots(make([]int8, 5), nil))
}

func FuzzNarrow(f *testing.F) {
	f.Add([]byte("供需供需供需供需供需供需供需供需"), uint16(9))
	f.Add(make([]byte, 4096), uint16(128))
	f.Fuzz(func(t *testing.T, data []byte, n uint16) {
		numbers := int8s(data)
		if n == 0 || int(n) > len(numbers) {
			return
		}
		q := make([]int8, n)
		for i := range q {
			q[i] = numbers[i] & 0x7f
		}
		rows := numbers[n:]
		checkNarrow(t, q, rows, int(n), len(rows)/int(n))
	})
}
