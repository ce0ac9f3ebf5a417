package matcher

import (
	"context"
	"strconv"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
)

// statistics are counts over the whole library of patents at one generation.
type statistics struct {
	generation uint64
	branches   []index.FacetCount
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
	supply, err := s.Counts(ctx, keySupply)
	if err != nil {
		return nil, err
	}
	st := &statistics{generation: generation, branches: branches, supplyMean: 0.5}
	sum, count := 0.0, 0.0
	for _, c := range supply {
		if v, err := strconv.Atoi(c.Value); err == nil {
			sum += float64(v) / 100 * float64(c.Count)
			count += float64(c.Count)
		}
	}
	if count > 0 {
		st.supplyMean = sum / count
	}
	e.stats = st
	return st, nil
}

// neutralOf computes what stands in for missing data: the mean supply quality of the library, and the mean affinity of the
// need's fields to the branches of the library's patents.
func (e *edition) neutralOf(ctx context.Context, s index.Searcher, p *profile) (neutralValues, error) {
	st, err := e.statistics(ctx, s, p.generation)
	if err != nil {
		return neutralValues{}, err
	}
	out := neutralValues{industry: 0.5, supply: st.supplyMean}
	sum, count := 0.0, 0.0
	for _, b := range st.branches {
		branch := industry.Profile{SEI: []industry.Weighted{{Code: b.Value, Weight: 1}}}
		if v, known := industry.Affinity(p.fields, branch); known {
			sum += v * float64(b.Count)
			count += float64(b.Count)
		}
	}
	if count > 0 {
		out.industry = sum / count
	}
	return out, nil
}
