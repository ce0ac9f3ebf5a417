package eval_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

func TestFailures(t *testing.T) {
	qrels := eval.Qrels{
		"1": {"a": 3, "b": 2, "c": 1, "d": 3, "e": 0, "f": 2},
		"2": {"a": 2},
		"3": {"a": 2, "b": 0},
	}
	run := eval.Run{
		"1": {{"b", 9}, {"c", 8}, {"x", 7}, {"e", 6}, {"a", 5}}, // d and f are not found
		"2": {{"a", 1}},
		"3": {{"y", 2}, {"b", 1}}, // nothing good is found
	}
	opts := eval.Options{Measures: parse(t, "mrr", "unjudged@2"), RelLevel: 2}
	report, err := eval.Evaluate(qrels, run, opts)
	require.NoError(t, err)
	grade := func(g int) *int { return &g }

	worst, err := eval.Failures(qrels, run, report, opts.Measures[0], 2, 3)
	require.NoError(t, err)
	// MRR is 1, 1 and 0: topic 3 is the worst, and of the equal ones the first comes first. In topic 1 the best good document is a,
	// of grade 3 and at rank 5; b above it is no failure, c, x and e are.
	require.Equal(t, []eval.Failure{
		{Topic: "3", Value: 0, Relevant: 1, Good: []eval.Placed{{"a", 0, grade(2)}}, Wrong: []eval.Placed{{"y", 1, nil}, {"b", 2, grade(0)}}},
		{
			Topic: "1", Value: 1, Relevant: 4,
			Good:  []eval.Placed{{"a", 5, grade(3)}, {"d", 0, grade(3)}, {"b", 1, grade(2)}},
			Wrong: []eval.Placed{{"c", 2, grade(1)}, {"x", 3, nil}, {"e", 4, grade(0)}},
		},
	}, worst)

	worst, err = eval.Failures(qrels, run, report, opts.Measures[1], 1, 1)
	require.NoError(t, err)
	require.Equal(t, "3", worst[0].Topic, "one unjudged document among two is the worst of a measure where lower is better")
	require.Len(t, worst[0].Wrong, 1)

	opts.Condensed = true
	condensed, err := eval.Evaluate(qrels, run, opts)
	require.NoError(t, err)
	worst, err = eval.Failures(qrels, run, condensed, opts.Measures[0], 3, 5)
	require.NoError(t, err)
	require.Equal(t, []eval.Placed{{"b", 2, grade(0)}}, worst[0].Wrong, "unjudged means unknown")

	_, err = eval.Failures(qrels, run, report, eval.Measure{Kind: eval.MAP}, 1, 1)
	require.ErrorIs(t, err, eval.ErrMeasure)
	_, err = eval.Failures(qrels, run, report, opts.Measures[0], 0, 1)
	require.ErrorIs(t, err, eval.ErrInvalid)
}

func TestDifferences(t *testing.T) {
	qrels := eval.Qrels{"1": {"a": 2}, "2": {"a": 2}, "3": {"a": 2}}
	report := func(ranks ...int) *eval.Report {
		run := eval.Run{}
		for i, rank := range ranks { // a at a rank of 1 or 2
			run[string(rune('1'+i))] = []eval.Scored{{Doc: "a", Score: float64(-2 * rank)}, {Doc: "z", Score: -3}}
		}
		r, err := eval.Evaluate(qrels, run, eval.Options{Measures: parse(t, "mrr"), RelLevel: 2})
		require.NoError(t, err)
		return r
	}
	base, first, second := report(1, 2, 1), report(1, 1, 2), report(2, 2, 2)
	mrr := eval.Measure{Kind: eval.MRR}
	topics, err := eval.Differences(base, []*eval.Report{first, second}, mrr)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, eval.WriteDifferences(&out, mrr, []string{"base", "first", "second"}, topics))
	require.Equal(t, `mrr by topic
topic  base    first   difference  second  difference
3      1.0000  0.5000  -0.5000     0.5000  -0.5000
1      1.0000  1.0000  +0.0000     0.5000  -0.5000
2      0.5000  1.0000  +0.5000     0.5000  +0.0000
`, out.String())
	out.Reset()
	require.NoError(t, eval.WriteMeans(&out, []string{"base", "second"}, []*eval.Report{base, second}))
	require.Equal(t, "run     mrr\nbase    0.8333\nsecond  0.5000\n", out.String())

	_, err = eval.Differences(base, nil, mrr)
	require.ErrorIs(t, err, eval.ErrInvalid)
	other, err := eval.Evaluate(qrels, eval.Run{}, eval.Options{Measures: parse(t, "mrr"), RelLevel: 2, Condensed: true})
	require.NoError(t, err)
	_, err = eval.Differences(base, []*eval.Report{other}, mrr)
	require.ErrorIs(t, err, eval.ErrMismatch)
}

func TestCorrect(t *testing.T) {
	// Holm: 0.01·3, max(0.03, 0.02·2), max(0.04, 0.5·1).
	corrected := eval.Correct([]eval.Comparison{{P: 0.5}, {P: 0.01}, {P: 0.02}})
	require.InDeltaSlice(t, []float64{0.5, 0.03, 0.04}, []float64{corrected[0].PHolm, corrected[1].PHolm, corrected[2].PHolm}, 1e-12)
}
