package segment

import (
	"strings"
	"sync"
)

type cueTable struct{ strong, weak []string }

var cues = sync.OnceValue(func() cueTable {
	var t cueTable
	for _, l := range lines(backgroundCues) {
		if cue, ok := strings.CutPrefix(l, "+"); ok {
			t.strong = append(t.strong, cue)
		} else if cue, ok := strings.CutPrefix(l, "-"); ok {
			t.weak = append(t.weak, cue)
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
		if isBackground(string(runes[from:to])) {
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

func isBackground(sentence string) bool {
	t := cues()
	for _, c := range t.strong {
		if strings.Contains(sentence, c) {
			return true
		}
	}
	n := 0
	for _, c := range t.weak {
		if strings.Contains(sentence, c) {
			if n++; n >= 3 {
				return true
			}
		}
	}
	return false
}
