package semantic

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/gongxu/gongxu/vector"
)

// Options shape a fit. Start from DefaultOptions.
type Options struct {
	// Dimensions of the map, ≥ 1; not more than those of the targets.
	Dimensions int
	// MinTexts is the number of texts that a term must occur in, ≥ 1.
	MinTexts int
	// MaxTexts bounds the number of texts that are learnt from; the first stay. It bounds time and memory. ≥ 1.
	MaxTexts int
	// MaxTerms bounds the number of terms; the most frequent stay. ≥ 1.
	MaxTerms int
	// Window is how many terms apart two of the kept terms of a text are at most that count as going together, for Associate; 0 is the
	// whole text.
	Window int
	// Lambda is the ridge, > 0.
	Lambda float64
	// Steps of conjugate gradients, ≥ 1.
	Steps int
	// IDF gives the inverse document frequency of a term, finite, ≥ 0; nil is ln(1 + texts / texts with the term).
	IDF func(Term) float64
	// Progress, if not nil, is called now and then with what is being done and how far it is.
	Progress func(stage string, done, total int)
}

// DefaultOptions returns 192 dimensions, terms of at least 3 texts, at most 200,000 texts, ridge 1 and 25 steps.
func DefaultOptions() Options {
	return Options{Dimensions: 192, MinTexts: 3, MaxTexts: 200_000, MaxTerms: 100_000, Lambda: 1, Steps: 25}
}

// ErrOptions is wrapped by the error for options out of bounds.
var ErrOptions = errors.New("semantic: invalid options")

// ErrTooFew is wrapped by the error for a corpus that is too small to learn from.
var ErrTooFew = errors.New("semantic: too few texts to learn from")

func (o Options) validate() error {
	if o.Dimensions < 1 || o.Dimensions > maxDimensions || o.MinTexts < 1 || o.MaxTexts < 1 || o.Window < 0 || o.MaxTerms < 1 || o.MaxTerms > maxTerms || !(o.Lambda > 0) || o.Steps < 1 {
		return fmt.Errorf("%w: dimensions %d, min texts %d, max texts %d, max terms %d, window %d, lambda %g, steps %d",
			ErrOptions, o.Dimensions, o.MinTexts, o.MaxTexts, o.MaxTerms, o.Window, o.Lambda, o.Steps)
	}
	return nil
}

// Example is a text with the vector that a model gives it.
type Example struct {
	// Terms of the text; how often one occurs does not matter.
	Terms []Term
	// Target is the packed vector.
	Target []int8
}

// minExamples is the least number of examples.
const minExamples = 100

// Distill fits a map to examples, such as the titles of a library with a model's vectors, by ridge regression (Hoerl & Kennard 1970)
// from the terms of a text, weighted by their inverse document frequency, to its vector less the mean of all. The map says, without
// the model, about where the model would put a text, and has a vector for every term. Its dimensions are the principal ones of the
// fitted vectors. examples is gone through twice. The error is ErrOptions, ErrTooFew, one of the examples or the context's.
func Distill(ctx context.Context, model string, examples iter.Seq2[Example, error], o Options) (*Map, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	examples = first(examples, o.MaxTexts)
	v, err := vocabularyOf(ctx, examples, o)
	if err != nil {
		return nil, err
	}
	x, y, columns, err := v.design(ctx, examples, o)
	if err != nil {
		return nil, err
	}
	centre(y, columns)
	w, err := ridge(ctx, x, y, columns, float32(o.Lambda), o.Steps, func(step int) { o.Progress("fitting", step, o.Steps) })
	if err != nil {
		return nil, err
	}
	fitted := y // its space is used again
	x.times(w, columns, fitted)
	dimensions := min(o.Dimensions, columns)
	axes, err := principal(fitted, columns, dimensions)
	if err != nil {
		return nil, err
	}
	vectors := make([]float32, len(v.terms)*dimensions)
	inParallel(len(v.terms), func(from, to int) {
		for t := from; t < to; t++ {
			for i, x := range w[t*columns:][:columns] {
				addScaled(vectors[t*dimensions:][:dimensions], axes[i*dimensions:], x*v.idf[t])
			}
		}
	})
	return newMap(model, dimensions, v.terms, vectors), nil
}

// first yields no more than so many of a sequence.
func first[T any](all iter.Seq2[T, error], n int) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		left := n
		for x, err := range all {
			if left--; !yield(x, err) || left == 0 {
				return
			}
		}
	}
}

// vocabulary are the terms that a map has, ascending.
type vocabulary struct {
	terms []Term
	idf   []float32
	at    map[Term]uint32
}

// vocabularyOf counts the texts of each term and keeps the frequent ones.
func vocabularyOf(ctx context.Context, examples iter.Seq2[Example, error], o Options) (*vocabulary, error) {
	type seen struct{ texts, last int }
	all, n := map[Term]*seen{}, 0
	for e, err := range examples {
		if err != nil {
			return nil, err
		}
		if n++; n%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			o.Progress("counting", n, 0)
		}
		for _, t := range e.Terms {
			s := all[t]
			if s == nil {
				s = &seen{}
				all[Term{t.View, strings.Clone(t.Text)}] = s // which must not keep the whole text in memory
			}
			if s.last != n {
				s.last = n
				s.texts++
			}
		}
	}
	if n < minExamples {
		return nil, fmt.Errorf("%w: %d, at least %d are needed", ErrTooFew, n, minExamples)
	}
	v := &vocabulary{at: map[Term]uint32{}}
	for t, s := range all {
		if s.texts >= o.MinTexts {
			v.terms = append(v.terms, t)
		}
	}
	slices.SortFunc(v.terms, func(a, b Term) int { return cmp.Or(cmp.Compare(all[b].texts, all[a].texts), Compare(a, b)) })
	v.terms = v.terms[:min(len(v.terms), o.MaxTerms)]
	slices.SortFunc(v.terms, Compare)
	for i, t := range v.terms {
		v.at[t] = uint32(i)
		idf := math.Log(1 + float64(n)/float64(all[t].texts))
		if o.IDF != nil {
			idf = o.IDF(t)
		}
		v.idf = append(v.idf, float32(idf))
	}
	return v, nil
}

// Compare orders terms by view and text.
func Compare(a, b Term) int { return cmp.Or(cmp.Compare(a.View, b.View), cmp.Compare(a.Text, b.Text)) }

// design returns the matrix of texts and their terms, rows of length 1, and the targets, scaled to length 1. Texts without a known
// term or without a vector are left out, and those whose vector has another length than the first.
func (v *vocabulary) design(ctx context.Context, examples iter.Seq2[Example, error], o Options) (x *sparse, y []float32, columns int, err error) {
	x = &sparse{columns: len(v.terms)}
	n := 0
	for e, err := range examples {
		if err != nil {
			return nil, nil, 0, err
		}
		if n++; n%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, nil, 0, err
			}
			o.Progress("reading", n, 0)
		}
		if columns == 0 {
			columns = len(e.Target)
		}
		at, values := v.row(e.Terms)
		length := float32(vector.Norm(e.Target))
		if len(at) == 0 || length == 0 || len(e.Target) != columns {
			continue
		}
		x.appendRow(at, values)
		for _, q := range e.Target {
			y = append(y, float32(q)/length)
		}
	}
	if x.rows() < minExamples {
		return nil, nil, 0, fmt.Errorf("%w: %d with known terms and a vector, at least %d are needed", ErrTooFew, x.rows(), minExamples)
	}
	return x, y, columns, nil
}

// row returns the places of terms, ascending, and their inverse document frequencies, scaled to length 1; nothing without a known term.
func (v *vocabulary) row(terms []Term) (at []uint32, values []float32) {
	for _, t := range terms {
		if i, ok := v.at[t]; ok {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	at = slices.Compact(at)
	sum := float32(0)
	for _, i := range at {
		sum += v.idf[i] * v.idf[i]
	}
	if !(sum > 0) {
		return nil, nil
	}
	for _, i := range at {
		values = append(values, v.idf[i]/float32(math.Sqrt(float64(sum))))
	}
	return at, values
}

// centre takes the mean row away from every row.
func centre(y []float32, columns int) {
	mean := make([]float64, columns)
	for i, v := range y {
		mean[i%columns] += float64(v)
	}
	rows := float64(len(y) / columns)
	for i := range y {
		y[i] -= float32(mean[i%columns] / rows)
	}
}

// principal returns the directions, one a column, in which rows vary most, the first the most.
func principal(rows []float32, columns, dimensions int) ([]float32, error) {
	scatter := mat.NewSymDense(columns, nil)
	sums := make([]float64, columns*columns)
	inStretches(columns, 1, func(i, _ int) {
		for r := 0; r < len(rows); r += columns {
			row, x := rows[r:r+columns], float64(rows[r+i])
			for j := i; j < columns; j++ {
				sums[i*columns+j] += x * float64(row[j])
			}
		}
	})
	for i := range columns {
		for j := i; j < columns; j++ {
			scatter.SetSym(i, j, sums[i*columns+j])
		}
	}
	var e mat.EigenSym
	if !e.Factorize(scatter, true) {
		return nil, errors.New("semantic: the principal directions were not found")
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	out := make([]float32, columns*dimensions)
	for d := range dimensions {
		c := columns - 1 - d // ascending eigenvalues
		largest := 0.0
		for i := range columns {
			if x := vectors.At(i, c); math.Abs(x) > math.Abs(largest) {
				largest = x
			}
		}
		for i := range columns { // of the two signs, the one that makes the largest number positive
			out[i*dimensions+d] = float32(math.Copysign(1, largest) * vectors.At(i, c))
		}
	}
	return out, nil
}
