package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/matcher"
)

// The ranking that is ablated is that of the engine.
func TestRunByIsRank(t *testing.T) {
	s, err := loadSample()
	require.NoError(t, err)
	engine, err := matcher.NewMemory(matcher.DefaultSettings())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Close()) })
	require.NoError(t, engine.AddPatents(t.Context(), s.patents...))
	for _, need := range s.needs[:10] {
		values, err := engine.Values(t.Context(), need)
		require.NoError(t, err)
		ranked, err := engine.Rank(t.Context(), need, maxRunDepth)
		require.NoError(t, err)
		run := eval.Rank(runBy(map[string][]matcher.Valued{need.ID: values}, engine.SignalWeights())[need.ID])
		require.Len(t, run, len(ranked))
		for i, r := range ranked {
			require.Equal(t, r.ID, run[i].Doc, "need %s, rank %d", need.ID, i+1)
		}
	}
}

// Two signals with equal weights. By the first alone b is above the good a (½), by the second, and by both, a is first: 0.2 + 0.9
// against 0.6 + 0.1.
func TestAblationByHand(t *testing.T) {
	weights := make([]float64, len(matcher.SignalNames()))
	weights[0], weights[3] = 1, 1
	valued := func(id string, first, second float64) matcher.Valued {
		v := make([]float64, len(weights))
		v[0], v[3] = first, second
		return matcher.Valued{ID: id, Values: v}
	}
	o := evalOptions{relLevel: 2, measures: []string{"mrr"}, ablate: true, needsFlags: needsFlags{workers: 1, needs: []string{"-"}, docs: []string{"-"}}}
	require.NoError(t, o.prepare())
	values := map[string][]matcher.Valued{"1": {valued("a", 0.2, 0.9), valued("b", 0.6, 0.1)}}
	a, err := o.ablation(eval.Qrels{"1": {"a": 2, "b": 0}}, values, weights)
	require.NoError(t, err)
	require.Len(t, a.Measures, 1)
	m := a.Measures[0]
	require.InDelta(t, 1, m.Full, 1e-12)
	require.Len(t, m.Signals, 2)
	first, second := m.Signals[0], m.Signals[1]
	require.Equal(t, []string{"lexical", "meaning"}, []string{first.Signal, second.Signal})
	require.False(t, first.Constant)
	require.True(t, constant(values, 1), "both have nothing of it")
	require.InDeltaSlice(t, []float64{0.5, 0, 0.5, 0.5}, []float64{first.Weight, first.Without.Difference, first.Alone, first.WithLexical}, 1e-12)
	require.InDeltaSlice(t, []float64{0.5, -0.5, 1, 1}, []float64{second.Weight, second.Without.Difference, second.Alone, second.WithLexical}, 1e-12)
}

func TestEvalAblate(t *testing.T) {
	dir := t.TempDir()
	sample := filepath.Join("..", "..", "testdata")
	needs, qrels, engine := filepath.Join(sample, "needs.jsonl"), filepath.Join(sample, "qrels.txt"), filepath.Join(dir, "engine")
	require.Equal(t, exitOK, invoke(t, "index", "--patents", filepath.Join(sample, "patents.jsonl"), "--dir", engine, "--quiet").code)
	run := filepath.Join(dir, "a.run")
	require.Equal(t, exitOK, invoke(t, "run", "--dir", engine, "--needs", needs, "-k", "1000", "--out", run, "--quiet").code)
	args := []string{"eval", "--qrels", qrels, "--needs", needs, "--dir", engine, "--ablate", "--quiet"}

	a := decode[ablation](t, invoke(t, append(args, "--json", "--measures", "ndcg@10,map")...))
	measured := decode[report](t, invoke(t, "eval", "--qrels", qrels, "--run", run, "--json", "--measures", "ndcg@10,map"))
	require.Equal(t, measured.NumTopics, a.Topics)
	require.Len(t, a.Measures, 2)
	for _, m := range a.Measures {
		require.InDelta(t, measured.Means[m.Measure.String()], m.Full, 1e-12, "all signals are the ranking of gongxu run")
		require.InDelta(t, measured.Means["unjudged@10"], m.Unjudged, 1e-12)
		require.NotEmpty(t, m.Signals)
		shares := 0.0
		for _, s := range m.Signals {
			require.InDelta(t, m.Full+s.Without.Difference, s.Without.MeanA, 1e-9)
			require.GreaterOrEqual(t, s.Without.PHolm, s.Without.P)
			shares += s.Weight
		}
		require.InDelta(t, 1, shares, 1e-9)
	}
	o := invoke(t, args...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.out, "34 条需求")
	require.Contains(t, o.out, "技术词")

	docs := write(t, dir, "docs.jsonl", `{"doc_id":"D1","text":"磷酸铁锂正极材料"}`+"\n"+`{"doc_id":"D2","text":"污水生物膜反应器"}`+"\n")
	needs = write(t, dir, "needs.jsonl", testNeeds)
	plain := invoke(t, "eval", "--qrels", write(t, dir, "q.txt", "N1 0 D1 2\nN2 0 D2 2\n"), "--needs", needs, "--docs", docs, "--ablate", "--quiet", "--json")
	require.InDelta(t, 1, decode[ablation](t, plain).Measures[0].Full, 1e-12)
}
