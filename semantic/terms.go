package semantic

import (
	"unicode/utf8"

	"github.com/gongxu/gongxu/segment"
)

// TermsOf returns the terms of a text that need no dictionary: its bigrams, then its single characters, as often as they occur. What
// both views share, such as codes, is in the first. A nil text has none.
func TermsOf(a *segment.Analysis) []Term {
	var terms []Term
	if a == nil {
		return nil
	}
	a.Each(segment.Bigrams, func(text string) { terms = append(terms, Term{View: segment.Bigrams, Text: text}) })
	a.Each(segment.Chars, func(text string) {
		if utf8.RuneCountInString(text) == 1 {
			terms = append(terms, Term{View: segment.Chars, Text: text})
		}
	})
	return terms
}
