package index

import (
	"cmp"
	"slices"
)

// candidate is a document that may be among the best k. Its id is read only when a tie at the border needs it.
type candidate struct {
	rank    uint64
	score   uint32
	segment int32
	doc     uint32
	id      string
}

// collector keeps the best k documents by rank descending, then external id ascending, exactly.
type collector struct {
	reader *Reader
	k      int
	after  Cursor
	result *Result

	// of the segment that is being searched
	at      int32
	segment *readerSegment
	allowed bitset
	ranks   []uint64 // rank by document when sorted by a field, else nil
	matched bitset   // documents that match, when facets want them
	count   bool

	kept  []candidate
	floor uint64 // a document of lower rank cannot be among the best k
}

func (c *collector) enter(at int, s *readerSegment, allowed bitset, q Query) {
	c.at, c.segment, c.allowed, c.count = int32(at), s, allowed, q.Count
	c.ranks, c.matched = nil, nil
}

// collect takes the documents of a window, n from document base on. With all, documents of score 0 match too.
func (c *collector) collect(s *sums, base uint32, n int, all bool) error {
	if all || c.ranks != nil || c.matched != nil || c.count || c.after.ID != "" {
		return c.collectSlow(s, base, n, all)
	}
	floor := uint32(max(1, c.floor))
	for i, score := range s[:n] {
		if score < floor {
			continue
		}
		doc := base + uint32(i)
		if c.allowed != nil && !c.allowed.has(doc) {
			continue
		}
		if err := c.offer(uint64(score), score, doc); err != nil {
			return err
		}
		floor = uint32(max(1, c.floor))
	}
	return nil
}

// collectSlow also counts, marks, sorts by field and continues behind a cursor.
func (c *collector) collectSlow(s *sums, base uint32, n int, all bool) error {
	for i, score := range s[:n] {
		if score == 0 && !all {
			continue
		}
		doc := base + uint32(i)
		if c.allowed != nil && !c.allowed.has(doc) {
			continue
		}
		c.result.Total++
		if c.matched != nil {
			c.matched.add(doc)
		}
		rank := uint64(score)
		if c.ranks != nil {
			rank = c.ranks[doc]
		}
		if rank < c.floor {
			continue
		}
		if behind, err := c.behind(rank, doc); err != nil {
			return err
		} else if !behind {
			continue
		}
		if err := c.offer(rank, score, doc); err != nil {
			return err
		}
	}
	return nil
}

// behind tells whether a document comes after the cursor.
func (c *collector) behind(rank uint64, doc uint32) (bool, error) {
	if c.after.ID == "" || rank < c.after.Rank {
		return true, nil
	}
	if rank > c.after.Rank {
		return false, nil
	}
	id, err := c.segment.externalID(doc)
	return id > c.after.ID, err
}

func (c *collector) offer(rank uint64, score uint32, doc uint32) error {
	c.kept = append(c.kept, candidate{rank: rank, score: score, segment: c.at, doc: doc})
	if len(c.kept) < 2*c.k+256 {
		return nil
	}
	return c.shrink()
}

// shrink cuts the candidates to the best k and raises the floor to the rank of the last of them.
func (c *collector) shrink() error {
	if len(c.kept) <= c.k {
		return nil
	}
	slices.SortFunc(c.kept, func(a, b candidate) int { return cmp.Compare(b.rank, a.rank) })
	border := c.kept[c.k-1].rank
	from, to := c.k-1, c.k
	for from > 0 && c.kept[from-1].rank == border {
		from--
	}
	for to < len(c.kept) && c.kept[to].rank == border {
		to++
	}
	if to > c.k { // more documents tie at the border than there is room for: the smaller ids stay
		if err := c.byID(c.kept[from:to]); err != nil {
			return err
		}
	}
	c.kept = c.kept[:c.k]
	c.floor = border
	return nil
}

// byID reads the ids of candidates and sorts them by id.
func (c *collector) byID(tied []candidate) error {
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
	slices.SortFunc(tied, func(a, b candidate) int { return cmp.Compare(a.id, b.id) })
	return nil
}

// finish orders the best k and writes them to the result.
func (c *collector) finish() error {
	if err := c.shrink(); err != nil {
		return err
	}
	if err := c.byID(c.kept); err != nil {
		return err
	}
	slices.SortStableFunc(c.kept, func(a, b candidate) int { return cmp.Compare(b.rank, a.rank) })
	c.result.Hits = make([]Hit, len(c.kept))
	for i, k := range c.kept {
		key := c.reader.segments[k.segment].id<<32 | uint64(k.doc)
		c.result.Hits[i] = Hit{ID: k.id, Score: k.score, Rank: k.rank, Key: key}
	}
	return nil
}
