package semantic

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"
)

// DefaultAssociation returns options for Associate: a window of 10 terms, 200 dimensions, terms of at least 5 texts, at most 200,000 texts,
// 4 steps. ARCHITECTURE.md has the figures that window and dimensions were chosen by.
func DefaultAssociation() Options {
	return Options{Dimensions: 200, MinTexts: 5, MaxTexts: 200_000, MaxTerms: 60_000, Window: 10, Lambda: 1, Steps: 4}
}

// associationModel is what the model of a map of associations is called.
const associationModel = "association"

// Associated tells that a map was learnt from texts alone, by Associate.
func (m *Map) Associated() bool { return m.model == associationModel }

// oversampling is the number of directions that are followed beside those that are wanted.
const oversampling = 10

// Associate learns a map from texts alone, without a model: terms that go together, or with the same terms, point the same way. They
// go together when they stand in one text no more than o.Window of the kept terms apart, or anywhere in it for a window of 0. The vector of a term
// is its inverse document frequency times
//
//   - with a window, its row of U·√Σ, where U·Σ·Vᵀ is the matrix of the positive pointwise mutual information of terms (ppmi.go);
//   - without one, its row of the right singular vectors of the matrix of texts and terms (latent semantic analysis, Deerwester et al.
//     1990), the first of which, what all texts have in common, is left out (Arora, Liang & Ma 2017).
//
// The singular vectors are found by subspace iteration from random directions (Halko, Martinsson & Tropp 2011), of which o.Steps are
// done; o.Lambda and o.IDF are not used. The random numbers are the same every time, and the map does not depend on the number of processors.
// texts is gone through twice. Errors are those of Distill.
func Associate(ctx context.Context, texts iter.Seq2[[]Term, error], o Options) (*Map, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	o.IDF = nil
	texts = first(texts, o.MaxTexts)
	v, err := vocabularyOf(ctx, func(yield func(Example, error) bool) {
		for terms, err := range texts {
			if !yield(Example{Terms: terms}, err) {
				return
			}
		}
	}, o)
	if err != nil {
		return nil, err
	}
	axes := v.wholeTexts
	if o.Window > 0 {
		axes = v.windows
	}
	vectors, dimensions, err := axes(ctx, texts, o)
	if err != nil {
		return nil, err
	}
	for i := range vectors {
		vectors[i] *= v.idf[i/dimensions]
	}
	return newMap(associationModel, dimensions, v.terms, vectors), nil
}

// wholeTexts returns the rows of the right singular vectors of the matrix of texts and terms, without the first.
func (v *vocabulary) wholeTexts(ctx context.Context, texts iter.Seq2[[]Term, error], o Options) ([]float32, int, error) {
	x := &sparse{columns: len(v.terms)}
	for terms, err := range texts {
		if err != nil {
			return nil, 0, err
		}
		if at, values := v.row(terms); len(at) > 0 {
			x.appendRow(at, values)
		}
	}
	columns := min(o.Dimensions+1+oversampling, len(v.terms), x.rows())
	if columns < 2 {
		return nil, 0, fmt.Errorf("%w: %d of them with %d known terms", ErrTooFew, x.rows(), len(v.terms))
	}
	q, err := rightSingular(ctx, x, columns, o)
	if err != nil {
		return nil, 0, err
	}
	dimensions := min(o.Dimensions, columns-1)
	return part(q, columns, 1, dimensions), dimensions, nil
}

// windows returns the rows of U·√Σ of the matrix of the pointwise mutual information of terms.
func (v *vocabulary) windows(ctx context.Context, texts iter.Seq2[[]Term, error], o Options) ([]float32, int, error) {
	all, err := v.numbers(texts)
	if err != nil {
		return nil, 0, err
	}
	o.Progress("counting pairs", 0, 0)
	x, err := pairsOf(all, len(v.terms), o.Window).ppmi(ctx)
	if err != nil {
		return nil, 0, err
	}
	columns := min(o.Dimensions+oversampling, len(v.terms))
	if len(x.at) == 0 {
		return nil, 0, fmt.Errorf("%w: none of %d known terms goes together with another", ErrTooFew, len(v.terms))
	}
	q, err := rightSingular(ctx, x, columns, o)
	if err != nil {
		return nil, 0, err
	}
	y := make([]float32, len(q)) // U·Σ = X·V
	x.times(q, columns, y)
	for c, squares := range columnDots(y, y, columns) {
		if squares > 0 {
			for i := c; i < len(y); i += columns {
				y[i] /= float32(math.Pow(squares, 0.25))
			}
		}
	}
	dimensions := min(o.Dimensions, columns)
	return part(y, columns, 0, dimensions), dimensions, nil
}

// part returns so many columns of a matrix from one on, row after row.
func part(rows []float32, columns, from, n int) []float32 {
	out := make([]float32, 0, len(rows)/columns*n)
	for ; len(rows) > 0; rows = rows[columns:] {
		out = append(out, rows[from:from+n]...)
	}
	return out
}

// rightSingular returns about the first right singular vectors of a matrix, one a column, those of the largest singular values first.
func rightSingular(ctx context.Context, x *sparse, columns int, o Options) ([]float32, error) {
	xt := x.transposed()
	rng := rand.New(rand.NewPCG(2011, 53))
	q := make([]float32, x.columns*columns)
	for i := range q {
		q[i] = float32(rng.NormFloat64())
	}
	y := make([]float32, x.rows()*columns)
	for step := range o.Steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		x.times(q, columns, y)
		xt.times(y, columns, q)
		if err := orthonormal(q, columns); err != nil {
			return nil, err
		}
		o.Progress("associating", step+1, o.Steps)
	}
	x.times(q, columns, y)
	axes, err := principal(y, columns, columns)
	if err != nil {
		return nil, err
	}
	out := make([]float32, len(q))
	inParallel(x.columns, func(from, to int) {
		for t := from; t < to; t++ {
			for i, a := range q[t*columns:][:columns] {
				addScaled(out[t*columns:][:columns], axes[i*columns:], a)
			}
		}
	})
	return out, nil
}

// orthonormal makes the columns of a matrix, row after row, orthonormal, by Householder reflections.
func orthonormal(q []float32, columns int) error {
	a := blas64.General{Rows: len(q) / columns, Cols: columns, Stride: columns, Data: make([]float64, len(q))}
	for i, x := range q {
		a.Data[i] = float64(x)
	}
	tau, size := make([]float64, columns), make([]float64, 1)
	lapack64.Geqrf(a, tau, size, -1)
	work := make([]float64, max(int(size[0]), columns*64))
	lapack64.Geqrf(a, tau, work, len(work))
	lapack64.Orgqr(a, tau, work, len(work))
	for i, x := range a.Data {
		if math.IsNaN(x) {
			return errors.New("semantic: the directions of the texts were not found")
		}
		q[i] = float32(x)
	}
	return nil
}
