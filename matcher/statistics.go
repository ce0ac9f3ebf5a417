package matcher

import (
	"context"
	"math"
	"slices"
	"strconv"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
)

// statistics are counts over the whole library of patents at one generation.
type statistics struct {
	generation uint64
	branches   []index.FacetCount // declared, then inferred
	supplyMean float64
}

// statistics counts branches and the mean supply quality, once a generation.
func (e *edition) statistics(ctx context.Context, s index.Searcher, generation uint64) (*statistics, error) {
	e.statsMu.Lock()
	defer e.statsMu.Unlock()
	if e.stats != nil && e.stats.generation == generation {
		return e.stats, nil
	}
	branches, err := s.Counts(ctx, keySEI)
	if err != nil {
		return nil, err
	}
	inferred, err := s.Counts(ctx, keyInferredSEI)
	if err != nil {
		return nil, err
	}
	branches = slices.Concat(branches, inferred)
	supply, err := s.Counts(ctx, keySupply)
	if err != nil {
		return nil, err
	}
	st := &statistics{generation: generation, branches: branches}
	var quality mean
	for _, c := range supply {
		if v, err := strconv.Atoi(c.Value); err == nil {
			quality.add(float64(v)/100, c.Count)
		}
	}
	st.supplyMean = quality.or(0.5)
	e.stats = st
	return st, nil
}

// neutralOf computes what stands in for missing data: the mean supply quality of the library, the mean affinity of the need's fields
// to the branches of the library's patents, and the mean overlap with the likely fields of the candidates.
func (e *edition) neutralOf(ctx context.Context, s index.Searcher, p *profile, best []candidate) (neutralValues, error) {
	st, err := e.statistics(ctx, s, p.generation)
	if err != nil {
		return neutralValues{}, err
	}
	var near, common mean
	for _, b := range st.branches {
		if v, known := industry.Affinity(p.fields, industry.Profile{SEI: []industry.Weighted{{Code: b.Value, Weight: 1}}}); known {
			near.add(v, b.Count)
		}
	}
	for i := range best {
		if v := best[i].common; !math.IsNaN(v) {
			common.add(v, 1)
		}
	}
	return neutralValues{industry: near.or(0.5), inferred: common.or(0), supply: st.supplyMean}, nil
}

// mean is that of values that are added.
type mean struct{ sum, count float64 }

func (m *mean) add(v float64, times uint64) {
	m.sum += float64(v * float64(times))
	m.count += float64(times)
}

// or returns the mean, or another value when there is none.
func (m *mean) or(other float64) float64 {
	if m.count == 0 {
		return other
	}
	return m.sum / m.count
}
