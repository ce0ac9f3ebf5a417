package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// a is first in both topics.
const testPerfect = "1 Q0 a 1 3 r\n2 Q0 a 1 2 r\n"

// compared is the part of the JSON form of several runs that is looked at.
type compared struct {
	Baseline struct {
		Run    string `json:"run"`
		Report report `json:"report"`
	} `json:"baseline"`
	Comparisons []runComparison   `json:"comparisons"`
	Differences *topicDifferences `json:"differences"`
}

func TestEvalSeveralRuns(t *testing.T) {
	dir := t.TempDir()
	qrels := write(t, dir, "dev.txt", testQrels)
	low, mid, high := write(t, dir, "low.run", testBaseline), write(t, dir, "mid.run", testRun), write(t, dir, "high.run", testPerfect)
	args := []string{"eval", "--qrels", qrels, "--run", low, "--run", mid, "--run", high, "--measures", "mrr"}

	t.Run("json", func(t *testing.T) {
		c := decode[compared](t, invoke(t, append(args, "--json", "--per-topic")...))
		// Reciprocal ranks: ½ and 0, 1 and ½, 1 and 1. The differences have one sign in both topics, as in two of the four assignments: p
		// is ½, and Holm's correction over two makes it 1.
		require.Equal(t, low, c.Baseline.Run)
		require.Equal(t, map[string]float64{"mrr": 0.25, "unjudged@10": 0.5}, c.Baseline.Report.Means)
		require.Len(t, c.Comparisons, 2)
		require.Equal(t, []string{mid, high}, []string{c.Comparisons[0].Run, c.Comparisons[1].Run})
		require.InDelta(t, 0.5, c.Comparisons[0].Difference, 1e-12)
		require.InDelta(t, 0.75, c.Comparisons[1].Difference, 1e-12)
		require.InDelta(t, 0.5, c.Comparisons[1].P, 1e-12)
		require.InDelta(t, 1, c.Comparisons[1].PHolm, 1e-12)
		require.Len(t, c.Differences.Topics, 2)
		require.Equal(t, []float64{0.5, 1}, c.Differences.Topics[1].Differences, "topic 2: 0, then ½ and 1")
	})
	t.Run("table", func(t *testing.T) {
		o := invoke(t, append(args, "--per-topic")...)
		require.Equal(t, exitOK, o.code, o.errOut)
		require.Contains(t, o.out, "mrr by topic\n")
		require.Contains(t, o.out, "unjudged@10\n", "of every run, asked for or not")
		require.Contains(t, o.out, "a = "+mid+", b = "+low)
		require.Contains(t, o.out, "a = "+high+", b = "+low)
		require.Contains(t, o.out, "p (Holm)")
	})
	t.Run("baseline", func(t *testing.T) {
		c := decode[compared](t, invoke(t, "eval", "--qrels", qrels, "--run", low, "--run", mid, "--baseline", high, "--measures", "mrr,p@1", "--json"))
		require.Equal(t, high, c.Baseline.Run)
		require.Len(t, c.Comparisons, 4, "two runs, two measures")
		require.InDelta(t, -0.75, c.Comparisons[0].Difference, 1e-12)
	})
	t.Run("plot", func(t *testing.T) {
		picture := filepath.Join(dir, "p.svg")
		require.Equal(t, exitOK, invoke(t, append(args, "--plot", picture)...).code)
		data, err := os.ReadFile(picture)
		require.NoError(t, err)
		require.Contains(t, string(data), "<svg")
		require.Equal(t, exitUsage, invoke(t, "eval", "--qrels", qrels, "--run", low, "--plot", picture).code, "one run has no differences")
	})
	t.Run("usage", func(t *testing.T) {
		for _, more := range [][]string{{"--worst", "1"}, {"--benchstat"}, {"--ablate"}, {"--explain"}, {"--workers", "0"}} {
			require.Equal(t, exitUsage, invoke(t, append(args, more...)...).code, more)
		}
		for _, more := range [][]string{{"--worst", "-1"}, {"--worst", "1", "--explain"}, {"--worst", "1", "--baseline", mid}} {
			require.Equal(t, exitUsage, invoke(t, append([]string{"eval", "--qrels", qrels, "--run", low}, more...)...).code, more)
		}
		require.Equal(t, exitUsage, invoke(t, "eval", "--qrels", qrels).code)
		require.Equal(t, exitUsage, invoke(t, "eval", "--qrels", qrels, "--ablate").code)
	})
}
