package segment

import (
	"bufio"
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-ego/gse"
	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu"
)

func cuts(l *lexicon, text string) []string {
	var out []string
	runes := []rune(text)
	l.cut(runes, nil, func(from, to int) { out = append(out, string(runes[from:to])) })
	return out
}

func TestCutTakesTheCheapestDivision(t *testing.T) {
	// Of 64 counts: cost log₂(64/freq) is 4 for 4, 3 for 8, 6 for 1, and 32 for a character that is no word.
	l, err := newLexicon([]entry{{"废", 1}, {"废水", 4}, {"水中", 8}, {"中", 4}, {"氢氧化锂", 1}, {"氢氧", 8}}, 64)
	require.NoError(t, err)
	for text, want := range map[string][]string{
		"":      nil,
		"中":     {"中"},
		"废水中":   {"废水", "中"},      // 4 + 4 = 8 against 6 + 3 = 9
		"氢氧化锂":  {"氢氧化锂"},         // 6 against 3 + 32 + 32
		"氢氧化":   {"氢氧", "化"},      // the longer word does not fit
		"膜废水膜":  {"膜", "废水", "膜"}, // unknown characters stand alone
		"𠀀中":    {"𠀀", "中"},       // beyond the first plane
		"废废水中中": {"废", "废水", "中", "中"},
	} {
		require.Equal(t, want, cuts(l, text), text)
	}
}

func TestCutOfEqualCosts(t *testing.T) {
	// 甲乙|丙 and 甲|乙丙 both cost 2 + 2; gse takes the one whose last word begins earliest, 甲|乙丙.
	l, err := newLexicon([]entry{{"甲", 1}, {"丙", 1}, {"甲乙", 1}, {"乙丙", 1}}, 4)
	require.NoError(t, err)
	require.Equal(t, []string{"甲", "乙丙"}, cuts(l, "甲乙丙"))
}

func TestNewLexiconKeepsCosts(t *testing.T) {
	l, err := newLexicon([]entry{{"电池", 2}}, 8)
	require.NoError(t, err)
	require.Equal(t, []float32{noWord, noWord, 2}, l.costs) // the root, 电, and 电池 with log₂(8/2)
}

// TestCutsAsGSE compares the cuts over gse's own dictionary with those of gse on the sample corpus and on random strings of words.
func TestCutsAsGSE(t *testing.T) {
	var s gse.Segmenter
	s.SkipLog = true
	require.NoError(t, s.LoadDictEmbed("zh_s"))
	entries, total, err := gseEntries()
	require.NoError(t, err)
	require.InDelta(t, s.Dict.TotalFreq(), total, 0)
	l, err := newLexicon(entries, total)
	require.NoError(t, err)
	texts := sampleHan(t)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var b strings.Builder
		for range 1 + rng.IntN(8) {
			b.WriteString(entries[rng.IntN(len(entries))].word)
		}
		texts = append(texts, hanOnly(b.String())...)
	}
	require.Greater(t, len(texts), 7_000)
	for _, text := range texts {
		var want []string
		for _, w := range s.Segment([]byte(text)) {
			want = append(want, text[w.Start():w.End()])
		}
		require.Equal(t, want, cuts(l, text), text)
	}
}

// hanOnly returns the Han stretches of a text.
func hanOnly(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !isHan(r) || r > math.MaxUint16 })
}

func sampleHan(t *testing.T) []string {
	t.Helper()
	f, err := gongxu.Sample().Open("patents.jsonl")
	require.NoError(t, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	var out []string
	for lines.Scan() {
		var p struct{ Title, Abstract string }
		require.NoError(t, json.Unmarshal(lines.Bytes(), &p))
		out = append(out, hanOnly(Normalize(p.Title+"。"+p.Abstract))...)
	}
	require.NoError(t, lines.Err())
	return out
}
