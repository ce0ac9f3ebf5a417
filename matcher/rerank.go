package matcher

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
)

// Reranker reads a need and patents together and says how well each meets it. Package embedding has one.
type Reranker interface {
	// Rerank returns a score for each document, the higher the better, on any scale, or an error for all of them.
	Rerank(ctx context.Context, query string, documents []string) ([]float64, error)
}

// ErrReranker is wrapped when scores were needed and could not be had.
var ErrReranker = errors.New("matcher: no score from the re-ranker")

// How much of a text a re-ranker reads, in characters. It is a choice: models for it read a pair of texts at once, small ones no more
// than 512 tokens, and the beginning of a need or an abstract says what it is about.
const (
	rerankNeedRunes   = 300
	rerankPatentRunes = 400
)

// rerankSpread stands for the deviation of scores that are all the same, so that a re-ranker may tell the patents apart.
const rerankSpread = 0.01

// reranker is a re-ranker with how it is used; nil is none.
type reranker struct {
	model  Reranker
	budget time.Duration // for one need; 0 waits as long as it takes
	depth  int
	weight float64
}

// newReranker returns that of the settings; nil when they have none.
func newReranker(set Settings) (*reranker, error) {
	if set.Reranker == nil {
		return nil, nil //nolint:nilnil // no re-ranker, nothing to set
	}
	if set.RerankDepth < 1 || set.RerankDepth > index.MaxK || !(set.RerankWeight > 0 && set.RerankWeight <= 1) {
		return nil, fmt.Errorf("%w: re-ranking depth %d is not within 1…%d or weight %v not above 0 and at most 1",
			index.ErrOptions, set.RerankDepth, index.MaxK, set.RerankWeight)
	}
	return &reranker{set.Reranker, set.RerankBudget, set.RerankDepth, set.RerankWeight}, nil
}

// rerankShare is what a re-ranker made of a candidate; the zero value when it did not see it.
type rerankShare struct {
	weight     float64 // in the score
	value      float64 // brought to mean and spread of the scores without it, in [0, 1]
	deviations float64 // from the mean of the re-ranker's scores, in standard deviations
	among      int     // candidates that it saw
	before     float64 // score without it
	of         *profile
}

// ordinary is the score without a re-ranker.
func (c *candidate) ordinary() float64 {
	if c.rerank.weight > 0 {
		return c.rerank.before
	}
	return c.score
}

// reranking is what a re-ranker made of the best candidates of a need; the zero value changes nothing.
type reranking struct {
	shares   map[uint64]rerankShare // by key
	fallback string                 // why it was not used, in Chinese; empty when it was, or when there is none
}

// rerank asks the re-ranker, if there is one, about the best candidates, which are ordered by score, and orders all anew. A score
// becomes (1−w)·score + w·value, where value is the re-ranker's score with the mean and the deviation that the scores have: that
// orders as a mean of both in standard deviations does, and stays on the scale of the candidates that it did not see. When it fails
// within a budget the candidates stay as they are.
func (e *edition) rerank(ctx context.Context, s index.Searcher, found []candidate) (reranking, error) {
	if e.reranker == nil || len(found) == 0 {
		return reranking{}, nil
	}
	best := found[:min(e.reranker.depth, len(found))]
	scores, err := e.relevance(ctx, s, best)
	switch {
	case err == nil:
		r := reranking{shares: e.reranker.shares(best, scores)}
		r.apply(found)
		return r, nil
	case errors.Is(err, ErrReranker) && e.reranker.budget > 0:
		return reranking{fallback: "重排模型没有给出可用的分数，名次未经它调整：" + err.Error()}, nil
	}
	return reranking{}, err
}

// relevance returns the re-ranker's scores of candidates. It reads each with the one of several needs that it fits best, in the order
// of the best candidate of each. An error of the re-ranker wraps ErrReranker.
func (e *edition) relevance(ctx context.Context, s index.Searcher, found []candidate) ([]float64, error) {
	var needs []*profile
	texts, places := map[*profile][]string{}, map[*profile][]int{}
	for i, c := range found {
		r, err := e.record(ctx, s, c.hit)
		if err != nil {
			return nil, err
		}
		if places[c.of] == nil {
			needs = append(needs, c.of)
		}
		texts[c.of], places[c.of] = append(texts[c.of], rerankPatent(r.patent)), append(places[c.of], i)
	}
	limited, cancel := within(ctx, e.reranker.budget)
	defer cancel()
	out := make([]float64, len(found))
	for _, p := range needs {
		scores, err := e.reranker.scores(limited, ctx, rerankNeed(p.need), texts[p])
		if err != nil {
			return nil, err
		}
		for n, i := range places[p] {
			out[i] = scores[n]
		}
	}
	return out, nil
}

// scores asks for a finite score for each document. An error is that of the outer context, or wraps ErrReranker.
func (r *reranker) scores(ctx, outer context.Context, need string, documents []string) ([]float64, error) {
	scores, err := r.model.Rerank(ctx, need, documents)
	switch {
	case err != nil && outer.Err() != nil:
		return nil, outer.Err()
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrReranker, err)
	case len(scores) != len(documents):
		return nil, fmt.Errorf("%w: %d scores for %d patents", ErrReranker, len(scores), len(documents))
	}
	if at := slices.IndexFunc(scores, func(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }); at >= 0 {
		return nil, fmt.Errorf("%w: score %d of %d is %v", ErrReranker, at+1, len(scores), scores[at])
	}
	return scores, nil
}

// shares turns the re-ranker's scores of the best candidates into shares of their scores.
func (r *reranker) shares(best []candidate, scores []float64) map[uint64]rerankShare {
	before := make([]float64, len(best))
	for i := range best {
		before[i] = best[i].score
	}
	ordinary, model := standardOf(before), standardOf(scores)
	spread := ordinary.deviation
	if spread < leastDeviation {
		spread = rerankSpread
	}
	out := make(map[uint64]rerankShare, len(best))
	for i, c := range best {
		z := model.of(scores[i])
		value := min(1, max(0, ordinary.mean+float64(z*spread)))
		out[c.hit.Key] = rerankShare{weight: r.weight, value: value, deviations: z, among: len(best), before: c.score, of: c.of}
	}
	return out
}

// apply gives candidates the shares that they have and orders them by score. Those found by another filter have the shares that the
// need's list gave them, so that a patent has one score in an answer.
func (r reranking) apply(found []candidate) {
	if len(r.shares) == 0 {
		return
	}
	for i := range found {
		c := &found[i]
		if share, ok := r.shares[c.hit.Key]; ok && share.of == c.of {
			c.rerank = share
			c.score = float64((1-share.weight)*share.before) + float64(share.weight*share.value)
		}
	}
	slices.SortFunc(found, byScore)
}

// explain adds the share to the tree of a score, whose other parts make up what is left of it.
func (r rerankShare) explain(root *Explanation) {
	if r.weight == 0 {
		return
	}
	for _, p := range root.Parts {
		p.Weight, p.Points = (1-r.weight)*p.Weight, (1-r.weight)*p.Points
	}
	root.Parts = append(root.Parts, &Explanation{
		Signal: rerankSignal, Label: "重排模型", Value: r.value, Weight: r.weight, Points: r.weight * r.value, Note: r.note(),
	})
}

// rerankSignal names the share of a re-ranker in explanations. It is no signal: it knows the best candidates of one list only.
const rerankSignal = "rerank"

func (r rerankShare) note() string {
	than := "高"
	if r.deviations < 0 {
		than = "低"
	}
	return fmt.Sprintf("重排模型的评分比参加重排的 %d 件的平均%s %.1f 个标准差。", r.among, than, math.Abs(r.deviations))
}

// rerankNeed is what a re-ranker reads of a need: title and the beginning of the description.
func rerankNeed(n corpus.Need) string { return clipped(n.Title, n.Description, rerankNeedRunes) }

// rerankPatent is what a re-ranker reads of a patent: title and the beginning of the abstract.
func rerankPatent(p corpus.Patent) string { return clipped(p.Title, p.Abstract, rerankPatentRunes) }

// clipped joins title and text and cuts the whole.
func clipped(title, text string, limit int) string {
	return joined("", joined(title, text, limit), limit)
}
