package segment

import "unicode/utf8"

// jointThreshold is the score above which two words belong to one compound, in 1/24 of the logit: a probability of 0.3. Lower
// thresholds find more of the terms and more that are none.
const jointThreshold = -21

// word returns what is known of a Han word: of itself, else of its longest ending that is known.
func (j *joiner) word(text string) joinWord {
	for text != "" {
		if w, ok := j.words[text]; ok {
			return w
		}
		_, n := utf8.DecodeRuneInString(text)
		text = text[n:]
	}
	return j.unknown
}

func (j *joiner) pair(table int, left, right uint8) int32 {
	return int32(j.pairs[table][int(left)*j.classes+int(right)])
}

// apart is the score of a gap that no compound goes over.
const apart = -1 << 30

// joints returns for the gap behind each word but the last how well the words beside it cohere: above jointThreshold they belong to
// one compound. Only Han words that touch do.
func (a *Analysis) joints(words []word) []int32 {
	if len(words) < 2 {
		return nil
	}
	j := embeddedJoiner()
	scores := make([]int32, len(words)-1)
	// A gap is scored once the word after its right word is known, in a window of four that a sign between words takes up a place of.
	w := [4]joinWord{j.sign, j.sign, j.sign, j.sign}
	joins := [4]bool{} // whether the word is Han content
	gap := -1          // the gap between w[1] and w[2], when they are words
	slide := func(next joinWord, han bool) {
		w[0], w[1], w[2], w[3] = w[1], w[2], w[3], next
		joins[0], joins[1], joins[2], joins[3] = joins[1], joins[2], joins[3], han
		if joins[1] && joins[2] {
			scores[gap] = j.bias + int32(w[0].before) + int32(w[1].left) + int32(w[2].right) + int32(w[3].after) +
				j.pair(0, w[1].class, w[2].class) + j.pair(1, w[0].class, w[1].class) + j.pair(2, w[2].class, w[3].class)
		}
	}
	for i, x := range words {
		if i > 0 {
			scores[i-1] = apart
		}
		if i > 0 && words[i-1].to < x.from {
			gap = i - 2
			slide(j.sign, false)
		}
		gap = i - 2
		switch {
		case !a.han(x):
			slide(j.code, false)
		case x.class != Content && x.class != Stop:
			slide(j.set, false)
		default:
			slide(j.word(a.norm[a.pos[x.from]:a.pos[x.to]]), true)
		}
	}
	gap = len(words) - 2
	slide(j.sign, false)
	return scores
}

// han tells whether a word consists of Han characters.
func (a *Analysis) han(w word) bool {
	for _, r := range a.n.runes[w.from:w.to] {
		if !isHan(r) {
			return false
		}
	}
	return true
}
