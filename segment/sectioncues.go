package segment

import "sync"

// cue is what a word says about its sentence.
type cue struct {
	kind   SectionKind
	weight int
	number int // of the word, from 0
}

type sectionCues struct {
	words *phraseTrie
	cues  map[*phraseTrie]cue
}

// sectionCueWords are the words of section-cues.txt, and those of background-cues.txt: a strong one counts 3, a weak one 1.
var sectionCueWords = sync.OnceValue(func() sectionCues {
	t := sectionCues{&phraseTrie{}, map[*phraseTrie]cue{}}
	add := func(kind SectionKind, weight int, word string) {
		t.words.add(word)
		node := t.words.find(word)
		number := len(t.cues)
		if c, ok := t.cues[node]; ok {
			number = c.number
		}
		t.cues[node] = cue{kind, weight, number}
	}
	background := cues()
	for _, w := range background.strong.list(nil) {
		add(BackgroundSection, 3, string(w))
	}
	for _, w := range background.weak.list(nil) {
		add(BackgroundSection, 1, string(w))
	}
	eachCue(sectionCueTable, func(label, word string) {
		if kind, weight, ok := parseCue(label); ok {
			add(kind, weight, word)
		}
	})
	return t
})

// sectionReader reads sentence by sentence and remembers the heading that it is under.
type sectionReader struct {
	p      *prose
	under  heading
	last   SectionKind
	seen   []int // by cue: the sentence that it was last found in
	count  int
	bounds []Quantity
}

// longestBound is the number of runes up to which a sentence with one bound is taken for a parameter.
const longestBound = 40

// read tells the kind of the next sentence, and the heading that it begins with.
func (r *sectionReader) read(s sentence) (SectionKind, heading) {
	h, ok := r.p.heading(s)
	body := s
	if ok {
		r.under = h
		r.last = h.kind
		body.from = h.to
	}
	r.count++
	scores, letters := r.score(body)
	bounds := r.boundsIn(s)
	if letters == 0 {
		return r.under.kind, h
	}
	if scores[TargetSection] == 1 && r.under.strength < 2 { // one verb like 提高 is in every description
		scores[TargetSection] = 0
	}
	scores[r.under.kind] += r.under.strength
	best := r.under.kind
	for k, v := range scores {
		if v > scores[best] {
			best = SectionKind(k)
		}
	}
	if scores[best] == 0 && r.under.strength == 0 && (r.last == TargetSection || r.last == ConstraintSection) {
		best = TargetSection
	}
	wanted := best == TargetSection || best == ProblemSection && scores[ProblemSection] <= r.under.strength && r.under.strength < 2
	if wanted && (bounds > 1 || bounds == 1 && letters <= longestBound) {
		best = ConstraintSection
	}
	r.last = best
	if s.to > 0 && r.p.runes[s.to-1] == '\n' && best != TargetSection && best != ConstraintSection {
		r.last = r.under.kind
	}
	return best, h
}

// score adds up the cues of a sentence, each once, and counts its letters.
func (r *sectionReader) score(s sentence) (scores [sectionKinds]int, letters int) {
	t := sectionCueWords()
	if r.seen == nil {
		r.seen = make([]int, len(t.cues))
	}
	runes := r.p.runes[s.from:s.to]
	for i, c := range runes {
		if isHan(c) || isAlnum(c) {
			letters++
		}
		for node := range t.words.all(runes[i:]) {
			if c := t.cues[node]; r.seen[c.number] != r.count {
				r.seen[c.number] = r.count
				scores[c.kind] += c.weight
			}
		}
	}
	if scores[BackgroundSection] < 3 { // a weak cue or two are no evidence
		scores[BackgroundSection] = 0
	}
	return scores, letters
}

// boundsIn counts the physical quantities of a sentence that are bounds rather than plain values.
func (r *sectionReader) boundsIn(s sentence) int {
	n := 0
	end := r.p.startByte(s.to)
	for len(r.bounds) > 0 && r.bounds[0].Start < end {
		if q := r.bounds[0]; q.Relation != Equal && q.Relation != About && !q.Money && !calendar(q.Unit) {
			n++
		}
		r.bounds = r.bounds[1:]
	}
	return n
}

// calendar tells whether a unit measures the time of a project rather than a process.
func calendar(unit string) bool { return unit == "年" || unit == "个月" || unit == "周" }
