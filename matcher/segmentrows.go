package matcher

import (
	"iter"
	"slices"

	"github.com/gongxu/gongxu/vector"
)

// rowsOf looks up the vectors of all documents of a part of the index.
func rowsOf(r randomAccess, store *vector.Store, number uint64) *segmentRows {
	out := &segmentRows{store: store, stored: store.Len()}
	r.EachFeatures(number, func(doc uint32, f []byte) bool {
		keys, ok := features(f).passageKeys()
		if !ok {
			return true
		}
		for _, key := range keys {
			if row, ok := store.Row(key); ok {
				out.pairs = append(out.pairs, uint64(row)<<32|uint64(doc))
			}
		}
		return true
	})
	slices.Sort(out.pairs)
	out.pairs = slices.Compact(out.pairs)
	return out
}

// documents yields the documents that a vector belongs to.
func (s *segmentRows) documents(row uint32) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		from, _ := slices.BinarySearch(s.pairs, uint64(row)<<32)
		for _, pair := range s.pairs[from:] {
			if uint32(pair>>32) != row || !yield(uint32(pair)) {
				return
			}
		}
	}
}
