package index

import (
	"fmt"
	"hash/maphash"
	"math"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	scorchsegment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/dgraph-io/ristretto/v2"
)

// postings are all postings of a term in a segment. They include deleted documents and never change, as a segment's data never do.
type postings struct {
	term    Term
	segment uint64
	docs    int // documents of the segment
	count   int
	windows int
	block   block
	file    *windowFile // which the block lies in, nil when it is in memory
	// counted holds the number of postings of live documents: deleted documents of the segment ‖ live postings.
	counted atomic.Uint64
}

// bytes is what the postings cost in memory.
func (p *postings) bytes() int64 {
	n := int64(len(p.term.Text) + 160)
	if p.file == nil {
		n += int64(8 * len(p.block))
	}
	return n
}

// live counts the postings of documents that are not deleted. Documents are only ever added to the deleted ones, so their number
// tells whether the count is still right.
func (p *postings) live(deleted bitset, number uint32) uint64 {
	if deleted == nil || p.count == 0 {
		return uint64(p.count)
	}
	if c := p.counted.Load(); c != 0 && uint32(c>>32) == number {
		return c & math.MaxUint32
	}
	n := uint64(0)
	p.block.each(p.windows, p.docs, func(doc uint32, _ uint8) {
		if !deleted.has(doc) {
			n++
		}
	})
	p.counted.Store(uint64(number)<<32 | n)
	return n
}

// postingCache keeps decoded postings within a budget of bytes.
type postingCache struct {
	cache *ristretto.Cache[uint64, *postings]
	seed  maphash.Seed
}

func newPostingCache(budget int64) (*postingCache, error) {
	if budget <= 0 {
		return nil, fmt.Errorf("%w: cache of %d bytes", ErrOptions, budget)
	}
	c, err := ristretto.NewCache(&ristretto.Config[uint64, *postings]{
		NumCounters: max(10_000, budget/400), MaxCost: budget, BufferItems: 64, IgnoreInternalCost: true,
	})
	if err != nil {
		return nil, fmt.Errorf("index: posting cache: %w", err)
	}
	return &postingCache{cache: c, seed: maphash.MakeSeed()}, nil
}

func (c *postingCache) key(segment uint64, t Term) uint64 {
	return maphash.String(c.seed, t.Text) ^ (segment*4+uint64(t.View)+1)*0x9E3779B97F4A7C15
}

// get returns the cached postings. The term is compared, because two terms may share a key.
func (c *postingCache) get(segment uint64, t Term) (*postings, bool) {
	p, ok := c.cache.Get(c.key(segment, t))
	if !ok || p.segment != segment || p.term != t {
		return nil, false
	}
	return p, true
}

func (c *postingCache) put(p *postings) {
	c.cache.Set(c.key(p.segment, p.term), p, p.bytes())
}

func (c *postingCache) close() { c.cache.Close() }

// dictionaries are one reader's handles on the term dictionaries of a segment; they may not be shared between goroutines.
type dictionaries struct {
	segment  scorchsegment.Segment
	byField  map[string]scorchsegment.TermDictionary
	list     scorchsegment.PostingsList
	iterator scorchsegment.PostingsIterator
	scratch  postingList
}

func (d *dictionaries) field(name string) (scorchsegment.TermDictionary, error) {
	if dict, ok := d.byField[name]; ok {
		return dict, nil
	}
	dict, err := d.segment.Dictionary(name)
	if err != nil {
		return nil, fmt.Errorf("%w: dictionary of %s: %w", ErrCorrupt, name, err)
	}
	if d.byField == nil {
		d.byField = map[string]scorchsegment.TermDictionary{}
	}
	d.byField[name] = dict
	return dict, nil
}

// decode reads the postings of a term from the segment.
func (d *dictionaries) decode(id uint64, docs int, t Term) (*postings, error) {
	out := &postings{term: t, segment: id, docs: docs}
	dict, err := d.field(viewField(t.View))
	if err != nil {
		return nil, err
	}
	list, err := dict.PostingsList([]byte(t.Text), nil, d.list)
	if err != nil {
		return nil, fmt.Errorf("%w: postings of %s %q: %w", ErrCorrupt, t.View, t.Text, err)
	}
	d.list = list
	if list.Count() == 0 {
		return out, nil
	}
	d.scratch.reset()
	d.iterator = list.Iterator(true, false, false, d.iterator)
	for {
		p, err := d.iterator.Next()
		if err != nil {
			return nil, fmt.Errorf("%w: postings of %s %q: %w", ErrCorrupt, t.View, t.Text, err)
		}
		if p == nil {
			break
		}
		doc, q := p.Number(), p.Frequency()
		if doc >= uint64(docs) || q == 0 || q > maxImpact {
			return nil, fmt.Errorf("%w: postings of %s %q: document %d with impact %d", ErrCorrupt, t.View, t.Text, doc, q)
		}
		d.scratch.docs, d.scratch.impacts = append(d.scratch.docs, uint32(doc)), append(d.scratch.impacts, uint8(q))
	}
	out.count = len(d.scratch.docs)
	out.block, out.windows = d.scratch.pack(docs)
	return out, nil
}

// bitmap returns the documents that hold a term, deleted ones included. The caller may change it.
func (d *dictionaries) bitmap(field, term string) (*roaring.Bitmap, error) {
	dict, err := d.field(field)
	if err != nil {
		return nil, err
	}
	list, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: postings of %s %q: %w", ErrCorrupt, field, term, err)
	}
	it := list.Iterator(false, false, false, nil)
	if fast, ok := it.(scorchsegment.OptimizablePostingsIterator); ok {
		if doc, one := fast.DocNum1Hit(); one {
			return roaring.BitmapOf(uint32(doc)), nil
		}
		if actual := fast.ActualBitmap(); actual != nil {
			return actual.Clone(), nil
		}
	}
	out := roaring.New()
	for {
		p, err := it.Next()
		if err != nil {
			return nil, fmt.Errorf("%w: postings of %s %q: %w", ErrCorrupt, field, term, err)
		}
		if p == nil {
			return out, nil
		}
		out.Add(uint32(p.Number()))
	}
}

// bitset is a dense set of document numbers; nil stands for "not restricted" or "empty", as its user says.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func denseOf(b *roaring.Bitmap, n int) bitset {
	out := newBitset(n)
	it := b.Iterator()
	for it.HasNext() {
		out.add(it.Next())
	}
	return out
}

// any tells whether the set holds any of the first n numbers.
func (b bitset) any(n int) bool {
	for _, word := range b[:(n+63)/64] {
		if word != 0 {
			return true
		}
	}
	return false
}

func (b bitset) has(i uint32) bool { return b[i>>6]&(1<<(i&63)) != 0 }
func (b bitset) add(i uint32)      { b[i>>6] |= 1 << (i & 63) }
