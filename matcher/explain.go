package matcher

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/segment"
)

// explainer knows which terms of a need a patent holds, and where.
type explainer struct {
	engine *Engine
	p      *profile
	need   *soughtNeed
	patent corpus.Patent
	query  Query
	shares []termShare // by points descending, then term
	spots  []spot      // when the query asks for places
}

type termShare struct {
	index.Weighted
	at     int // place among the profile's terms
	q      uint8
	points uint32
}

// explainer computes the impacts of a patent anew from its text: they are the ones that the index holds.
func (e *Engine) explainer(need *soughtNeed, patent corpus.Patent, texts index.Analyses, q Query) *explainer {
	x := &explainer{engine: e, p: need.p, need: need, patent: patent, query: q}
	x.find(texts)
	slices.SortFunc(x.shares, func(a, b termShare) int {
		return cmp.Or(cmp.Compare(b.points, a.points), a.Compare(b.Term))
	})
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
func (x *explainer) explain(c candidate) *Explanation {
	w, s := x.engine.opts.Weights, c.signals
	root := &Explanation{Signal: "score", Label: "综合得分", Value: c.score, Weight: 1, Points: c.score}
	part := func(signal, label string, weight, value float64, neutral bool, note string) *Explanation {
		share := weight / w.total()
		e := &Explanation{Signal: signal, Label: label, Value: value, Weight: share, Points: share * value, Neutral: neutral, Note: note}
		root.Parts = append(root.Parts, e)
		return e
	}
	lexical := part("lexical", "技术词", w.Lexical, s.lexical, false, x.lexicalNote(c))
	lexical.Terms = x.terms()
	part("characters", "单字", w.Characters, s.characters, false,
		fmt.Sprintf("与需求共有的汉字得 %d 分，为全库最高分的 %.0f%%。", c.chars, 100*s.characters))
	part("industry", "产业领域", w.Industry, s.industry, !s.industryKnown, x.industryNote(c))
	part("supply", "供给质量", w.Supply, s.supply, !s.supplyKnown, x.supplyNote(c))
	root.Note = fmt.Sprintf("综合得分 %.1f 分（满分 100）。", 100*c.score)
	return root
}

func (x *explainer) lexicalNote(c candidate) string {
	var words []string
	for _, s := range x.shares {
		if s.View == segment.Words && len(words) < 5 {
			words = append(words, s.Text)
		}
	}
	if len(words) == 0 {
		for _, s := range x.shares[:min(5, len(x.shares))] {
			words = append(words, s.Text)
		}
	}
	if len(words) == 0 {
		return "与需求没有共同的技术词。"
	}
	return fmt.Sprintf("共同的技术词：%s 等 %d 项，得 %d 分，为全库最高分的 %.0f%%。",
		strings.Join(words, "、"), len(x.shares), c.hit.Score, 100*c.signals.lexical)
}

func (x *explainer) industryNote(c candidate) string {
	names := func(ws []industry.Weighted) string {
		var out []string
		for _, w := range ws[:min(2, len(ws))] {
			if b, ok := industry.BranchByCode(w.Code); ok {
				out = append(out, b.Code+" "+b.Name)
			}
		}
		return strings.Join(out, "、")
	}
	theirs := names(c.features.profile().SEI)
	switch {
	case !x.p.fields.Known():
		if theirs != "" {
			return "需求未申报产业领域，按全库平均计；专利属于 " + theirs + "。"
		}
		return "需求未申报产业领域，按全库平均计。"
	case !c.signals.industryKnown:
		return "专利没有可用的分类号，按全库平均计。"
	}
	if theirs == "" {
		theirs = strings.Join(x.patent.IPC, "、")
	}
	if ours := names(x.p.fields.SEI); ours != "" {
		return fmt.Sprintf("需求属于 %s，专利属于 %s，相近程度 %.0f%%。", ours, theirs, 100*c.signals.industry)
	}
	return fmt.Sprintf("专利属于 %s，与需求申报的领域相近程度 %.0f%%。", theirs, 100*c.signals.industry)
}

func (x *explainer) supplyNote(c candidate) string {
	if !c.signals.supplyKnown {
		return "专利没有法律状态和转化信息，按全库平均计。"
	}
	parts := c.features.supplyParts(modeBits(x.p.need.Modes))
	var out []string
	if !math.IsNaN(parts.state) {
		out = append(out, "法律状态："+string(x.patent.State()))
	}
	if !math.IsNaN(parts.readiness) {
		out = append(out, fmt.Sprintf("技术成熟度 %d 级", x.patent.Conversion.Readiness))
	}
	if !math.IsNaN(parts.rating) {
		out = append(out, fmt.Sprintf("权利人自评 %d 分", x.patent.Conversion.SelfRating))
	}
	if !math.IsNaN(parts.modes) {
		var modes []string
		for _, m := range x.patent.Conversion.Modes {
			modes = append(modes, string(m))
		}
		out = append(out, "转化方式："+strings.Join(modes, "、"))
	}
	return strings.Join(out, "，") + "。"
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
