package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// segmentState is what is kept of a segment across readers, as long as the segment is part of the index.
type segmentState struct {
	mu      sync.Mutex
	columns map[string]*column
	filters map[string]bitset // by key and number of deleted documents
}

// readerSegment is one segment as a reader sees it.
type readerSegment struct {
	snapshot *scorch.SegmentSnapshot
	state    *segmentState
	id       uint64
	docs     int // documents, deleted ones included
	deleted  bitset
	gone     uint32 // number of deleted documents
	file     *postingFile
	dicts    dictionaries
}

// Reader is the index at one moment: later changes do not show. It is for one goroutine; take one for each. Close it, or the
// files that it sees are never removed.
type Reader struct {
	index    *Index
	snapshot *scorch.IndexSnapshot
	segments []*readerSegment
	total    uint64
	terms    map[Term]*termPostings
	workers  int
	// spare are postings that no term has yet; see expect.
	spare         []termPostings
	spareSegments []*postings
}

// termPostings are a term's postings in every segment of a reader.
type termPostings struct {
	live     uint64
	segments []*postings
}

var _ Searcher = (*Reader)(nil)

// Reader returns a view of the index as it is now.
func (x *Index) Reader() (*Reader, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.closed {
		return nil, ErrClosed
	}
	if x.failed.Load() {
		return nil, fmt.Errorf("%w: %s", ErrFailed, x.dir)
	}
	ir, err := x.scorch.Reader()
	if err != nil {
		return nil, fmt.Errorf("index: read %s: %w", x.dir, err)
	}
	snapshot, ok := ir.(*scorch.IndexSnapshot)
	if !ok {
		_ = ir.Close() // the type is what is wrong
		return nil, fmt.Errorf("index: unexpected reader %T", ir)
	}
	r := &Reader{index: x, snapshot: snapshot, terms: map[Term]*termPostings{}, workers: 1}
	x.statesMu.Lock()
	defer x.statesMu.Unlock()
	current := make(map[uint64]*segmentState, len(snapshot.Segments()))
	for _, s := range snapshot.Segments() {
		with, ok := s.Segment().(withPostings)
		if !ok {
			return nil, errors.Join(fmt.Errorf("%w: a segment without postings: %T", ErrCorrupt, s.Segment()), ir.Close())
		}
		st := x.states[s.Id()]
		if st == nil {
			st = &segmentState{}
		}
		current[s.Id()] = st
		rs := &readerSegment{
			snapshot: s, state: st, id: s.Id(), docs: int(s.FullSize()),
			file: with.postings(), dicts: dictionaries{segment: s.Segment(), file: with.postings()},
		}
		if d := s.Deleted(); d != nil && !d.IsEmpty() {
			rs.deleted, rs.gone = denseOf(d, rs.docs), uint32(d.GetCardinality())
		}
		r.segments = append(r.segments, rs)
		r.total += s.Count()
	}
	x.states = current
	return r, nil
}

// Close lets go of the reader's files.
func (r *Reader) Close() error {
	if err := r.snapshot.Close(); err != nil {
		return fmt.Errorf("index: close reader: %w", err)
	}
	return nil
}

// SetWorkers sets how many goroutines a search of this reader uses, at least 1, which is what a new reader has. More answer one
// query sooner; for many queries at once it is better to give each a reader of its own. The result is the same.
func (r *Reader) SetWorkers(n int) { r.workers = max(1, n) }

// Total returns the number of live documents.
func (r *Reader) Total() uint64 { return r.total }

// Segments returns the number of parts that the index consists of at the moment.
func (r *Reader) Segments() int { return len(r.segments) }

// DocFreqs implements Searcher.
func (r *Reader) DocFreqs(ctx context.Context, terms []Term) (n []uint64, total uint64, err error) {
	n = make([]uint64, len(terms))
	r.expect(len(terms))
	for i, t := range terms {
		if i%64 == 0 && ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		p, err := r.postings(t)
		if err != nil {
			return nil, 0, err
		}
		n[i] = p.live
	}
	return n, r.total, nil
}

// Counts implements Searcher.
func (r *Reader) Counts(ctx context.Context, field string) ([]FacetCount, error) {
	if !slices.Contains(r.index.opts.Keywords, field) {
		return nil, fmt.Errorf("%w: no keyword field %q", ErrQuery, field)
	}
	counts := map[string]uint64{}
	for _, s := range r.segments {
		dict, err := s.dicts.field(keywordPrefix + field)
		if err != nil {
			return nil, err
		}
		err = s.each(keywordPrefix+field, "", "", func(value string) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			list, err := dict.PostingsList([]byte(value), s.snapshot.Deleted(), nil)
			if err != nil {
				return fmt.Errorf("%w: postings of %s %q: %w", ErrCorrupt, field, value, err)
			}
			counts[value] += list.Count()
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	out := make([]FacetCount, 0, len(counts))
	for value, n := range counts {
		if n > 0 {
			out = append(out, FacetCount{value, n})
		}
	}
	slices.SortFunc(out, func(a, b FacetCount) int { return cmp.Compare(a.Value, b.Value) })
	return out, nil
}

// expect prepares for the postings of so many terms, which come in three pieces instead of three each.
func (r *Reader) expect(n int) {
	if len(r.terms) == 0 {
		r.terms = make(map[Term]*termPostings, n)
	}
	r.spare, r.spareSegments = make([]termPostings, n), make([]*postings, n*len(r.segments))
}

// newPostings returns empty postings of a term.
func (r *Reader) newPostings() *termPostings {
	if len(r.spare) == 0 {
		r.expect(16)
	}
	out := &r.spare[0]
	out.segments = r.spareSegments[:len(r.segments):len(r.segments)]
	r.spare, r.spareSegments = r.spare[1:], r.spareSegments[len(r.segments):]
	return out
}

// postings returns a term's postings in all segments, from the reader, the cache or the segments.
func (r *Reader) postings(t Term) (*termPostings, error) {
	if p, ok := r.terms[t]; ok {
		return p, nil
	}
	if !r.index.opts.hasView(t.View) {
		return nil, fmt.Errorf("%w: the index has no view %s", ErrQuery, t.View)
	}
	out := r.newPostings()
	for i, s := range r.segments {
		p, ok := r.index.cache.get(s.id, t)
		if !ok {
			var err error
			if p, err = s.load(t); err != nil {
				return nil, err
			}
			r.index.cache.put(p)
		}
		out.segments[i] = p
		out.live += p.live(s.deleted, s.gone)
	}
	r.terms[t] = out
	return out, nil
}

// segmentOf returns the segment that a hit of this reader lies in, and its document there.
func (r *Reader) segmentOf(h Hit) (*readerSegment, uint32, error) {
	id, doc := h.Key>>32, uint32(h.Key)
	for _, s := range r.segments {
		if s.id == id && int(doc) < s.docs {
			return s, doc, nil
		}
	}
	return nil, 0, fmt.Errorf("%w: hit %s is not of this reader", ErrQuery, h.ID)
}

// Stored implements Searcher.
func (r *Reader) Stored(_ context.Context, h Hit) ([]byte, error) {
	s, doc, err := r.segmentOf(h)
	if err != nil {
		return nil, err
	}
	return s.stored(doc)
}

// Features implements Searcher.
func (r *Reader) Features(_ context.Context, h Hit) (features []byte, ok bool, err error) {
	s, doc, err := r.segmentOf(h)
	if err != nil || r.index.opts.Features == "" {
		return nil, false, err
	}
	return s.file.features(doc), true, nil
}

// Get implements Searcher.
func (r *Reader) Get(_ context.Context, id string) (stored []byte, ok bool, err error) {
	s, doc, ok, err := r.locate(id)
	if err != nil || !ok {
		return nil, false, err
	}
	stored, err = s.stored(doc)
	return stored, err == nil, err
}

// IDs calls visit with the external id and stored bytes of every live document, in no particular order, until it returns false.
func (r *Reader) IDs(ctx context.Context, visit func(id string, stored []byte) bool) error {
	for _, s := range r.segments {
		for doc := range uint32(s.docs) {
			if doc%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if s.deleted != nil && s.deleted.has(doc) {
				continue
			}
			stored, err := s.stored(doc)
			if err != nil {
				return err
			}
			if !visit(s.externalID(doc), stored) {
				return nil
			}
		}
	}
	return nil
}

func (s *readerSegment) externalID(doc uint32) string { return s.file.id(doc) }

func (s *readerSegment) stored(doc uint32) ([]byte, error) {
	var out []byte
	err := s.snapshot.VisitDocument(uint64(doc), func(field string, _ byte, value []byte, _ []uint64) bool {
		if field != storedField {
			return true
		}
		out = append(out, value...)
		return false
	})
	if err != nil {
		return nil, fmt.Errorf("%w: stored document %d: %w", ErrCorrupt, doc, err)
	}
	return out, nil
}

// each visits the values of a field in a key range in ascending order; the terms of a view are values too.
func (s *readerSegment) each(name, from, end string, visit func(value string) error) error {
	if d, ok := s.dicts.view(name); ok {
		defer runtime.KeepAlive(s) // the dictionary's bytes may be mapped
		for it := d.iterate(from); it.next() && (end == "" || string(it.term) < end); {
			if err := visit(string(it.term)); err != nil {
				return err
			}
		}
		return nil
	}
	dict, err := s.dicts.field(name)
	if err != nil {
		return err
	}
	var start, stop []byte
	if from != "" {
		start = []byte(from)
	}
	if end != "" {
		stop = []byte(end)
	}
	it := dict.AutomatonIterator(nil, start, stop)
	for {
		e, err := it.Next()
		if err != nil {
			return fmt.Errorf("%w: dictionary of %s: %w", ErrCorrupt, name, err)
		}
		if e == nil {
			return nil
		}
		if err := visit(e.Term); err != nil {
			return err
		}
	}
}
