package segment

import "strings"

// markupTags are the elements whose tags are taken for remnants of HTML.
const markupTags = " p br div span a b i u em strong font table tbody tr td th ul ol li img h1 h2 h3 h4 h5 h6 sub sup o:p hr pre "

// longestTag is the number of characters within which a tag must end.
const longestTag = 300

// markMarkup sets class Boilerplate on remnants of HTML in a text that was copied from a web form: tags of common elements and
// character entities such as &nbsp; and &#160;. A < that begins no such tag stays what it is.
func markMarkup(runes []rune, class []Class) {
	for i := 0; i < len(runes); i++ {
		n := 0
		switch runes[i] {
		case '<':
			n = tagLength(runes[i:])
		case '&':
			n = entityLength(runes[i:])
		}
		for j := i; j < i+n; j++ {
			class[j] = Boilerplate
		}
		i += max(0, n-1)
	}
}

// tagLength returns the length of the tag that a text begins with, 0 when it begins with none.
func tagLength(text []rune) int {
	at := 1
	if at < len(text) && text[at] == '/' {
		at++
	}
	from := at
	for at < len(text) && (isAlnum(text[at]) || text[at] == ':') && at-from < 8 {
		at++
	}
	if at == from || !strings.Contains(markupTags, " "+string(text[from:at])+" ") {
		return 0
	}
	for ; at < len(text) && at < longestTag; at++ {
		switch text[at] {
		case '>':
			return at + 1
		case '<':
			return 0
		}
	}
	return 0
}

// entityLength returns the length of the character entity that a text begins with, 0 when it begins with none.
func entityLength(text []rune) int {
	for at := 1; at < len(text) && at <= 10; at++ {
		switch r := text[at]; {
		case r == ';' && at > 2:
			return at + 1
		case r == '#' && at == 1, 'a' <= r && r <= 'z', isDigit(r):
		default:
			return 0
		}
	}
	return 0
}
