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

// compare orders the nearest first, of equal ones the smaller row.
func compare(a, b Near) int {
	if a.Cosine != b.Cosine {
		return cmp.Compare(b.Cosine, a.Cosine)
	}
	return cmp.Compare(a.Row, b.Row)
}

// nearest keeps the k nearest of those that it is offered, in any order.
type nearest struct {
	k     int
	floor float64      // what is further away is not among them
	kept  []Near       // from k of them on a heap, the last of them in the order of compare first
	dots  [batch]int32 // where a worker has them computed
}

func newNearest(k int) nearest { return nearest{k: k, floor: math.Inf(-1)} }

func (n *nearest) offer(v Near) {
	switch {
	case len(n.kept) < n.k:
		if n.kept = append(n.kept, v); len(n.kept) < n.k {
			return
		}
		for i := n.k / 2; i >= 0; i-- {
			n.sink(i)
		}
	case compare(v, n.kept[0]) < 0:
		n.kept[0] = v
		n.sink(0)
	}
	n.floor = n.kept[0].Cosine
}

// sink moves the i-th one down the heap to its place.
func (n *nearest) sink(i int) {
	for {
		child := 2*i + 1
		if child+1 < len(n.kept) && compare(n.kept[child], n.kept[child+1]) < 0 {
			child++
		}
		if child >= len(n.kept) || compare(n.kept[i], n.kept[child]) >= 0 {
			return
		}
		n.kept[i], n.kept[child] = n.kept[child], n.kept[i]
		i = child
	}
}

// sorted returns those that were kept, the nearest first.
func (n *nearest) sorted() []Near {
	slices.SortFunc(n.kept, compare)
	return n.kept
}
