package semantic

import (
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
)

const (
	// contextSmoothing is the power of the frequencies of contexts, so that rare ones do not associate too strongly.
	contextSmoothing = 0.75
	// leastPairs is how often two terms must go together to count.
	leastPairs = 3
	// gap stands between the terms of two texts.
	gap = math.MaxUint32
)

// numbers returns the numbers of the known terms of all texts, with a gap before each text and after the last.
func (v *vocabulary) numbers(texts iter.Seq2[[]Term, error]) ([]uint32, error) {
	out := []uint32{gap}
	for terms, err := range texts {
		if err != nil {
			return nil, err
		}
		for _, t := range terms {
			if i, ok := v.at[t]; ok {
				out = append(out, i)
			}
		}
		out = append(out, gap)
	}
	if len(out) > math.MaxUint32 {
		return nil, fmt.Errorf("%w: texts of more than %d terms together; take fewer", ErrOptions, math.MaxUint32)
	}
	return out, nil
}

// pairs counts which terms go together: those of one text that are at most a window apart.
type pairs struct {
	window int
	all    []uint32  // numbers of terms, as vocabulary.numbers gives them
	places []uint32  // in all, of each term in turn
	starts []int     // of each term in places, and the end of the last
	sums   []float64 // of each term's counts
}

// pairsOf prepares counting by finding where each term stands.
func pairsOf(all []uint32, terms, window int) *pairs {
	p := &pairs{window: window, all: all, places: make([]uint32, len(all)), starts: make([]int, terms+1), sums: make([]float64, terms)}
	for _, t := range all {
		if t != gap {
			p.starts[t+1]++
		}
	}
	for t := range terms {
		p.starts[t+1] += p.starts[t]
	}
	next := slices.Clone(p.starts)
	for i, t := range all {
		if t != gap {
			p.places[next[t]] = uint32(i)
			next[t]++
			before, after := p.context(i)
			p.sums[t] += float64(len(before) + len(after))
		}
	}
	return p
}

// context returns the terms before and after a place that go together with the one there.
func (p *pairs) context(place int) (before, after []uint32) {
	before, after = p.all[max(0, place-p.window):place], p.all[place+1:min(len(p.all), place+1+p.window)]
	for i := range before {
		if before[len(before)-1-i] == gap {
			before = before[len(before)-i:]
			break
		}
	}
	if i := slices.Index(after, gap); i >= 0 {
		after = after[:i]
	}
	return before, after
}

// ppmi returns the matrix of positive pointwise mutual information of terms, its rows, and the terms that they go together with, its
// columns, with the context distribution smoothing of Levy, Goldberg & Dagan, TACL 2015. A row is counted as a whole, over all places
// of its term, so that only what it keeps takes memory.
func (p *pairs) ppmi(ctx context.Context) (*sparse, error) {
	terms, total := len(p.sums), 0.0
	smoothed := make([]float64, terms)
	for t, sum := range p.sums {
		smoothed[t] = math.Pow(sum, contextSmoothing)
		total += smoothed[t]
	}
	parts := make([]sparse, (terms+stretch-1)/stretch)
	inParallel(terms, func(from, to int) {
		part, counts := &parts[from/stretch], make([]uint32, terms)
		var touched, at []uint32
		var values []float32
		for t := from; t < to && ctx.Err() == nil; t++ {
			touched, at, values = p.count(t, counts, touched[:0]), at[:0], values[:0]
			for _, c := range touched {
				if n := counts[c]; n >= leastPairs {
					if pmi := math.Log(float64(n) * total / (p.sums[t] * smoothed[c])); pmi > 0 {
						at, values = append(at, c), append(values, float32(pmi))
					}
				}
				counts[c] = 0
			}
			part.appendRow(at, values)
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	x := &sparse{columns: terms}
	for i := range parts {
		for r := range parts[i].rows() {
			from, to := parts[i].starts[r], parts[i].starts[r+1]
			x.appendRow(parts[i].at[from:to], parts[i].values[from:to])
		}
		parts[i] = sparse{} // its memory may go
	}
	return x, nil
}

// count adds how often the other terms go together with a term, and returns which those are, ascending, in the space of touched.
func (p *pairs) count(t int, counts, touched []uint32) []uint32 {
	for _, place := range p.places[p.starts[t]:p.starts[t+1]] {
		before, after := p.context(int(place))
		for _, side := range [...][]uint32{before, after} {
			for _, c := range side {
				if counts[c] == 0 {
					touched = append(touched, c)
				}
				counts[c]++
			}
		}
	}
	slices.Sort(touched)
	return touched
}
