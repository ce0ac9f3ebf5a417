package semantic

import (
	"unicode/utf8"

	"github.com/gongxu/gongxu/segment"
)

// TermsOf returns the terms of a text that need no dictionary: its bigrams, then its single characters, as often as they occur. What
// both views share, such as codes, is in the first. A nil text has none.
func TermsOf(a *segment.Analysis) []Term {
	var terms []Term
	EachTerm(a, func(v segment.View, text string) { terms = append(terms, Term{View: v, Text: text}) })
	return terms
}

// EachTerm calls f with what TermsOf lists.
func EachTerm(a *segment.Analysis, f func(v segment.View, text string)) {
	if a == nil {
		return
	}
	a.Each(segment.Bigrams, func(text string) { f(segment.Bigrams, text) })
	a.Each(segment.Chars, func(text string) {
		if _, width := utf8.DecodeRuneInString(text); width == len(text) {
			f(segment.Chars, text)
		}
	})
}
