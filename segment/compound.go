package segment

// Compound is a technical term that the dictionary does not hold as one word, put together from adjacent words (接料 机构).
type Compound struct {
	// Token has the place and the normalised text of the whole; its class is Joined.
	Token
	// Parts are the words that it consists of, in order, at least two.
	Parts []Token
}

// Compounds returns the compound terms of a text in its order, the longer of two that begin together first. Of two compounds that
// overlap one holds the other.
func (a *Analysis) Compounds() []Compound {
	words, spans := a.compounds()
	out := make([]Compound, len(spans))
	for i, s := range spans {
		out[i] = Compound{Token: a.token(words[s.first].from, words[s.last].to, Joined)}
		for _, w := range words[s.first : s.last+1] {
			out[i].Parts = append(out[i].Parts, a.token(w.from, w.to, w.class))
		}
	}
	return out
}

// word is a token of the word view as a range of runes.
type word struct {
	from, to int
	class    Class
}

// nested calls f for every word and every compound, each compound before the words in it.
func (a *Analysis) nested(f func(from, to int, class Class)) {
	words, spans := a.compounds()
	for i, w := range words {
		for len(spans) > 0 && spans[0].first == i {
			f(w.from, words[spans[0].last].to, Joined)
			spans = spans[1:]
		}
		f(w.from, w.to, w.class)
	}
}

// wordSpan is a compound as a range of words, both ends included.
type wordSpan struct{ first, last int }

// maxParts is the greatest number of words that a compound has. It bounds the time for a text without any sign.
const maxParts = 16

// compounds returns the words of a text and its compounds, by their first words, the longer ones first.
func (a *Analysis) compounds() ([]word, []wordSpan) {
	words := make([]word, 0, len(a.n.runes)/2+4)
	a.words(func(from, to int, class Class) { words = append(words, word{from, to, class}) })
	scores := a.joints(words)
	var whole []wordSpan
	long := false
	for i := 0; i < len(words); i++ {
		first := i
		for i < len(scores) && scores[i] > jointThreshold && i-first+1 < maxParts {
			i++
		}
		if i > first {
			whole = append(whole, wordSpan{first, i})
			long = long || i > first+1
		}
	}
	if !long {
		return words, whole
	}
	t := compoundTree{a: a, words: words, scores: scores, known: make(map[string]bool, len(whole))}
	for _, s := range whole {
		t.known[t.text(s.first, s.last)] = true
	}
	for _, s := range whole {
		t.divide(s)
	}
	return words, t.spans
}

// compoundTree divides compounds of more than two words into compounds within them, as 柔性 (显示 面板).
type compoundTree struct {
	a      *Analysis
	words  []word
	scores []int32         // of the gap behind each word
	known  map[string]bool // the texts of all compounds that are no part of others
	spans  []wordSpan
}

func (t *compoundTree) text(first, last int) string {
	return t.a.norm[t.a.pos[t.words[first].from]:t.a.pos[t.words[last].to]]
}

// divide adds a compound and those within it.
func (t *compoundTree) divide(s wordSpan) {
	if s.first == s.last {
		return
	}
	t.spans = append(t.spans, s)
	if s.last == s.first+1 {
		return
	}
	at := t.division(s)
	t.divide(wordSpan{s.first, at})
	t.divide(wordSpan{at + 1, s.last})
}

// division returns the word behind which a compound falls into two: where one of them, as long as possible, is a compound of its own
// elsewhere in the text, else where it coheres least.
func (t *compoundTree) division(s wordSpan) int {
	at, best := s.first, 0
	for i := s.first; i < s.last; i++ {
		n := 0
		if i > s.first && t.known[t.text(s.first, i)] {
			n = i - s.first + 1
		}
		if right := s.last - i; right > max(n, 1) && t.known[t.text(i+1, s.last)] {
			n = right
		}
		if n > best || n == best && t.scores[i] < t.scores[at] {
			at, best = i, n
		}
	}
	return at
}
