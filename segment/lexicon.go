package segment

import (
	"errors"
	"fmt"
	"math"
)

// ErrDictionary is returned when a dictionary is too large to be built.
var ErrDictionary = errors.New("segment: dictionary too large")

// lexicon is a dictionary of words with their costs, as a trie whose edges lie in one hash table: every step of a look-up is one
// probe, and there is nothing to follow but numbers. It cuts Han text as gse does, with the same costs and the same ties, about
// thirty times faster. It does not change once it is built.
type lexicon struct {
	edges []uint64 // node (22 bits) ‖ letter (16 bits) ‖ next node (22 bits), 0 for empty; open addressing
	shift uint     // 64 − log₂ len(edges)
	costs []float32
	// letters numbers the characters that occur in words, from 1; 0 for the others. Indexed by code point.
	letters []uint16
}

const (
	nodeBits   = 22
	letterBits = 16
	// noWord is the cost of a node at which no word ends.
	noWord = float32(-1)
	// unknownCost is what a character that is no word costs. It is gse's.
	unknownCost = float32(32)
)

// entry is a word with its frequency.
type entry struct {
	word string
	freq float64
}

// newLexicon builds a lexicon. The cost of a word is log₂(total/freq); total is the sum of all frequencies. Words must differ.
func newLexicon(entries []entry, total float64) (*lexicon, error) {
	l := &lexicon{letters: make([]uint16, 0x10000), costs: []float32{noWord}}
	characters := 0
	for _, e := range entries {
		characters += len([]rune(e.word))
	}
	size := uint(10)
	for 1<<size < characters+characters/4 {
		size++
	}
	l.edges, l.shift = make([]uint64, 1<<size), 64-size
	logTotal := float32(math.Log2(total))
	next := uint16(0)
	for _, e := range entries {
		node := uint64(0)
		for _, r := range e.word {
			letter := l.letter(r)
			if letter == 0 {
				if int(r) >= len(l.letters) {
					l.letters = append(l.letters, make([]uint16, int(r)+1-len(l.letters))...)
				}
				if next == math.MaxUint16 {
					return nil, fmt.Errorf("%w: more than %d different characters", ErrDictionary, next)
				}
				next++
				l.letters[r], letter = next, uint64(next)
			}
			at := l.probe(node, letter)
			if l.edges[at] == 0 {
				if len(l.costs) == 1<<nodeBits {
					return nil, fmt.Errorf("%w: more than %d distinct beginnings of words", ErrDictionary, 1<<nodeBits)
				}
				l.edges[at] = (node<<letterBits|letter)<<nodeBits | uint64(len(l.costs))
				l.costs = append(l.costs, noWord)
			}
			node = l.edges[at] & (1<<nodeBits - 1)
		}
		l.costs[node] = logTotal - float32(math.Log2(e.freq))
	}
	return l, nil
}

// has tells whether a text is a word of the dictionary.
func (l *lexicon) has(text string) bool {
	node := uint64(0)
	for _, r := range text {
		letter := l.letter(r)
		if letter == 0 {
			return false
		}
		edge := l.edges[l.probe(node, letter)]
		if edge == 0 {
			return false
		}
		node = edge & (1<<nodeBits - 1)
	}
	return l.costs[node] != noWord
}

func (l *lexicon) letter(r rune) uint64 {
	if int(r) < len(l.letters) {
		return uint64(l.letters[r])
	}
	return 0
}

// probe returns the place of an edge, or the empty place where it belongs.
func (l *lexicon) probe(node, letter uint64) uint64 {
	key := node<<letterBits | letter
	mask := uint64(len(l.edges) - 1)
	at := key * 0x9E3779B97F4A7C15 >> l.shift
	for l.edges[at] != 0 && l.edges[at]>>nodeBits != key {
		at = (at + 1) & mask
	}
	return at
}

// step is the best way to reach the end of a character.
type step struct {
	cost  float32
	width int32 // characters of the last word; 0 when the place was not reached yet
}

// cut finds the cheapest division of a text into words and unknown characters and calls word for each, in order, with its range.
// steps is scratch space that is grown as needed and returned. Among divisions of the same cost it takes the one that gse takes:
// the one whose last word begins earliest, seen from every place in turn.
func (l *lexicon) cut(text []rune, steps []step, word func(from, to int)) []step {
	n := len(text)
	if cap(steps) < n {
		steps = make([]step, n, 2*n)
	}
	steps = steps[:n]
	clear(steps)
	base := float32(0)
	for i := range n {
		if i > 0 {
			base = steps[i-1].cost
		}
		node, single := uint64(0), false
		for j := i; j < n; j++ {
			letter := l.letter(text[j])
			if letter == 0 {
				break
			}
			edge := l.edges[l.probe(node, letter)]
			if edge == 0 {
				break
			}
			node = edge & (1<<nodeBits - 1)
			cost := l.costs[node]
			if cost == noWord {
				continue
			}
			single = single || j == i
			steps[j].reach(base+cost, int32(j-i+1))
		}
		if !single {
			steps[i].reach(base+unknownCost, 1)
		}
	}
	backwards(steps)
	for i := 0; i < n; {
		to := i + int(steps[i].width)
		word(i, to)
		i = to
	}
	return steps
}

// reach records a way to a place if it is cheaper than the one known.
func (s *step) reach(cost float32, width int32) {
	if s.width == 0 || cost < s.cost {
		s.cost, s.width = cost, width
	}
}

// backwards turns widths that stand at the last characters of the words on the best way into widths at their first.
func backwards(steps []step) {
	next := int32(0)
	for i := len(steps) - 1; i >= 0; {
		width := steps[i].width
		if next != 0 {
			// The following word's width moves to its first character below; nothing else reads it there.
			steps[i+1].width = next
		}
		next = width
		i -= int(width)
	}
	if len(steps) > 0 {
		steps[0].width = next
	}
}
