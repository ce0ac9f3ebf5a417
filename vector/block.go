package vector

import (
	"encoding/binary"
	"math"
	"unsafe"
)

// block is vectors of one length in memory, each as far behind the one before as the next, and so are their lengths. Stores and
// matrices consist of such.
type block struct {
	first, count int // rows
	vectors      []int8
	stride       int
	lengths      []byte // as appendLength writes them
	lengthStride int
}

// length returns the length of the i-th vector.
func (b *block) length(i int) float64 { return lengthAt(b.lengths[i*b.lengthStride:]) }

// cosines writes the cosines of q and some rows of blocks, of which all but the first may be missing.
func cosines(q []int8, blocks []block, rows []uint32, out []float64) {
	length := Norm(q)
	for i, row := range rows {
		b, at := &blocks[0], int(row)
		if at >= b.count && len(blocks) > 1 {
			b, at = &blocks[1], at-b.count
		}
		out[i] = cosine(Dot(q, b.vectors[at*b.stride:][:len(q)]), length, b.length(at))
	}
}

// appendLength appends the length of a vector, a float32, little-endian.
func appendLength(b []byte, v []int8) []byte {
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(Norm(v))))
}

func lengthAt(b []byte) float64 { return float64(math.Float32frombits(binary.LittleEndian.Uint32(b))) }

// int8s is the same memory as numbers with a sign.
func int8s(b []byte) []int8 {
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(b))), len(b))
}
