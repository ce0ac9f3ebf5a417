package segment

import (
	"strings"
	"unicode"
)

// runKind tells what the pre-tokeniser found.
type runKind uint8

const (
	hanRun  runKind = iota // Han characters, to be cut by dictionary
	codeRun                // a technical code, number or foreign word, kept whole
)

// run is a maximal stretch [from, to) of runes of one kind. Everything between runs is punctuation or space.
type run struct {
	from, to int
	kind     runKind
}

func isHan(r rune) bool {
	if r >= 0x4E00 && r <= 0x9FFF {
		return true
	}
	return r > 0x2E00 && (unicode.Is(unicode.Han, r) || r == '〇')
}

func isAlnum(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return !isHan(r) && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// split pre-tokenises normalised runes. Codes such as pd-1, lini0.8co0.1mn0.1o2, 0.024~0.06mm, ca(oh)2, 100°c and c++ stay whole.
func split(runes []rune) []run {
	var out []run
	for i := 0; i < len(runes); {
		switch r := runes[i]; {
		case isHan(r):
			j := i + 1
			for j < len(runes) && isHan(runes[j]) {
				j++
			}
			out = append(out, run{i, j, hanRun})
			i = j
		case isAlnum(r):
			j := code(runes, i)
			out = append(out, run{i, j, codeRun})
			i = j
		default:
			i++
		}
	}
	return out
}

// code returns the end of the code that begins at from.
func code(runes []rune, from int) int {
	i := from + 1
	for i < len(runes) {
		if isAlnum(runes[i]) {
			i++
			continue
		}
		n := joint(runes, from, i)
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// joint returns how many runes from i on belong to the code runes[from:i] although runes[i] is neither letter nor digit.
func joint(runes []rune, from, i int) int {
	var next rune
	if i+1 < len(runes) {
		next = runes[i+1]
	}
	prev := runes[i-1]
	switch runes[i] {
	case '-', '_', '‑', '–', '·', '•':
		if isAlnum(next) {
			return 1
		}
	case '.':
		if isDigit(prev) && isDigit(next) {
			return 1
		}
	case '~', '∼', '—':
		if isDigit(next) && rangeable(runes[from:i]) {
			return 1
		}
	case '%', '‰', '℃':
		if isDigit(prev) {
			return 1
		}
	case '°':
		if isDigit(prev) {
			return 1
		}
	case '+':
		if isAlnum(prev) && !isAlnum(next) && next != '(' || prev == '+' {
			return 1
		}
	case '/':
		if isDigit(prev) && isDigit(next) || perUnit(runes, from, i) {
			return 1
		}
	case '(':
		return group(runes, i)
	}
	return 0
}

// rangeable tells whether a code may be the lower end of a range: it ends in a digit, a percent sign or a short unit.
func rangeable(code []rune) bool {
	letters := 0
	for i := len(code) - 1; i >= 0; i-- {
		switch {
		case isDigit(code[i]), code[i] == '%', code[i] == '°':
			return true
		case unicode.IsLetter(code[i]):
			if letters++; letters > 3 {
				return false
			}
		}
	}
	return false
}

// units that stand before and after the stroke of a compound unit (km/h, mg/l, g/cm3).
var (
	numerators   = unitSet("m km cm mm μm um nm g kg mg μg ug ng t l ml μl w kw mw v kv a ma j kj n kn mol mmol u iu r rad k cd lm pa kpa mpa cfu kwh wh")
	denominators = unitSet("h s min d a m m2 m3 cm cm2 cm3 mm mm2 dm3 l ml kg g mg t k °c mol hz v w kw kwh wh n r rpm km 100g 100ml")
)

func unitSet(list string) func(string) bool {
	padded := " " + list + " "
	return func(u string) bool { return u != "" && strings.Contains(padded, " "+u+" ") }
}

func perUnit(runes []rune, from, stroke int) bool {
	a := stroke
	for a > from && unicode.IsLetter(runes[a-1]) {
		a--
	}
	b := stroke + 1
	for b < len(runes) && (isAlnum(runes[b]) || runes[b] == '°') {
		b++
	}
	return numerators(string(runes[a:stroke])) && denominators(string(runes[stroke+1:b]))
}

// group accepts a bracketed part of a chemical formula: (oh) in ca(oh)2, (so4) in fe2(so4)3.
func group(runes []rune, open int) int {
	letter := false
	for j := open + 1; j < len(runes) && j <= open+7; j++ {
		r := runes[j]
		if r == ')' {
			if letter && j > open+1 && j+1 < len(runes) && isDigit(runes[j+1]) {
				return j - open + 1
			}
			return 0
		}
		if !isAlnum(r) {
			return 0
		}
		letter = letter || unicode.IsLetter(r)
	}
	return 0
}
