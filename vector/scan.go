package vector

import (
	"context"
	"math"
	"math/bits"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

const (
	// stretch is the number of rows that a worker takes at a time.
	stretch = 8192
	// batch is the number of rows whose dots are computed at a time: as many as a word of a filter has bits.
	batch = 64
	// sparse is the number of rows of a batch up to which they are computed one by one.
	sparse = 24
)

// scan looks for the nearest vectors in blocks that follow each other.
type scan struct {
	q      []int8
	length float64 // of q
	k      int
	keep   []uint64 // nil allows all rows
	blocks []block
	dots   func(q, vectors []int8, stride int, out []int32)
}

func newScan(q []int8, k int, keep []uint64, blocks ...block) *scan {
	return &scan{q, Norm(q), k, keep, blocks, dots}
}

// run looks at all rows on so many goroutines, at least one.
func (s *scan) run(ctx context.Context, workers int) ([]Near, error) {
	if s.k < 1 {
		return nil, nil
	}
	count := 0
	for _, b := range s.blocks {
		count += b.count
	}
	found := make([]nearest, max(1, workers))
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for i := range found {
		group.Go(func() error {
			found[i] = newNearest(s.k)
			for {
				from := int(next.Add(stretch)) - stretch
				if from >= count {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				for j := range s.blocks {
					b := &s.blocks[j]
					s.rows(b, max(from-b.first, 0), min(from+stretch-b.first, b.count), &found[i])
				}
			}
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	all := newNearest(s.k)
	for _, n := range found {
		for _, v := range n.kept {
			all.offer(v)
		}
	}
	return all.sorted(), nil
}

// rows offers the vectors of a block from one to another.
func (s *scan) rows(b *block, from, to int, n *nearest) {
	for ; from < to; from += batch {
		size := min(batch, to-from)
		word := s.allowed(b.first + from)
		if size < batch {
			word &= 1<<size - 1
		}
		if word == 0 {
			continue
		}
		vectors, out := b.vectors[from*b.stride:], n.dots[:size]
		if bits.OnesCount64(word) > sparse {
			s.dots(s.q, vectors, b.stride, out)
		} else {
			for w := word; w != 0; w &= w - 1 {
				i := bits.TrailingZeros64(w)
				s.dots(s.q, vectors[i*b.stride:], b.stride, out[i:i+1])
			}
		}
		s.offer(b, from, word, n)
	}
}

// allowed returns which of the 64 rows from one on are allowed.
func (s *scan) allowed(row int) uint64 {
	if s.keep == nil {
		return math.MaxUint64
	}
	i, shift := row/64, row%64
	var word uint64
	if i < len(s.keep) {
		word = s.keep[i] >> shift
	}
	if shift > 0 && i+1 < len(s.keep) {
		word |= s.keep[i+1] << (64 - shift)
	}
	return word
}

// slack is far more than rounding can do to a cosine.
const slack = 1e-12

// offer offers those vectors of a batch that may be near enough. A product tells without a division, with some slack; what is left is
// decided by the cosine itself.
func (s *scan) offer(b *block, from int, word uint64, n *nearest) {
	bound := (n.floor - slack) * s.length
	for ; word != 0; word &= word - 1 {
		i := bits.TrailingZeros64(word)
		dot, length := n.dots[i], b.length(from+i)
		if float64(dot) < bound*length { // never true of a zero vector, or of NaN while there is no floor
			continue
		}
		n.offer(Near{b.first + from + i, cosine(dot, s.length, length)})
		bound = (n.floor - slack) * s.length
	}
}
