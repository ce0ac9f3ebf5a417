package index

import (
	"context"
	"fmt"
	"runtime"
	"slices"
)

// Scores returns the hits of the documents with the given keys that are live and allowed by the filter, in the order of the keys, each
// with the score that a search for the terms gives it, which may be 0. A key of another reader's documents is an error.
func (r *Reader) Scores(ctx context.Context, terms []Weighted, f Filter, keys []uint64) ([]Hit, error) {
	sorted := slices.Clone(keys)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	scores := make(map[uint64]uint32, len(sorted))
	for len(sorted) > 0 {
		s, _, err := r.segmentOf(Hit{Key: sorted[0]})
		if err != nil {
			return nil, err
		}
		n := 0
		for n < len(sorted) && sorted[n]>>32 == s.id {
			if int(uint32(sorted[n])) >= s.docs {
				return nil, fmt.Errorf("%w: key %#x is not of this reader", ErrQuery, sorted[n])
			}
			n++
		}
		if err := r.scoreSegment(ctx, s, terms, f, sorted[:n], scores); err != nil {
			return nil, err
		}
		sorted = sorted[n:]
	}
	out := make([]Hit, 0, len(keys))
	for _, key := range keys {
		score, ok := scores[key]
		if !ok {
			continue
		}
		s, doc, err := r.segmentOf(Hit{Key: key})
		if err != nil {
			return nil, err
		}
		out = append(out, Hit{ID: s.externalID(doc), Score: score, Rank: uint64(score), Key: key})
	}
	return out, nil
}

// scoreSegment scores documents of one segment, given by ascending keys.
func (r *Reader) scoreSegment(ctx context.Context, s *readerSegment, terms []Weighted, f Filter, keys []uint64, scores map[uint64]uint32) error {
	allowed, err := r.allowed(s, f)
	if err != nil {
		return err
	}
	docs := make([]uint32, 0, len(keys))
	for _, key := range keys {
		if doc := uint32(key); allowed == nil || allowed.has(doc) {
			docs = append(docs, doc)
		}
	}
	sums := make([]uint32, len(docs))
	for i, t := range terms {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		list, err := r.postings(t.Term)
		if err != nil {
			return err
		}
		for _, p := range list.segments {
			if p.segment == s.id && p.count > 0 {
				p.look(docs, uint32(t.W), sums)
				runtime.KeepAlive(p.file)
			}
		}
	}
	for i, doc := range docs {
		scores[s.id<<32|uint64(doc)] = sums[i]
	}
	return nil
}

// look adds to each sum weight times the impact on the document, of documents that ascend.
func (p *postings) look(docs []uint32, weight uint32, sums []uint32) {
	entries := p.block.entries(p.windows)
	var offsets []uint16
	for i := range entries {
		from, _ := slices.BinarySearch(docs, uint32(entries[i].number)*windowSize)
		to, _ := slices.BinarySearch(docs, (uint32(entries[i].number)+1)*windowSize)
		if from == to {
			continue
		}
		offsets = offsets[:0]
		for _, doc := range docs[from:to] {
			offsets = append(offsets, uint16(doc%windowSize))
		}
		l := looked{window: p.block.window(entries, i, p.docs), weight: weight}
		if l.form != formSparse {
			l.look(offsets, sums[from:to])
			continue
		}
		for j, o := range offsets {
			if at, ok := slices.BinarySearch(l.offsets, o); ok {
				sums[from+j] += weight * uint32(l.impacts[at])
			}
		}
	}
}

// SegmentKeys returns the number of each part of the index and of its documents. The key of a hit is the part's number, shifted by 32
// bits, plus the document's place in it.
func (r *Reader) SegmentKeys() (numbers []uint64, documents []int) {
	for _, s := range r.segments {
		numbers, documents = append(numbers, s.id), append(documents, s.docs)
	}
	return numbers, documents
}

// EachFeatures calls visit with every document of a part, deleted ones included, and its features, in order, until it returns false.
// Parts never change: what was learnt of one holds as long as its number appears in SegmentKeys. The bytes are valid until the
// reader is closed.
func (r *Reader) EachFeatures(number uint64, visit func(doc uint32, features []byte) bool) {
	for _, s := range r.segments {
		if s.id != number {
			continue
		}
		for doc := range uint32(s.docs) {
			if !visit(doc, s.file.features(doc)) {
				break
			}
		}
		runtime.KeepAlive(s)
	}
}
