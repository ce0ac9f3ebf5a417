package segment

import (
	"strconv"
	"strings"
	"sync"
)

// heading is a recognised heading of a need: what kind of text follows and how much that counts against cues.
type heading struct {
	kind     SectionKind
	strength int
	from, to int // the runes of the heading itself, with its enumerator and colon
}

// A heading is no longer than this, in runes.
const longestHeading = 30

type headingTable struct {
	words  *phraseTrie
	kinds  map[*phraseTrie]heading
	filler *phraseTrie
}

var headings = sync.OnceValue(func() headingTable {
	t := headingTable{&phraseTrie{}, map[*phraseTrie]heading{}, cueTrie(sectionHeadingTable, "filler")}
	eachCue(sectionHeadingTable, func(label, word string) {
		kind, strength, ok := parseCue(label)
		if !ok {
			return
		}
		t.words.add(word)
		if node := t.words.find(word); t.kinds[node].strength == 0 { // the first line that has the word decides
			t.kinds[node] = heading{kind: kind, strength: strength}
		}
	})
	return t
})

// eachCue calls f with every word of a table of lines "label: word word …" with {a|b} alternatives.
func eachCue(table string, f func(label, word string)) {
	for _, l := range lines(table) {
		label, words, _ := strings.Cut(l, ":")
		for pattern := range strings.FieldsSeq(words) {
			for _, w := range expand(pattern) {
				if w != "" {
					f(label, w)
				}
			}
		}
	}
}

func cueTrie(table, label string) *phraseTrie {
	t := &phraseTrie{}
	eachCue(table, func(l, w string) {
		if l == label {
			t.add(w)
		}
	})
	return t
}

// parseCue reads the label "target 2".
func parseCue(label string) (SectionKind, int, bool) {
	name, number, _ := strings.Cut(label, " ")
	strength, err := strconv.Atoi(number)
	if err != nil {
		return 0, 0, false
	}
	for k := range sectionKinds {
		if SectionKind(k).String() == name {
			return SectionKind(k), strength, true
		}
	}
	return 0, 0, false
}

// heading finds the heading that a sentence begins with. It ends at a colon, a line break, a closing bracket or a space; the
// more clearly it is set apart, the fewer of its characters must be known words of headings.
func (p *prose) heading(s sentence) (heading, bool) {
	at, m := p.enumerator(s.from)
	at = min(at, s.to)
	limit := min(s.to, at+longestHeading)
	if at < limit && strings.ContainsRune("【[《<“\"(", p.runes[at]) {
		for i := at + 1; i < limit; i++ {
			if strings.ContainsRune("】]》>”\")", p.runes[i]) {
				return p.headingOf(s.from, at+1, i, p.past(i+1, " :"), 40)
			}
		}
		return heading{}, false
	}
	for i := at; ; i++ {
		switch {
		case i == s.to:
			return p.headingOf(s.from, at, i, i, 100)
		case i >= limit:
			return heading{}, false
		}
		switch p.runes[i] {
		case ':':
			return p.headingOf(s.from, at, i, i+1, 50)
		case ',', '。', ';', '!', '?':
			return heading{}, false
		case '\n':
			h, ok := p.headingOf(s.from, at, i, i, 100)
			if !ok && i > at && m.style == hanMark {
				// An unknown chapter: whatever stood before it has ended.
				return heading{kind: ProblemSection, from: s.from, to: i}, true
			}
			return h, ok
		case ' ':
			if h, ok := p.headingOf(s.from, at, i, i, 100); ok && i-at >= 4 {
				return h, true
			}
		}
	}
}

// headingOf judges the candidate [from, to): it must hold a word of headings, and share percent of its letters must be known.
func (p *prose) headingOf(start, from, to, end, share int) (heading, bool) {
	t := headings()
	found := false
	var h heading
	known, all := 0, 0
	for i := from; i < to; {
		if n := t.words.longest(p.runes[i:to]); n > 0 {
			if !found {
				found = true
				h = t.kinds[t.words.find(string(p.runes[i:i+n]))]
			}
			known, all, i = known+n, all+n, i+n
			continue
		}
		if n := t.filler.longest(p.runes[i:to]); n > 0 {
			known, all, i = known+n, all+n, i+n
			continue
		}
		if isHan(p.runes[i]) || isAlnum(p.runes[i]) {
			all++
		}
		i++
	}
	if !found || known*100 < all*share {
		return heading{}, false
	}
	h.from, h.to = start, end
	return h, true
}
