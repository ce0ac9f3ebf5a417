package segment

import (
	"fmt"
	"strings"

	"github.com/go-ego/gse"
)

// termFrequency is the count that an own dictionary term claims in gse's frequency table (total about 3·10⁷): high enough to
// win against any cut in two or more words, low enough not to tear common words apart.
const termFrequency = 800

// minedFrequency is that of a mined term: still enough to win against its parts, but not to tear a term that was written by hand
// (高速列车 转向架, not 高速 列车转向架).
const minedFrequency = 80

// particleFrequency is the count of single characters that are words of their own. gse counts every single character as 2,
// which makes 废水中 two words, 废 and 水中.
const particleFrequency = 20_000

// gseEntries returns gse's simplified dictionary without its empty words, each word once, and the sum of its frequencies.
func gseEntries() ([]entry, float64, error) {
	var s gse.Segmenter
	s.SkipLog = true
	if err := s.LoadDictEmbed("zh_s"); err != nil {
		return nil, 0, fmt.Errorf("segment: load gse dictionary: %w", err)
	}
	out := make([]entry, 0, len(s.Dict.Tokens))
	for i := range s.Dict.Tokens {
		t := &s.Dict.Tokens[i]
		if w := t.Text(); w != "" && t.Freq() > 0 {
			out = append(out, entry{w, t.Freq()})
		}
	}
	return out, s.Dict.TotalFreq(), nil
}

// dictionary joins gse's words, own terms with their frequencies and particles, without the words that tables/split.txt takes out. The total is the
// one that gse has, so that costs of words do not depend on how many terms a user adds.
func dictionary(own []entry) ([]entry, float64, error) {
	entries, total, err := gseEntries()
	if err != nil {
		return nil, 0, err
	}
	at := make(map[string]int, len(entries)+len(own))
	for i, e := range entries {
		at[e.word] = i
	}
	raise := func(word string, freq float64) {
		if i, known := at[word]; known {
			entries[i].freq = max(entries[i].freq, freq)
			return
		}
		at[word] = len(entries)
		entries = append(entries, entry{word, freq})
	}
	for _, t := range own {
		raise(t.word, t.freq)
	}
	for _, l := range lines(particleTable) {
		for _, r := range strings.ReplaceAll(l, " ", "") {
			raise(string(r), particleFrequency)
		}
	}
	split := map[string]bool{}
	for _, l := range lines(splitTable) {
		for w := range strings.FieldsSeq(l) {
			split[w] = true
		}
	}
	for _, t := range own {
		delete(split, t.word)
	}
	kept := entries[:0]
	for _, e := range entries {
		if !split[e.word] {
			kept = append(kept, e)
		}
	}
	return kept, total, nil
}
