package segment

import (
	"sort"
	"unicode/utf8"
)

// SectionKind tells what a part of a need speaks of.
type SectionKind uint8

// The kinds of sections, in the order in which they win when cues are even.
const (
	// ProblemSection is the object and its difficulty; what nothing else is known about is taken for it.
	ProblemSection SectionKind = iota
	// TargetSection is what is wanted or to be reached.
	TargetSection
	// ConstraintSection is parameters and conditions that a solution must keep.
	ConstraintSection
	// ExistingSection is what exists or was tried already.
	ExistingSection
	// BackgroundSection is about the enterprise, its market and its wishes for cooperation and funding.
	BackgroundSection
)

const sectionKinds = 5

// SectionKinds lists every kind in order.
func SectionKinds() []SectionKind {
	return []SectionKind{ProblemSection, TargetSection, ConstraintSection, ExistingSection, BackgroundSection}
}

// String returns the kind's name as tables and inspections write it.
func (k SectionKind) String() string {
	switch k {
	case ProblemSection:
		return "problem"
	case TargetSection:
		return "target"
	case ConstraintSection:
		return "constraint"
	case ExistingSection:
		return "existing"
	case BackgroundSection:
		return "background"
	}
	return "unknown"
}

// Section is a part of a need. The sections of a text are in order and tile it: the first starts at 0, each starts where the one
// before ends, the last ends at the text's length.
type Section struct {
	// Start and End are byte offsets in the original text, Start < End.
	Start, End int
	// HeadingEnd is where the heading that the section begins with ends; Start when there is none.
	HeadingEnd int
	// Kind tells what the section speaks of.
	Kind SectionKind
	// Repeated tells that the section's sentences, each of twelve letters or more, stood earlier in the text: they must not count again.
	Repeated bool
}

// shortestRepeat is the number of letters and digits from which a sentence that comes again is a repetition and no accident.
const shortestRepeat = 12

// Sections divides the description of a need into parts by its headings and by what its sentences say. It accepts any bytes,
// takes linear time and always gives the same answer. An empty text has no sections. A text may be background from end to
// end: who leaves out background must then keep it.
func Sections(text string) []Section { return newProse(text, normalize(text)).sections() }

// Repeats returns the sentences that stood earlier in the text, in order: those that Sections calls Repeated.
func (a *Analysis) Repeats() []Span {
	p := newProse(a.text, a.n)
	var out []Span
	seen := repetitions{}
	for _, s := range p.sentences() {
		if seen.again(p.essence(s)) {
			out = append(out, Span{Start: p.startByte(s.from), End: p.startByte(s.to), Class: Content})
		}
	}
	return out
}

// repetitions are the essences of the sentences that were seen.
type repetitions map[string]bool

// again tells whether a sentence that is long enough was seen before.
func (r repetitions) again(essence string) bool {
	if len(essence) < shortestRepeat || utf8.RuneCountInString(essence) < shortestRepeat { // bytes first: fewer have no more letters
		return false
	}
	before := r[essence]
	r[essence] = true
	return before
}

// SectionAt returns the index of the section that holds a byte offset, -1 when none does.
func SectionAt(sections []Section, offset int) int {
	i := sort.Search(len(sections), func(i int) bool { return sections[i].End > offset })
	if i == len(sections) || sections[i].Start > offset {
		return -1
	}
	return i
}

func (p *prose) sections() []Section {
	if p.text == "" {
		return nil
	}
	reader := sectionReader{p: p, bounds: p.quantities()}
	seen := repetitions{}
	var out []Section
	for _, s := range p.sentences() {
		kind, h := reader.read(s)
		next := Section{Start: p.startByte(s.from), End: p.startByte(s.to), Kind: kind, Repeated: seen.again(p.essence(s))}
		next.HeadingEnd = next.Start
		if h.to > s.from {
			next.HeadingEnd = p.startByte(h.to)
		}
		if n := len(out) - 1; n >= 0 && out[n].Kind == kind && out[n].Repeated == next.Repeated && next.HeadingEnd == next.Start {
			out[n].End = next.End
			continue
		}
		out = append(out, next)
	}
	if len(out) == 0 { // nothing but dropped spaces
		return []Section{{End: len(p.text)}}
	}
	out[len(out)-1].End = len(p.text)
	return out
}
