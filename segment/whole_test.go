package segment

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// realPatents opens the file of real patents: below GONGXU_DATA, else in shared/data beside the module; without it the test is
// skipped.
func realPatents(t *testing.T) *bufio.Scanner {
	t.Helper()
	folder := os.Getenv("GONGXU_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(folder, "patents.jsonl.gz"))
	if err != nil {
		t.Skip("skipped: there are no real patents under GONGXU_DATA or ../shared/data")
	}
	t.Cleanup(func() { require.NoError(t, f.Close()) })
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<22)
	return s
}

// whole counts the occurrences of a term in a text, those that are one token of the word view, and those that no cut goes through
// because they are such a token or lie within a longer one.
func whole(s *Segmenter, text, term string) (kept, uncut, all int) {
	a := s.Analyze(text, PatentText)
	ends := map[int]int{}
	within := make([]int, len(text)) // the end of the token that a byte belongs to
	a.EachToken(Words, func(t Token) {
		ends[t.Start] = t.End
		for i := t.Start; i < t.End; i++ {
			within[i] = t.End
		}
	})
	for from := 0; ; {
		at := strings.Index(text[from:], term)
		if at < 0 {
			return kept, uncut, all
		}
		from += at
		all++
		if ends[from] == from+len(term) {
			kept++
		}
		if within[from] >= from+len(term) {
			uncut++
		}
		from += len(term)
	}
}

// TestTermsKeptWhole measures the share of technical terms that are one word, over a sample that was drawn and judged before the
// dictionary was mined (testdata/terms.tsv).
func TestTermsKeptWhole(t *testing.T) {
	table, err := os.ReadFile(filepath.Join("testdata", "terms.tsv"))
	require.NoError(t, err)
	wanted := map[string][]string{}
	for _, l := range lines(string(table)) {
		id, term, ok := strings.Cut(l, "\t")
		require.True(t, ok, l)
		h := fnv.New64a()
		h.Write([]byte(id))
		require.EqualValues(t, 1, h.Sum64()%2, "%s is of the half that is mined", id)
		wanted[id] = append(wanted[id], term)
	}
	entries, total, err := gseEntries()
	require.NoError(t, err)
	words, err := newLexicon(entries, total)
	require.NoError(t, err)
	gse := &Segmenter{words: words, mixed: &phraseTrie{}}
	type score struct{ kept, uncut, all, keptTerms, terms int }
	var ours, theirs score
	var lost []string
	count := func(s *Segmenter, sc *score, text, term string) bool {
		kept, uncut, all := whole(s, text, term)
		require.Positive(t, all, term)
		sc.kept, sc.uncut, sc.all, sc.terms = sc.kept+kept, sc.uncut+uncut, sc.all+all, sc.terms+1
		if kept == all {
			sc.keptTerms++
		}
		return kept == all
	}
	for data := realPatents(t); data.Scan(); {
		var p struct{ ID, Abstract string }
		require.NoError(t, json.Unmarshal(data.Bytes(), &p))
		for _, term := range wanted[p.ID] {
			count(gse, &theirs, p.Abstract, term)
			if !count(Default(), &ours, p.Abstract, term) {
				lost = append(lost, term)
			}
		}
	}
	require.Equal(t, len(lines(string(table))), ours.terms)
	for _, x := range []struct {
		name string
		score
	}{{"gse alone", theirs}, {"ours", ours}} {
		t.Logf("%s: %d of %d terms whole wherever they occur (%.1f %%); of %d occurrences %.1f %% one word, %.1f %% not cut through",
			x.name, x.keptTerms, x.terms, percent(x.keptTerms, x.terms), x.all, percent(x.kept, x.all), percent(x.uncut, x.all))
	}
	t.Logf("not whole: %s", strings.Join(lost, " "))
}

func percent(part, all int) float64 { return 100 * float64(part) / float64(all) }
