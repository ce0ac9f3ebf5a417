package segment

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/go-ego/gse"
)

// analysisVersion changes whenever the same dictionaries would give other terms: it is part of the hash.
const analysisVersion = "gongxu-segment/1"

// termFrequency is the count that an own dictionary term claims in gse's frequency table (total about 6·10⁷): high enough to
// win against any cut in two or more words, low enough not to tear common words apart.
const termFrequency = 800

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
	gse   gse.Segmenter
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
// It takes about a second and 150 MB; an invalid term gives ErrTerm.
func New(opts Options) (*Segmenter, error) {
	s := &Segmenter{mixed: &phraseTrie{}, opts: opts}
	s.gse.SkipLog = true
	if err := s.gse.LoadDictEmbed("zh_s"); err != nil {
		return nil, fmt.Errorf("segment: load gse dictionary: %w", err)
	}
	own := slices.Clone(terms())
	for _, t := range opts.Terms {
		n := Normalize(strings.TrimSpace(t))
		if c := len([]rune(n)); c < 2 || c > 32 || len(split([]rune(n))) == 0 {
			return nil, fmt.Errorf("%w %q: want 2 to 32 characters with letters or Han characters", ErrTerm, t)
		}
		own = append(own, n)
	}
	slices.Sort(own)
	own = slices.Compact(own)
	for _, t := range own {
		if runs := split([]rune(t)); len(runs) == 1 && runs[0].kind == hanRun {
			if err := s.addTerm(t); err != nil {
				return nil, err
			}
			continue
		}
		s.mixed.add(t)
	}
	s.gse.CalcToken()
	s.hash = hash(own, opts)
	return s, nil
}

// addTerm makes a Han term known to gse. A term that gse knows as rarer than the others is raised to their frequency.
func (s *Segmenter) addTerm(t string) error {
	freq, _, known := s.gse.Find(t)
	if known && freq >= termFrequency {
		return nil
	}
	if known && freq > 0 {
		if err := s.gse.RemoveToken(t); err != nil {
			return fmt.Errorf("segment: raise term %q: %w", t, err)
		}
	}
	if err := s.gse.AddToken(t, termFrequency, "n"); err != nil {
		return fmt.Errorf("segment: add term %q: %w", t, err)
	}
	return nil
}

// Hash identifies everything that decides which terms a text has: the code's version, gse's version and dictionary, the
// embedded tables and the options. Two Segmenters with one hash give the same terms.
func (s *Segmenter) Hash() string { return s.hash }

func hash(own []string, opts Options) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%t\n", analysisVersion, gse.GetVersion(), opts.Background)
	for _, part := range []string{t2sTable, patentPhrases, needPhrases, backgroundCues, stopwordTable, strings.Join(own, "\n")} {
		fmt.Fprintf(h, "%d\n%s\n", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
