package eval_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

// The judgments and the run of the tests by hand. The run ranks topic 1 as
//
//	c (1), a (3), x (unjudged), d (0), b (2)
//
// since b and d tie at 6 and ties go by document number descending. Relevant are a, b
// and e; e is not found. Topic 2 is missing, topic 3 has no grade of 2, topic 9 is not
// judged.
func handQrels() eval.Qrels {
	return eval.Qrels{
		"1": {"a": 3, "b": 2, "c": 1, "d": 0, "e": 2, "f": -1},
		"2": {"g": 2},
		"3": {"g": 1, "h": 0},
	}
}

func handRun() eval.Run {
	return eval.Run{
		"1": {{"a", 8}, {"b", 6}, {"c", 9}, {"d", 6}, {"x", 7}},
		"3": {{"g", 1}},
		"9": {{"a", 1}},
	}
}

func parse(t testing.TB, names ...string) []eval.Measure {
	t.Helper()
	var measures []eval.Measure
	for _, name := range names {
		m, err := eval.ParseMeasure(name)
		require.NoError(t, err)
		measures = append(measures, m)
	}
	return measures
}

func TestEvaluate(t *testing.T) {
	// With log2(3) = 1.5849625, log2(5) = 2.3219281 and log2(6) = 2.5849625:
	//
	//	ideal   3 2 2 1:   7 + 3/1.5849625 + 3/2 + 1/2.3219281      = 10.8234659
	//	gained  1 3 - 0 2: 1 + 7/1.5849625 + 0 + 0 + 3/2.5849625    =  6.5770668
	//	cut at 2:          1 + 7/1.5849625 = 5.4165083, ideal 8.8927893
	//
	// The condensed list drops x and appends the missed e (2) and f (-1, so 0):
	//
	//	c 1, a 3, d 0, b 2, e 2, f 0
	//	gained             1 + 7/1.5849625 + 0 + 3/2.3219281 + 3/2.5849625 = 7.8690965
	for _, test := range []struct {
		measure          string
		plain, condensed float64
	}{
		{"ndcg", 0.6076673, 0.7270403},
		{"ndcg@5", 0.6076673, 0.7270403},
		{"ndcg@2", 0.6090899, 0.6090899},
		{"p@5", 0.4, 0.6},     // a b; a b e
		{"p@10", 0.2, 0.3},    // divided by 10 though the list is shorter
		{"mrr", 0.5, 0.5},     // a stands second
		{"mrr@1", 0, 0},       // c is graded 1, below the level
		{"map", 0.3, 1.6 / 3}, // (1/2 + 2/5)/3; (1/2 + 2/4 + 3/5)/3
		{"map@4", 0.5 / 3, 1.0 / 3},
		{"recall@4", 1.0 / 3, 2.0 / 3},
		{"recall", 2.0 / 3, 1},
		{"unjudged@2", 0, 0},
		{"unjudged@5", 1, 1}, // counted on the run as given
		{"unjudgedshare@3", 1.0 / 3, 1.0 / 3},
		{"unjudgedshare@10", 0.2, 0.2}, // 1 of the 5 retrieved
	} {
		for _, condensed := range []bool{false, true} {
			opts := eval.Options{Measures: parse(t, test.measure), RelLevel: 2, Condensed: condensed}
			report, err := eval.Evaluate(handQrels(), handRun(), opts)
			require.NoError(t, err)
			want := test.plain
			if condensed {
				want = test.condensed
			}
			values, err := report.Values(opts.Measures[0])
			require.NoError(t, err)
			require.Len(t, values, 2)
			require.InDelta(t, want, values[0], 1e-7, "%s condensed %t", test.measure, condensed)
			require.Zero(t, values[1], "a topic without a run line counts 0, condensed or not")
			mean, err := report.Mean(opts.Measures[0])
			require.NoError(t, err)
			require.InDelta(t, want/2, mean, 1e-7)
		}
	}
}

func TestEvaluateTopics(t *testing.T) {
	report, err := eval.Evaluate(handQrels(), handRun(), eval.DefaultOptions())
	require.NoError(t, err)
	require.Equal(t, eval.DefaultMeasures(), report.Measures)
	require.Equal(t, 2, report.RelLevel)
	require.False(t, report.Condensed)
	require.Equal(t, []string{"2"}, report.Missing)
	require.Equal(t, []string{"3"}, report.NoRelevant)
	require.Equal(t, []string{"9"}, report.NotJudged)
	require.Len(t, report.Topics, 2)
	require.Equal(t, "1", report.Topics[0].Topic)
	require.Equal(t, []int{6, 3, 5}, []int{report.Topics[0].Judged, report.Topics[0].Relevant, report.Topics[0].Retrieved})
	_, err = report.Mean(eval.Measure{Kind: eval.Precision, Depth: 7})
	require.ErrorIs(t, err, eval.ErrMeasure)
}

func TestEvaluateRelLevel(t *testing.T) {
	opts := eval.Options{Measures: parse(t, "p@5", "map"), RelLevel: 1}
	report, err := eval.Evaluate(handQrels(), handRun(), opts)
	require.NoError(t, err)
	require.Empty(t, report.NoRelevant)
	// Topic 1: c, a and b of 4 relevant, at ranks 1, 2 and 5: (1 + 1 + 3/5)/4 = 0.65.
	require.Equal(t, []float64{0.6, 0.65}, report.Topics[0].Values)
	// Topic 3: g alone is retrieved and relevant.
	require.Equal(t, []float64{0.2, 1}, report.Topics[2].Values)
}

func TestEvaluateCondensedUnjudgedOnly(t *testing.T) {
	// The run found nothing that is judged: the list is a (0), b (2).
	opts := eval.Options{Measures: parse(t, "mrr", "unjudged@5"), RelLevel: 2, Condensed: true}
	report, err := eval.Evaluate(eval.Qrels{"1": {"b": 2, "a": 0}}, eval.Run{"1": {{"y", 2}, {"x", 1}}}, opts)
	require.NoError(t, err)
	require.Equal(t, []float64{0.5, 2}, report.Topics[0].Values)
}

func TestEvaluateRefuses(t *testing.T) {
	qrels := eval.Qrels{"1": {"a": 2}}
	for _, test := range []struct {
		name  string
		qrels eval.Qrels
		run   eval.Run
		want  error
	}{
		{"no judgments", nil, nil, eval.ErrNoTopics},
		{"all grades below the level", eval.Qrels{"1": {"a": 1}, "2": {"a": 0}}, nil, eval.ErrNoTopics},
		{"document twice", qrels, eval.Run{"1": {{"a", 2}, {"a", 1}}}, eval.ErrInvalid},
		{"score without an order", qrels, eval.Run{"1": {{"a", math.NaN()}}}, eval.ErrInvalid},
		{"grade out of range", eval.Qrels{"1": {"a": 31}}, nil, eval.ErrInvalid},
	} {
		t.Run(test.name, func(t *testing.T) {
			report, err := eval.Evaluate(test.qrels, test.run, eval.DefaultOptions())
			require.ErrorIs(t, err, test.want)
			require.Nil(t, report)
		})
	}
}
