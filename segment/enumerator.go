package segment

import "slices"

// markStyle tells how an item of a list is marked.
type markStyle uint8

const (
	noMark      markStyle = iota
	hanMark               // 一、
	hanParen              // （一）
	arabicMark            // 1. 1、
	arabicParen           // （1）
	arabicHalf            // 1)
	circledMark           // ①
	ordinalMark           // 第一，
	bulletMark            // ● - ?
)

// mark is the enumerator of an item: its style and number, 0 for bullets.
type mark struct {
	style  markStyle
	number int
}

var hanNumerals = []rune("一二三四五六七八九十")

// enumerator reads the enumerator that stands at rune i, after spaces. It returns where the text after it begins; without an
// enumerator the mark's style is noMark and the place the first rune that is no space.
func (p *prose) enumerator(i int) (after int, m mark) {
	for i < len(p.runes) && isBlank(p.runes[i]) {
		i++
	}
	if i == len(p.runes) {
		return i, mark{}
	}
	at := i
	switch r := p.runes[at]; {
	case r >= circled && r < circled+20:
		return p.past(at+1, ".、,:"), mark{circledMark, int(r-circled) + 1}
	case r == '第':
		if n, next := p.numeral(at + 1); next > at+1 && p.is(next, ",、:") {
			return next + 1, mark{ordinalMark, n}
		}
	case r == '(' || r == '[':
		n, next := p.numeral(p.past(at+1, " "))
		if next = p.past(next, " "); n > 0 && p.is(next, ")]") {
			style := arabicParen
			if slices.Contains(hanNumerals, p.runes[next-1]) {
				style = hanParen
			}
			return p.past(next+1, ".、,"), mark{style, n}
		}
	case r == '●' || r == '•' || r == '■' || r == '◆' || r == '★' || r == '*' || r == '-' || r == '?' || r == '·' || r == '▲' || r == '#':
		return at + 1, mark{bulletMark, 0}
	}
	n, next := p.numeral(at)
	if n == 0 {
		return i, mark{}
	}
	han := slices.Contains(hanNumerals, p.runes[next-1])
	next = p.past(next, " ")
	switch {
	case p.is(next, "、.,:") && (next+1 == len(p.runes) || !isDigit(p.runes[next+1])):
		if han {
			return p.past(next+1, "、. "), mark{hanMark, n}
		}
		return p.past(next+1, "、. "), mark{arabicMark, n}
	case p.is(next, ")") && !han:
		return p.past(next+1, "、. "), mark{arabicHalf, n}
	}
	return i, mark{}
}

// numeral reads a number from 1 to 99 in digits, or in characters from 一 to 十九.
func (p *prose) numeral(i int) (n, next int) {
	for next = i; next < len(p.runes) && next < i+2 && isDigit(p.runes[next]); next++ {
		n = n*10 + int(p.runes[next]-'0')
	}
	if next > i {
		return n, next
	}
	for next < len(p.runes) && next < i+2 {
		d := slices.Index(hanNumerals, p.runes[next]) + 1
		if d == 0 || next > i && n != 10 {
			break
		}
		n += d
		next++
	}
	return n, next
}

// is tells whether one of the characters of set stands at rune i.
func (p *prose) is(i int, set string) bool {
	return i < len(p.runes) && slices.Contains([]rune(set), p.runes[i])
}

// past returns the first rune from i on that is not in set.
func (p *prose) past(i int, set string) int {
	for p.is(i, set) {
		i++
	}
	return i
}
