package segment

// Compound is a technical term that the dictionary does not hold as one word, put together from adjacent words (接料 机构).
type Compound struct {
	// Token has the place and the normalised text of the whole; its class is Joined.
	Token
	// Parts are the words that it consists of, in order, at least two.
	Parts []Token
}

// Compounds returns the compound terms of a text in its order, the longer of two that begin together first. A compound that is no part
// of another is found by how well its words cohere; within one of three words or more stand those that it may be divided into, which
// overlap when its division is in doubt: (高压 放电) 电极 or 高压 (放电 电极).
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
