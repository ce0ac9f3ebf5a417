package vector

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// plainDot is the definition.
func plainDot(a, b []int8) int32 {
	var sum int32
	for i := range a {
		sum += int32(a[i]) * int32(b[i])
	}
	return sum
}

func filled(n int, x int8) []int8 {
	v := make([]int8, n)
	for i := range v {
		v[i] = x
	}
	return v
}

// The dot that this processor takes and its twin in Go are the plain sum at all lengths and alignments.
func TestDotTwins(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	a, b := make([]int8, 1025+31), make([]int8, 1025+31)
	for i := range a {
		a[i], b[i] = int8(rng.IntN(256)-128), int8(rng.IntN(256)-128)
	}
	for n := range 1026 {
		for _, at := range [][2]int{{0, 0}, {n % 31, 0}, {1, n % 29}, {n % 17, n % 23}} {
			x, y := a[at[0]:][:n:n], b[at[1]:][:n:n]
			want := plainDot(x, y)
			require.Equal(t, want, Dot(x, y), "%d from %d", n, at)
			require.Equal(t, want, dotGo(x, y), "%d from %d", n, at)
		}
	}
	require.Panics(t, func() { Dot(a[:20], b[:19:19]) }, "vectors of different lengths")
}

// No sum of extremes wraps: pairs of −128 give 32,768, which is no int16, and 131,071 of them 2,147,467,264, which is an int32.
func TestDotExtremes(t *testing.T) {
	for _, n := range []int{1, 2, 15, 16, 31, 64, 1025, 131_071} {
		for _, c := range []struct {
			x, y int8
			want int32
		}{{-128, -128, 16_384}, {-128, 127, -16_256}, {127, 127, 16_129}, {127, -127, -16_129}, {-128, 0, 0}} {
			x, y := filled(n, c.x), filled(n, c.y)
			require.Equal(t, int32(n)*c.want, Dot(x, y), "%d × %d · %d", n, c.x, c.y)
			require.Equal(t, int32(n)*c.want, dotGo(x, y))
			out := make([]int32, 5)
			dots(x, filled(5*n, c.y), n, out)
			for _, got := range out {
				require.Equal(t, int32(n)*c.want, got, "%d × %d · %d", n, c.x, c.y)
			}
		}
	}
}

// checkDots compares the dots of a query and vectors that end where the memory ends.
func checkDots(t *testing.T, q, vectors []int8, stride, count int) {
	t.Helper()
	out, twin := make([]int32, count+1), make([]int32, count+1)
	out[count], twin[count] = 77, 77
	dots(q, vectors, stride, out[:count:count])
	dotsGo(q, vectors, stride, twin[:count:count])
	for i := range count {
		want := plainDot(q, vectors[i*stride:])
		require.Equal(t, want, out[i], "vector %d of %d, %d components, stride %d", i, count, len(q), stride)
		require.Equal(t, want, twin[i], "vector %d of %d, %d components, stride %d", i, count, len(q), stride)
	}
	require.Equal(t, []int32{77, 77}, []int32{out[count], twin[count]}, "nothing is written behind the last dot")
}

func TestDots(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	memory := make([]int8, 70*600)
	for i := range memory {
		memory[i] = int8(rng.IntN(256) - 128)
	}
	for _, n := range []int{0, 1, 15, 16, 17, 31, 32, 33, 128, 129, 384, 399, 512} {
		q := memory[3:][:n:n]
		for _, more := range []int{0, 1, 24, 88} {
			for _, count := range []int{0, 1, 2, 3, 4, 5, 7, 8, 63, 64, 65} {
				size := max(0, count-1)*(n+more) + n
				checkDots(t, q, memory[1:][:size:size], n+more, count)
			}
		}
	}
	q := memory[:32]
	require.Panics(t, func() { dots(q, memory[:4*32-1:4*32-1], 32, make([]int32, 4)) }, "memory that ends too early")
	require.Panics(t, func() { dots(q, memory[:5*32-1:5*32-1], 32, make([]int32, 5)) })
}

func FuzzDots(f *testing.F) {
	f.Add([]byte("供需供需供需供需供需供需供需供需"), uint16(9), uint8(3))
	f.Add(make([]byte, 4096), uint16(128), uint8(24))
	f.Fuzz(func(t *testing.T, data []byte, n uint16, more uint8) {
		memory := int8s(data)
		if int(n) > len(memory) {
			return
		}
		q, vectors := memory[:n], memory[n:]
		stride := int(n) + int(more)
		if stride == 0 || len(vectors) < int(n) {
			return
		}
		count := (len(vectors)-int(n))/stride + 1
		vectors = vectors[: (count-1)*stride+int(n) : (count-1)*stride+int(n)]
		checkDots(t, q, vectors, stride, count)
		require.Equal(t, plainDot(q, vectors), Dot(q, vectors[:n]))
	})
}
