package segment

import (
	"unicode/utf8"
)

// Analysis is one text made ready to be cut: normalised, pre-tokenised, boilerplate marked. It is not safe for concurrent use.
type Analysis struct {
	seg   *Segmenter
	text  string
	n     normal
	norm  string  // string(n.runes), the backing of all terms
	pos   []int32 // byte position in norm of each rune, with a last entry for its length
	runs  []run
	class []Class
	steps []step // scratch space of cut
}

// Analyze prepares a text of the genre.
func (s *Segmenter) Analyze(text string, genre Genre) *Analysis {
	a := &Analysis{seg: s, text: text, n: normalize(text)}
	a.norm = string(a.n.runes)
	a.pos = make([]int32, 0, len(a.n.runes)+1)
	p := 0
	for _, r := range a.n.runes {
		a.pos = append(a.pos, int32(p))
		p += utf8.RuneLen(r)
	}
	a.pos = append(a.pos, int32(p))
	a.class = make([]Class, len(a.n.runes))
	if genre == NeedText && s.opts.Background {
		markBackground(a.n.runes, a.class)
	}
	markPhrases(a.n.runes, genre, a.class)
	if genre != Plain {
		markMarkup(a.n.runes, a.class)
	}
	a.runs = a.uniform(split(a.n.runes))
	return a
}

// uniform cuts Han runs where their class changes, so that no term reaches from boilerplate into content.
func (a *Analysis) uniform(runs []run) []run {
	out := make([]run, 0, len(runs)+8)
	for _, r := range runs {
		if r.kind == hanRun {
			for i := r.from + 1; i < r.to; i++ {
				if a.class[i] != a.class[i-1] {
					out = append(out, run{r.from, i, hanRun})
					r.from = i
				}
			}
		}
		out = append(out, r)
	}
	return out
}

// Text returns the text as it was given.
func (a *Analysis) Text() string { return a.text }

// Normalized returns the normalised text, which all terms are parts of.
func (a *Analysis) Normalized() string { return a.norm }

// Spans returns the stretches that were recognised as boilerplate or background, in order.
func (a *Analysis) Spans() []Span {
	var out []Span
	for i := 0; i < len(a.class); {
		j := i + 1
		for j < len(a.class) && a.class[j] == a.class[i] {
			j++
		}
		if a.class[i] != Content {
			out = append(out, Span{int(a.n.start[i]), int(a.n.end[j-1]), a.class[i]})
		}
		i = j
	}
	return out
}

// Tokens returns the tokens of a view in the order of the text.
func (a *Analysis) Tokens(v View) []Token {
	out := make([]Token, 0, len(a.n.runes)+4)
	a.EachToken(v, func(t Token) { out = append(out, t) })
	return out
}

// EachToken calls f with every token of a view, in the order of the text. In the word view a token of class Joined comes before the
// tokens that it is put together from, and holds their range.
func (a *Analysis) EachToken(v View, f func(Token)) {
	each := func(from, to int, class Class) { f(a.token(from, to, class)) }
	if v == Words {
		a.nested(each)
		return
	}
	a.visit(v, each)
}

func (a *Analysis) token(from, to int, class Class) Token {
	return Token{
		Term:  a.norm[a.pos[from]:a.pos[to]],
		Start: int(a.n.start[from]),
		End:   int(a.n.end[to-1]),
		Class: class,
	}
}

// eachWord calls f with every token of the word view that is no compound: they tile the text.
func (a *Analysis) eachWord(f func(Token)) {
	a.words(func(from, to int, class Class) { f(a.token(from, to, class)) })
}

// tiles returns what eachWord gives.
func (a *Analysis) tiles() []Token {
	out := make([]Token, 0, len(a.n.runes)/2+4)
	a.eachWord(func(t Token) { out = append(out, t) })
	return out
}

// Count adds the content terms of a view to tf, term → occurrences, and returns how many occurrences it added: the length of
// the text in that view.
func (a *Analysis) Count(v View, tf map[string]int) int {
	length := 0
	a.Each(v, func(term string) {
		tf[term]++
		length++
	})
	return length
}

// EachContent calls f with every content token of a view, in the order of the text: those that are indexed and scored, and no compounds.
func (a *Analysis) EachContent(v View, f func(Token)) {
	a.visit(v, func(from, to int, class Class) {
		if class == Content {
			f(a.token(from, to, class))
		}
	})
}

// Each calls f with the term of every content token of a view, in the order of the text.
func (a *Analysis) Each(v View, f func(term string)) {
	a.visit(v, func(from, to int, class Class) {
		if class == Content {
			f(a.norm[a.pos[from]:a.pos[to]])
		}
	})
}

// visit calls f for every token of a view with its range of normalised runes.
func (a *Analysis) visit(v View, f func(from, to int, class Class)) {
	if v == Words {
		a.words(f)
		return
	}
	width := 2
	if v == Chars {
		width = 1
	}
	for _, r := range a.runs {
		class := a.class[r.from]
		switch {
		case r.kind == codeRun:
			if class == Content && bareNumber(a.n.runes[r.from:r.to]) {
				class = Stop
			}
			f(r.from, r.to, class)
		case r.to-r.from < width:
			f(r.from, r.to, class)
		default:
			for i := r.from; i+width <= r.to; i++ {
				f(i, i+width, class)
			}
		}
	}
}

// words cuts Han runs by dictionary; mixed dictionary terms (5g基站) are put together first.
func (a *Analysis) words(f func(from, to int, class Class)) {
	stop := stopwords()
	for i := 0; i < len(a.runs); i++ {
		r := a.runs[i]
		if end, last := a.mixed(i); last > i {
			f(r.from, end, a.class[r.from])
			i = last
			if end < a.runs[i].to {
				a.cut(end, a.runs[i].to, stop, f)
			}
			continue
		}
		if r.kind == codeRun {
			class := a.class[r.from]
			if class == Content && bareNumber(a.n.runes[r.from:r.to]) {
				class = Stop
			}
			f(r.from, r.to, class)
			continue
		}
		a.cut(r.from, r.to, stop, f)
	}
}

// mixed looks for a dictionary term that begins with run i and reaches into a later run; what lies between the runs is
// part of the term (α-淀粉酶). It returns the term's end and the run that it ends in; last ≤ i when there is none.
func (a *Analysis) mixed(i int) (end, last int) {
	r := a.runs[i]
	if i+1 >= len(a.runs) || a.seg.mixed.next == nil {
		return 0, -1
	}
	n := a.seg.mixed.longest(a.n.runes[r.from:])
	if n == 0 {
		return 0, -1
	}
	end = r.from + n
	for last = i; last < len(a.runs) && a.runs[last].to < end; last++ {
	}
	if last >= len(a.runs) || a.runs[last].kind == codeRun && a.runs[last].to != end {
		return 0, -1
	}
	return end, last
}

// cut divides the Han runes [from, to) by the dictionary.
func (a *Analysis) cut(from, to int, stop map[string]bool, f func(from, to int, class Class)) {
	class := a.class[from]
	a.steps = a.seg.words.cut(a.n.runes[from:to], a.steps, func(i, j int) {
		i, j = i+from, j+from
		c := class
		if c == Content && stop[a.norm[a.pos[i]:a.pos[j]]] {
			c = Stop
		}
		f(i, j, c)
	})
}

func bareNumber(code []rune) bool {
	for _, r := range code {
		if !isDigit(r) && r != '.' && r != '-' && r != '~' && r != '%' && r != '/' && r != '—' && r != '–' {
			return false
		}
	}
	return true
}
