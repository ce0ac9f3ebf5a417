package industry_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

// published reads one of the published tables in the data folder as rows by
// column name, or skips the test.
func published(t *testing.T, name string) []map[string]string {
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
	text, err := os.ReadFile(filepath.Join(folder, "industry", name))
	if os.IsNotExist(err) {
		t.Skipf("the comparison with %s is skipped: there is no such file under GONGXU_DATA or ../shared/data", name)
	}
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	header := strings.Split(lines[0], "\t")
	var all []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range strings.Split(line, "\t") {
			row[header[i]] = strings.TrimSpace(cell)
		}
		all = append(all, row)
	}
	return all
}

func TestSEIAsPublished(t *testing.T) {
	var want, got []industry.Branch
	for _, row := range published(t, "sei_2018_levels1_2.tsv") {
		want = append(want, industry.Branch{Code: row["code"], Name: row["name"], Parent: row["parent"]})
	}
	for _, area := range industry.Areas() {
		got = append(got, area)
		for _, b := range industry.Branches() {
			if b.Parent == area.Code {
				got = append(got, b)
			}
		}
	}
	require.Equal(t, want, got)
}

func TestGBTAsPublished(t *testing.T) {
	var want []industry.Class
	for _, row := range published(t, "gbt4754_2017.tsv") {
		if row["level"] != "小类" {
			want = append(want, industry.Class{Code: row["code"], Name: row["name"], Parent: row["parent"]})
			continue
		}
		group, ok := industry.FindGBT(row["section"] + row["code"])
		require.True(t, ok, row["code"])
		require.Equal(t, row["parent"], group.Code)
	}
	require.Equal(t, want, industry.GBTClasses())
}

func TestTitlesAsPublished(t *testing.T) {
	for _, row := range published(t, "ipc_subclasses_zh.tsv") {
		title, ok := industry.Title(symbol(t, row["code"]))
		require.True(t, ok, row["code"])
		require.Equal(t, row["title_zh_short"], title, row["code"])
	}
}

// publishedPattern is one pattern of the published SEI-IPC table.
type publishedPattern struct {
	branch, rule, text string
	excluded           bool
}

// reach returns how narrowly the pattern holds a complete symbol, 0 for not at all.
func (p publishedPattern) reach(full string) int {
	stem, wild := strings.CutSuffix(p.text, "*")
	group, _, _ := strings.Cut(full, "/")
	switch {
	case strings.Contains(stem, "/"):
		if stem == full {
			return 9
		}
		return 0
	case len(stem) > 4:
		if stem == group {
			return 8
		}
		return 0
	case wild || len(stem) == 4: // The table forgot the star of G16H.
		if strings.HasPrefix(full, stem) {
			return len(stem)
		}
	}
	return 0
}

// TestOfFollowsThePublishedTable takes every symbol that the published table
// names, and the first place of every group, through a plain reading of it.
func TestOfFollowsThePublishedTable(t *testing.T) {
	var patterns []publishedPattern
	for _, row := range published(t, "sei_ipc_2021_codes.tsv") {
		patterns = append(patterns, publishedPattern{row["sei_code"], row["rule_seq"], row["ipc_pattern"], row["polarity"] == "exclude"})
	}
	require.Len(t, patterns, 2672)
	bySubclass := map[string][]publishedPattern{}
	for _, p := range patterns {
		stem := strings.TrimSuffix(p.text, "*")
		bySubclass[stem[:min(4, len(stem))]] = append(bySubclass[stem[:min(4, len(stem))]], p)
	}
	checked := 0
	for _, p := range patterns {
		full := strings.TrimSuffix(p.text, "*")
		if len(full) <= 4 {
			continue
		}
		if !strings.Contains(full, "/") {
			full += "/00"
		}
		included, excluded := map[[2]string]int{}, map[[2]string]int{}
		for _, q := range append(bySubclass[full[:4]], bySubclass[full[:3]]...) {
			side := included
			if q.excluded {
				side = excluded
			}
			key := [2]string{q.branch, q.rule}
			side[key] = max(side[key], q.reach(full))
		}
		branches := map[string]bool{}
		for key, reach := range included {
			if reach > 0 && reach >= excluded[key] {
				branches[key[0]] = true
			}
		}
		if len(branches) == 0 {
			continue // Of asks the neighbours then.
		}
		want := map[string]float64{}
		for b := range branches {
			want[b] = 1 / float64(len(branches))
		}
		got := industry.Of(symbol(t, full))
		require.Len(t, got, len(want), full)
		require.InDeltaMapValues(t, want, weights(got), 1e-12, full)
		checked++
	}
	require.Greater(t, checked, 2000)
}
