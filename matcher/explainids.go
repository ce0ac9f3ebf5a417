package matcher

import (
	"context"
	"errors"

	"github.com/gongxu/gongxu/corpus"
)

// Explain scores and explains chosen patents for a need, in the order of their ids, whether or not Match would find them or they have
// expired. The scores are those that Match gives before any re-ranking; there are no highlights. Patents that are not in the library are left out, and a need
// without content gives none.
func (e *Engine) Explain(ctx context.Context, need corpus.Need, q Query, ids ...string) ([]Match, error) {
	x := e.hold()
	defer x.release()
	r, parts, err := x.openParts(ctx, need)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if len(parts) == 0 {
		return nil, nil
	}
	sought := x.soughtNeeds()
	out := make([]Match, 0, len(ids))
	for _, id := range ids {
		patent, err := get[corpus.Patent](ctx, x.patents, "patent", id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		texts := x.analysed(patent)
		s := &seenPatent{patent, x.featuresOf(patent, texts, x.inferredOf(patent, texts)), texts}
		m, err := x.pair(parts, sought, need, s, q)
		if err != nil {
			return nil, err
		}
		out = append(out, Match{
			ID: id, Title: patent.Title, Score: m.Score, Probability: m.Probability,
			Branches: s.features.profile(x.meaning.Dimensions()).SEI, Inferred: s.features.inferred(x.meaning.Dimensions()).named(),
			Explanation: m.Explanation,
		})
	}
	return out, nil
}
