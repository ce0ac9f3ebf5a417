package segment

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// longestNumber is the number of digits up to which a number is read.
const longestNumber = 18

// multipliers are what may stand between a number and its unit.
var multipliers = []struct {
	word   string
	factor float64
}{{"万亿", 1e12}, {"千万", 1e7}, {"百万", 1e6}, {"亿", 1e8}, {"万", 1e4}}

// numberAt reads a number without a sign at rune i: digits with thousands separators, a decimal point, a power of ten and 万 or
// 亿. It returns where the number ends; i when there is none.
func (p *prose) numberAt(i int) (value float64, end int) {
	var digits strings.Builder
	point := false
	for end = i; end < len(p.runes) && digits.Len() <= longestNumber; end++ {
		r := p.runes[end]
		if isDigit(r) && !p.raised(end) {
			digits.WriteRune(r)
			continue
		}
		if r == '.' && end > i && p.digitAt(end+1) && !point {
			point = true
			digits.WriteRune(r)
			continue
		}
		if r != ',' || end == i || !p.thousands(end) {
			break
		}
	}
	if end == i || digits.Len() > longestNumber {
		return 0, i
	}
	value, err := strconv.ParseFloat(digits.String(), 64)
	if err != nil {
		return 0, i
	}
	if power, next := p.powerOfTen(end, value); next > end {
		value, end = power, next
	}
	for _, m := range multipliers {
		if p.hasPrefix(end, m.word) {
			return value * m.factor, end + utf8.RuneCountInString(m.word)
		}
	}
	return value, end
}

// powerOfTen reads ×10⁵ or ×10^-5 after a number, or the power itself when the number is ten.
func (p *prose) powerOfTen(i int, value float64) (power float64, end int) {
	at := i
	switch {
	case value == 10 && (p.raised(i) || p.is(i, "^")):
		value = 1
	case p.is(i, "×*x") && p.hasPrefix(i+1, "10"):
		at = i + 3
	default:
		return 0, i
	}
	caret := p.is(at, "^")
	if caret {
		at++
	}
	sign := 1
	if p.is(at, "-−") {
		sign, caret = -1, true
		at++
	}
	exponent, from := 0, at
	for at < len(p.runes) && at < from+2 && isDigit(p.runes[at]) && (caret || p.raised(at)) {
		exponent = exponent*10 + int(p.runes[at]-'0')
		at++
	}
	if at == from {
		return 0, i
	}
	scale, _ := strconv.ParseFloat("1e"+strconv.Itoa(sign*exponent), 64)
	return value * scale, at
}

// raised tells whether the digit at rune i is a superscript in the text.
func (p *prose) raised(i int) bool {
	if !p.digitAt(i) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.n.start[i]:])
	return r == '²' || r == '³' || r == '¹' || r >= '⁰' && r <= '⁹'
}

func (p *prose) digitAt(i int) bool { return i < len(p.runes) && isDigit(p.runes[i]) }

// thousands tells whether the comma at rune i stands before exactly three digits.
func (p *prose) thousands(i int) bool {
	return p.digitAt(i-1) && p.digitAt(i+1) && p.digitAt(i+2) && p.digitAt(i+3) && !p.digitAt(i+4)
}

func (p *prose) hasPrefix(i int, word string) bool {
	for _, r := range word {
		if i >= len(p.runes) || p.runes[i] != r {
			return false
		}
		i++
	}
	return true
}
