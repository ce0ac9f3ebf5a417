package index

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// sums are the scores of one window's documents.
type sums [windowSize]uint32

// add adds w·q for every posting of a window: the hot loop.
func (s *sums) add(w *window, weight uint32) {
	if w.form == formDense {
		s.addDense(w.impacts, weight)
		return
	}
	s.addListed(w.offsets, w.impacts, weight)
}

// addListed reads four offsets and four impacts at a time as words. Whichever of four comes first in one word comes first in the
// other, whatever the machine's byte order.
func (s *sums) addListed(offsets []uint16, impacts []uint8, weight uint32) {
	n := len(offsets)
	impacts = impacts[:n]
	i := 0
	for ; i+8 <= n; i += 8 {
		o := (*[2]uint64)(unsafe.Pointer(&offsets[i]))
		q := (*[2]uint32)(unsafe.Pointer(&impacts[i]))
		a, b, x, y := o[0], o[1], q[0], q[1]
		s[uint16(a)] += weight * uint32(uint8(x))
		s[uint16(a>>16)] += weight * uint32(uint8(x>>8))
		s[uint16(a>>32)] += weight * uint32(uint8(x>>16))
		s[uint16(a>>48)] += weight * (x >> 24)
		s[uint16(b)] += weight * uint32(uint8(y))
		s[uint16(b>>16)] += weight * uint32(uint8(y>>8))
		s[uint16(b>>32)] += weight * uint32(uint8(y>>16))
		s[uint16(b>>48)] += weight * (y >> 24)
	}
	for ; i < n; i++ {
		s[offsets[i]] += weight * uint32(impacts[i])
	}
}

// addDense adds to two sums at a time: impact times weight has sixteen bits, so that a product of a word with an impact in either
// half holds both products. (A sum that overflowed would be wrong in any case; see Weigh.)
func (s *sums) addDense(impacts []uint8, weight uint32) {
	n := min(len(impacts), windowSize)
	w := uint64(weight)
	i := 0
	if littleEndian {
		for ; i+8 <= n; i += 8 {
			q := *(*uint64)(unsafe.Pointer(&impacts[i]))
			p := (*[4]uint64)(unsafe.Pointer(&s[i]))
			p[0] += (q&0xFF | q<<24&(0xFF<<32)) * w
			p[1] += (q>>16&0xFF | q<<8&(0xFF<<32)) * w
			p[2] += (q>>32&0xFF | q>>8&(0xFF<<32)) * w
			p[3] += (q>>48&0xFF | q>>24&(0xFF<<32)) * w
		}
	}
	for ; i < n; i++ {
		s[i] += weight * uint32(impacts[i])
	}
}

// littleEndian tells whether the machine's words begin with their lowest byte.
var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

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
