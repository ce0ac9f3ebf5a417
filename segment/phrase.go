package segment

import "strings"

// Find returns the places where the normalised text holds a normalised string, without overlaps.
func (a *Analysis) Find(normalized string) []Span {
	var out []Span
	if normalized == "" {
		return nil
	}
	from := 0
	rune0 := 0
	for {
		i := strings.Index(a.norm[from:], normalized)
		if i < 0 {
			return out
		}
		start, end := from+i, from+i+len(normalized)
		for int(a.pos[rune0]) < start {
			rune0++
		}
		first := rune0
		for int(a.pos[rune0]) < end {
			rune0++
		}
		out = append(out, Span{Start: int(a.n.start[first]), End: int(a.n.end[rune0-1]), Class: Content})
		from = end
	}
}

// PhraseTerms returns bigram-view terms that every text of the genre holding this phrase has among its content terms, in
// whatever context the phrase stands there: a code or lone character at the phrase's border may be part of a longer one, and
// boilerplate around the phrase may reach into it. The list may be empty.
func (s *Segmenter) PhraseTerms(phrase string, genre Genre) []string {
	a := s.Analyze(phrase, Plain)
	covered := coverable(a.n.runes, genre)
	seen := map[string]bool{}
	var out []string
	a.visit(Bigrams, func(from, to int, class Class) {
		if class != Content {
			return
		}
		border := from == 0 || to == len(a.n.runes)
		pair := to-from == 2 && isHan(a.n.runes[from]) && isHan(a.n.runes[from+1])
		if border && !pair {
			return
		}
		for i := from; i < to; i++ {
			if covered[i] {
				return
			}
		}
		if t := a.norm[a.pos[from]:a.pos[to]]; !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	})
	return out
}
