package matcher

import (
	"context"

	"github.com/gongxu/gongxu/corpus"
)

// Valued is a candidate of a need with the values of all signals, whatever their weights.
type Valued struct {
	// ID is the patent's id.
	ID string `json:"id"`
	// Values are in the order of SignalNames, each in [0, 1].
	Values []float64 `json:"values"`
	// Evidence is what speaks for the pair in absolute terms.
	Evidence Evidence `json:"evidence"`
	// Score is the engine's own.
	Score float64 `json:"score"`
}

// Values returns the candidates of a need, the patents that are not known to have expired, with the values of all signals, by id. It is
// what weights are learnt from. Without an embedder the dense signals are those of a patent without a vector.
func (e *Engine) Values(ctx context.Context, need corpus.Need) ([]Valued, error) {
	x := e.hold()
	defer x.release()
	return x.values(ctx, need)
}

// values is Values of an edition.
func (e *edition) values(ctx context.Context, need corpus.Need) ([]Valued, error) {
	r, parts, err := e.openParts(ctx, need)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if len(parts) == 0 {
		return nil, nil
	}
	found, err := e.mergedInForce(ctx, r, parts)
	if err != nil {
		return nil, err
	}
	recency, err := e.recency(ctx, r, parts[0].generation) // also when freshness takes no part
	if err != nil {
		return nil, err
	}
	if err := dated(r, found); err != nil {
		return nil, err
	}
	out := make([]Valued, len(found))
	for i := range found {
		out[i] = Valued{ID: found[i].hit.ID, Values: make([]float64, kinds), Evidence: found[i].of.evidence(&found[i]), Score: found[i].score}
		for k, s := range table {
			if (kind(k) == dense || kind(k) == sentences) && found[i].of.dense == nil {
				out[i].Values[k] = unitOf(0)
				continue
			}
			if kind(k) == fresh {
				out[i].Values[k], _ = recency.of(found[i].day)
				continue
			}
			out[i].Values[k], _ = s.value(found[i].of, &found[i])
		}
	}
	return out, nil
}
