package segment

import (
	"iter"
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

// find returns the node of a phrase, nil when no phrase begins so.
func (t *phraseTrie) find(phrase string) *phraseTrie {
	for _, r := range phrase {
		if t = t.next[r]; t == nil {
			break
		}
	}
	return t
}

// all yields the end of every phrase that text begins with.
func (t *phraseTrie) all(text []rune) iter.Seq[*phraseTrie] {
	return func(yield func(*phraseTrie) bool) {
		for _, r := range text {
			if t = t.next[r]; t == nil || t.final && !yield(t) {
				return
			}
		}
	}
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

// coverable tells for every rune of a text whether boilerplate of the genre could cover it in some context: the text may be
// the end, the middle or the beginning of a longer stretch that holds a set phrase.
func coverable(runes []rune, genre Genre) []bool {
	out := make([]bool, len(runes))
	for _, p := range phraseLists(genre) {
		for at := 1 - len(p); at < len(runes); at++ {
			from, to := max(0, at), min(len(runes), at+len(p))
			if string(runes[from:to]) == string(p[from-at:to-at]) {
				for i := from; i < to; i++ {
					out[i] = true
				}
			}
		}
	}
	return out
}

func phraseLists(genre Genre) [][]rune {
	switch genre {
	case PatentText:
		return patentLists()
	case NeedText:
		return needLists()
	case Plain:
	}
	return nil
}

var (
	patentLists = sync.OnceValue(func() [][]rune { return patentTrie().list(nil) })
	needLists   = sync.OnceValue(func() [][]rune { return needTrie().list(nil) })
)

// list lists the phrases below a node that is reached by prefix.
func (t *phraseTrie) list(prefix []rune) [][]rune {
	var out [][]rune
	if t.final {
		out = append(out, append([]rune(nil), prefix...))
	}
	for r, child := range t.next {
		out = append(out, child.list(append(prefix, r))...)
	}
	return out
}
