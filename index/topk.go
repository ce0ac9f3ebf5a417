package index

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// candidate is a document that may be among the best k. Its id is read only when a tie at the border needs it.
type candidate struct {
	rank    uint64
	score   uint32
	segment int32
	doc     uint32
	id      string
}

// collector keeps the best k documents by rank descending, then external id ascending, exactly. Its sets by segment are fixed
// before the windows are scored; what changes then is guarded by mu.
type collector struct {
	reader *Reader
	k      int
	after  Cursor
	count  bool
	all    bool // documents of score 0 match too
	facets bool

	allowed []bitset   // by segment; nil allows all
	ranks   [][]uint64 // by segment, rank by document, when sorted by a field
	matched []bitset   // by segment, documents that match, when facets want them

	mu     sync.Mutex
	result *Result
	kept   []candidate
	floor  uint64   // a document of lower rank cannot be among the best k
	docs   int      // of all windows
	scored int      // documents of the windows that were scored
	sure   bool     // nothing is guessed any more
	sorted []uint64 // scratch space
}

func newCollector(r *Reader, q Query) collector {
	n := len(r.segments)
	return collector{
		reader: r, k: q.K, after: q.After, count: q.Count, all: q.all(), facets: len(q.Facets) > 0, result: &Result{},
		allowed: make([]bitset, n), ranks: make([][]uint64, n), matched: make([]bitset, n),
	}
}

// prepare finds the documents of a segment that are allowed and, where the query sorts by a field, their ranks.
func (c *collector) prepare(i int, s *readerSegment, q Query) (err error) {
	if c.allowed[i], err = c.reader.allowed(s, q.Filter); err != nil {
		return err
	}
	if q.Sort.Field != "" {
		col, err := s.column(q.Sort.Field)
		if err != nil {
			return err
		}
		c.ranks[i] = col.ranks(s.docs, q.Sort.Ascending)
	}
	if c.facets {
		c.matched[i] = newBitset(s.docs)
	}
	return nil
}

// exhaustive tells whether every document that holds a term must be seen, not only the best.
func (c *collector) exhaustive() bool {
	return c.all || c.count || c.facets || c.after.ID != "" || len(c.ranks) > 0 && c.ranks[0] != nil
}

// collectAll takes all documents of a window: it counts, marks, sorts by field and continues behind a cursor.
func (c *collector) collectAll(s *sums, t *task, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	allowed, ranks, matched := c.allowed[t.segment], c.ranks[t.segment], c.matched[t.segment]
	for i, score := range s[:n] {
		if score == 0 && !c.all {
			continue
		}
		doc := uint32(t.number*windowSize + i)
		if allowed != nil && !allowed.has(doc) {
			continue
		}
		c.result.Total++
		if matched != nil {
			matched.add(doc)
		}
		rank := uint64(score)
		if ranks != nil {
			rank = ranks[doc]
		}
		if rank < c.floor {
			continue
		}
		if c.behind(rank, t.segment, doc) {
			c.offer(candidate{rank: rank, score: score, segment: int32(t.segment), doc: doc})
		}
	}
}

// begin takes the scores of some documents of a window of n documents, ascending, and returns the floor to score the window with: as
// many as may be expected among its documents reach it, or when all k do it is certain.
func (c *collector) begin(scores []uint32, n int) uint32 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(scores) >= c.k {
		c.floor = max(c.floor, uint64(scores[len(scores)-c.k]))
	}
	expected := min(c.k, c.expected(n))
	if c.sure || len(scores) < expected {
		return uint32(c.floor)
	}
	return max(uint32(c.floor), scores[len(scores)-expected])
}

// pass counts a window that has no document to be looked for.
func (c *collector) pass(t *task) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.scored += t.docs
}

// expected is the number of the best k documents that may be expected among the first n of all, with a margin of three standard
// deviations, as if the best lay anywhere alike.
func (c *collector) expected(n int) int {
	mean := float64(c.k) * float64(n) / float64(c.docs)
	return int(mean+3*math.Sqrt(mean)) + 3
}

// offerAll takes documents of a window with their scores, all of them allowed, and sets the search's floor for the windows to come:
// what k documents reach already, or more if it can be guessed that k will.
func (c *collector) offerAll(s *search, t *task, offsets []uint16, scores []uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.scored += t.docs
	base := uint32(t.number * windowSize)
	for i, o := range offsets {
		score := scores[i]
		if uint64(score) < c.floor {
			continue
		}
		c.offer(candidate{rank: uint64(score), score: score, segment: int32(t.segment), doc: base + uint32(o)})
	}
	if len(c.kept) >= c.k {
		c.floor = max(c.floor, c.border(c.k))
		c.kept = slices.DeleteFunc(c.kept, func(d candidate) bool { return d.rank < c.floor })
	}
	s.floor.Store(max(uint32(c.floor), c.guess(t.floor)))
}

// guess returns the floor that is likely to be right in the end, from what was found so far with floors like the last one. What
// was scored with a guess that turns out too high is scored again, see redo.
func (c *collector) guess(last uint32) uint32 {
	if c.sure || c.scored >= c.docs {
		return 0
	}
	n := c.expected(c.scored)
	switch {
	case n > c.k:
		return 0
	case n <= len(c.kept):
		return uint32(c.border(n))
	}
	return last - last/16 // fewer are found than expected
}

// redo returns the windows that were scored with a higher floor than the best k have, and lets go of what was found in them.
func (c *collector) redo(tasks []task) []task {
	if c.exhaustive() {
		return nil
	}
	c.sure = true
	var again []task
	for _, t := range tasks {
		if uint64(t.floor) > max(c.floor, 1) {
			again = append(again, t)
			c.kept = slices.DeleteFunc(c.kept, func(d candidate) bool {
				return int(d.segment) == t.segment && int(d.doc)/windowSize == t.number
			})
		}
	}
	return again
}

// border is the rank of the k-th best candidate. There must be k.
func (c *collector) border(k int) uint64 {
	c.sorted = c.sorted[:0]
	for i := range c.kept {
		c.sorted = append(c.sorted, c.kept[i].rank)
	}
	return kthLargest(c.sorted, k)
}

// behind tells whether a document comes after the cursor.
func (c *collector) behind(rank uint64, segment int, doc uint32) bool {
	if c.after.ID == "" || rank < c.after.Rank {
		return true
	}
	return rank == c.after.Rank && c.reader.segments[segment].externalID(doc) > c.after.ID
}

func (c *collector) offer(d candidate) {
	if c.kept = append(c.kept, d); len(c.kept) >= 2*c.k+256 {
		c.shrink()
	}
}

// shrink cuts the candidates to the best k and raises the floor to the rank of the last of them. More documents may tie there than
// there is room for: those of smaller ids stay.
func (c *collector) shrink() {
	if len(c.kept) <= c.k {
		return
	}
	border := c.border(c.k)
	var tied []candidate
	c.kept = slices.DeleteFunc(c.kept, func(d candidate) bool {
		if d.rank == border {
			tied = append(tied, d)
		}
		return d.rank <= border
	})
	room := c.k - len(c.kept)
	if len(tied) > room {
		c.readIDs(tied)
		slices.SortFunc(tied, func(a, b candidate) int { return cmp.Compare(a.id, b.id) })
	}
	c.kept = append(c.kept, tied[:room]...)
	c.floor = border
}

// readIDs reads the ids of candidates that have none yet.
func (c *collector) readIDs(tied []candidate) {
	for i := range tied {
		if tied[i].id == "" {
			tied[i].id = c.reader.segments[tied[i].segment].externalID(tied[i].doc)
		}
	}
}

// finish orders the best k and writes them to the result.
func (c *collector) finish() {
	c.shrink()
	c.readIDs(c.kept)
	slices.SortFunc(c.kept, func(a, b candidate) int {
		if a.rank != b.rank {
			return cmp.Compare(b.rank, a.rank)
		}
		return cmp.Compare(a.id, b.id)
	})
	c.result.Hits = make([]Hit, len(c.kept))
	for i, k := range c.kept {
		key := c.reader.segments[k.segment].id<<32 | uint64(k.doc)
		c.result.Hits[i] = Hit{ID: k.id, Score: k.score, Rank: k.rank, Key: key}
	}
}
