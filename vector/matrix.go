package vector

import (
	"context"
	"fmt"
)

// Matrix is packed vectors of one length in memory, row behind row. It does not change.
type Matrix struct {
	dimensions int
	block      block
}

// NewMatrix makes a matrix of rows of so many dimensions, at least one. It keeps the components, which may be those of a mapped file,
// and must not be changed any more. The error is ErrLength when they are not whole rows.
func NewMatrix(dimensions int, components []int8) (*Matrix, error) {
	if dimensions < 1 || len(components)%dimensions != 0 {
		return nil, fmt.Errorf("%w: %d numbers are no rows of %d", ErrLength, len(components), dimensions)
	}
	m := &Matrix{dimensions, block{
		count: len(components) / dimensions, vectors: components, stride: dimensions, lengthStride: lengthBytes,
	}}
	m.block.lengths = make([]byte, 0, lengthBytes*m.block.count)
	for row := range m.block.count {
		m.block.lengths = appendLength(m.block.lengths, m.Vector(row))
	}
	return m, nil
}

// Len is the number of rows.
func (m *Matrix) Len() int { return m.block.count }

// Dimensions is the length of the rows.
func (m *Matrix) Dimensions() int { return m.dimensions }

// Vector returns a row below Len; it is the matrix's own and must not be changed.
func (m *Matrix) Vector(row int) []int8 {
	return m.block.vectors[row*m.dimensions:][:m.dimensions:m.dimensions]
}

// Nearest is like that of a Store, to the bit.
func (m *Matrix) Nearest(ctx context.Context, q []int8, k, workers int, keep []uint64) ([]Near, error) {
	if err := checkLength(q, m.dimensions); err != nil {
		return nil, err
	}
	return newScan(q, k, keep, m.block).run(ctx, workers)
}

// Cosines is like that of a Store, to the bit.
func (m *Matrix) Cosines(q []int8, rows []uint32, out []float64) error {
	if err := checkLength(q, m.dimensions); err != nil {
		return err
	}
	cosines(q, []block{m.block}, rows, out)
	return nil
}
