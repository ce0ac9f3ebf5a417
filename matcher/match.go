package matcher

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
)

// candidate is a patent of the first stage with its signals and score.
type candidate struct {
	hit        index.Hit
	features   features
	chars      uint32   // score of the characters
	titleChars uint32   // of those of the title
	meaning    float64  // cosine by the map of terms, NaN without one
	common     float64  // overlap of its likely fields with those of the need, NaN without any
	cosines    cosines  // by the embedder
	day        int      // its date as dayNumber, 0 when it is unknown or freshness takes no part
	said       verdict  // what feedback says of it
	base       float64  // score of the other signals, which feedback moves
	of         *profile // of the need, or of the one of several needs that it fits best
	signals    signals
	score      float64
	rerank     rerankShare
}

// Match returns the patents that meet a need, best first. It fails with ErrQuery when the query is out of bounds.
func (e *Engine) Match(ctx context.Context, need corpus.Need, q Query) (*Matches, error) {
	x := e.hold()
	defer x.release()
	if err := q.validate(); err != nil {
		return nil, err
	}
	filter, err := q.Filter.compile()
	if err != nil {
		return nil, err
	}
	onlyInForce := filter.IsZero() && !q.Expired && q.K <= x.opts.Candidates
	if !q.Expired {
		filter = filter.And(expired())
	}
	r, parts, err := x.openParts(ctx, need)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	out := &Matches{Matches: []Match{}}
	out.Notices, out.Degraded = notices(parts), slices.ContainsFunc(parts, func(p needPart) bool { return p.fallback != "" })
	if out.Reason = emptyReason(need, parts, r.Total()); out.Reason != "" {
		return out, nil
	}
	var candidates []candidate
	if onlyInForce {
		candidates, err = x.mergedInForce(ctx, r, parts)
	} else {
		candidates, err = x.merged(parts, func(part needPart) ([]candidate, error) {
			return x.candidates(ctx, r, part.profile, filter, max(q.K, x.opts.Candidates))
		})
	}
	if err != nil {
		return nil, err
	}
	if len(candidates) == 0 {
		out.Reason, out.Unmet = "在所选条件下，库中没有与该需求有共同技术词的专利。", true
		return out, nil
	}
	promise := candidates[0].of.probability(candidates[0].score)
	reranked, err := x.rerank(ctx, r, candidates)
	if err != nil {
		return nil, err
	}
	if reranked.fallback != "" {
		out.Notices, out.Degraded = append(out.Notices, reranked.fallback), true
	}
	chosen, err := x.diversified(ctx, r, candidates, q)
	if err != nil {
		return nil, err
	}
	sought := x.soughtNeeds()
	for _, c := range chosen {
		m, err := x.match(ctx, r, sought(c.of), c.candidate, q)
		if err != nil {
			return nil, err
		}
		m.Family = c.family
		out.Matches = append(out.Matches, m)
	}
	if promise < q.Threshold {
		out.Unmet = true
		out.Notices = append(out.Notices, unmetNotice(promise))
	}
	if q.PerField > 0 {
		if out.Fields, err = x.fieldLists(ctx, r, parts, sought, reranked, filter, q); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (q Query) validate() error {
	if q.K < 1 || q.K > index.MaxK {
		return fmt.Errorf("%w: k %d is not within 1…%d", ErrQuery, q.K, index.MaxK)
	}
	if q.PerField < 0 || q.PerField > 100 || q.Terms < 0 || q.PerApplicant < 0 {
		return fmt.Errorf("%w: per field %d is not within 0…100, or terms %d or per applicant %d is negative", ErrQuery, q.PerField, q.Terms, q.PerApplicant)
	}
	if !(q.Threshold >= 0 && q.Threshold <= 1) {
		return fmt.Errorf("%w: threshold %v is not within 0…1", ErrQuery, q.Threshold)
	}
	return nil
}

// emptyReason says why no patent can be found for a need; empty when one may be.
func emptyReason(need corpus.Need, parts []needPart, patents uint64) string {
	switch {
	case patents == 0:
		return "库中还没有专利。"
	case need.Title == "" && need.Description == "":
		return "需求是空的：请给出标题或内容。"
	case len(parts) == 0:
		return "需求中没有可检索的技术词（只有套话、数字、符号或企业背景）。"
	}
	return ""
}

// candidates runs the first stage with a filter and orders its hits by all signals.
func (e *edition) candidates(ctx context.Context, s index.Searcher, p *profile, filter index.Filter, k int) ([]candidate, error) {
	found, err := e.firstStage(ctx, s, p, filter, k)
	if err != nil {
		return nil, err
	}
	return signalled(p, found), nil
}

// firstStage returns the best k of the first stage, and the patents whose vectors are nearest, with what the signals are made of.
func (e *edition) firstStage(ctx context.Context, s index.Searcher, p *profile, filter index.Filter, k int) ([]candidate, error) {
	res, err := s.Search(ctx, index.Query{Terms: p.terms, Filter: filter, K: k})
	if err != nil {
		return nil, err
	}
	near, err := e.denseHits(ctx, s, p, filter)
	if err != nil {
		return nil, err
	}
	out := make([]candidate, 0, len(res.Hits)+len(near))
	seen := make(map[uint64]bool, len(near))
	for _, h := range slices.Concat(res.Hits, near) {
		if len(near) > 0 {
			if seen[h.Key] {
				continue
			}
			seen[h.Key] = true
		}
		f, err := e.features(ctx, s, h)
		if err != nil {
			return nil, err
		}
		out = append(out, candidate{hit: h, features: f})
	}
	if p.recency != nil {
		if err := dated(s, out); err != nil {
			return nil, err
		}
	}
	if err := e.measure(p, out); err != nil || e.trial == nil {
		return out, err
	}
	return out, e.trial.measure(ctx, s, p, out)
}

// measure computes what the signals of candidates are made of.
func (e *edition) measure(p *profile, found []candidate) error {
	for i := range found {
		c := &found[i]
		c.chars, c.titleChars = c.features.charScores(p.chars, p.dimensions)
		if e.trial == nil {
			c.meaning = e.meaningOf(p, c.features)
		}
		c.common = p.overlap(c.features)
		c.said = p.precedents.of(c.hit.ID, c.features.direction(p.dimensions))
	}
	store := e.library.vectors()
	if p.dense == nil || store == nil {
		return nil
	}
	return p.dense.measure(store, found)
}

// inForce returns the candidates among the patents that are not known to have expired. best, if not nil, are the best of all
// patents: when none of them has expired, they are what a search with the filter would give.
func (e *edition) inForce(ctx context.Context, s index.Searcher, p *profile, best []candidate) ([]candidate, error) {
	if best != nil && !slices.ContainsFunc(best, func(c candidate) bool { return c.features.expired() }) {
		return signalled(p, best), nil
	}
	return e.candidates(ctx, s, p, expired(), e.opts.Candidates)
}

// signalled computes the signals of candidates and orders them by score.
func signalled(p *profile, found []candidate) []candidate {
	for i := range found {
		p.score(&found[i])
	}
	slices.SortFunc(found, byScore)
	return found
}

// byScore orders candidates by score descending, then id ascending.
func byScore(a, b candidate) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	return cmp.Compare(a.hit.ID, b.hit.ID)
}

// match makes a candidate presentable.
func (e *edition) match(ctx context.Context, s index.Searcher, need *soughtNeed, c candidate, q Query) (Match, error) {
	if err := ctx.Err(); err != nil { // an explanation of long texts takes its time
		return Match{}, err
	}
	r, err := e.record(ctx, s, c.hit)
	if err != nil {
		return Match{}, err
	}
	x := e.explainer(need, r.patent, e.analysed(r.patent), q)
	m := Match{
		ID: c.hit.ID, Title: r.patent.Title, Score: c.score, Probability: need.p.probability(c.ordinary()), Branches: c.features.profile(need.p.dimensions).SEI,
		Inferred:    c.features.inferred(need.p.dimensions).named(),
		Explanation: x.explain(&c), Highlights: x.highlights(),
	}
	if q.Records {
		patent := r.patent
		m.Patent = &patent
	}
	return m, nil
}

// fieldLists returns the best matches of every SEI branch that has one, the branch with the best match first, and of the
// patents whose branch is not known.
func (e *edition) fieldLists(ctx context.Context, s index.Searcher, parts []needPart, sought func(*profile) *soughtNeed, reranked reranking, filter index.Filter, q Query) ([]FieldList, error) {
	var out []FieldList
	list := func(code, name string, f index.Filter) error {
		candidates, err := e.merged(parts, func(part needPart) ([]candidate, error) {
			return e.candidates(ctx, s, part.profile, filter.And(f), max(5*q.PerField, 50))
		})
		if err != nil || len(candidates) == 0 {
			return err
		}
		reranked.apply(candidates)
		l := FieldList{Code: code, Name: name}
		for _, c := range candidates[:min(q.PerField, len(candidates))] {
			m, err := e.match(ctx, s, sought(c.of), c, q)
			if err != nil {
				return err
			}
			l.Matches = append(l.Matches, m)
		}
		out = append(out, l)
		return nil
	}
	for _, b := range industry.Branches() {
		f := index.Filter{Must: []index.Clause{q.Filter.orInferred(index.Clause{Field: keySEI, Values: []string{b.Code}})}}
		if err := list(b.Code, b.Name, f); err != nil {
			return nil, err
		}
	}
	unknown := index.Filter{MustNot: []index.Clause{q.Filter.orInferred(index.Clause{Field: keySEI, Ranges: []index.Range{{}}})}}
	if err := list("", "领域未知", unknown); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b FieldList) int { return cmp.Compare(b.Matches[0].Score, a.Matches[0].Score) })
	return out, nil
}

// Ranked is a patent in a ranking.
type Ranked struct {
	ID    string
	Score float64
}

// Rank returns up to k patents for a need with scores that never rise, for run files: the candidates ranked by all signals,
// and the best of them by the re-ranker if there is one, first, the rest of the first stage below them in its order. Nothing is collapsed, diversified or cut off.
func (e *Engine) Rank(ctx context.Context, need corpus.Need, k int) ([]Ranked, error) {
	x := e.hold()
	defer x.release()
	if k < 1 || k > index.MaxK {
		return nil, fmt.Errorf("%w: k %d is not within 1…%d", ErrQuery, k, index.MaxK)
	}
	r, parts, err := x.openParts(ctx, need)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if len(parts) == 0 {
		return nil, nil
	}
	first, err := x.mergedInForce(ctx, r, parts)
	if err != nil {
		return nil, err
	}
	if _, err := x.rerank(ctx, r, first); err != nil {
		return nil, err
	}
	out := make([]Ranked, 0, k)
	seen := make(map[string]bool, len(first))
	floor := 1.0
	for _, c := range first {
		seen[c.hit.ID] = true
		floor = c.score
		if len(out) < k {
			out = append(out, Ranked{c.hit.ID, c.score})
		}
	}
	if len(out) >= k || len(first) < x.opts.Candidates {
		return out, nil
	}
	p := parts[0].profile
	rest, err := r.Search(ctx, index.Query{Terms: p.terms, Filter: expired(), K: k})
	if err != nil {
		return nil, err
	}
	for _, h := range rest.Hits {
		if len(out) == k {
			break
		}
		if !seen[h.ID] {
			out = append(out, Ranked{h.ID, floor * ratio(h.Score, p.bestLexical+1)})
		}
	}
	return out, nil
}
