package index

import (
	"cmp"
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
func (c *collector) collectAll(s *sums, t task, n int) error {
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
		if behind, err := c.behind(rank, t.segment, doc); err != nil {
			return err
		} else if !behind {
			continue
		}
		if err := c.offer(candidate{rank: rank, score: score, segment: int32(t.segment), doc: doc}); err != nil {
			return err
		}
	}
	return nil
}

// offerAll takes documents of a window with their scores, all of them allowed, and raises the search's floor.
func (c *collector) offerAll(s *search, t task, offsets []uint16, scores []uint32) error {
	if len(offsets) == 0 {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	base := uint32(t.number * windowSize)
	for i, o := range offsets {
		score := scores[i]
		if uint64(score) < c.floor {
			continue
		}
		if err := c.offer(candidate{rank: uint64(score), score: score, segment: int32(t.segment), doc: base + uint32(o)}); err != nil {
			return err
		}
	}
	// A floor that is known one window earlier is worth looking at a few hundred candidates.
	if len(c.kept) >= c.k {
		c.floor = max(c.floor, c.border())
		c.kept = slices.DeleteFunc(c.kept, func(d candidate) bool { return d.rank < c.floor })
	}
	s.floor.Store(uint32(c.floor))
	return nil
}

// border is the rank of the k-th best candidate. There must be k.
func (c *collector) border() uint64 {
	c.sorted = c.sorted[:0]
	for i := range c.kept {
		c.sorted = append(c.sorted, c.kept[i].rank)
	}
	return kthLargest(c.sorted, c.k)
}

// behind tells whether a document comes after the cursor.
func (c *collector) behind(rank uint64, segment int, doc uint32) (bool, error) {
	if c.after.ID == "" || rank < c.after.Rank {
		return true, nil
	}
	if rank > c.after.Rank {
		return false, nil
	}
	id, err := c.reader.segments[segment].externalID(doc)
	return id > c.after.ID, err
}

func (c *collector) offer(d candidate) error {
	c.kept = append(c.kept, d)
	if len(c.kept) < 2*c.k+256 {
		return nil
	}
	return c.shrink()
}

// shrink cuts the candidates to the best k and raises the floor to the rank of the last of them. More documents may tie there than
// there is room for: those of smaller ids stay.
func (c *collector) shrink() error {
	if len(c.kept) <= c.k {
		return nil
	}
	border := c.border()
	var tied []candidate
	c.kept = slices.DeleteFunc(c.kept, func(d candidate) bool {
		if d.rank == border {
			tied = append(tied, d)
		}
		return d.rank <= border
	})
	room := c.k - len(c.kept)
	if len(tied) > room {
		if err := c.byID(tied); err != nil {
			return err
		}
	}
	c.kept = append(c.kept, tied[:room]...)
	c.floor = border
	return nil
}

// byID reads the ids of candidates and sorts them by id.
func (c *collector) byID(tied []candidate) error {
	if err := c.readIDs(tied); err != nil {
		return err
	}
	slices.SortFunc(tied, func(a, b candidate) int { return cmp.Compare(a.id, b.id) })
	return nil
}

// readIDs reads the ids of candidates that have none yet.
func (c *collector) readIDs(tied []candidate) error {
	for i := range tied {
		if tied[i].id != "" {
			continue
		}
		id, err := c.reader.segments[tied[i].segment].externalID(tied[i].doc)
		if err != nil {
			return err
		}
		tied[i].id = id
	}
	return nil
}

// finish orders the best k and writes them to the result.
func (c *collector) finish() error {
	if err := c.shrink(); err != nil {
		return err
	}
	if err := c.readIDs(c.kept); err != nil {
		return err
	}
	slices.SortFunc(c.kept, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.id, b.id)) })
	c.result.Hits = make([]Hit, len(c.kept))
	for i, k := range c.kept {
		key := c.reader.segments[k.segment].id<<32 | uint64(k.doc)
		c.result.Hits[i] = Hit{ID: k.id, Score: k.score, Rank: k.rank, Key: key}
	}
	return nil
}
