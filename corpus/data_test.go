package corpus_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

// dataFile finds a file of the data folder, or skips the test.
func dataFile(t *testing.T, name string) string {
	t.Helper()
	folder := os.Getenv("GONGXU_DATA")
	if folder == "" {
		dir, err := os.Getwd()
		require.NoError(t, err)
		for dir != filepath.Dir(dir) {
			if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
				break
			}
			dir = filepath.Dir(dir)
		}
		folder = filepath.Join(dir, "..", "shared", "data")
	}
	path := filepath.Join(folder, filepath.FromSlash(name))
	if _, err := os.Stat(path); os.IsNotExist(err) {
		t.Skipf("skipped: there is no %s under GONGXU_DATA or ../shared/data", name)
	}
	return path
}

// collector keeps the problems of a reader.
type collector struct{ problems []corpus.Problem }

func (c *collector) options() corpus.ReadOptions {
	return corpus.DefaultReadOptions(func(p corpus.Problem) { c.problems = append(c.problems, p) })
}

// of returns the problems of one severity.
func (c *collector) of(s corpus.Severity) []corpus.Problem {
	var out []corpus.Problem
	for _, p := range c.problems {
		if p.Severity == s {
			out = append(out, p)
		}
	}
	return out
}

func TestRealPatentsAllArrive(t *testing.T) {
	var found collector
	r, err := corpus.OpenPatents(dataFile(t, "patents.jsonl.gz"), found.options())
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	ids := map[string]bool{}
	var numbers, publications, classified, applicants, dated, typed int
	for p, err := range r.All() {
		require.NoError(t, err)
		ids[p.ID] = true
		count := func(n *int, is bool) {
			if is {
				*n++
			}
		}
		count(&numbers, p.ApplicationNumber != "")
		count(&publications, p.PublicationNumber != "")
		count(&classified, len(p.Symbols()) > 0)
		count(&applicants, len(p.Applicants) > 0)
		count(&dated, !p.Date.IsZero())
		count(&typed, p.Type != "")
	}
	require.Len(t, ids, 51630)
	require.Empty(t, found.of(corpus.Rejected))
	// As the description of the data counts them: 11,585 application numbers with a check digit, which is right in all of them, and
	// two of 1985 that have none yet.
	require.Equal(t, 11585+2, numbers)
	require.Equal(t, 1361, publications)
	require.Equal(t, 11585+2+1361, typed)
	require.Equal(t, 13037, classified)
	require.Equal(t, 22802, applicants)
	require.Equal(t, 13084, dated)
	// Three rows without a title and one without an abstract.
	missing := map[string]int{}
	for _, w := range found.of(corpus.Warning) {
		require.Equal(t, "missing", w.Reason, w)
		missing[w.Field]++
	}
	require.Equal(t, map[string]int{"title": 3, "abstract": 1}, missing)
	require.Len(t, found.of(corpus.Notice), 1)
	require.Contains(t, found.of(corpus.Notice)[0].Reason, "source")
	read, total := r.Bytes()
	require.Equal(t, total, read)
	require.Positive(t, total)
}

func TestRealNeedsAllArrive(t *testing.T) {
	var found collector
	r, err := corpus.OpenNeeds(dataFile(t, "bdci2019/needs.jsonl"), found.options())
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	n := 0
	for need, err := range r.All() {
		require.NoError(t, err)
		require.NotEmpty(t, need.Title+need.Description)
		n++
	}
	require.Equal(t, 371, n)
	require.Empty(t, found.of(corpus.Rejected))
	require.Empty(t, found.of(corpus.Notice))
	require.Len(t, found.of(corpus.Warning), 6) // The needs that are only a title.
	for _, w := range found.of(corpus.Warning) {
		require.Equal(t, "description", w.Field)
	}
}
