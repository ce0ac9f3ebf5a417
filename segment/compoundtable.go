package segment

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed tables/compounds.txt
var compoundTable string

// jointThreshold is the score above which two words belong to one compound, in 1/24 of the logit: a probability of 0.3. Lower
// thresholds find more of the terms and more that are none.
const jointThreshold = -21

// joiner knows how words join to compounds. See tables/compounds.txt.
type joiner struct {
	bias    int32
	words   map[string]joinWord
	pairs   [3][]int16 // by left class · classes + right class
	classes int
	sign    joinWord // what stands for a sign or an end of the text,
	set     joinWord // for set wording,
	code    joinWord // for a code or a word with letters,
	unknown joinWord // and for a word with no known ending
}

// joinWord is what is known of a word beside a gap.
type joinWord struct {
	class uint8
	// Weights of the word before the left word, the left word, the right word and the word after.
	before, left, right, after int16
}

var embeddedJoiner = sync.OnceValue(func() *joiner { return parseJoiner(compoundTable) })

// parseJoiner reads the embedded table; the tests make sure that it is complete.
func parseJoiner(table string) *joiner {
	j := &joiner{words: make(map[string]joinWord, 32768)}
	section, n := "", 0
	for _, l := range lines(table) {
		if head, ok := strings.CutPrefix(l, "@"); ok {
			var number string
			section, number, _ = strings.Cut(head, " ")
			n, _ = strconv.Atoi(number)
			continue
		}
		switch section {
		case "bias":
			b, _ := strconv.Atoi(l)
			j.bias = int32(b)
		case "class":
			j.classes = max(j.classes, n+1)
			for entry := range strings.FieldsSeq(l) {
				name, w := entry[:len(entry)-4], entry[len(entry)-4:]
				j.words[name] = joinWord{uint8(n), weight(w[0]), weight(w[1]), weight(w[2]), weight(w[3])}
			}
		case "pair":
			for _, b := range []byte(strings.TrimPrefix(l, "> ")) {
				j.pairs[n] = append(j.pairs[n], weight(b))
			}
		}
	}
	j.sign, j.set, j.code, j.unknown = j.words["sign"], j.words["set"], j.words["code"], j.words["unknown"]
	return j
}

// weight reads a weight: small ones are exact, large ones go by eights.
func weight(letter byte) int16 {
	const exact, step = 30, 8
	w := int16(letter) - 79
	switch {
	case w > exact:
		return exact + step*(w-exact)
	case w < -exact:
		return -exact + step*(w+exact)
	}
	return w
}

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
