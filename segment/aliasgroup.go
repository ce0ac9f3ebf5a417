package segment

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Alias is a second name that documents give a term.
type Alias struct {
	Term  string `json:"term"`
	Alias string `json:"alias"`
	// Near tells that nothing in the texts says that it is a name: a Han remark in parentheses, which may be an example.
	Near bool `json:"near"`
	// Docs is the number of documents that give it.
	Docs int `json:"docs"`
}

// AliasMiner collects the second names that texts give in parentheses or behind words such as 简称 and 又称. Where the term before the
// alias begins is decided over all documents, as the acronym miners do (Schwartz and Hearst 2003; Okazaki and Ananiadou 2006): the
// longest sequence of words that stands there in more than half as many documents as the best one. It is not safe for concurrent use.
type AliasMiner struct {
	seg   *Segmenter
	roles *roles
	found map[aliasKey]*aliasUses
	doc   int
}

// aliasKey keeps the uses of one alias, in small letters, apart by the last word of what it names: CPU of two things is two aliases.
type aliasKey struct {
	last, alias string
	near        bool
}

type aliasUses struct {
	alias         string // the least spelling by code point: that with the most capitals
	docs, lastDoc int
	cue           bool
	terms         map[string]*termUses
}

type termUses struct{ docs, lastDoc, words int }

// NewAliasMiner makes an AliasMiner that cuts with s. The first one takes about a second.
func NewAliasMiner(s *Segmenter) (*AliasMiner, error) {
	r, err := embeddedRoles()
	if err != nil {
		return nil, err
	}
	return &AliasMiner{seg: s, roles: r, found: map[aliasKey]*aliasUses{}}, nil
}

// Add takes in one document.
func (m *AliasMiner) Add(texts ...string) {
	m.doc++
	for _, text := range texts {
		for _, x := range mentions(text) {
			if !x.near || m.name(x.alias) {
				m.add(x)
			}
		}
	}
}

// name tells whether a Han remark in parentheses can be the name of something: it holds no word that no term holds.
func (m *AliasMiner) name(alias string) bool {
	words := m.words(alias)
	part := make([]role, len(words))
	for i, w := range words {
		part[i] = m.roles.of(w)
	}
	return m.roles.term(words, part)
}

func (m *AliasMiner) words(text string) []string {
	var out []string
	m.seg.Analyze(text, Plain).eachWord(func(t Token) { out = append(out, t.Term) })
	return out
}

func (m *AliasMiner) add(x mention) {
	words := m.words(x.left)
	last := words[len(words)-1]
	if m.roles.of(last)&(breaks|notLast) != 0 {
		return
	}
	key := aliasKey{last, strings.ToLower(x.alias), x.near}
	u := m.found[key]
	if u == nil {
		u = &aliasUses{alias: x.alias, terms: map[string]*termUses{}}
		m.found[key] = u
	}
	u.alias = min(u.alias, x.alias)
	if u.lastDoc != m.doc {
		u.docs, u.lastDoc = u.docs+1, m.doc
	}
	u.cue = u.cue || x.cue
	term := ""
	for i := len(words) - 1; i >= 0 && m.roles.of(words[i])&breaks == 0; i-- {
		term = words[i] + term
		if utf8.RuneCountInString(term) > codeRunes {
			break
		}
		if m.roles.of(words[i])&notFirst != 0 || utf8.RuneCountInString(term) < 2 || term == x.alias {
			continue
		}
		t := u.terms[term]
		if t == nil {
			t = &termUses{words: len(words) - i}
			u.terms[term] = t
		}
		if t.lastDoc != m.doc {
			t.docs, t.lastDoc = t.docs+1, m.doc
		}
	}
}

// Aliases returns the second names that at least minDocs documents give, ordered by term, then by alias. One document is enough
// for a name behind a word such as 简称.
func (m *AliasMiner) Aliases(minDocs int) []Alias {
	var out []Alias
	for key, u := range m.found {
		if u.docs < minDocs && !u.cue {
			continue
		}
		most := 0
		for _, t := range u.terms {
			most = max(most, t.docs)
		}
		term, words := "", 0
		for s, t := range u.terms {
			if 2*t.docs > most && t.words > words {
				term, words = s, t.words
			}
		}
		if term != "" {
			out = append(out, Alias{term, u.alias, key.near, u.docs})
		}
	}
	slices.SortFunc(out, func(a, b Alias) int {
		return cmp.Or(strings.Compare(a.Term, b.Term), cmp.Compare(b.Docs, a.Docs), strings.Compare(a.Alias, b.Alias), sign(a.Near))
	})
	return slices.CompactFunc(out, func(a, b Alias) bool { return a.Term == b.Term && a.Alias == b.Alias })
}

func sign(near bool) int {
	if near {
		return 1
	}
	return -1
}

// AliasGroups writes aliases as groups, one a line: the term and its names joined by " = ", and those of which nothing says that they
// are names joined by " ~ ". The aliases must be ordered as AliasMiner.Aliases orders them.
func AliasGroups(aliases []Alias) []string {
	var out []string
	for i := 0; i < len(aliases); {
		j := i
		same, near := aliases[i].Term, aliases[i].Term
		for ; j < len(aliases) && aliases[j].Term == aliases[i].Term; j++ {
			if aliases[j].Near {
				near += " ~ " + aliases[j].Alias
			} else {
				same += " = " + aliases[j].Alias
			}
		}
		for _, group := range []string{same, near} {
			if group != aliases[i].Term {
				out = append(out, group)
			}
		}
		i = j
	}
	return out
}
