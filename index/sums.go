package index

import (
	"math/bits"
	"unsafe"
)

// sums are the scores of one window's documents.
type sums [windowSize]uint32

// add adds w·q for every posting of a window: the hot loop.
func (s *sums) add(w *window, weight uint32) {
	switch w.form {
	case formSparse:
		s.addSparse(w.offsets, w.impacts, weight)
	case formBitmap:
		s.addBitmap(w.set, w.impacts, weight)
	case formDense:
		s.addDense(w.impacts, weight)
	}
}

func (s *sums) addSparse(offsets []uint16, impacts []uint8, weight uint32) {
	impacts = impacts[:len(offsets)]
	i := 0
	for ; i+4 <= len(offsets); i += 4 {
		o, q := offsets[i:i+4:i+4], impacts[i:i+4:i+4]
		s[o[0]] += weight * uint32(q[0])
		s[o[1]] += weight * uint32(q[1])
		s[o[2]] += weight * uint32(q[2])
		s[o[3]] += weight * uint32(q[3])
	}
	for ; i < len(offsets); i++ {
		s[offsets[i]] += weight * uint32(impacts[i])
	}
}

func (s *sums) addBitmap(set []uint64, impacts []uint8, weight uint32) {
	at := 0
	for k, word := range set {
		for ; word != 0; word &= word - 1 {
			s[uint16(k<<6|bits.TrailingZeros64(word))] += weight * uint32(impacts[at])
			at++
		}
	}
}

func (s *sums) addDense(impacts []uint8, weight uint32) {
	for i, q := range impacts[:min(len(impacts), windowSize)] {
		s[i] += weight * uint32(q)
	}
}

// topBits has the highest bit of both halves of a word set.
const topBits = 1<<63 | 1<<31

// atLeast appends the documents among the first n whose sum is at least floor to found. floor is at least 1. Sums below 2³¹
// are compared two at a time, with the carry of a subtraction kept apart in the highest bits; larger ones, which are rare, one by one.
func (s *sums) atLeast(floor uint32, n int, found []uint16) []uint16 {
	if floor > 1<<31 {
		return s.scan(floor, 0, n, n, found)
	}
	pairs := unsafe.Slice((*uint64)(unsafe.Pointer(s)), windowSize/2)[:(n+1)/2]
	limit := uint64(floor-1)<<32 | uint64(floor-1) | topBits
	i := 0
	for ; i+8 <= len(pairs); i += 8 {
		p := pairs[i : i+8 : i+8]
		// A highest bit survives in limit − p where p's half is below floor, as long as p's own highest bit is clear.
		below := (limit - p[0]) & (limit - p[1]) & (limit - p[2]) & (limit - p[3]) &
			(limit - p[4]) & (limit - p[5]) & (limit - p[6]) & (limit - p[7]) & topBits
		large := (p[0] | p[1] | p[2] | p[3] | p[4] | p[5] | p[6] | p[7]) & topBits
		if below == topBits && large == 0 {
			continue
		}
		found = s.scan(floor, 2*i, 2*i+16, n, found)
	}
	return s.scan(floor, 2*i, n, n, found)
}

// scan compares one by one.
func (s *sums) scan(floor uint32, from, to, n int, found []uint16) []uint16 {
	to = min(to, n)
	for i := from; i < to; i++ {
		if s[uint16(i)] >= floor {
			found = append(found, uint16(i))
		}
	}
	return found
}

// histogram counts sums by size, to find a number that a given count of them reaches.
type histogram struct {
	shift  int
	counts [1 << histogramBits]uint32
}

// histogramBits is the number of buckets as a power of two.
const histogramBits = 11

// newHistogram makes a histogram for sums up to largest.
func newHistogram(largest uint32) *histogram {
	return &histogram{shift: max(0, bits.Len32(largest)-histogramBits)}
}

func (h *histogram) add(sum uint32) { h.counts[(sum>>h.shift)&(1<<histogramBits-1)]++ }

// reachedBy returns a number that at least k of the sums reach, close below the k-th largest; 0 when there are fewer than k.
func (h *histogram) reachedBy(k int) uint32 {
	seen := 0
	for b := len(h.counts) - 1; b >= 0; b-- {
		if seen += int(h.counts[b]); seen >= k {
			return uint32(b) << h.shift
		}
	}
	return 0
}
