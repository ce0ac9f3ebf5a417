package matcher

import (
	"math"

	"github.com/gongxu/gongxu/classify"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/segment"
)

// inferredMark begins, among the symbols that features hold, one that no examiner gave but the text; a byte with how likely it is, in
// hundredths, follows.
const inferredMark = '~'

// inferredSymbols are the likely subclasses of a patent without symbols, as features hold them.
func inferredSymbols(texts index.Analyses) (symbols []string) {
	var all []*segment.Analysis
	for _, field := range []string{fieldTitle, fieldAbstract} {
		all = append(all, texts[field]...)
	}
	for _, w := range classify.Default().Infer(all...).Likely() {
		symbols = append(symbols, string([]byte{inferredMark, byte(math.Round(100 * w.Weight))})+w.Code)
	}
	return symbols
}

// inferred reads what inferredSymbols wrote.
func inferred(symbol string) (industry.Weighted, bool) {
	if len(symbol) < 3 || symbol[0] != inferredMark {
		return industry.Weighted{}, false
	}
	return industry.Weighted{Code: symbol[2:], Weight: float64(symbol[1]) / 100}, true
}

// inferredRunes is how much of a description is read to infer its fields, in characters.
const inferredRunes = 1000

// inferFields returns the likely subclasses of a need that declares no field.
func (e *Engine) inferFields(need corpus.Need) []industry.Weighted {
	description := []rune(need.Description)
	return classify.Default().Infer(
		e.seg.Analyze(need.Title, segment.NeedText),
		e.seg.Analyze(string(description[:min(len(description), inferredRunes)]), segment.NeedText),
	).Likely()
}
