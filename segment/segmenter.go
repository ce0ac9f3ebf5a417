package segment

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/go-ego/gse"
)

// analysisVersion changes whenever the same dictionaries would give other terms: it is part of the hash.
const analysisVersion = "gongxu-segment/5"

// ErrTerm is returned for a user term that cannot be a dictionary entry.
var ErrTerm = errors.New("segment: invalid term")

// Options shape a Segmenter.
type Options struct {
	// Terms are added to the embedded dictionary: words to be kept whole, 2–32 characters, Han or mixed with latin and digits.
	Terms []string
	// Background tells whether corporate background sentences of needs are recognised.
	Background bool
}

// DefaultOptions returns the options that the engine ships with.
func DefaultOptions() Options { return Options{Background: true} }

// Segmenter cuts Chinese technical text into terms. It does not change after New and may be used by any number of goroutines.
type Segmenter struct {
	words *lexicon
	mixed *phraseTrie
	opts  Options
	hash  string
}

// Default returns a Segmenter with DefaultOptions, built once for the whole process (about a second).
func Default() *Segmenter { return defaultSegmenter() }

var defaultSegmenter = sync.OnceValue(func() *Segmenter {
	s, err := New(DefaultOptions())
	if err != nil {
		panic("segment: the embedded dictionary does not load: " + err.Error())
	}
	return s
})

// New builds a Segmenter from gse's simplified dictionary, the embedded technical dictionary and the options' terms.
// It takes about a second; an invalid term gives ErrTerm.
func New(opts Options) (*Segmenter, error) {
	s := &Segmenter{mixed: &phraseTrie{}, opts: opts}
	own := slices.Clone(terms())
	mined := embedded().mined
	given := map[string]bool{}
	for _, t := range opts.Terms {
		n, err := userTerm(t)
		if err != nil {
			return nil, err
		}
		own = append(own, n)
		given[n] = true
	}
	slices.Sort(own)
	own = slices.Compact(own)
	var han []entry
	for _, t := range own {
		if runs := split([]rune(t)); len(runs) == 1 && runs[0].kind == hanRun {
			freq := float64(termFrequency)
			if mined[t] && !given[t] {
				freq = minedFrequency
			}
			han = append(han, entry{t, freq})
		} else {
			s.mixed.add(t)
		}
	}
	entries, total, err := dictionary(han)
	if err != nil {
		return nil, err
	}
	if s.words, err = newLexicon(entries, total); err != nil {
		return nil, err
	}
	s.hash = hash(own, opts)
	return s, nil
}

// Hash identifies everything that decides which terms a text has: the code's version, gse's version and dictionary, the
// embedded tables and the options. Two Segmenters with one hash give the same terms.
func (s *Segmenter) Hash() string { return s.hash }

func hash(own []string, opts Options) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%t\n", analysisVersion, gse.GetVersion(), opts.Background)
	mined := slices.Sorted(maps.Keys(embedded().mined))
	for _, part := range []string{strings.Join(mined, "\n"), t2sTable, patentPhrases, needPhrases, backgroundCues, stopwordTable, particleTable, splitTable, strings.Join(own, "\n")} {
		fmt.Fprintf(h, "%d\n%s\n", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
