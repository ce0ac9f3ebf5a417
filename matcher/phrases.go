package matcher

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// Phrase is a technical term, of one word or several, that need and patent both name.
type Phrase struct {
	// Text is the term, normalised.
	Text string `json:"text"`
	// Share is what the terms in it that are in no weightier phrase add to the signal, in (0, 1].
	Share float64 `json:"share"`
}

// listedPhrases is the number of phrases that an explanation lists.
const listedPhrases = 8

// normalized returns the need's texts, normalised.
func (n *soughtNeed) normalized() []string {
	if n.texts == nil {
		for _, t := range needTexts(n.p.need) {
			n.texts = append(n.texts, n.engine.seg.Analyze(t.Content, segment.NeedText).Normalized())
		}
	}
	return n.texts
}

// holds reports whether any of the need's texts has a string in it.
func (n *soughtNeed) holds(s string) bool {
	return slices.ContainsFunc(n.normalized(), func(text string) bool { return strings.Contains(text, s) })
}

// stretches lists the stretches of adjacent words of the patent that stand in the need too, each as long as it can be.
func (x *explainer) stretches(texts index.Analyses) []string {
	var out []string
	for _, t := range patentTexts(x.patent) {
		for _, a := range texts[t.Field] {
			var words []segment.Token // adjacent ones of the need
			flush := func() {
				for len(words) > 1 {
					text, n := words[0].Term, 1
					for n < len(words) && x.need.holds(text+words[n].Term) {
						text += words[n].Term
						n++
					}
					if n > 1 && !slices.Contains(out, text) {
						out = append(out, text)
					}
					words = words[n:]
				}
				words = words[:0]
			}
			a.EachContent(segment.Words, func(token segment.Token) {
				if n := len(words); n > 0 && words[n-1].End != token.Start {
					flush()
				}
				if _, ok := x.p.places[segment.Words][token.Term]; ok && !unitOfNumber(a.Text(), token) {
					words = append(words, token)
				} else {
					flush()
				}
			})
			flush()
		}
	}
	return out
}

// unitOfNumber reports whether a token is one character after a number, as 级 is in 12.9级螺栓.
func unitOfNumber(text string, token segment.Token) bool {
	return utf8.RuneCountInString(token.Term) == 1 && token.Start > 0 && '0' <= text[token.Start-1] && text[token.Start-1] <= '9'
}

// findPhrases lists what the two texts name alike as a reader would name it: 业务中断 instead of 业务, 务中 and 中断. Of the
// stretches of words and the words that both hold, the one comes first whose terms add most to the score; a term counts for one phrase
// only. Single characters are listed where there is nothing longer.
func (x *explainer) findPhrases(texts index.Analyses) {
	options := x.stretches(texts)
	left := make([]termShare, 0, len(x.shares))
	for _, s := range x.shares {
		if x.p.stands[s.Term].term != "" {
			continue
		}
		left = append(left, s)
		if s.View == segment.Words && utf8.RuneCountInString(s.Text) > 1 {
			options = append(options, s.Text)
		}
	}
	if len(options) == 0 {
		for _, s := range left {
			if s.View == segment.Words {
				options = append(options, s.Text)
			}
		}
	}
	total := float64(x.sum())
	for len(x.phrases) < listedPhrases {
		best, most := "", uint32(0)
		for _, o := range options {
			points := uint32(0)
			for _, s := range left {
				if strings.Contains(o, s.Text) {
					points += s.points
				}
			}
			if c := cmp.Or(cmp.Compare(points, most), cmp.Compare(len(o), len(best)), strings.Compare(best, o)); c > 0 {
				best, most = o, points
			}
		}
		if most == 0 {
			return
		}
		x.phrases = append(x.phrases, Phrase{best, float64(most) / total})
		left = slices.DeleteFunc(left, func(s termShare) bool { return strings.Contains(best, s.Text) })
		options = slices.DeleteFunc(options, func(o string) bool { return strings.Contains(best, o) })
	}
}
