package index

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// column is a keyword field of one segment by document: values[ordinals[starts[d]:starts[d+1]]] are the values of document d.
type column struct {
	values   []string
	starts   []uint32
	ordinals []uint32
}

// column returns the field's column, built on first use and kept as long as the segment lives.
func (s *readerSegment) column(field string) (*column, error) {
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	if c := s.state.columns[field]; c != nil {
		return c, nil
	}
	c := &column{starts: make([]uint32, s.docs+1)}
	var docs []uint32 // document of each posting, by value
	var bounds []int
	err := s.each(keywordPrefix+field, "", "", func(value string) error {
		b, err := s.dicts.bitmap(keywordPrefix+field, value)
		if err != nil {
			return err
		}
		c.values = append(c.values, value)
		it := b.Iterator()
		for it.HasNext() {
			doc := it.Next()
			docs = append(docs, doc)
			c.starts[doc+1]++
		}
		bounds = append(bounds, len(docs))
		return nil
	})
	if err != nil {
		return nil, err
	}
	for d := range s.docs {
		c.starts[d+1] += c.starts[d]
	}
	next := slices.Clone(c.starts[:s.docs])
	c.ordinals = make([]uint32, len(docs))
	from := 0
	for ordinal, to := range bounds {
		for _, doc := range docs[from:to] {
			c.ordinals[next[doc]] = uint32(ordinal)
			next[doc]++
		}
		from = to
	}
	if s.state.columns == nil {
		s.state.columns = map[string]*column{}
	}
	s.state.columns[field] = c
	return c, nil
}

// of returns the ordinals of a document's values.
func (c *column) of(doc uint32) []uint32 { return c.ordinals[c.starts[doc]:c.starts[doc+1]] }

// sortRange bounds the numbers that a sort field may hold.
const sortRange = 1 << 32

// ranks turns a column of decimal numbers into ranks by document, larger first; a document without a number has rank 0, the
// largest of several numbers counts.
func (c *column) ranks(docs int, ascending bool) []uint64 {
	byValue := make([]uint64, len(c.values))
	for i, v := range c.values {
		n, err := strconv.ParseUint(v, 10, 32)
		if err != nil {
			continue
		}
		byValue[i] = n + 1
		if ascending {
			byValue[i] = sortRange - n
		}
	}
	out := make([]uint64, docs)
	for d := range out {
		for _, o := range c.of(uint32(d)) {
			out[d] = max(out[d], byValue[o])
		}
	}
	return out
}

// facetCounter adds up values over segments.
type facetCounter struct {
	request FacetRequest
	counts  map[string]uint64
	missing uint64
}

func (f *facetCounter) add(s *readerSegment, matched bitset) error {
	c, err := s.column(f.request.Field)
	if err != nil {
		return err
	}
	counts := make([]uint64, len(c.values))
	for d := range uint32(s.docs) {
		if !matched.has(d) {
			continue
		}
		ordinals := c.of(d)
		if len(ordinals) == 0 {
			f.missing++
		}
		for _, o := range ordinals {
			counts[o]++
		}
	}
	for o, n := range counts {
		if n > 0 {
			f.counts[c.values[o]] += n
		}
	}
	return nil
}

func (f *facetCounter) facet() Facet {
	out := Facet{Field: f.request.Field, Missing: f.missing, Distinct: len(f.counts)}
	for v, n := range f.counts {
		out.Counts = append(out.Counts, FacetCount{v, n})
	}
	slices.SortFunc(out.Counts, func(a, b FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	out.Counts = out.Counts[:min(len(out.Counts), f.request.Size)]
	return out
}

func (r *Reader) facetCounters(requests []FacetRequest) ([]*facetCounter, error) {
	var out []*facetCounter
	for _, q := range requests {
		if !slices.Contains(r.index.opts.Keywords, q.Field) || q.Size < 1 {
			return nil, fmt.Errorf("%w: facet over %q with %d values", ErrQuery, q.Field, q.Size)
		}
		out = append(out, &facetCounter{request: q, counts: map[string]uint64{}})
	}
	return out, nil
}
