package semantic

import (
	"runtime"
	"sync"
)

// sparse is a matrix by rows.
type sparse struct {
	columns int
	starts  []int // of each row, and the end of the last
	at      []uint32
	values  []float32
}

// appendRow appends a row of places and values.
func (s *sparse) appendRow(at []uint32, values []float32) {
	if len(s.starts) == 0 {
		s.starts = append(s.starts, 0)
	}
	s.at, s.values = append(s.at, at...), append(s.values, values...)
	s.starts = append(s.starts, len(s.at))
}

func (s *sparse) rows() int { return max(0, len(s.starts)-1) }

// transposed returns the matrix by columns.
func (s *sparse) transposed() *sparse {
	out := &sparse{columns: s.rows(), starts: make([]int, s.columns+1), at: make([]uint32, len(s.at)), values: make([]float32, len(s.values))}
	for _, c := range s.at {
		out.starts[c+1]++
	}
	for c := range s.columns {
		out.starts[c+1] += out.starts[c]
	}
	next := append([]int(nil), out.starts...)
	for r := range s.rows() {
		for i := s.starts[r]; i < s.starts[r+1]; i++ {
			c := s.at[i]
			out.at[next[c]], out.values[next[c]] = uint32(r), s.values[i]
			next[c]++
		}
	}
	return out
}

// times multiplies with a dense matrix of so many columns, row after row, into out. Every row is summed by one goroutine in order, so
// that the result does not depend on their number.
func (s *sparse) times(dense []float32, columns int, out []float32) {
	inParallel(s.rows(), func(from, to int) {
		for r := from; r < to; r++ {
			sum := out[r*columns:][:columns]
			clear(sum)
			for i := s.starts[r]; i < s.starts[r+1]; i++ {
				addScaled(sum, dense[int(s.at[i])*columns:], s.values[i])
			}
		}
	})
}

// addScaled adds factor · b to a.
func addScaled(a, b []float32, factor float32) {
	b = b[:len(a)]
	for len(a) >= 4 {
		x, y := a[:4:4], b[:4:4]
		x[0] += factor * y[0]
		x[1] += factor * y[1]
		x[2] += factor * y[2]
		x[3] += factor * y[3]
		a, b = a[4:], b[4:]
	}
	for i := range a {
		a[i] += factor * b[i]
	}
}

// stretch is the number of rows that a goroutine takes at a time.
const stretch = 1024

// inParallel calls work for stretches of 0…n−1 on all processors.
func inParallel(n int, work func(from, to int)) { inStretches(n, stretch, work) }

// inStretches calls work for stretches of a length of 0…n−1 on all processors.
func inStretches(n, stretch int, work func(from, to int)) {
	var wg sync.WaitGroup
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	for from := 0; from < n; from += stretch {
		limit <- struct{}{}
		wg.Go(func() {
			work(from, min(from+stretch, n))
			<-limit
		})
	}
	wg.Wait()
}
