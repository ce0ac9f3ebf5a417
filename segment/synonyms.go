package segment

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed synonyms/*.txt
var synonymFiles embed.FS

// ErrSynonyms is returned for a lexicon of synonyms that breaks its format.
var ErrSynonyms = errors.New("segment: invalid synonyms")

// SynonymGroup is a line of a lexicon: terms that mean the same, or nearly so.
type SynonymGroup struct {
	// Members are two or more normalised terms, in the order of the line.
	Members []string
	// Near tells that the members are related, not interchangeable.
	Near bool
}

// Synonyms is a lexicon of groups of terms. It does not change once it is made and may be used by any number of goroutines. A nil
// lexicon is an empty one.
type Synonyms struct {
	groups  []SynonymGroup
	of      map[string][]int // member → its groups
	longest int              // bytes of the longest member
}

// DefaultSynonyms returns the shipped lexicon: more than two thousand groups of the same and a thousand of near meaning, over the
// technical fields of patents.
func DefaultSynonyms() *Synonyms { return defaultSynonyms() }

var defaultSynonyms = sync.OnceValue(func() *Synonyms {
	entries, err := synonymFiles.ReadDir("synonyms")
	if err != nil {
		panic("segment: embedded synonyms are missing: " + err.Error())
	}
	var all *Synonyms
	for _, e := range entries {
		f, err := synonymFiles.Open("synonyms/" + e.Name())
		if err != nil {
			panic("segment: embedded synonyms are unreadable: " + err.Error())
		}
		s, err := ReadSynonyms(f, e.Name())
		if err != nil {
			panic("segment: embedded synonyms: " + err.Error())
		}
		all = all.With(s)
	}
	return all
})

// newSynonyms indexes groups.
func newSynonyms(groups []SynonymGroup) *Synonyms {
	s := &Synonyms{groups: groups, of: make(map[string][]int, 3*len(groups))}
	for i, g := range groups {
		for _, m := range g.Members {
			s.of[m] = append(s.of[m], i)
			s.longest = max(s.longest, len(m))
		}
	}
	return s
}

// With returns a lexicon of the groups of both. A term may be in groups of either; its synonyms are then those of both, and a group
// is not extended by another one that it shares a member with.
func (s *Synonyms) With(more *Synonyms) *Synonyms {
	return newSynonyms(slices.Concat(s.Groups(), more.Groups()))
}

// Groups returns the groups in the order in which they were read. They must not be changed.
func (s *Synonyms) Groups() []SynonymGroup {
	if s == nil {
		return nil
	}
	return s.groups
}

// Of returns the terms that mean the same as a normalised term, and those that mean nearly the same, each once, in the order of the
// groups.
func (s *Synonyms) Of(term string) (same, near []string) {
	if s == nil {
		return nil, nil
	}
	add := func(to []string, g SynonymGroup) []string {
		for _, m := range g.Members {
			if m != term && !slices.Contains(same, m) && !slices.Contains(to, m) {
				to = append(to, m)
			}
		}
		return to
	}
	for _, i := range s.of[term] {
		if g := s.groups[i]; !g.Near {
			same = add(same, g)
		}
	}
	for _, i := range s.of[term] {
		if g := s.groups[i]; g.Near {
			near = add(near, g)
		}
	}
	return same, near
}

// In returns the members of the lexicon that stand in the content of a text, in order, without overlaps. A member begins and ends
// where words of the word view do, so that it is never part of a longer word; of several that begin at one place the longest is
// taken.
func (s *Synonyms) In(a *Analysis) []Token {
	if s == nil {
		return nil
	}
	type piece struct {
		from, to int
		counts   bool
	}
	var words []piece
	a.visit(Words, func(from, to int, class Class) {
		words = append(words, piece{from, to, class == Content || class == Stop})
	})
	var out []Token
	for i := 0; i < len(words); {
		from, last := words[i].from, -1
		for j := i; j < len(words) && words[j].counts; j++ {
			text := a.norm[a.pos[from]:a.pos[words[j].to]]
			if len(text) > s.longest {
				break
			}
			if _, ok := s.of[text]; ok {
				last = j
			}
		}
		if last < 0 {
			i++
			continue
		}
		to := words[last].to
		out = append(out, Token{Term: a.norm[a.pos[from]:a.pos[to]], Start: int(a.n.start[from]), End: int(a.n.end[to-1]), Class: Content})
		i = last + 1
	}
	return out
}

const (
	// maxSynonyms is the number of members that a group may have.
	maxSynonyms = 32
	// maxSynonymLength is the number of characters that a member may have.
	maxSynonymLength = 64
	// maxFaults is the number of faulty lines that are reported.
	maxFaults = 10
)

// ReadSynonyms reads a lexicon. A line is a group: terms joined by " = " mean the same, terms joined by " ~ " nearly so; a line has one
// of the two. Empty lines and lines that begin with # are left out. A term may be in one group of the same meaning and in any number
// of the others. What breaks this gives ErrSynonyms with the name and the numbers of the lines, the first ten of them.
func ReadSynonyms(r io.Reader, name string) (*Synonyms, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var groups []SynonymGroup
	var faults []error
	line := 0
	same := map[string]int{} // member → line of its group of the same meaning
	for text := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		line++
		text = strings.TrimSpace(text)
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		g, err := synonymGroup(text)
		for _, m := range g.Members {
			if first, ok := same[m]; ok && err == nil && !g.Near {
				err = fmt.Errorf("%q is in the group of line %d already", m, first)
			}
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%w: %s:%d: %w", ErrSynonyms, name, line, err))
			if len(faults) == maxFaults {
				break
			}
			continue
		}
		for _, m := range g.Members {
			if !g.Near {
				same[m] = line
			}
		}
		groups = append(groups, g)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return newSynonyms(groups), nil
}

// synonymGroup reads one line.
func synonymGroup(line string) (SynonymGroup, error) {
	var g SynonymGroup
	sign := " = "
	if strings.Contains(line, " ~ ") {
		sign, g.Near = " ~ ", true
	}
	switch {
	case !utf8.ValidString(line):
		return g, errors.New("is not UTF-8")
	case g.Near && strings.Contains(line, " = "):
		return g, errors.New("a group has either = or ~")
	case !strings.Contains(line, sign):
		return g, errors.New("want two or more terms joined by = or ~, with a space on both sides")
	}
	for part := range strings.SplitSeq(line, sign) {
		m := Normalize(strings.TrimSpace(part))
		switch n := utf8.RuneCountInString(m); {
		case len(split([]rune(m))) == 0 || bareNumber([]rune(m)):
			return g, fmt.Errorf("%q has no letter", part)
		case n > maxSynonymLength:
			return g, fmt.Errorf("a term of %d characters is longer than %d", n, maxSynonymLength)
		case slices.Contains(g.Members, m):
			return g, fmt.Errorf("%q is there twice", m)
		}
		g.Members = append(g.Members, m)
	}
	if len(g.Members) > maxSynonyms {
		return g, fmt.Errorf("%d terms are more than %d", len(g.Members), maxSynonyms)
	}
	return g, nil
}
