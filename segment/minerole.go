package segment

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// role tells which parts a word can play in a technical term; the zero role plays them all.
type role uint8

const (
	// breaks: no term holds the word.
	breaks role = 1 << iota
	// notFirst: no term begins with it.
	notFirst
	// notLast: no term ends with it.
	notLast
	// verb: a term that begins with it must end with the name of a thing or of a process, or it is a clause (拿出蜂巢).
	verb
	// process: a verb that names a process, and may end a term (焊接).
	process
)

// roles knows the parts of words from tables/mining.txt, from gse's parts of speech and from the embedded dictionary.
type roles struct {
	listed map[string]role
	inside map[string]bool // particles and stop words that a term may hold
	things map[rune]bool
	speech map[string]string
	own    map[string]bool
}

// embeddedRoles returns the roles of the embedded dictionaries, made once for the whole process.
var embeddedRoles = sync.OnceValues(func() (*roles, error) { return newRoles(terms()) })

func newRoles(own []string) (*roles, error) {
	var s gse.Segmenter
	s.SkipLog = true
	if err := s.LoadDictEmbed("zh_s"); err != nil {
		return nil, fmt.Errorf("segment: load gse dictionary: %w", err)
	}
	r := &roles{
		listed: map[string]role{}, inside: map[string]bool{}, things: map[rune]bool{},
		speech: make(map[string]string, len(s.Dict.Tokens)), own: make(map[string]bool, len(own)),
	}
	for i := range s.Dict.Tokens {
		r.speech[s.Dict.Tokens[i].Text()] = s.Dict.Tokens[i].Pos()
	}
	for _, t := range own {
		r.own[t] = true
	}
	part := map[string]func(string){
		"@break":    func(w string) { r.listed[w] |= breaks },
		"@notfirst": func(w string) { r.listed[w] |= notFirst },
		"@notlast":  func(w string) { r.listed[w] |= notLast },
		"@process":  func(w string) { r.listed[w] |= process },
		"@inside":   func(w string) { r.inside[w] = true },
		"@thing": func(w string) {
			c, _ := utf8.DecodeRuneInString(w)
			r.things[c] = true
		},
	}
	var add func(string)
	for _, l := range lines(miningTable) {
		if strings.HasPrefix(l, "@") {
			add = part[l]
			continue
		}
		for w := range strings.FieldsSeq(l) {
			add(w)
		}
	}
	for w := range stopwords() {
		r.stop(w)
	}
	for _, l := range lines(particleTable) {
		for _, c := range strings.ReplaceAll(l, " ", "") {
			r.stop(string(c))
		}
	}
	return r, nil
}

// stop makes a stop word break terms, unless the table lets it stand inside them.
func (r *roles) stop(w string) {
	if !r.inside[w] {
		r.listed[w] |= breaks
	}
}

// of returns the role of a word.
func (r *roles) of(word string) role {
	x := r.listed[word]
	if r.own[word] {
		return x
	}
	single := utf8.RuneCountInString(word) == 1
	switch r.speech[word] {
	case "d", "p", "c", "u", "r": // adverbs, prepositions, conjunctions, particles, pronouns
		if !r.inside[word] && x&process == 0 {
			x |= breaks
		}
	case "m", "q", "f", "t", "y", "e", "o", "vi", "ad", "z": // numerals, measure words, places, times, sounds, states
		x |= notFirst | notLast
	case "v", "vg", "a":
		if !single {
			x |= verb
		}
		if x&process == 0 {
			x |= notLast
		}
	}
	if last, _ := utf8.DecodeLastRuneInString(word); single && !r.things[last] && x&process == 0 {
		x |= notLast
	}
	return x
}

// term tells whether words with these roles can be a technical term.
func (r *roles) term(words []string, part []role) bool {
	n := len(words)
	for _, x := range part {
		if x&breaks != 0 {
			return false
		}
	}
	if part[0]&notFirst != 0 || part[n-1]&notLast != 0 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(words[n-1])
	return part[0]&verb == 0 || part[n-1]&process != 0 || r.things[last] || r.own[words[n-1]]
}
