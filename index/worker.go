package index

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// worker is the scratch space of one goroutine. Its sums are zero between windows.
type worker struct {
	sums   sums
	found  []uint16
	scores []uint32
	parts  []part   // terms of the window that can be looked up
	rest   []looked // those of them that are only looked up, by bound descending
	bounds []uint32 // what the terms of rest from each on can add at most
	seeds  []uint16
}

// looked is a term whose impacts are looked up for single documents.
type looked struct {
	window
	weight, bound uint32
}

var workerPool = sync.Pool{New: func() any { return new(worker) }}

// restShare is the share of the floor, in percent, that the terms which are only looked up may contribute together. ARCHITECTURE.md
// tells what other shares take.
const restShare = 40

// window scores one window and offers what may be among the best to the collector.
//
// This is MaxScore (Turtle & Flood 1995) by window: the floor is the score of the k-th best document known, or a guess of what it
// will be in the end (collector.guess). Terms that together cannot lift a document from nothing to the floor need not be added up;
// they are looked up for those documents that the other terms bring close enough. With integers the bounds are exact, and so is the
// result.
func (w *worker) window(s *search, t *task) {
	parts := s.parts[t.from:t.to]
	c := &s.collector
	n := t.docs
	if c.exhaustive() {
		for i := range parts {
			w.add(&parts[i])
		}
		c.collectAll(&w.sums, t, n)
		clear(w.sums[:n])
		return
	}
	allowed := c.allowed[t.segment]
	if allowed != nil {
		if allowed = allowed[t.number*(windowSize/64):]; !allowed.any(n) {
			c.pass(t)
			return
		}
	}
	w.addSparse(parts)
	floor := s.floor.Load()
	if floor == 0 {
		w.seed(parts, min(c.k, c.expected(n)), allowed)
		floor = c.begin(w.scores, n)
	}
	floor = max(1, floor)
	t.floor = floor
	rest := w.divide(uint32(uint64(floor) * restShare / 100))
	w.found = w.sums.atLeast(floor-rest, n, w.found[:0])
	if allowed != nil {
		w.found = slices.DeleteFunc(w.found, func(o uint16) bool { return !allowed.has(uint32(o)) })
	}
	w.complete(floor)
	clear(w.sums[:n])
	c.offerAll(s, t, w.found, w.scores)
}

func (w *worker) add(p *part) {
	win := p.window()
	w.sums.add(&win, p.weight)
}

// addSparse adds up the terms that cannot be looked up and keeps the others for later.
func (w *worker) addSparse(parts []part) {
	w.parts = w.parts[:0]
	for i := range parts {
		if p := &parts[i]; p.sparse() {
			w.add(p)
		} else {
			w.parts = append(w.parts, *p)
		}
	}
}

// visited marks a sum whose document was seen.
const visited = 1 << 31

// seed leaves in w.scores, ascending, the scores of at least k documents: of those that look best among the documents of the heaviest
// sparse terms, which is where the best of all are. It leaves none when these terms have fewer than k documents.
func (w *worker) seed(parts []part, k int, allowed bitset) {
	w.scores = w.scores[:0]
	sparse := w.heaviest(parts)
	w.seeds = w.seeds[:0]
	enough := max(8*k, 2000)
	largest := uint32(0)
	for i := 0; i < len(sparse) && len(w.seeds) < enough; i++ {
		win := sparse[i].window()
		for _, o := range win.offsets {
			if sum := w.sums[o]; sum < visited && (allowed == nil || allowed.has(uint32(o))) {
				w.sums[o] = sum | visited
				w.seeds = append(w.seeds, o)
				largest = max(largest, sum)
			}
		}
	}
	for _, o := range w.seeds {
		w.sums[o] &^= visited
	}
	if len(w.seeds) < k {
		return
	}
	h := newHistogram(largest)
	for _, o := range w.seeds {
		h.add(w.sums[o])
	}
	border := h.reachedBy(k)
	w.divide(math.MaxUint32) // every dense term is looked up: bounds together are a score, which is a uint32
	w.found = w.found[:0]
	for _, o := range w.seeds {
		if w.sums[o] >= border {
			w.found = append(w.found, o)
		}
	}
	w.complete(0)
	slices.Sort(w.scores)
}

// heaviest returns the sparse parts by bound descending.
func (w *worker) heaviest(parts []part) []part {
	var out []part
	for i := range parts {
		if parts[i].sparse() {
			out = append(out, parts[i])
		}
	}
	slices.SortFunc(out, func(a, b part) int { return cmp.Compare(b.bound, a.bound) })
	return out
}

// divide chooses the terms that are only looked up: those that save the most postings for their bound, as long as their bounds
// stay within limit together. The other terms of w.parts are added up. It returns the sum of the bounds.
func (w *worker) divide(limit uint32) uint32 {
	slices.SortFunc(w.parts, func(a, b part) int {
		return cmp.Compare(uint64(b.count)*uint64(a.bound), uint64(a.count)*uint64(b.bound))
	})
	w.rest = w.rest[:0]
	sum := uint32(0)
	for i := range w.parts {
		p := &w.parts[i]
		if p.bound <= limit-sum {
			sum += p.bound
			w.rest = append(w.rest, looked{p.window(), p.weight, p.bound})
		} else {
			w.add(p)
		}
	}
	slices.SortFunc(w.rest, func(a, b looked) int { return cmp.Compare(b.bound, a.bound) })
	w.bounds = append(w.bounds[:0], make([]uint32, len(w.rest)+1)...)
	for i := len(w.rest) - 1; i >= 0; i-- {
		w.bounds[i] = w.bounds[i+1] + w.rest[i].bound
	}
	return sum
}

// complete looks up what the remaining terms add to the documents of w.found, one term after the other, and keeps those that reach
// the floor, with their scores in w.scores.
func (w *worker) complete(floor uint32) {
	w.scores = w.scores[:0]
	for _, o := range w.found {
		w.scores = append(w.scores, w.sums[o])
	}
	for i := range w.rest {
		w.keep(floor, w.bounds[i])
		w.rest[i].look(w.found, w.scores)
	}
	w.keep(floor, 0)
}

// keep drops the documents that cannot reach the floor with what the remaining terms can add at most.
func (w *worker) keep(floor, rest uint32) {
	if floor <= rest {
		return
	}
	n := 0
	for i, score := range w.scores {
		w.found[n], w.scores[n] = w.found[i], score
		if score >= floor-rest {
			n++
		}
	}
	w.found, w.scores = w.found[:n], w.scores[:n]
}

// look adds to each score what the term adds to the document at the offset.
func (l *looked) look(offsets []uint16, scores []uint32) {
	scores = scores[:len(offsets)]
	switch l.form {
	case formDense:
		for i, o := range offsets {
			scores[i] += l.weight * uint32(l.impacts[o])
		}
	case formBitmap:
		for i, o := range offsets {
			scores[i] += l.weight * l.inBitmap(o)
		}
	default:
		for i, o := range offsets {
			scores[i] += l.weight * l.inGroup(o)
		}
	}
}

// window returns the part's window ready to be read.
func (p *part) window() window {
	return p.list.block.window(p.list.block.entries(p.list.windows), int(p.at), p.list.docs)
}

// sparse tells whether single documents cannot be looked up.
func (p *part) sparse() bool { return p.form == formSparse }
