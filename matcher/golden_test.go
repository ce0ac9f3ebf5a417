package matcher_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
)

var update = flag.Bool("update", false, "write testdata/rankings.golden anew")

// goldenTop is the number of patents that are listed for every need.
const goldenTop = 5

// The rankings of the sample corpus, for people to look at when scoring changes: what the measures say, then the best patents
// of every need with score and judged grade. After a change on purpose: go test ./matcher -run Golden -update.
func TestGoldenRankings(t *testing.T) {
	got := goldenRankings(t, sample(t))
	path := filepath.Join("testdata", "rankings.golden")
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "make it with: go test ./matcher -run Golden -update")
	require.Empty(t, diffBlocks(string(want), got), "rankings changed; if on purpose: go test ./matcher -run Golden -update")
}

func goldenRankings(t *testing.T, s *sampleCorpus) string {
	t.Helper()
	titles := map[string]string{}
	for _, p := range s.patents {
		titles[p.ID] = p.Title
	}
	run, report := sampleRun(t, s)
	var out strings.Builder
	fmt.Fprintf(&out, "%d patents, %d needs, %d with a relevant patent\n", len(s.patents), len(s.needs), len(report.Topics))
	for _, m := range report.Measures {
		fmt.Fprintf(&out, "  %-12s %.4f\n", m, mean(t, report, m))
	}
	for _, need := range s.needs {
		fmt.Fprintf(&out, "\n%s %s\n", need.ID, need.Title)
		for _, r := range run[need.ID][:min(goldenTop, len(run[need.ID]))] {
			fmt.Fprintf(&out, "  %.3f %s %s %s\n", r.Score, grade(s.qrels, need, r.Doc), r.Doc, titles[r.Doc])
		}
	}
	return out.String()
}

// goldenMeasures are what the ranking of the sample corpus is measured by.
func goldenMeasures() []eval.Measure {
	return []eval.Measure{
		{Kind: eval.NDCG, Depth: 10}, {Kind: eval.MRR}, {Kind: eval.Recall, Depth: 10}, {Kind: eval.Recall, Depth: 100}, {Kind: eval.Unjudged, Depth: 10},
	}
}

// sampleRun ranks the patents of the sample corpus for all its needs and measures the result.
func sampleRun(t *testing.T, s *sampleCorpus) (eval.Run, *eval.Report) {
	t.Helper()
	run := eval.Run{}
	for _, need := range s.needs {
		ranked, err := s.engine.Rank(t.Context(), need, 100)
		require.NoError(t, err)
		for _, r := range ranked {
			run[need.ID] = append(run[need.ID], eval.Scored{Doc: r.ID, Score: r.Score})
		}
	}
	opts := eval.DefaultOptions()
	opts.Measures = goldenMeasures()
	report, err := eval.Evaluate(s.qrels, run, opts)
	require.NoError(t, err)
	return run, report
}

func mean(t *testing.T, r *eval.Report, m eval.Measure) float64 {
	t.Helper()
	v, err := r.Mean(m)
	require.NoError(t, err)
	return v
}

// grade is the judged grade of a pair, "-" for one that nobody judged.
func grade(qrels eval.Qrels, need corpus.Need, patent string) string {
	if g, ok := qrels[need.ID][patent]; ok {
		return fmt.Sprint(g)
	}
	return "-"
}

// diffBlocks shows the blocks, parted by empty lines, that are not in both texts: lines that went with −, new ones with +.
func diffBlocks(want, got string) string {
	old, current := strings.Split(want, "\n\n"), strings.Split(got, "\n\n")
	var out strings.Builder
	show := func(sign string, blocks, others []string) {
		for _, b := range blocks {
			if !slices.Contains(others, b) {
				for line := range strings.SplitSeq(strings.TrimSpace(b), "\n") {
					fmt.Fprintf(&out, "%s %s\n", sign, line)
				}
			}
		}
	}
	for i := range max(len(old), len(current)) { // the old and the new block of one need side by side
		show("−", old[min(i, len(old)):min(i+1, len(old))], current)
		show("+", current[min(i, len(current)):min(i+1, len(current))], old)
	}
	return out.String()
}

// A change shows as the old block and the new one; what is equal does not show.
func TestDiffBlocks(t *testing.T) {
	require.Empty(t, diffBlocks("a\n  1\n\nb\n", "a\n  1\n\nb\n"))
	require.Equal(t, "− b\n−   2\n+ b\n+   3\n", diffBlocks("a\n  1\n\nb\n  2\n", "a\n  1\n\nb\n  3\n"))
	require.Equal(t, "+ b\n", diffBlocks("a", "a\n\nb\n"))
}

// The sample corpus is easy enough that a ranking worth its name finds a good patent first for most needs. The bounds are far
// below what is reached, so that they tell of a broken ranking and not of a changed one.
func TestRankingQualityFloor(t *testing.T) {
	_, report := sampleRun(t, sample(t))
	require.Greater(t, mean(t, report, eval.Measure{Kind: eval.NDCG, Depth: 10}), 0.6)
	require.Greater(t, mean(t, report, eval.Measure{Kind: eval.MRR}), 0.7)
	require.Greater(t, mean(t, report, eval.Measure{Kind: eval.Recall, Depth: 100}), 0.9)
}
