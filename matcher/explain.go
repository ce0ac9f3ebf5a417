package matcher

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// explainer knows which terms of a need a patent holds, and where.
type explainer struct {
	engine *edition
	p      *profile
	need   *soughtNeed
	patent corpus.Patent
	query  Query
	shares []termShare // by points descending, then term
	spots  []spot      // when the query asks for places
	// synonyms are those of the need's terms that the patent has, as the strongest of their parts rank.
	synonyms []stand
	words    []heldWord // in the order of the patent's texts
	phrases  []Phrase
}

type termShare struct {
	index.Weighted
	at     int // place among the profile's terms
	q      uint8
	points uint32
}

// explainer computes the impacts of a patent anew from its text: they are the ones that the index holds.
func (e *edition) explainer(need *soughtNeed, patent corpus.Patent, texts index.Analyses, q Query) *explainer {
	x := &explainer{engine: e, p: need.p, need: need, patent: patent, query: q}
	x.find(texts)
	slices.SortFunc(x.shares, func(a, b termShare) int {
		return cmp.Or(cmp.Compare(b.points, a.points), a.Compare(b.Term))
	})
	x.findSynonyms(texts)
	return x
}

// sum is the integer score of the pair.
func (x *explainer) sum() uint32 {
	total := uint32(0)
	for _, s := range x.shares {
		total += s.points
	}
	return total
}

// explain builds the tree of a score.
func (x *explainer) explain(c *candidate) *Explanation {
	x.findPhrases()
	root := &Explanation{Signal: "score", Label: "综合得分", Value: c.score, Weight: 1, Points: c.score}
	root.Note = fmt.Sprintf("综合得分 %.1f 分（满分 100）。", 100*c.score)
	if root.Uncovered = x.uncovered(); len(root.Uncovered) > 0 {
		root.Note += "需求中未覆盖的词：" + strings.Join(root.Uncovered, "、") + "。"
	}
	total := 0.0
	for _, w := range x.p.weights {
		total += w
	}
	for k, w := range x.p.weights {
		if w == 0 {
			continue
		}
		share, value := w/total, c.signals.values[k]
		part := &Explanation{
			Signal: table[k].name, Label: table[k].label, Value: value, Weight: share, Points: share * value,
			Neutral: !c.signals.known[k], Note: table[k].note(x, c),
		}
		if kind(k) == lexical {
			part.Terms, part.Phrases = x.terms(), x.phrases
		}
		root.Parts = append(root.Parts, part)
	}
	c.rerank.explain(root)
	return root
}

// uncoveredWords is the number of words that an explanation lists as not covered.
const uncoveredWords = 5

// uncovered lists the weightiest of the need's own words that the patent does not hold; synonyms that were added are no words of the need.
func (x *explainer) uncovered() []string {
	held := make(map[int]bool, len(x.shares))
	for _, s := range x.shares {
		held[s.at] = true
	}
	var missing []index.Weighted
	for i, t := range x.p.terms {
		if _, added := x.p.stands[t.Term]; t.View == segment.Words && !held[i] && !added {
			missing = append(missing, t)
		}
	}
	slices.SortFunc(missing, func(a, b index.Weighted) int { return cmp.Or(cmp.Compare(b.W, a.W), a.Compare(b.Term)) })
	var out []string
	for _, t := range missing[:min(uncoveredWords, len(missing))] {
		out = append(out, t.Text)
	}
	return out
}

// terms lists the terms with the most points, with their places in both texts.
func (x *explainer) terms() []TermShare {
	n := min(x.query.Terms, len(x.shares))
	if n == 0 {
		return nil
	}
	total := float64(x.sum())
	listed := make(map[int]int, n)
	out := make([]TermShare, n)
	for i, s := range x.shares[:n] {
		listed[s.at] = i
		out[i] = TermShare{View: s.View.String(), Term: s.Text, W: int(s.W), Q: int(s.q), Share: float64(s.points) / total}
		out[i].Synonym = x.p.stands[s.Term].term
		if x.query.Places {
			out[i].Need = x.need.places()[s.at]
		}
	}
	for _, s := range x.spots {
		if i, ok := listed[s.at]; ok && len(out[i].Patent) < listedPlaces {
			out[i].Patent = append(out[i].Patent, s.Highlight)
		}
	}
	return out
}

// highlightTerms is the number of terms with the most points that are highlighted.
const highlightTerms = 40

// highlights returns the stretches of the patent's text that the need's strongest terms cover, merged where they touch.
func (x *explainer) highlights() []Highlight {
	if len(x.spots) == 0 {
		return nil
	}
	strong := make(map[int]bool, highlightTerms)
	for _, s := range x.shares[:min(highlightTerms, len(x.shares))] {
		strong[s.at] = true
	}
	var out []Highlight
	for _, t := range patentTexts(x.patent) {
		var spans []Highlight
		for _, s := range x.spots {
			if s.Field == t.Field && strong[s.at] {
				spans = append(spans, s.Highlight)
			}
		}
		out = append(out, merge(t.Content, spans)...)
	}
	return out
}

// merge joins highlights of one field that overlap or touch.
func merge(text string, spans []Highlight) []Highlight {
	slices.SortFunc(spans, func(a, b Highlight) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var out []Highlight
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			if s.End > out[n-1].End {
				out[n-1].End = s.End
				out[n-1].Text = text[out[n-1].Start:s.End]
			}
			continue
		}
		out = append(out, s)
	}
	return out
}
