package segment

import (
	"slices"
	"strings"
	"sync"
)

// cueTable holds what betrays a sentence about the enterprise: one strong cue, or three different weak ones.
type cueTable struct{ strong, weak *phraseTrie }

var cues = sync.OnceValue(func() cueTable {
	t := cueTable{&phraseTrie{}, &phraseTrie{}}
	for _, l := range lines(backgroundCues) {
		if cue, ok := strings.CutPrefix(l, "+"); ok {
			t.strong.add(cue)
		} else if cue, ok := strings.CutPrefix(l, "-"); ok {
			t.weak.add(cue)
		}
	}
	return t
})

// markBackground sets class Background on the sentences of a need that speak of the enterprise instead of its problem.
// A text that is background from end to end keeps its content class, because a need must not lose everything.
func markBackground(runes []rune, class []Class) {
	type sentence struct{ from, to int }
	var background []sentence
	content := 0
	for from := 0; from < len(runes); {
		to := from
		for to < len(runes) && !endsSentence(runes, to) {
			to++
		}
		if to < len(runes) {
			to++
		}
		if isBackground(runes[from:to]) {
			background = append(background, sentence{from, to})
		} else {
			for _, r := range runes[from:to] {
				if isHan(r) || isAlnum(r) {
					content++
				}
			}
		}
		from = to
	}
	if content < 4 {
		return
	}
	for _, s := range background {
		for i := s.from; i < s.to; i++ {
			class[i] = Background
		}
	}
}

func endsSentence(runes []rune, i int) bool {
	switch runes[i] {
	case '。', ';', '!', '?', '\n':
		return true
	}
	return false
}

func isBackground(sentence []rune) bool {
	t := cues()
	var weak [2]*phraseTrie // those that were found
	n := 0
	for i := range sentence {
		if t.strong.longest(sentence[i:]) > 0 {
			return true
		}
		for node := range t.weak.all(sentence[i:]) {
			if slices.Contains(weak[:n], node) {
				continue
			}
			if n == len(weak) {
				return true
			}
			weak[n] = node
			n++
		}
	}
	return false
}
