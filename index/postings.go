package index

import (
	"fmt"
	"hash/maphash"
	"math"
	"strings"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	scorchsegment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/dgraph-io/ristretto/v2"

	"github.com/gongxu/gongxu/segment"
)

// postings are all postings of a term in a segment. They include deleted documents and never change, as a segment's data never do.
type postings struct {
	term    Term
	segment uint64
	docs    int // documents of the segment
	count   int
	windows int
	block   block
	file    *postingFile // which the block lies in, nil when it was made from a short list
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

// postingCache keeps what was found of terms within a budget of bytes.
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

// load returns the postings of a term in a segment: its block where it lies, or one made from a short list.
func (s *readerSegment) load(t Term) (*postings, error) {
	out := &postings{term: t, segment: s.id, docs: s.docs}
	dict, ok := s.file.dict(t.View)
	if !ok {
		return nil, fmt.Errorf("%w: segment %d has no view %s", ErrCorrupt, s.id, t.View)
	}
	e, ok := dict.find(t.Text)
	if !ok {
		return out, nil
	}
	out.count = e.count
	if e.short == nil {
		out.block, out.windows, out.file = s.file.block(e), e.windows, s.file
		if err := out.block.check(e.windows, s.docs); err != nil {
			return nil, fmt.Errorf("%w: postings of %s %q: %w", ErrCorrupt, t.View, t.Text, err)
		}
		return out, nil
	}
	var list postingList
	s.file.each(e, func(doc uint32, impact uint8) {
		list.docs, list.impacts = append(list.docs, doc), append(list.impacts, impact)
	})
	out.block, out.windows = list.pack(s.docs)
	return out, nil
}

// dictionaries are one reader's handles on the term dictionaries of a segment; they may not be shared between goroutines.
type dictionaries struct {
	segment scorchsegment.Segment
	file    *postingFile
	byField map[string]scorchsegment.TermDictionary
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

// viewPrefix marks the names of views among the names of fields.
const viewPrefix = "v:"

func viewField(v segment.View) string { return viewPrefix + v.String() }

// view returns the dictionary of a view by the name that viewField gives it.
func (d *dictionaries) view(name string) (*viewDict, bool) {
	if !strings.HasPrefix(name, viewPrefix) {
		return nil, false
	}
	for i := range d.file.views {
		if viewField(d.file.views[i].view) == name {
			return &d.file.views[i], true
		}
	}
	return nil, false
}

// bitmap returns the documents that hold a term, deleted ones included. The caller may change it.
func (d *dictionaries) bitmap(field, term string) (*roaring.Bitmap, error) {
	if view, ok := d.view(field); ok {
		out := roaring.New()
		if e, ok := view.find(term); ok {
			docs := make([]uint32, 0, e.count)
			d.file.each(e, func(doc uint32, _ uint8) { docs = append(docs, doc) })
			out.AddMany(docs)
		}
		return out, nil
	}
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
