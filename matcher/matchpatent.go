package matcher

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// needPool is the number of needs of the first stage that get all signals.
const needPool = 50

// MatchPatent returns the needs that a patent could meet, best first. The first stage scores the needs' index with the
// patent's terms; then every pair gets its signals in the direction from need to patent, so that its score is the one that
// Match gives.
func (e *Engine) MatchPatent(ctx context.Context, patent corpus.Patent, q Query) (*NeedMatches, error) {
	x := e.hold()
	defer x.release()
	if err := q.validate(); err != nil {
		return nil, err
	}
	filter, err := q.needFilter()
	if err != nil {
		return nil, err
	}
	needs, err := x.needs.Reader()
	if err != nil {
		return nil, err
	}
	defer needs.Close()
	patents, generation, err := x.patentReader()
	if err != nil {
		return nil, err
	}
	defer patents.Close()
	out := &NeedMatches{Matches: []NeedMatch{}}
	terms, err := x.patentTerms(ctx, needs, patent)
	if err != nil {
		return nil, err
	}
	switch {
	case needs.Total() == 0:
		out.Reason = "库中还没有需求。"
	case len(terms) == 0:
		out.Reason = "专利文本中没有可检索的技术词。"
	}
	if out.Reason != "" {
		return out, nil
	}
	res, err := needs.Search(ctx, index.Query{Terms: terms, Filter: filter, K: max(q.K, needPool)})
	if err != nil {
		return nil, err
	}
	texts := x.analysed(patent)
	seen := &seenPatent{patent, x.featuresOf(patent, texts, x.inferredOf(patent, texts)), texts}
	found := make([]corpus.Need, 0, len(res.Hits))
	for _, h := range res.Hits {
		stored, err := needs.Stored(ctx, h)
		if err != nil {
			return nil, err
		}
		var n corpus.Need
		if err := json.Unmarshal(stored, &n); err != nil {
			return nil, fmt.Errorf("%w: stored need %q: %w", index.ErrCorrupt, h.ID, err)
		}
		found = append(found, n)
	}
	if err := x.pairs(ctx, patents, generation, found, seen, q, out); err != nil {
		return nil, err
	}
	slices.SortFunc(out.Matches, func(a, b NeedMatch) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	out.Matches = out.Matches[:min(q.K, len(out.Matches))]
	if len(out.Matches) == 0 {
		out.Reason = "在所选条件下，库中没有与该专利有共同技术词的需求。"
	}
	return out, nil
}

// needFilter restricts needs: open ones unless Closed is set, and the query's SEI branches and regions.
func (q Query) needFilter() (index.Filter, error) {
	var f index.Filter
	if !q.Closed {
		f.MustNot = append(f.MustNot, index.Clause{Field: keyClosed, Values: []string{"1"}})
	}
	if len(q.Filter.SEI) > 0 {
		c, err := seiClause(q.Filter.SEI)
		if err != nil {
			return f, err
		}
		f.Must = append(f.Must, c)
	}
	if len(q.Filter.Regions) > 0 {
		f.Must = append(f.Must, index.Clause{Field: keyRegion, Prefixes: q.Filter.Regions})
	}
	return f, nil
}

// patentTerms weighs a patent's terms by the needs' document frequencies; the title counts as often as its boost says.
func (e *edition) patentTerms(ctx context.Context, needs index.Searcher, p corpus.Patent) ([]index.Weighted, error) {
	text := &needText{
		title: e.seg.Analyze(p.Title, segment.PatentText), text: e.seg.Analyze(p.Abstract, segment.PatentText), titleTimes: e.opts.NeedTitle,
	}
	terms, _, err := weigh(ctx, needs, e.opts.Needs.Views, genre{}, text.terms)
	return terms, err
}

// seenPatent is a patent whose needs are sought.
type seenPatent struct {
	corpus.Patent
	features features
	texts    index.Analyses
}

// pairs scores needs with a patent. When the embedder fails for one of them, none is asked for any more and all are scored without it,
// so that the scores compare and the wait is that of one need.
func (e *edition) pairs(ctx context.Context, patents index.Searcher, generation uint64, needs []corpus.Need, s *seenPatent, q Query, out *NeedMatches) error {
	for i := 0; i < len(needs); i++ {
		parts, err := e.partsOf(ctx, patents, generation, needs[i], !out.Degraded)
		if err != nil {
			return err
		}
		if at := slices.IndexFunc(parts, func(p needPart) bool { return p.fallback != "" }); at >= 0 {
			out.Notices, out.Degraded, out.Matches = append(out.Notices, parts[at].fallback), true, out.Matches[:0]
			i = -1
			continue
		}
		m, err := e.pair(parts, e.sought, needs[i], s, q)
		if err != nil {
			return err
		}
		out.Matches = append(out.Matches, m)
	}
	return nil
}

// pair scores one need and one patent: of separate needs in its text, the one that the patent fits best. sought gives what is sought of each.
func (e *edition) pair(parts []needPart, sought func(*profile) *soughtNeed, n corpus.Need, s *seenPatent, q Query) (NeedMatch, error) {
	var x *explainer
	c := &candidate{score: -1}
	for _, part := range parts {
		y := e.explainer(sought(part.profile), s.Patent, s.texts, q)
		found := []candidate{{features: s.features, hit: index.Hit{ID: s.ID, Score: y.sum()}, day: dayNumber(dayKey(tellingDate(s.Patent)))}}
		if err := e.measure(part.profile, found); err != nil {
			return NeedMatch{}, err
		}
		part.score(&found[0])
		if found[0].score > c.score {
			x, c = y, &found[0]
		}
	}
	m := NeedMatch{ID: n.ID, Title: n.Title, Enterprise: n.Enterprise, Score: c.score, Probability: c.of.probability(c.score), Explanation: x.explain(c)}
	if q.Records {
		m.Need = &n
	}
	return m, nil
}
