package segment

import (
	"cmp"
	"slices"
	"strings"
)

// Comparison finds what changes in the word view of texts when one Segmenter takes the place of another. It is not safe for
// concurrent use.
type Comparison struct {
	before, after *Segmenter
	texts, differ int
	changes       map[[2]string]*CutChange
	docs          map[string]int
	scratch       map[string]bool
}

// CutChange is a stretch that is cut differently, between two places where both cut.
type CutChange struct {
	// Before and After are the words, with blanks between them.
	Before string `json:"before"`
	After  string `json:"after"`
	// Count is the number of occurrences.
	Count int `json:"count"`
}

// Compare makes a Comparison.
func Compare(before, after *Segmenter) *Comparison {
	return &Comparison{before: before, after: after, changes: map[[2]string]*CutChange{}, docs: map[string]int{}}
}

// Add compares the cuts of one document's texts.
func (c *Comparison) Add(genre Genre, texts ...string) {
	c.texts++
	c.scratch = map[string]bool{}
	changed := false
	for _, text := range texts {
		a, b := c.before.Analyze(text, genre).tiles(), c.after.Analyze(text, genre).tiles()
		for _, t := range b {
			c.scratch[t.Term] = true
		}
		for i, j := 0, 0; i < len(a) && j < len(b); {
			if a[i].Start == b[j].Start && a[i].End == b[j].End {
				i, j = i+1, j+1
				continue
			}
			fi, fj := i, j
			i, j = i+1, j+1
			for a[i-1].End != b[j-1].End {
				switch {
				case a[i-1].End < b[j-1].End && i < len(a):
					i++
				case a[i-1].End > b[j-1].End && j < len(b):
					j++
				default: // the views end differently, which they never do
					return
				}
			}
			changed = true
			c.change(a[fi:i], b[fj:j])
		}
	}
	if changed {
		c.differ++
	}
	for term := range c.scratch {
		c.docs[strings.Clone(term)]++
	}
}

func (c *Comparison) change(a, b []Token) {
	key := [2]string{joined(a), joined(b)}
	x := c.changes[key]
	if x == nil {
		x = &CutChange{Before: key[0], After: key[1]}
		c.changes[key] = x
	}
	x.Count++
}

func joined(tokens []Token) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Term
	}
	return strings.Join(words, " ")
}

// Texts returns the number of documents that were added and of those that are cut differently.
func (c *Comparison) Texts() (all, differ int) { return c.texts, c.differ }

// Docs returns the number of documents in which a term is a word after the change.
func (c *Comparison) Docs(term string) int { return c.docs[Normalize(term)] }

// Changes returns the changes, the most frequent first, ties by code point.
func (c *Comparison) Changes() []CutChange {
	out := make([]CutChange, 0, len(c.changes))
	for _, x := range c.changes {
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b CutChange) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Before, b.Before), strings.Compare(a.After, b.After))
	})
	return out
}

// Whole tells whether a text, normalised, is one word of the word view.
func (s *Segmenter) Whole(text string) bool {
	tokens := s.Analyze(text, Plain).tiles()
	return len(tokens) == 1 && tokens[0].Term == Normalize(text)
}
