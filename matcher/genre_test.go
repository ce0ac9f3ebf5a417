package matcher

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/segment"
)

var updateTables = flag.Bool("update-tables", false, "count tables/need-terms.txt anew")

// leastGenreNeeds is the number of needs from which on a term is in the table.
const leastGenreNeeds = 4

// TestNeedTerms counts the terms of real needs again: the shipped table is what they give.
func TestNeedTerms(t *testing.T) {
	folder := os.Getenv("GONGXU_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(folder, "bdci2019", "needs.jsonl"))
	if err != nil {
		t.Skipf("the count of need terms is skipped: there are no real needs under GONGXU_DATA or ../shared/data: %v", err)
	}
	defer f.Close()
	counts := map[segment.View]map[string]int{}
	needs := 0
	for lines := bufio.NewScanner(f); lines.Scan(); needs++ {
		var n struct{ Title, Content string }
		require.NoError(t, json.Unmarshal(lines.Bytes(), &n))
		for _, v := range segment.Views() {
			if counts[v] == nil {
				counts[v] = map[string]int{}
			}
			for term := range needTextOf(segment.Default(), corpus.Need{Title: n.Title, Description: n.Content}, 1).terms(v) {
				counts[v][term]++
			}
		}
	}
	require.Equal(t, genreNeeds, needs)
	var b strings.Builder
	fmt.Fprintf(&b, "# Terms that occur in %d or more of %d enterprise technology needs (CCF BDCI 2019), and in how many.\n", leastGenreNeeds, genreNeeds)
	b.WriteString("# A line: view, number of needs, the terms in code point order.\n")
	for _, v := range segment.Views() {
		byCount := map[int][]string{}
		for term, n := range counts[v] {
			if n >= leastGenreNeeds {
				byCount[n] = append(byCount[n], term)
			}
		}
		levels := slices.SortedFunc(maps.Keys(byCount), func(a, b int) int { return cmp.Compare(b, a) })
		for _, n := range levels {
			slices.Sort(byCount[n])
			fmt.Fprintf(&b, "%s %d %s\n", v, n, strings.Join(byCount[n], " "))
		}
	}
	if *updateTables {
		require.NoError(t, os.WriteFile(filepath.Join("tables", "need-terms.txt"), []byte(b.String()), 0o600))
		return
	}
	require.Equal(t, b.String(), needTermTable, "the terms of needs changed; if on purpose: go test ./matcher -run NeedTerms -update-tables")
}
