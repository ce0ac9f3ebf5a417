package segment

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// prose is a text made ready to be read by sentences: normalised runes of the same number and places as in normal, in which
// remnants of HTML and control characters have become spaces and line breaks, and circled numbers bullets.
type prose struct {
	text  string
	n     normal
	runes []rune
	upper []rune // the same with the letters' case as given, which units need
}

// circled is the private character that stands for ①; ② and the following ones are the next.
const circled = '\uE000'

// lineTags are the elements whose tags begin a new line.
var lineTags = unitSet("p br div tr li ul ol table h1 h2 h3 h4 h5 h6 hr pre")

// entities are the character entities that mean more than a space.
var entities = map[string]rune{
	"&lt;": '<', "&gt;": '>', "&le;": '≤', "&ge;": '≥', "&amp;": '&', "&plusmn;": '±', "&deg;": '°', "&times;": '×', "&quot;": '"',
	"&ldquo;": '“', "&rdquo;": '”',
}

func newProse(text string, n normal) *prose {
	p := &prose{text: text, n: n, runes: make([]rune, len(n.runes)), upper: cased(text, n)}
	copy(p.runes, n.runes)
	for i := 0; i < len(p.runes); {
		width := 1
		switch r := p.runes[i]; {
		case r == '<':
			width = p.blankTag(i)
		case r == '&':
			width = p.blankEntity(i)
		case r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			p.set(i, '\n')
		case r != '\n' && (unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)):
			p.set(i, ' ')
		case isDigit(r):
			width = p.bulletCircled(i)
		}
		i += width
	}
	return p
}

func (p *prose) set(i int, r rune) { p.runes[i], p.upper[i] = r, r }

func (p *prose) blank(from, to int, first rune) {
	for i := from; i < to; i++ {
		p.set(i, ' ')
	}
	p.set(from, first)
}

func (p *prose) blankTag(i int) int {
	n := tagLength(p.runes[i:])
	if n == 0 {
		return 1
	}
	from := i + 1
	if p.runes[from] == '/' {
		from++
	}
	to := from
	for isAlnum(p.runes[to]) {
		to++
	}
	first := ' '
	if lineTags(string(p.runes[from:to])) {
		first = '\n'
	}
	p.blank(i, i+n, first)
	return n
}

func (p *prose) blankEntity(i int) int {
	n := entityLength(p.runes[i:])
	if n == 0 {
		return 1
	}
	first, ok := entities[string(p.runes[i:i+n])]
	if !ok {
		first = ' '
	}
	p.blank(i, i+n, first)
	return n
}

// bulletCircled turns ① to ⑳, which normalisation made bare numbers, into bullets that cannot be taken for numbers.
func (p *prose) bulletCircled(i int) int {
	r, _ := utf8.DecodeRuneInString(p.text[p.n.start[i]:])
	if r < '①' || r > '⑳' {
		return 1
	}
	n := 1
	for i+n < len(p.runes) && p.n.start[i+n] == p.n.start[i] {
		n++
	}
	p.blank(i, i+n, circled+r-'①')
	return n
}

// cased returns the runes of a normalised text with the case that they have in the text.
func cased(text string, n normal) []rune {
	out := make([]rune, len(n.runes))
	for i := 0; i < len(n.runes); {
		r, size := utf8.DecodeRuneInString(text[n.start[i]:n.end[i]])
		if m, ok := plain(r); ok && size == int(n.end[i]-n.start[i]) {
			out[i] = n.runes[i]
			if m < utf8.RuneSelf {
				out[i] = m
			}
			i++
			continue
		}
		j := i
		for _, r := range norm.NFKC.String(text[n.start[i]:n.end[i]]) {
			if j < len(out) && n.start[j] == n.start[i] {
				out[j] = r
				j++
			}
		}
		for i++; i < len(out) && n.start[i] == n.start[i-1]; i++ {
		}
	}
	return out
}

// start and end are the byte offsets of a range of runes; the range from 0 and the range to the end reach the text's borders.
func (p *prose) startByte(i int) int {
	switch {
	case i == 0:
		return 0
	case i >= len(p.runes):
		return len(p.text)
	}
	return int(p.n.start[i])
}

// trim narrows a range of runes to what stands between spaces.
func (p *prose) trim(from, to int) (first, last int) {
	for from < to && isBlank(p.runes[from]) {
		from++
	}
	for from < to && isBlank(p.runes[to-1]) {
		to--
	}
	return from, to
}

func isBlank(r rune) bool { return r == ' ' || r == '\n' }
