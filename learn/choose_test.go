package learn

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

// reportOf is a report on topics a, b, … with these values of nDCG@10.
func reportOf(values ...float64) *eval.Report {
	r := &eval.Report{Measures: []eval.Measure{{Kind: eval.NDCG, Depth: 10}}}
	for i, v := range values {
		r.Topics = append(r.Topics, eval.TopicValues{Topic: string(rune('a' + i)), Values: []float64{v}})
	}
	return r
}

// The first candidate is good at one topic only, and best by the sum 1.0 over all: 0.9 for the second, and the third is the second again.
// Without that topic the second is the better one, so that the fold with the topic takes it, and gets 0 there; the other fold, which sees
// the topic, takes the first, and gets its 0 for the two others.
func TestChoose(t *testing.T) {
	fold := Folds(4, 2, 1)[0]
	one := make([]float64, 4)
	one[fold[0]] = 1
	two := []float64{0.3, 0.3, 0.3, 0.3}
	two[fold[0]] = 0
	m := eval.Measure{Kind: eval.NDCG, Depth: 10}
	c, err := Choose([]*eval.Report{reportOf(one...), reportOf(two...), reportOf(two...)}, m, 2, 1)
	require.NoError(t, err)
	require.Equal(t, 0, c.Final)
	require.Equal(t, []int{1, 0}, c.Folds)
	got, err := c.HeldOut.Values(m)
	require.NoError(t, err)
	want := make([]float64, 4)
	want[fold[1]] = 0.3 // the fold with the topic is ranked by the second
	require.Equal(t, want, got)
}

func TestChooseFails(t *testing.T) {
	m := eval.Measure{Kind: eval.NDCG, Depth: 10}
	for name, candidates := range map[string][]*eval.Report{
		"none":         nil,
		"few topics":   {reportOf(1, 1, 1)},
		"other topics": {reportOf(1, 1, 1, 1), reportOf(1, 1, 1, 1, 1)},
	} {
		_, err := Choose(candidates, m, 2, 1)
		require.ErrorIs(t, err, ErrInvalid, name)
	}
	_, err := Choose([]*eval.Report{reportOf(1, 1, 1, 1)}, m, 1, 1)
	require.ErrorIs(t, err, ErrInvalid, "one fold")
	_, err = Choose([]*eval.Report{reportOf(1, 1, 1, 1)}, eval.Measure{Kind: eval.Precision, Depth: 5}, 2, 1)
	require.ErrorIs(t, err, eval.ErrMeasure)
}
