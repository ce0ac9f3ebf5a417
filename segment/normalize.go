package segment

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normal is a text in normalised form together with the way back: the rune at index i was made from the original bytes
// [start[i], end[i]). Runes that one original cluster expanded to (㎏ → kg) share the cluster's whole range.
type normal struct {
	runes      []rune
	start, end []int32
}

// Normalize returns the form in which terms are compared: Unicode NFKC (full-width forms, ligatures, superscripts and
// unit signs unfolded), lower case, traditional characters replaced by simplified ones, spaces between letter-spaced Han
// characters dropped. Invalid UTF-8 becomes U+FFFD.
func Normalize(text string) string {
	return string(normalize(text).runes)
}

func normalize(text string) normal {
	n := normal{
		runes: make([]rune, 0, len(text)/2+8),
		start: make([]int32, 0, len(text)/2+8),
		end:   make([]int32, 0, len(text)/2+8),
	}
	simplify := simplified()
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if (r == ' ' || r == '\u3000') && n.letterSpaced(text[i+size:]) {
			i += size
			continue
		}
		if m, ok := plain(r); ok && stands(text[i+size:]) {
			n.add(fold(m, simplify), i, i+size)
			i += size
			continue
		}
		if r == utf8.RuneError && size <= 1 {
			n.add(utf8.RuneError, i, i+1)
			i++
			continue
		}
		width := norm.NFKC.NextBoundaryInString(text[i:], true)
		if width <= 0 {
			width = size
		}
		for _, m := range norm.NFKC.String(text[i : i+width]) {
			n.add(fold(m, simplify), i, i+width)
		}
		i += width
	}
	return n
}

func (n *normal) add(r rune, start, end int) {
	n.runes = append(n.runes, r)
	n.start = append(n.start, int32(start))
	n.end = append(n.end, int32(end))
}

// letterSpaced tells whether a single space stands between two Han characters that stand alone on both sides, as in 专 利: it
// comes from justified print or letter-spaced headings and is dropped. Between longer words a space is a boundary and stays.
func (n *normal) letterSpaced(rest string) bool {
	next, size := utf8.DecodeRuneInString(rest)
	if !isHan(next) || len(n.runes) == 0 || !isHan(n.runes[len(n.runes)-1]) {
		return false
	}
	if after, _ := utf8.DecodeRuneInString(rest[size:]); isHan(after) {
		return false
	}
	if len(n.runes) == 1 {
		return true
	}
	last := len(n.runes) - 1
	// The character before must be alone too, or be joined to its predecessor by a dropped space.
	return !isHan(n.runes[last-1]) || n.start[last] > n.end[last-1]
}

// plain maps the runes that NFKC either keeps or replaces one to one, which is nearly all of a Chinese technical text.
func plain(r rune) (rune, bool) {
	switch {
	case r < utf8.RuneSelf:
		return r, true
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3001 && r <= 0x3029:
		return r, true
	case r >= 0xFF01 && r <= 0xFF5E: // full-width ASCII
		return r - 0xFEE0, true
	case r == 0x3000: // ideographic space
		return ' ', true
	case r >= 0x2018 && r <= 0x201D, r == 0x2014: // quotation marks, dash
		return r, true
	}
	return 0, false
}

// stands tells whether what follows cannot combine with the rune before it.
func stands(rest string) bool {
	if rest == "" || rest[0] < utf8.RuneSelf {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if _, ok := plain(r); ok {
		return true
	}
	return norm.NFKC.PropertiesString(rest).BoundaryBefore()
}

func fold(r rune, simplify map[rune]rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if r >= 0x3400 && r <= 0x9FFF {
		if s, ok := simplify[r]; ok {
			return s
		}
		return r
	}
	return unicode.ToLower(r)
}
