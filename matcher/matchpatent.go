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
	if err := q.validate(); err != nil {
		return nil, err
	}
	filter, err := q.needFilter()
	if err != nil {
		return nil, err
	}
	needs, err := e.needs.Reader()
	if err != nil {
		return nil, err
	}
	defer needs.Close()
	patents, generation, err := e.patentReader()
	if err != nil {
		return nil, err
	}
	defer patents.Close()
	out := &NeedMatches{Matches: []NeedMatch{}}
	terms, err := e.patentTerms(ctx, needs, patent)
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
	texts := e.analysed(patent)
	seen := &seenPatent{patent, e.featuresOf(patent, texts), texts}
	for _, h := range res.Hits {
		stored, err := needs.Stored(ctx, h)
		if err != nil {
			return nil, err
		}
		var n corpus.Need
		if err := json.Unmarshal(stored, &n); err != nil {
			return nil, fmt.Errorf("%w: stored need %q: %w", index.ErrCorrupt, h.ID, err)
		}
		m, err := e.pair(ctx, patents, generation, n, seen, q)
		if err != nil {
			return nil, err
		}
		out.Matches = append(out.Matches, m)
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
func (e *Engine) patentTerms(ctx context.Context, needs index.Searcher, p corpus.Patent) ([]index.Weighted, error) {
	title := e.seg.Analyze(p.Title, segment.PatentText)
	abstract := e.seg.Analyze(p.Abstract, segment.PatentText)
	terms, _, err := weigh(ctx, needs, e.opts.Needs.Views, genre{}, func(v segment.View) map[string]int {
		return needTerms(title, abstract, v, e.opts.NeedTitle)
	})
	return terms, err
}

// seenPatent is a patent whose needs are sought.
type seenPatent struct {
	corpus.Patent
	features features
	texts    index.Analyses
}

// pair scores one need and one patent.
func (e *Engine) pair(ctx context.Context, patents index.Searcher, generation uint64, n corpus.Need, s *seenPatent, q Query) (NeedMatch, error) {
	p, _, err := e.profile(ctx, patents, generation, n)
	if err != nil {
		return NeedMatch{}, err
	}
	x := e.explainer(e.sought(p), s.Patent, s.texts, q)
	found := []candidate{{features: s.features, hit: index.Hit{ID: s.ID, Score: x.sum()}}}
	if err := e.measure(p, found); err != nil {
		return NeedMatch{}, err
	}
	c := &found[0]
	p.score(c)
	m := NeedMatch{ID: n.ID, Title: n.Title, Enterprise: n.Enterprise, Score: c.score, Probability: p.probability(c.score), Explanation: x.explain(c)}
	if q.Records {
		m.Need = &n
	}
	return m, nil
}
