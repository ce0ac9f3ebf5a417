package segment

import "slices"

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
		t.known[t.text(s)] = true
	}
	var spans []wordSpan
	for _, s := range whole {
		spans = t.within(s, spans)
	}
	return words, spans
}

// compoundTree divides compounds of more than two words into compounds within them, as 柔性 (显示 面板).
type compoundTree struct {
	a      *Analysis
	words  []word
	scores []int32         // of the gap behind each word
	known  map[string]bool // the texts of all compounds that are no part of others
	nodes  [maxParts][maxParts]bool
	origin int // first word of the compound that nodes are of
}

func (t *compoundTree) text(s wordSpan) string {
	return t.a.norm[t.a.pos[t.words[s.first].from]:t.a.pos[t.words[s.last].to]]
}

// A compound is also read otherwise than its tree when the gap beside a part coheres by less than this more than the gaps inside, in
// 1/24 of the logit. Chinese compounds end with their heads, so a right end of one is more readily a term than what its head is cut off.
const (
	doubtLeft  = 24
	doubtRight = 6
)

// within appends a compound and those within it: those of its tree, and those that a division in doubt could have given.
func (t *compoundTree) within(s wordSpan, spans []wordSpan) []wordSpan {
	t.origin, t.nodes = s.first, [maxParts][maxParts]bool{}
	t.divide(s)
	for i := s.first; i < s.last; i++ {
		from := len(spans)
		inside := t.scores[i]
		for j := i + 1; j <= s.last; j++ {
			inside = min(inside, t.scores[j-1])
			left := i == s.first || t.scores[i-1] < inside+doubtLeft
			right := j == s.last || t.scores[j] < inside+doubtRight
			if left && right || t.nodes[i-t.origin][j-t.origin] {
				spans = append(spans, wordSpan{i, j})
			}
		}
		slices.Reverse(spans[from:])
	}
	return spans
}

// divide marks a compound and those of its tree.
func (t *compoundTree) divide(s wordSpan) {
	if s.first == s.last {
		return
	}
	t.nodes[s.first-t.origin][s.last-t.origin] = true
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
		if i > s.first && t.known[t.text(wordSpan{s.first, i})] {
			n = i - s.first + 1
		}
		if right := s.last - i; right > max(n, 1) && t.known[t.text(wordSpan{i + 1, s.last})] {
			n = right
		}
		if n > best || n == best && t.scores[i] < t.scores[at] {
			at, best = i, n
		}
	}
	return at
}
