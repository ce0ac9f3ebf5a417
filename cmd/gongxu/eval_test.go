package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	testQrels = "1 0 a 3\n1 0 b 0\n1 0 c 2\n2 0 a 2\n"
	// Topic 1: a, then x (unjudged), then c; topic 2: b (unjudged), a.
	testRun      = "1 Q0 a 1 3 r\n1 Q0 x 2 2 r\n1 Q0 c 3 1 r\n2 Q0 b 1 2 r\n2 Q0 a 2 1 r\n"
	testBaseline = "1 Q0 x 1 3 r\n1 Q0 a 2 2 r\n"
)

// report is the part of the JSON form that is looked at.
type report struct {
	Means     map[string]float64 `json:"means"`
	NumTopics int                `json:"num_topics"`
	RelLevel  int                `json:"rel_level"`
	Condensed bool               `json:"condensed"`
	Topics    []struct {
		Topic string `json:"topic"`
	} `json:"topics"`
	Baseline    *report `json:"baseline"`
	Comparisons []struct {
		Measure    string  `json:"measure"`
		Difference float64 `json:"difference"`
	} `json:"comparisons"`
}

func TestEval(t *testing.T) {
	dir := t.TempDir()
	qrels, run, baseline := write(t, dir, "dev.txt", testQrels), write(t, dir, "a.run", testRun), write(t, dir, "b.run", testBaseline)
	args := []string{"eval", "--qrels", qrels, "--run", run}

	t.Run("plain", func(t *testing.T) {
		r := decode[report](t, invoke(t, append(args, "--json", "--measures", "p@2,mrr")...))
		// P@2: one of two in both topics. MRR: ranks 1 and 2, (1 + ½) / 2.
		require.Equal(t, map[string]float64{"p@2": 0.5, "mrr": 0.75, "unjudged@10": 1}, r.Means)
		require.Equal(t, 2, r.NumTopics)
		require.Equal(t, 2, r.RelLevel)
	})
	t.Run("condensed", func(t *testing.T) {
		r := decode[report](t, invoke(t, append(args, "--json", "--measures", "p@2,mrr", "--condensed")...))
		// Topic 1: a, c, then b appended: P@2 1. Topic 2: a: P@2 ½.
		require.Equal(t, map[string]float64{"p@2": 0.75, "mrr": 1, "unjudged@10": 1}, r.Means, "x and b are counted on the run as given")
		require.True(t, r.Condensed)
	})
	t.Run("level", func(t *testing.T) {
		r := decode[report](t, invoke(t, append(args, "--json", "--rel-level", "3")...))
		require.Equal(t, 1, r.NumTopics, "only topic 1 has a 3")
		require.Equal(t, exitUsage, invoke(t, append(args, "--rel-level", "0")...).code)
	})
	t.Run("baseline", func(t *testing.T) {
		r := decode[report](t, invoke(t, append(args, "--json", "--measures", "mrr", "--baseline", baseline)...))
		// The baseline: rank 2 in topic 1, nothing for topic 2: ¼.
		require.InDelta(t, 0.25, r.Baseline.Means["mrr"], 1e-12)
		require.Equal(t, "mrr", r.Comparisons[0].Measure)
		require.InDelta(t, 0.5, r.Comparisons[0].Difference, 1e-12)
		o := invoke(t, append(args, "--measures", "mrr", "--baseline", baseline)...)
		require.Contains(t, o.out, "a = "+run+", b = "+baseline)
		require.Contains(t, o.out, "+0.5000")
	})
	t.Run("table", func(t *testing.T) {
		o := invoke(t, append(args, "--per-topic")...)
		require.Equal(t, exitOK, o.code, o.errOut)
		require.True(t, strings.HasPrefix(o.out, "topic  relevant"))
		require.Contains(t, o.out, "\nmeasure ")
		require.Contains(t, o.out, "ndcg@10")
	})
	t.Run("benchstat", func(t *testing.T) {
		require.Contains(t, invoke(t, append(args, "--benchstat")...).out, "\nBenchmarkDev/mean 1 ")
		require.Contains(t, invoke(t, append(args, "--benchstat", "--name", "set")...).out, "Unit ndcg@10 better=higher assume=exact\n")
		require.Equal(t, exitUsage, invoke(t, append(args, "--benchstat", "--json")...).code)
	})
	t.Run("broken run", func(t *testing.T) {
		o := invoke(t, "eval", "--qrels", qrels, "--run", write(t, dir, "broken.run", "1 Q0 a\n"))
		require.Equal(t, exitFailure, o.code)
		require.Contains(t, o.errOut, "broken.run:1")
	})
}
