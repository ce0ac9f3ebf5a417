package classify

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas/blas32"
)

// Sizes of the blocks in which a matrix is worked through, so that what is read
// again and again stays in the cache.
const (
	panelWidth = 48
	panelDepth = 1024
)

// cholesky replaces the lower half of a symmetric positive definite matrix with
// its factor L (L·Lᵀ = a) and each further row b with x so that L·x = b, all of
// them of the length of a. It fails where the matrix is not positive definite.
func cholesky(a, further [][]float32) error {
	n := len(a)
	for from := 0; from < n; from += panelWidth {
		to := min(n, from+panelWidth)
		panel := a[from:to]
		for k := 0; k < from; k += panelDepth {
			end := min(from, k+panelDepth)
			subtractProducts(a[from:], panel, from, k, end)
			subtractProducts(further, panel, from, k, end)
		}
		for j := from; j < to; j++ {
			d := float64(a[j][j]) - float64(dot(a[j][from:j], a[j][from:j]))
			if !(d > 0) {
				return fmt.Errorf("row %d: matrix is not positive definite", j)
			}
			a[j][j] = float32(math.Sqrt(d))
			for _, rows := range [][][]float32{a[j+1:], further} {
				for _, row := range rows {
					row[j] = (row[j] - dot(row[from:j], a[j][from:j])) / a[j][j]
				}
			}
		}
	}
	return nil
}

// subtractProducts takes from rows[i][at+j] the product of rows[i] and panel[j]
// over [from, to).
func subtractProducts(rows, panel [][]float32, at, from, to int) {
	for _, row := range rows {
		for j, p := range panel {
			row[at+j] -= dot(row[from:to], p[from:to])
		}
	}
}

// dot returns the inner product of two vectors of one length.
func dot(a, b []float32) float32 { return blas32.Dot(vectorOf(a), vectorOf(b)) }

// addScaled adds factor times row to to, which has the same length.
func addScaled(to, row []float32, factor float32) { blas32.Axpy(factor, vectorOf(row), vectorOf(to)) }

func vectorOf(v []float32) blas32.Vector { return blas32.Vector{N: len(v), Inc: 1, Data: v} }

// solveTransposed replaces each row b with x so that Lᵀ·x = b, L being the lower
// half of a. It takes a few rows at a time, which stay in the cache.
func solveTransposed(a, rows [][]float32) {
	const together = 8
	for from := 0; from < len(rows); from += together {
		group := rows[from:min(len(rows), from+together)]
		for j := len(a) - 1; j >= 0; j-- {
			factor := a[j][:j]
			for _, row := range group {
				row[j] /= a[j][j]
				addScaled(row[:j], factor, -row[j])
			}
		}
	}
}

// addGram adds to a[i][j], for all j <= i, factor times the product of rows i and j.
func addGram(a, rows [][]float32, factor float32) {
	for from := 0; from < len(rows); from += panelWidth {
		to := min(len(rows), from+panelWidth)
		for i := from; i < len(rows); i++ {
			for j := from; j < min(to, i+1); j++ {
				a[i][j] += factor * dot(rows[i], rows[j])
			}
		}
	}
}

// zeros returns rows of zeros in one piece of memory.
func zeros(rows, columns int) [][]float32 {
	all := make([]float32, rows*columns)
	list := make([][]float32, rows)
	for i := range list {
		list[i] = all[i*columns : (i+1)*columns : (i+1)*columns]
	}
	return list
}
