package segment

import (
	"slices"
	"strings"
	"unicode"
)

// aliasCues introduce another name of what stands before them. The longer ones come first.
var aliasCues = []string{
	"以下简称为", "下文简称", "以下简称", "英文缩写", "简称为", "缩写为", "俗称为", "又称为", "也称为", "亦称为", "又称作", "也称作", "简称", "缩写", "俗称", "又称",
	"也称", "亦称", "又名", "别名",
}

const (
	aliasRunes = 8  // longest alias of Han characters
	codeRunes  = 12 // longest alias of latin letters
	leftRunes  = 16 // how far the term before an alias is looked for
)

// mention is one place where a text gives a thing a second name.
type mention struct {
	left  string // the Han characters before it, whose end is the term
	alias string
	cue   bool // a word such as 简称 says that it is a name; an acronym says so by itself
	near  bool // nothing says so: a remark in parentheses may be anything
}

// mentions finds the second names in a text, in their order: 聚偏氟乙烯（PVDF）, 内窥镜（俗称：内镜）, 甲壳素，又称几丁质。
func mentions(text string) []mention {
	runes := []rune(text)
	var out []mention
	for i := 0; i < len(runes); i++ {
		if open := runes[i]; open == '(' || open == '（' {
			if to := closing(runes, i); to > 0 {
				if m, ok := parenthesis(runes, i, to); ok {
					out = append(out, m)
				}
				i = to
			}
			continue
		}
		if cue := cueAt(runes[i:]); cue > 0 {
			if m, ok := apposition(runes, i, i+cue); ok {
				out = append(out, m)
			}
			i += cue - 1
		}
	}
	return out
}

// closing finds the end of a parenthesis that holds no other, close by; 0 when there is none.
func closing(runes []rune, open int) int {
	for j := open + 1; j < len(runes) && j <= open+leftRunes+codeRunes; j++ {
		switch runes[j] {
		case ')', '）':
			return j
		case '(', '（':
			return 0
		}
	}
	return 0
}

// parenthesis reads the alias that stands between the parentheses at open and to.
func parenthesis(runes []rune, open, to int) (mention, bool) {
	m := mention{left: hanBefore(runes, open)}
	inner := runes[open+1 : to]
	if n := cueAt(inner); n > 0 {
		m.cue = true
		inner = trimPunctuation(inner[n:])
	}
	inner = trimPunctuation(inner)
	m.alias = string(inner)
	switch {
	case acronym(inner):
	case len(inner) >= 2 && len(inner) <= aliasRunes && allHan(inner):
		m.near = !m.cue
	default:
		return m, false
	}
	return m, len([]rune(m.left)) >= 2
}

// apposition reads the alias between a cue that ends at to and the next sign.
func apposition(runes []rune, from, to int) (mention, bool) {
	for from > 0 && (runes[from-1] == ',' || runes[from-1] == '，') {
		from--
	}
	m := mention{left: hanBefore(runes, from), cue: true}
	for to < len(runes) && strings.ContainsRune("为:： “\"‘「", runes[to]) {
		to++
	}
	end := to
	for end < len(runes) && end-to <= codeRunes && (isHan(runes[end]) || codeLetter(runes[end])) {
		end++
	}
	alias := runes[to:end]
	m.alias = string(alias)
	ok := acronym(alias) || len(alias) >= 2 && len(alias) <= aliasRunes && allHan(alias)
	return m, ok && len([]rune(m.left)) >= 2
}

func cueAt(runes []rune) int {
	for _, cue := range aliasCues {
		if c := []rune(cue); len(runes) >= len(c) && slices.Equal(runes[:len(c)], c) {
			return len(c)
		}
	}
	return 0
}

// hanBefore returns the Han characters that end at a place.
func hanBefore(runes []rune, end int) string {
	from := end
	for from > 0 && end-from < leftRunes && isHan(runes[from-1]) {
		from--
	}
	return string(runes[from:end])
}

func trimPunctuation(runes []rune) []rune {
	return []rune(strings.TrimFunc(string(runes), func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) }))
}

func allHan(runes []rune) bool {
	return !slices.ContainsFunc(runes, func(r rune) bool { return !isHan(r) })
}

func codeLetter(r rune) bool {
	return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '-'
}

// notAcronyms are short latin words in parentheses that are no short names: units, Roman numbers are found by their letters.
var notAcronyms = map[string]bool{
	"mm": true, "cm": true, "nm": true, "um": true, "km": true, "kg": true, "mg": true, "ml": true, "wt": true, "mol": true, "min": true, "ph": true,
	"kw": true, "mpa": true, "kpa": true, "hz": true, "db": true, "and": true, "or": true, "of": true, "in": true, "the": true, "to": true, "no": true,
}

// acronym tells whether a text is a latin short name: two letters or more, with digits and hyphens behind the first; two of them
// capitals, or else all small and no more than six, as in texts that lost their capitals. Not a Roman number, not a unit, and not
// a mark of a drawing such as A1.
func acronym(runes []rune) bool {
	capitals, letters, roman := 0, 0, true
	for i, r := range runes {
		if !codeLetter(r) || i == 0 && !unicode.IsLetter(r) {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
		if unicode.IsLetter(r) {
			letters++
		}
		roman = roman && strings.ContainsRune("IVXivx", r)
	}
	if roman || letters < 2 || len(runes) > codeRunes || notAcronyms[strings.ToLower(string(runes))] {
		return false
	}
	return capitals >= 2 || capitals == 0 && len(runes) <= 6
}
