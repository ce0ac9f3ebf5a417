package index

import (
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

// Filter allows the documents that satisfy every clause of Must and none of MustNot. The zero Filter allows all.
type Filter struct {
	Must    []Clause
	MustNot []Clause
}

// Clause is satisfied by a document for which any of its parts holds; a clause without parts is satisfied by none, unless it
// has a Verify, which is then asked about every document.
type Clause struct {
	// Field is a keyword field. Clauses on text use Terms instead.
	Field string
	// Values are exact values.
	Values []string
	// Prefixes are beginnings of values.
	Prefixes []string
	// Patterns are wildcard patterns over whole values: * for any characters, ? for one.
	Patterns []string
	// Ranges are lexicographic, which for zero-padded numbers and days written 20240131 is their order.
	Ranges []Range
	// Any holds further clauses, of which one suffices.
	Any []Clause
	// Terms: the document holds all of them in its text, in any field of their views.
	Terms []Term
	// Verify is asked about the stored bytes of the documents found by the other parts; nil accepts them. It is how phrases
	// are checked without positions.
	Verify func(stored []byte) (bool, error)
}

// Range is From ≤ value ≤ To; an empty end is open.
type Range struct {
	From, To string
}

// And returns a filter that both allow.
func (f Filter) And(o Filter) Filter {
	return Filter{Must: slices.Concat(f.Must, o.Must), MustNot: slices.Concat(f.MustNot, o.MustNot)}
}

// IsZero tells whether the filter allows everything.
func (f Filter) IsZero() bool { return len(f.Must) == 0 && len(f.MustNot) == 0 }

// allowed returns the live documents of a segment that the filter allows; nil when that is all of them.
func (r *Reader) allowed(s *readerSegment, f Filter) (bitset, error) {
	if f.IsZero() && s.deleted == nil {
		return nil, nil
	}
	key, plain := f.key()
	if plain {
		key = fmt.Sprint(s.gone, key) // documents are only ever added to the deleted ones
		if set := s.state.filter(key); set != nil {
			return set, nil
		}
	}
	set := roaring.New()
	set.AddRange(0, uint64(s.docs))
	for _, c := range f.Must {
		b, err := r.clause(s, c, set)
		if err != nil {
			return nil, err
		}
		set.And(b)
	}
	for _, c := range f.MustNot {
		b, err := r.clause(s, c, set)
		if err != nil {
			return nil, err
		}
		set.AndNot(b)
	}
	if s.snapshot.Deleted() != nil {
		set.AndNot(s.snapshot.Deleted())
	}
	out := denseOf(set, s.docs)
	if plain {
		s.state.keepFilter(key, out)
	}
	return out, nil
}

// key tells filters apart; plain is false when one looks into stored documents in a way that has no name.
func (f Filter) key() (key string, plain bool) {
	if slices.ContainsFunc(f.Must, Clause.verifies) || slices.ContainsFunc(f.MustNot, Clause.verifies) {
		return "", false
	}
	return fmt.Sprintf("%#v", f), true
}

func (c Clause) verifies() bool {
	return c.Verify != nil || slices.ContainsFunc(c.Any, Clause.verifies)
}

// keptFilters is the number of filters whose documents are kept for each segment, an eighth of a byte a document.
const keptFilters = 64

// filter returns the documents of a filter that was used before; nil when it was not.
func (s *segmentState) filter(key string) bitset {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.filters[key]
}

func (s *segmentState) keepFilter(key string, set bitset) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.filters == nil || len(s.filters) >= keptFilters {
		s.filters = map[string]bitset{}
	}
	s.filters[key] = set
}

// clause returns the documents among within that satisfy a clause.
func (r *Reader) clause(s *readerSegment, c Clause, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	out := roaring.New()
	if c.Field != "" {
		if err := r.keywordClause(s, c, out); err != nil {
			return nil, err
		}
	}
	if len(c.Terms) > 0 {
		b, err := r.conjunction(s, c.Terms)
		if err != nil {
			return nil, err
		}
		out.Or(b)
	}
	for _, alternative := range c.Any {
		b, err := r.clause(s, alternative, within)
		if err != nil {
			return nil, err
		}
		out.Or(b)
	}
	if c.Verify == nil {
		return out, nil
	}
	if c.Field == "" && len(c.Terms) == 0 && len(c.Any) == 0 {
		out.Or(within)
	}
	out.And(within)
	if s.snapshot.Deleted() != nil {
		out.AndNot(s.snapshot.Deleted())
	}
	return r.verified(s, out, c.Verify)
}

func (r *Reader) keywordClause(s *readerSegment, c Clause, out *roaring.Bitmap) error {
	name := keywordPrefix + c.Field
	if v, ok := textClause(c.Field); ok {
		name = v
	} else if !slices.Contains(r.index.opts.Keywords, c.Field) {
		return fmt.Errorf("%w: no keyword field %q; there are %s", ErrQuery, c.Field, strings.Join(r.index.opts.Keywords, ", "))
	}
	for _, v := range c.Values {
		b, err := s.dicts.bitmap(name, v)
		if err != nil {
			return err
		}
		out.Or(b)
	}
	for _, p := range c.Prefixes {
		if err := s.scan(name, p, successor(p), nil, out); err != nil {
			return err
		}
	}
	for _, rg := range c.Ranges {
		end := ""
		if rg.To != "" {
			end = rg.To + "\x00"
		}
		if end != "" && rg.From >= end {
			continue
		}
		if err := s.scan(name, rg.From, end, nil, out); err != nil {
			return err
		}
	}
	for _, p := range c.Patterns {
		fixed := p[:strings.IndexAny(p+"*", "*?")]
		if err := s.scan(name, fixed, successor(fixed), func(value string) bool { return wildcard(p, value) }, out); err != nil {
			return err
		}
	}
	return nil
}

// textClause lets a clause name a view's terms ("text:bigram") so that patterns over terms can be filtered on.
func textClause(field string) (string, bool) {
	v, ok := strings.CutPrefix(field, "text:")
	return viewPrefix + v, ok
}

// conjunction returns the documents that hold every term.
func (r *Reader) conjunction(s *readerSegment, terms []Term) (*roaring.Bitmap, error) {
	var out *roaring.Bitmap
	for _, t := range terms {
		if !r.index.opts.hasView(t.View) {
			return nil, fmt.Errorf("%w: the index has no view %s", ErrQuery, t.View)
		}
		b, err := s.dicts.bitmap(viewField(t.View), t.Text)
		if err != nil {
			return nil, err
		}
		if out == nil {
			out = b
		} else {
			out.And(b)
		}
		if out.IsEmpty() {
			break
		}
	}
	return out, nil
}

func (r *Reader) verified(s *readerSegment, candidates *roaring.Bitmap, verify func([]byte) (bool, error)) (*roaring.Bitmap, error) {
	out := roaring.New()
	it := candidates.Iterator()
	for it.HasNext() {
		doc := it.Next()
		stored, err := s.stored(doc)
		if err != nil {
			return nil, err
		}
		ok, err := verify(stored)
		if err != nil {
			return nil, err
		}
		if ok {
			out.Add(doc)
		}
	}
	return out, nil
}

// successor returns the smallest string greater than every string that begins with p, "" when there is none.
func successor(p string) string {
	b := []byte(p)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] < 0xFF {
			b[i]++
			return string(b[:i+1])
		}
	}
	return ""
}

// scan adds the documents of every value in a key range that accept, if not nil, lets through.
func (s *readerSegment) scan(name, from, end string, accept func(value string) bool, out *roaring.Bitmap) error {
	return s.each(name, from, end, func(value string) error {
		if accept != nil && !accept(value) {
			return nil
		}
		b, err := s.dicts.bitmap(name, value)
		if err != nil {
			return err
		}
		out.Or(b)
		return nil
	})
}
