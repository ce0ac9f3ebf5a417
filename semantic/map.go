package semantic

import (
	"crypto/sha256"
	"encoding/hex"
	"math"

	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/vector"
)

// Term is a term of a view of package segment.
type Term struct {
	View segment.View
	Text string
}

// Map is a linear map from terms to vectors: a text's vector is the weighted sum of those of its terms. It never changes; any
// number of goroutines may use it.
type Map struct {
	model      string // what it was fitted to
	dimensions int
	terms      []Term // ascending
	rows       [segment.Chars + 1]map[string]uint32
	gains      []uint16 // by row: what one unit of packed is worth
	packed     []int8   // row after row
	hash       string
}

// Model names what the map was fitted to.
func (m *Map) Model() string { return m.model }

// Dimensions is the length of the vectors.
func (m *Map) Dimensions() int { return m.dimensions }

// Len is the number of terms.
func (m *Map) Len() int { return len(m.terms) }

// Hash identifies the map by its content.
func (m *Map) Hash() string { return m.hash }

// First returns the map with no more than its first dimensions: those of the largest singular values in a map that was learnt here.
func (m *Map) First(dimensions int) *Map {
	dimensions = min(dimensions, m.dimensions)
	vectors := make([]float32, 0, len(m.terms)*dimensions)
	for i := range m.terms {
		for _, x := range m.row(uint32(i))[:dimensions] {
			vectors = append(vectors, float32(x)*float32(m.gains[i]))
		}
	}
	return newMap(m.model, dimensions, m.terms, vectors)
}

// Row returns the number of a term, which is below Len.
func (m *Map) Row(v segment.View, text string) (row uint32, ok bool) {
	if int(v) >= len(m.rows) {
		return 0, false
	}
	row, ok = m.rows[v][text]
	return row, ok
}

// Term returns the term of a row.
func (m *Map) Term(row uint32) Term { return m.terms[row] }

// Vector returns a copy of the vector of a term, packed; its length is lost.
func (m *Map) Vector(row uint32) []int8 {
	return append([]int8(nil), m.row(row)...)
}

func (m *Map) row(row uint32) []int8 {
	return m.packed[int(row)*m.dimensions:][:m.dimensions]
}

// Sum adds up vectors of terms. It is working space that is used again. It works in integers: a text has the same vector on every
// machine, whatever the order of its terms.
type Sum struct {
	m    *Map
	sums []int64
}

// NewSum returns an empty sum.
func (m *Map) NewSum() *Sum { return &Sum{m, make([]int64, m.dimensions)} }

// Add adds the vector of a term times a weight, 0…65,535.
func (s *Sum) Add(row, weight uint32) {
	factor := int64(weight) * int64(s.m.gains[row])
	for i, x := range s.m.row(row) {
		s.sums[i] += factor * int64(x)
	}
}

// Packed returns the direction of the sum, all zeros when there is none, and empties it.
func (s *Sum) Packed() []int8 {
	largest := int64(0)
	for _, x := range s.sums {
		largest = max(largest, x, -x)
	}
	out := make([]int8, len(s.sums))
	for i, x := range s.sums {
		if largest > 0 {
			out[i] = int8(math.RoundToEven(float64(x) / float64(largest) * math.MaxInt8))
		}
	}
	clear(s.sums)
	return out
}

// newMap packs the vectors of terms, given in ascending order and row after row.
func newMap(model string, dimensions int, terms []Term, vectors []float32) *Map {
	m := &Map{model: model, dimensions: dimensions, terms: terms, gains: make([]uint16, len(terms)), packed: make([]int8, 0, len(vectors))}
	largest := float32(0)
	for _, x := range vectors {
		largest = max(largest, x, -x)
	}
	for i := range terms {
		v := vectors[i*dimensions:][:dimensions]
		peak := float32(0)
		for _, x := range v {
			peak = max(peak, x, -x)
		}
		if largest > 0 {
			m.gains[i] = uint16(math.Round(float64(peak) / float64(largest) * math.MaxUint16))
		}
		m.packed = append(m.packed, vector.Quantize(v)...)
	}
	m.finish(m.checksum())
	return m
}

// finish makes what is derived from the rest, of which it is given the checksum.
func (m *Map) finish(sum [sha256.Size]byte) {
	for i, t := range m.terms {
		if m.rows[t.View] == nil {
			m.rows[t.View] = map[string]uint32{}
		}
		m.rows[t.View][t.Text] = uint32(i)
	}
	m.hash = hex.EncodeToString(sum[:8])
}
