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

// whole counts the occurrences of a term in a text, those that are one of the tokens, and those that no token ends in because they are
// such a token or lie within a longer one.
func whole(tokens []Token, text, term string) (kept, uncut, all int) {
	type place struct{ start, end int }
	places := map[place]bool{}
	within := make([]int, len(text)) // the end of the longest token that a byte belongs to
	for _, t := range tokens {
		places[place{t.Start, t.End}] = true
		for i := t.Start; i < t.End; i++ {
			within[i] = max(within[i], t.End)
		}
	}
	for from := 0; ; {
		at := strings.Index(text[from:], term)
		if at < 0 {
			return kept, uncut, all
		}
		from += at
		all++
		if places[place{from, from + len(term)}] {
			kept++
		}
		if within[from] >= from+len(term) {
			uncut++
		}
		from += len(term)
	}
}

// TestTermsKeptWhole measures the share of technical terms that are one token, over a sample that was drawn and judged before the
// dictionary was mined and compounds were learnt (testdata/terms.tsv): of the words of gse's dictionary, of ours, of the compounds
// that are no part of others with the words outside them, and of the word view, which has the words and all compounds.
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
	cuts := []struct {
		name   string
		tokens func(text string) []Token
		score
	}{
		{name: "words of gse", tokens: func(text string) []Token { return gse.Analyze(text, PatentText).tiles() }},
		{name: "words", tokens: func(text string) []Token { return Default().Analyze(text, PatentText).tiles() }},
		{name: "longest compounds", tokens: func(text string) []Token { return longest(Default().Analyze(text, PatentText).Tokens(Words)) }},
		{name: "word view", tokens: func(text string) []Token { return Default().Analyze(text, PatentText).Tokens(Words) }},
	}
	for data := realPatents(t); data.Scan(); {
		var p struct{ ID, Abstract string }
		require.NoError(t, json.Unmarshal(data.Bytes(), &p))
		for _, term := range wanted[p.ID] {
			for i := range cuts {
				c := &cuts[i]
				kept, uncut, all := whole(c.tokens(p.Abstract), p.Abstract, term)
				require.Positive(t, all, term)
				c.kept, c.uncut, c.all, c.terms = c.kept+kept, c.uncut+uncut, c.all+all, c.terms+1
				if kept == all {
					c.keptTerms++
				}
			}
		}
	}
	for _, c := range cuts {
		require.Equal(t, len(lines(string(table))), c.terms)
		t.Logf("%s: %d of %d terms whole wherever they occur (%.1f %%); of %d occurrences %.1f %% one token, %.1f %% not cut through",
			c.name, c.keptTerms, c.terms, percent(c.keptTerms, c.terms), c.all, percent(c.kept, c.all), percent(c.uncut, c.all))
	}
}

// longest leaves out the tokens that lie within others.
func longest(tokens []Token) []Token {
	var out []Token
	end := 0
	for _, t := range tokens {
		if t.End > end {
			out = append(out, t)
			end = t.End
		}
	}
	return out
}

func percent(part, all int) float64 { return 100 * float64(part) / float64(all) }
