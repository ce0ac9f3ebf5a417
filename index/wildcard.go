package index

import "unicode/utf8"

// wildcard tells whether a pattern, with * for any characters and ? for one, matches a whole value. It tries the shortest stretch
// for every * and goes back to the last one only, so that it takes at most the product of the two lengths; an automaton would
// be faster on long lists, but may take exponential time to build.
func wildcard(pattern, value string) bool {
	p, v := 0, 0
	star, resume := -1, 0 // the last * and where the value goes on behind what it stands for
	for v < len(value) {
		r, width := utf8.DecodeRuneInString(value[v:])
		if p < len(pattern) && pattern[p] == '*' {
			star, resume = p, v
			p++
			continue
		}
		if p < len(pattern) {
			if q, n := utf8.DecodeRuneInString(pattern[p:]); q == '?' || q == r {
				p += n
				v += width
				continue
			}
		}
		if star < 0 {
			return false
		}
		_, n := utf8.DecodeRuneInString(value[resume:])
		resume += n
		p, v = star+1, resume
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
