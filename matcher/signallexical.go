package matcher

import (
	"fmt"
	"strings"
)

// lexicalSignal is the integer score of words and bigrams as a share of the best in the library.
func lexicalSignal() signal {
	return signal{
		name: "lexical", label: "技术词",
		value: func(p *profile, c *candidate) (float64, bool) { return ratio(c.hit.Score, p.bestLexical), true },
		note:  func(x *explainer, c *candidate) string { return x.lexicalNote(c) },
	}
}

func (x *explainer) lexicalNote(c *candidate) string {
	var words []string
	for _, p := range x.phrases[:min(5, len(x.phrases))] {
		words = append(words, p.Text)
	}
	if len(words) == 0 {
		for _, s := range x.shares[:min(5, len(x.shares))] {
			words = append(words, s.Text)
		}
	}
	if len(words) == 0 {
		return "与需求没有共同的技术词。"
	}
	return fmt.Sprintf("共同的技术词：%s 等 %d 项，得 %d 分，为全库最高分的 %.0f%%。%s",
		strings.Join(words, "、"), len(x.shares), c.hit.Score, 100*c.signals.values[lexical], x.synonymNote())
}
