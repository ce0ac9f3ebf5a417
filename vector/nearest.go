package vector

import (
	"cmp"
	"math"
	"slices"
)

// Near is a vector that is near to another.
type Near struct {
	// Row in the store or matrix.
	Row int
	// Cosine is in [−1, 1].
	Cosine float64
}

// nearest keeps the k nearest of those that it is offered.
type nearest struct {
	k     int
	floor float64 // what is further away is not among them
	kept  []Near
	dots  [batch]int32 // where a worker has them computed
}

func newNearest(k int) nearest { return nearest{k: k, floor: math.Inf(-1)} }

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
