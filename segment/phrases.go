package segment

import (
	"strings"
	"sync"
)

// phraseTrie finds the longest phrase that starts at a rune.
type phraseTrie struct {
	next  map[rune]*phraseTrie
	final bool
}

func (t *phraseTrie) add(phrase string) {
	for _, r := range phrase {
		if t.next == nil {
			t.next = make(map[rune]*phraseTrie)
		}
		child := t.next[r]
		if child == nil {
			child = &phraseTrie{}
			t.next[r] = child
		}
		t = child
	}
	t.final = true
}

// longest returns the number of runes of the longest phrase that text begins with, 0 when there is none.
func (t *phraseTrie) longest(text []rune) int {
	best := 0
	for i, r := range text {
		if t = t.next[r]; t == nil {
			break
		}
		if t.final {
			best = i + 1
		}
	}
	return best
}

// expand writes out a pattern with {a|b|} alternatives.
func expand(pattern string) []string {
	open := strings.IndexByte(pattern, '{')
	if open < 0 {
		return []string{pattern}
	}
	width := strings.IndexByte(pattern[open:], '}')
	if width < 0 {
		return []string{pattern}
	}
	var out []string
	rests := expand(pattern[open+width+1:])
	for alt := range strings.SplitSeq(pattern[open+1:open+width], "|") {
		for _, rest := range rests {
			out = append(out, pattern[:open]+alt+rest)
		}
	}
	return out
}

func buildTrie(table string) *phraseTrie {
	t := &phraseTrie{}
	for _, l := range lines(table) {
		for _, p := range expand(l) {
			if p = Normalize(p); len([]rune(p)) > 1 {
				t.add(p)
			}
		}
	}
	return t
}

var (
	patentTrie = sync.OnceValue(func() *phraseTrie { return buildTrie(patentPhrases) })
	needTrie   = sync.OnceValue(func() *phraseTrie { return buildTrie(needPhrases) })
)

// markPhrases sets class Boilerplate on every rune inside a set phrase of the genre.
func markPhrases(runes []rune, genre Genre, class []Class) {
	var trie *phraseTrie
	switch genre {
	case PatentText:
		trie = patentTrie()
	case NeedText:
		trie = needTrie()
	case Plain:
		return
	}
	for i := 0; i < len(runes); {
		n := trie.longest(runes[i:])
		if n == 0 {
			i++
			continue
		}
		for j := i; j < i+n; j++ {
			class[j] = Boilerplate
		}
		i += n
	}
}
