package segment

import (
	"embed"
	_ "embed" // tables are compiled into the binary
	"sort"
	"strings"
	"sync"
)

//go:embed tables/t2s.txt
var t2sTable string

//go:embed tables/patent-phrases.txt
var patentPhrases string

//go:embed tables/need-phrases.txt
var needPhrases string

//go:embed tables/background-cues.txt
var backgroundCues string

//go:embed tables/stopwords.txt
var stopwordTable string

//go:embed tables/particles.txt
var particleTable string

//go:embed tables/split.txt
var splitTable string

//go:embed tables/section-headings.txt
var sectionHeadingTable string

//go:embed tables/section-cues.txt
var sectionCueTable string

//go:embed tables/units.txt
var unitTable string

//go:embed tables/quantity-words.txt
var quantityWordTable string

//go:embed tables/sub-needs.txt
var subNeedTable string

//go:embed tables/mining.txt
var miningTable string

//go:embed dict/*.txt
var dictFiles embed.FS

// lines yields the lines of an embedded table without comments and blanks.
func lines(table string) []string {
	var out []string
	for l := range strings.Lines(table) {
		l = strings.TrimSpace(l)
		if l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}

// simplified maps traditional characters to simplified ones.
var simplified = sync.OnceValue(func() map[rune]rune {
	m := make(map[rune]rune, 3000)
	for _, l := range lines(t2sTable) {
		pair := []rune(l)
		for i := 0; i+1 < len(pair); i += 2 {
			m[pair[i]] = pair[i+1]
		}
	}
	return m
})

// stopwords holds the words that the word view does not score.
var stopwords = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool, 500)
	for _, l := range lines(stopwordTable) {
		for w := range strings.FieldsSeq(l) {
			m[w] = true
		}
	}
	return m
})

// minedMark is the comment behind which a file of the dictionary holds terms that were found by counting and then reviewed.
const minedMark = "# mined"

// Terms returns the embedded technical dictionary: distinct normalised terms in ascending order.
func Terms() []string { return append([]string(nil), terms()...) }

func terms() []string { return embedded().terms }

// termTable is the embedded technical dictionary.
type termTable struct {
	terms []string        // ascending
	mined map[string]bool // those that were mined, and are not written by hand as well
}

var embedded = sync.OnceValue(func() termTable {
	mined := make(map[string]bool, 32768) // by term
	entries, err := dictFiles.ReadDir("dict")
	if err != nil {
		panic("segment: embedded dictionary is missing: " + err.Error())
	}
	for _, e := range entries {
		text, err := dictFiles.ReadFile("dict/" + e.Name())
		if err != nil {
			panic("segment: embedded dictionary is unreadable: " + err.Error())
		}
		byHand, found, _ := strings.Cut(string(text), minedMark)
		for _, l := range lines(byHand) {
			mined[Normalize(l)] = false
		}
		for _, l := range lines("#" + found) { // the rest of the mark's line is a comment
			n := Normalize(l)
			if _, known := mined[n]; !known {
				mined[n] = true
			}
		}
	}
	t := termTable{terms: make([]string, 0, len(mined)), mined: mined}
	for term, m := range mined {
		t.terms = append(t.terms, term)
		if !m {
			delete(mined, term)
		}
	}
	sort.Strings(t.terms)
	return t
})
