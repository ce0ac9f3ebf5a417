package index

import (
	"context"
	"fmt"
	"slices"
)

// Value returns the value of a keyword field of a hit's document, the first in ascending order; ok is false when it has none. The field
// is laid out by document on first use.
func (r *Reader) Value(field string, h Hit) (value string, ok bool, err error) {
	if !slices.Contains(r.index.opts.Keywords, field) {
		return "", false, fmt.Errorf("%w: no keyword field %q", ErrQuery, field)
	}
	s, doc, err := r.segmentOf(h)
	if err != nil {
		return "", false, err
	}
	c, err := s.column(field)
	if err != nil {
		return "", false, err
	}
	ordinals := c.of(doc)
	if len(ordinals) == 0 {
		return "", false, nil
	}
	return c.values[ordinals[0]], true, nil
}

// Find returns the live document with an external id as a hit with score 0; ok is false when there is none.
func (r *Reader) Find(_ context.Context, id string) (h Hit, ok bool, err error) {
	s, doc, ok, err := r.locate(id)
	if err != nil || !ok {
		return Hit{}, false, err
	}
	return Hit{ID: id, Key: s.id<<32 | uint64(doc)}, true, nil
}

// locate returns the segment and the place in it of the live document with an external id.
func (r *Reader) locate(id string) (s *readerSegment, doc uint32, ok bool, err error) {
	for _, s := range r.segments {
		b, err := s.snapshot.DocNumbers([]string{id})
		if err != nil {
			return nil, 0, false, fmt.Errorf("%w: look up %q: %w", ErrCorrupt, id, err)
		}
		it := b.Iterator()
		for it.HasNext() {
			if doc := it.Next(); s.deleted == nil || !s.deleted.has(doc) {
				return s, doc, true, nil
			}
		}
	}
	return nil, 0, false, nil
}
