package matcher

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

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

// holds reports whether any of the need's texts has a string in it.
func (n *soughtNeed) holds(s string) bool {
	return slices.ContainsFunc(n.analysed(), func(a *segment.Analysis) bool { return strings.Contains(a.Normalized(), s) })
}

// heldWord is a word of the need in the patent.
type heldWord struct {
	of *segment.Analysis
	segment.Token
}

// hold notes a word of the need that the patent has.
func (x *explainer) hold(a *segment.Analysis, token segment.Token) {
	if !unitOfNumber(a.Text(), token) {
		x.words = append(x.words, heldWord{a, token})
	}
}

// unitOfNumber reports whether a token is one character after a number, as 级 is in 12.9级螺栓.
func unitOfNumber(text string, token segment.Token) bool {
	return utf8.RuneCountInString(token.Term) == 1 && token.Start > 0 && '0' <= text[token.Start-1] && text[token.Start-1] <= '9'
}

// stretches lists the stretches of adjacent words of the patent that stand in the need too, each as long as it can be.
func (x *explainer) stretches() []string {
	var out []string
	for at := 0; at < len(x.words); at++ {
		text, first := x.words[at].Term, at
		for at+1 < len(x.words) && x.words[at+1].of == x.words[at].of && x.words[at+1].Start == x.words[at].End && x.need.holds(text+x.words[at+1].Term) {
			at++
			text += x.words[at].Term
		}
		if at > first && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// findPhrases lists what the two texts name alike as a reader would name it: 业务中断 instead of 业务, 务中 and 中断. Each of the terms with
// the most points stands for the longest of the stretches of words, and of the words, that it is in and that both hold; a term counts for one phrase
// only. Single characters are listed where there is nothing longer.
func (x *explainer) findPhrases() {
	options := x.stretches()
	var characters []string
	left := make([]termShare, 0, len(x.shares))
	for _, s := range x.shares {
		if x.p.stands[s.Term].term != "" {
			continue
		}
		left = append(left, s)
		switch {
		case s.View != segment.Words:
		case utf8.RuneCountInString(s.Text) > 1:
			options = append(options, s.Text)
		default:
			characters = append(characters, s.Text)
		}
	}
	if len(options) == 0 {
		options = characters
	}
	total := float64(x.sum())
	for len(left) > 0 && len(x.phrases) < listedPhrases {
		best := ""
		for _, o := range options {
			if len(o) > len(best) && strings.Contains(o, left[0].Text) {
				best = o
			}
		}
		if best == "" {
			left = left[1:]
			continue
		}
		points := uint32(0)
		left = slices.DeleteFunc(left, func(s termShare) bool {
			in := strings.Contains(best, s.Text)
			if in {
				points += s.points
			}
			return in
		})
		x.phrases = append(x.phrases, Phrase{best, float64(points) / total})
	}
	slices.SortStableFunc(x.phrases, func(a, b Phrase) int { return cmp.Compare(b.Share, a.Share) })
}
