package vector

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Near is a vector that is near to another.
type Near struct {
	// Row in the store.
	Row int
	// Cosine is in [−1, 1].
	Cosine float64
}

// stretch is the number of rows that a worker takes at a time.
const stretch = 8192

// Nearest returns the k vectors with the largest cosine to q, the nearest first; of equal ones those of smaller rows. It looks at all
// of them, on as many goroutines as workers says, at least one.
func (s *Store) Nearest(ctx context.Context, q []int8, k, workers int) ([]Near, error) {
	if len(q) != s.dimensions {
		return nil, fmt.Errorf("%w: %d numbers, not %d", ErrLength, len(q), s.dimensions)
	}
	if k < 1 {
		return nil, nil
	}
	r, length := s.rows.Load(), norm(q)
	found := make([]nearest, max(1, workers))
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for i := range found {
		group.Go(func() error {
			n := &found[i]
			n.k, n.floor = k, math.Inf(-1)
			for {
				from := int(next.Add(stretch)) - stretch
				if from >= r.count {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				for row := from; row < min(from+stretch, r.count); row++ {
					record := r.record(row, s.size)
					n.offer(Near{row, cosine(Dot(q, vectorOf(record, s.dimensions)), length, lengthOf(record))})
				}
			}
		})
	}
	err := group.Wait()
	runtime.KeepAlive(r)
	if err != nil {
		return nil, err
	}
	var all nearest
	all.k, all.floor = k, math.Inf(-1)
	for _, n := range found {
		for _, v := range n.kept {
			all.offer(v)
		}
	}
	all.shrink()
	return all.kept, nil
}

// nearest keeps the k nearest of those that it is offered.
type nearest struct {
	k     int
	floor float64 // what is further away is not among them
	kept  []Near
}

func (n *nearest) offer(v Near) {
	if v.Cosine < n.floor {
		return
	}
	if n.kept = append(n.kept, v); len(n.kept) >= 4*n.k+64 {
		n.shrink()
	}
}

func (n *nearest) shrink() {
	slices.SortFunc(n.kept, func(a, b Near) int {
		if a.Cosine != b.Cosine {
			return cmp.Compare(b.Cosine, a.Cosine)
		}
		return cmp.Compare(a.Row, b.Row)
	})
	if len(n.kept) >= n.k {
		n.kept = n.kept[:n.k]
		n.floor = n.kept[n.k-1].Cosine
	}
}
