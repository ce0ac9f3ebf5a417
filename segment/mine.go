package segment

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// ErrMineOptions is returned for options that no mining can go by.
var ErrMineOptions = errors.New("segment: invalid mining options")

// MineOptions shape a Miner.
type MineOptions struct {
	// MinDocs is the least number of documents that hold a term, from 1.
	MinDocs int
	// MinRunes and MaxRunes bound the length of a term in characters, 2 ≤ MinRunes ≤ MaxRunes ≤ 32.
	MinRunes, MaxRunes int
	// MaxWords is the greatest number of dictionary words that a term is put together from, from 2 to 8.
	MaxWords int
	// MinCohesion is the least Candidate.Cohesion, from −1 to 1.
	MinCohesion float64
	// MinFree is the least share of occurrences, from 0 to 1, that end at a sign, a code or a word that no term holds: of the
	// left ends and of the right ends each.
	MinFree float64
}

// DefaultMineOptions returns the options that were found good by reading what they give for abstracts of patents.
func DefaultMineOptions() MineOptions {
	return MineOptions{MinDocs: 3, MinRunes: 3, MaxRunes: 8, MaxWords: 4, MinCohesion: 0.05, MinFree: 0.15}
}

// Validate reports every fault with ErrMineOptions.
func (o MineOptions) Validate() error {
	var faults []error
	check := func(ok bool, format string, args ...any) {
		if !ok {
			faults = append(faults, fmt.Errorf("%w: "+format, append([]any{ErrMineOptions}, args...)...))
		}
	}
	check(o.MinDocs >= 1, "MinDocs %d is below 1", o.MinDocs)
	check(2 <= o.MinRunes && o.MinRunes <= o.MaxRunes && o.MaxRunes <= 32, "want 2 ≤ MinRunes %d ≤ MaxRunes %d ≤ 32", o.MinRunes, o.MaxRunes)
	check(2 <= o.MaxWords && o.MaxWords <= 8, "MaxWords %d is not from 2 to 8", o.MaxWords)
	check(o.MinCohesion >= -1 && o.MinCohesion <= 1, "MinCohesion %g is not from -1 to 1", o.MinCohesion)
	check(o.MinFree >= 0 && o.MinFree <= 1, "MinFree %g is not from 0 to 1", o.MinFree)
	return errors.Join(faults...)
}

// Candidate is a term that the dictionary does not hold as one word, with the measures that speak for it.
type Candidate struct {
	Term string `json:"term"`
	// Docs is the number of documents that hold it, Count that of its occurrences.
	Docs  int `json:"docs"`
	Count int `json:"count"`
	// Cohesion is the least normalised pointwise mutual information over all ways to divide the term in two, from −1 to 1
	// (Church and Hanks 1990; normalised as by Bouma 2009).
	Cohesion float64 `json:"cohesion"`
	// LeftEntropy and RightEntropy are the branching entropies in nats of the words beside it (Jin and Tanaka-Ishii 2006). Every
	// boundary beside it counts as a word of its own, as in accessor variety (Feng et al. 2004).
	LeftEntropy  float64 `json:"left_entropy"`
	RightEntropy float64 `json:"right_entropy"`
	// LeftFree and RightFree are the shares of occurrences that have a boundary there, from 0 to 1.
	LeftFree  float64 `json:"left_free"`
	RightFree float64 `json:"right_free"`
	// Score orders candidates; greater is better. See score.
	Score float64 `json:"score"`
}

// score weighs the measures. The weights were set by reading samples of the ranking: boundaries are the surest sign, entropy
// says nothing more beyond a point.
func (c *Candidate) score() float64 {
	return 1.2*c.Cohesion + 0.45*math.Log(float64(1+c.Docs)) + 0.35*min(c.LeftEntropy, c.RightEntropy, 2.5) +
		1.5*min(c.LeftFree, 0.8) + 1.8*min(c.RightFree, 0.9)
}

// Miner finds technical terms in a corpus: sequences of dictionary words that stick together and stand free, and that are not
// clauses. It keeps the corpus as numbers of words, 4 bytes for each word and length of sequences: an abstract of 250 characters
// takes about 2 KiB. It is not safe for concurrent use.
type Miner struct {
	seg   *Segmenter
	opts  MineOptions
	roles *roles
	ids   map[string]int32
	words []string // by id; 0 is the boundary
	part  []role   // by id
	text  []int32  // ids of all words, 0 for a boundary
	docs  []int32  // where each document begins in text
}

// NewMiner makes a Miner that cuts with s. The first one takes about a second. Faults of the options give ErrMineOptions.
func NewMiner(s *Segmenter, o MineOptions) (*Miner, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	r, err := embeddedRoles()
	if err != nil {
		return nil, err
	}
	return &Miner{seg: s, opts: o, roles: r, ids: map[string]int32{}, words: []string{""}, part: []role{breaks}}, nil
}

// Add takes in one document, a patent with its title and its abstract, say.
func (m *Miner) Add(texts ...string) {
	m.docs = append(m.docs, int32(len(m.text)))
	for _, text := range texts {
		m.boundary()
		last := 0
		m.seg.Analyze(text, PatentText).eachWord(func(t Token) {
			if t.Start > last {
				m.boundary()
			}
			last = t.End
			id := m.id(t.Term)
			if t.Class == Boilerplate || m.part[id]&breaks != 0 {
				m.boundary()
				return
			}
			m.text = append(m.text, id)
		})
	}
	m.boundary()
}

// boundary ends what came before, once.
func (m *Miner) boundary() {
	if n := len(m.text); n == 0 || m.text[n-1] != 0 || m.docs[len(m.docs)-1] == int32(n) {
		m.text = append(m.text, 0)
	}
}

func (m *Miner) id(word string) int32 {
	id, known := m.ids[word]
	if !known {
		word = strings.Clone(word) // the token holds its whole text
		id = int32(len(m.words))
		part := breaks
		if strings.IndexFunc(word, func(r rune) bool { return !isHan(r) }) < 0 {
			part = m.roles.of(word)
		}
		m.ids[word], m.words, m.part = id, append(m.words, word), append(m.part, part)
	}
	return id
}

// Candidates returns the terms that meet the options, best first, ties by code point. The same documents in the same order give the
// same result.
func (m *Miner) Candidates() []Candidate {
	best := map[string]Candidate{}
	levels := m.sequences()
	for k := 1; k < len(levels); k++ { // sequences of k+1 words
		at, seqs := levels[k].at, levels[k].seqs
		shaped := make([]bool, len(seqs))
		for i := range seqs {
			shaped[i] = m.shaped(m.text[seqs[i].first:][:k+1])
		}
		left, right := m.beside(at, shaped, -1), m.beside(at, shaped, k+1)
		for i := range seqs {
			if !shaped[i] {
				continue
			}
			c := Candidate{
				Term: m.term(m.text[seqs[i].first:][:k+1]), Docs: int(seqs[i].docs), Count: int(seqs[i].count), Cohesion: m.cohesion(levels, k, i),
				LeftEntropy: left[i].entropy, RightEntropy: right[i].entropy, LeftFree: left[i].free, RightFree: right[i].free,
			}
			if c.Cohesion < m.opts.MinCohesion || min(c.LeftFree, c.RightFree) < m.opts.MinFree {
				continue
			}
			c.Score = c.score()
			if b, known := best[c.Term]; !known || c.Score > b.Score { // one term may be cut in several ways
				best[c.Term] = c
			}
		}
	}
	out := make([]Candidate, 0, len(best))
	for _, c := range best {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return strings.Compare(a.Term, b.Term)
	})
	return out
}

// shaped tells whether a sequence of words is as long as a term, built like one and new.
func (m *Miner) shaped(ids []int32) bool {
	words, part := make([]string, len(ids)), make([]role, len(ids))
	for i, id := range ids {
		words[i], part[i] = m.words[id], m.part[id]
	}
	term := strings.Join(words, "")
	n := utf8.RuneCountInString(term)
	return n >= m.opts.MinRunes && n <= m.opts.MaxRunes && m.roles.term(words, part) && !m.seg.words.has(term)
}

func (m *Miner) term(ids []int32) string {
	var b strings.Builder
	for _, id := range ids {
		b.WriteString(m.words[id])
	}
	return b.String()
}
