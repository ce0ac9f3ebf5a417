package classify

import (
	"slices"
	"sync"
)

// tally counts things that go by small numbers. It is working space that is used again; the zero tally is ready.
type tally struct {
	counts []int32 // by number; zero but for those seen
	seen   []uint32
}

var tallies = sync.Pool{New: func() any { return new(tally) }}

func (t *tally) add(i uint32) {
	if int(i) >= len(t.counts) {
		t.counts = append(t.counts, make([]int32, int(i)+1-len(t.counts))...)
	}
	if t.counts[i] == 0 {
		t.seen = append(t.seen, i)
	}
	t.counts[i]++
}

// each calls f with what was counted, by ascending number, and begins anew.
func (t *tally) each(f func(i uint32, n int)) {
	slices.Sort(t.seen)
	for _, i := range t.seen {
		f(i, int(t.counts[i]))
		t.counts[i] = 0
	}
	t.seen = t.seen[:0]
}
