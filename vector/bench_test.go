package vector

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// kernels are the assembly, where the processor has it, and its twin.
var kernels = []struct {
	name string
	dot  func(a, b []int8) int32
	dots func(q, vectors []int8, stride int, out []int32)
}{{"processor", dot, dots}, {"go", dotGo, dotsGo}}

func BenchmarkDot(b *testing.B) {
	for _, dimensions := range []int{128, 384, 1024} {
		x, y := filled(dimensions, 3), filled(dimensions, -5)
		for _, k := range kernels {
			b.Run(fmt.Sprintf("dimensions=%d/kernel=%s", dimensions, k.name), func(b *testing.B) {
				for b.Loop() {
					k.dot(x, y)
				}
			})
		}
	}
}

// BenchmarkNearest scans a file of a million random vectors, 408 MB, for the nearest thousand.
func BenchmarkNearest(b *testing.B) {
	if testing.Short() {
		b.Skip("writes 408 MB")
	}
	const rows, dimensions, part = 1_000_000, 384, 50_000
	s, err := Open(filepath.Join(b.TempDir(), "v.vec"), "model", dimensions)
	require.NoError(b, err)
	defer s.Close()
	source := rand.NewChaCha8([32]byte{1})
	for from := 0; from < rows; from += part {
		numbers := make([]byte, part*dimensions)
		_, _ = source.Read(numbers)
		items := make([]Item, part)
		for i := range items {
			items[i].Vector = int8s(numbers[i*dimensions:][:dimensions])
			binary.LittleEndian.PutUint64(items[i].Key[:], uint64(from+i))
		}
		require.NoError(b, s.Put(items...))
	}
	r := s.rows.Load()
	q := s.Vector(rows / 2)
	for _, workers := range []int{1, 2} {
		for _, k := range kernels {
			b.Run(fmt.Sprintf("rows=%d/dimensions=%d/k=1000/workers=%d/kernel=%s", rows, dimensions, workers, k.name), func(b *testing.B) {
				var times []time.Duration
				for b.Loop() {
					start := time.Now()
					scan := newScan(q, 1000, nil, r.blocks(s.size)...)
					scan.dots = k.dots
					if _, err := scan.run(b.Context(), workers); err != nil {
						b.Fatal(err)
					}
					times = append(times, time.Since(start))
				}
				slices.Sort(times)
				b.ReportMetric(times[0].Seconds()*1000, "min-ms")
				b.ReportMetric(times[len(times)/2].Seconds()*1000, "p50-ms")
			})
		}
	}
}

// BenchmarkNarrow takes the dots of a vector and of few or many rows of the size that package classify has.
func BenchmarkNarrow(b *testing.B) {
	const dimensions = 6729
	for _, rows := range []int{64, 656} {
		numbers := make([]int8, rows*dimensions)
		for i := range numbers {
			if numbers[i] = int8(i % 5); i%97 == 0 {
				numbers[i] = 100
			}
		}
		m, err := NewNarrow(numbers, dimensions, dimensions, rows)
		require.NoError(b, err)
		q, out := filled(dimensions, 11), make([]int32, rows)
		b.Run(fmt.Sprintf("rows=%d", rows), func(b *testing.B) {
			for b.Loop() {
				if err := m.Dots(q, out); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
		})
	}
}
