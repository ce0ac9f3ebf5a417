package industry

import (
	"strings"
	"unicode"
)

// SplitSymbols cuts a list of IPC symbols at ; , | 、 and line ends, in either
// width, and between two symbols that only a space separates. A space inside a
// symbol (H01M 4/58) does not cut. Pieces are trimmed and empty ones dropped;
// their spelling is kept, so that an error can quote it.
func SplitSymbols(list string) []string {
	var pieces []string
	add := func(piece string) {
		if piece = strings.TrimSpace(piece); piece != "" {
			pieces = append(pieces, piece)
		}
	}
	start, afterSpace := 0, false
	for i, r := range list {
		switch {
		case strings.ContainsRune(";,|；，｜、､\n\r", r):
			add(list[start:i])
			start = i
			start += len(string(r))
		case afterSpace && beginsSubclass(list[i:]):
			add(list[start:i])
			start = i
		}
		afterSpace = unicode.IsSpace(r)
	}
	add(list[start:])
	return pieces
}

// beginsSubclass reports whether text begins as a symbol of subclass level or
// deeper does (H01M).
func beginsSubclass(text string) bool {
	place := 0
	for _, r := range text {
		r = foldRune(r)
		switch place {
		case 0:
			if r < 'A' || r > 'H' {
				return false
			}
		case 1, 2:
			if r < '0' || r > '9' {
				return false
			}
		default:
			return r >= 'A' && r <= 'Z'
		}
		place++
	}
	return false
}
