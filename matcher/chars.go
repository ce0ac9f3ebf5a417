package matcher

import (
	_ "embed" // the table is compiled into the binary
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed tables/char-idf.txt
var charIDFTable string

// characterIDF holds the inverse document frequency of Han characters among patents. The character view has no postings, so
// its frequencies are a shipped table, like average lengths: a pair's score does not depend on who else is in the library.
type characterIDF struct {
	idf   map[rune]float64
	rare  float64
	ranks []int32 // by character of the basic block: place in the table, most frequent first; the others behind it by code point
}

// of returns the idf of a character; one that the table does not know is as rare as the rarest.
func (c characterIDF) of(r rune) float64 {
	if v, ok := c.idf[r]; ok {
		return v
	}
	return c.rare
}

// charIDF parses the embedded table: lines of an idf in tenths, a tab, and the characters that have it.
var charIDF = sync.OnceValue(func() characterIDF {
	known := int32(0)
	t := characterIDF{idf: map[rune]float64{}, ranks: make([]int32, hanLast-hanFirst+1)}
	for line := range strings.Lines(charIDFTable) {
		line = strings.TrimSpace(line)
		level, chars, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		tenths, err := strconv.Atoi(level)
		if err != nil {
			panic("matcher: embedded character table: " + err.Error())
		}
		for _, r := range chars {
			t.idf[r] = float64(tenths) / 10
			if i := r - hanFirst; i >= 0 && int(i) < len(t.ranks) && t.ranks[i] == 0 {
				known++
				t.ranks[i] = known // one more than the rank for now, so that 0 stands for none
			}
		}
		t.rare = max(t.rare, float64(tenths)/10)
	}
	for i := range t.ranks {
		if t.ranks[i] == 0 {
			t.ranks[i] = known + int32(i) + 1
		}
		t.ranks[i]--
	}
	return t
})

// the Han characters that have a weight, those of the basic block.
const (
	hanFirst = 0x4E00
	hanLast  = 0x9FFF
)

// charRank numbers the Han characters: those of the table in its order, the others behind them by code point. ok is false for what
// is no single Han character.
func charRank(term string) (rank int, ok bool) {
	char, width := utf8.DecodeRuneInString(term)
	if width != len(term) || char < hanFirst || char > hanLast {
		return 0, false
	}
	return int(charIDF().ranks[char-hanFirst]), true
}
