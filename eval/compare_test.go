package eval_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

var precision10 = eval.Measure{Kind: eval.Precision, Depth: 10}

// reportOf is a report of one measure with the given values by topic.
func reportOf(m eval.Measure, values ...float64) *eval.Report {
	report := &eval.Report{Measures: []eval.Measure{m}, RelLevel: 2}
	for i, v := range values {
		report.Topics = append(report.Topics, eval.TopicValues{Topic: strconv.Itoa(i), Values: []float64{v}})
	}
	return report
}

// repeat is n times a, then m times b.
func repeat(n int, a float64, m int, b float64) []float64 {
	var values []float64
	for range n {
		values = append(values, a)
	}
	for range m {
		values = append(values, b)
	}
	return values
}

func TestCompareExact(t *testing.T) {
	for _, test := range []struct {
		name               string
		a, b               []float64
		p, difference      float64
		wins, ties, losses int
	}{
		// Differences .1 .2 0 .3: of the 8 signs of the three, only +++ and −−− reach .6.
		{"all one way", []float64{.5, .4, .3, .9}, []float64{.4, .2, .3, .6}, 0.25, 0.15, 3, 1, 0},
		// Differences .1 .2 −.1, seen .2: +++ gives .4, ++− and −++ .2, +−+ 0; 3 of 4.
		// In floats (.1+.2)−.1 is not .2, so a careless ≥ counts wrong.
		{"ties among sums", []float64{.1, .2, 0}, []float64{0, 0, .1}, 0.75, 0.2 / 3, 2, 0, 1},
		{"nothing gained", []float64{.1, .2, 0}, []float64{0, 0, .3}, 1, 0, 2, 0, 1},
		{"equal", []float64{.1, .2}, []float64{.1, .2}, 1, 0, 0, 2, 0},
		{"one topic", []float64{.1}, []float64{.5}, 1, -0.4, 0, 0, 1},
		// 14 up, 6 down by .5: the tails of 20 coins from 14 heads on are 38760 + 15504 +
		// 4845 + 1140 + 190 + 20 + 1 = 60460, twice that of 2^20.
		{"twenty topics", repeat(14, .5, 6, 0), repeat(14, 0, 6, .5), 120920.0 / 1048576, 0.2, 14, 0, 6},
		// Topics that do not differ leave the test exact.
		{"many ties", repeat(1, .5, 99, 0), repeat(1, 0, 99, 0), 1, 0.005, 1, 99, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := eval.Compare(reportOf(precision10, test.a...), reportOf(precision10, test.b...), precision10, 1000, 1)
			require.NoError(t, err)
			require.True(t, c.Exact)
			require.InDelta(t, test.p, c.P, 1e-15)
			require.InDelta(t, test.difference, c.Difference, 1e-12)
			require.InDelta(t, test.difference, c.MeanA-c.MeanB, 1e-12)
			require.Equal(t, []int{test.wins, test.ties, test.losses}, []int{c.Wins, c.Ties, c.Losses})
			require.Equal(t, len(test.a), c.Topics)
			require.Equal(t, precision10, c.Measure)
			require.LessOrEqual(t, c.Interval.Low, c.Difference+1e-12)
			require.GreaterOrEqual(t, c.Interval.High, c.Difference-1e-12)
		})
	}
}

func TestCompareSampled(t *testing.T) {
	// 14 up and 7 down: the tails of 21 coins from 14 heads on are 116280 + 54264 + 20349
	// + 5985 + 1330 + 210 + 21 + 1 = 198440, twice that of 2^21 is 0.18925. With 10,000
	// draws the standard error is 0.004.
	a, b := reportOf(precision10, repeat(14, .5, 7, 0)...), reportOf(precision10, repeat(14, 0, 7, .5)...)
	c, err := eval.Compare(a, b, precision10, 10_000, 42)
	require.NoError(t, err)
	require.False(t, c.Exact)
	require.InDelta(t, 0.18925, c.P, 0.012)
	again, err := eval.Compare(a, b, precision10, 10_000, 42)
	require.NoError(t, err)
	require.Equal(t, c, again, "the same seed gives the same comparison")
	other, err := eval.Compare(a, b, precision10, 10_000, 43)
	require.NoError(t, err)
	require.NotEqual(t, c.P, other.P, "another seed draws other signs")

	// 70 topics up (more than one word of coins): of 2^70 assignments two are as extreme,
	// none is drawn, so p is (0 + 1)/(999 + 1). A constant difference has no spread.
	a, b = reportOf(precision10, repeat(70, .75, 0, 0)...), reportOf(precision10, repeat(70, .5, 0, 0)...)
	c, err = eval.Compare(a, b, precision10, 999, 1)
	require.NoError(t, err)
	require.Equal(t, 0.001, c.P)
	require.Equal(t, eval.Interval{Low: 0.25, High: 0.25}, c.Interval)
}

func TestCompareLowerIsBetter(t *testing.T) {
	m := eval.Measure{Kind: eval.Unjudged, Depth: 10}
	c, err := eval.Compare(reportOf(m, 1, 5, 2), reportOf(m, 4, 4, 2), m, 100, 1)
	require.NoError(t, err)
	require.Equal(t, []int{1, 1, 1}, []int{c.Wins, c.Ties, c.Losses})
	require.InDelta(t, -2.0/3, c.Difference, 1e-12)
}

func TestCompareRefuses(t *testing.T) {
	a := reportOf(precision10, .1, .2)
	other := reportOf(precision10, .1, .2)
	other.Topics[1].Topic = "x"
	level := reportOf(precision10, .1, .2)
	level.RelLevel = 1
	condensed := reportOf(precision10, .1, .2)
	condensed.Condensed = true
	for name, b := range map[string]*eval.Report{"topic": other, "level": level, "condensed": condensed, "fewer": reportOf(precision10, .1)} {
		_, err := eval.Compare(a, b, precision10, 100, 1)
		require.ErrorIs(t, err, eval.ErrMismatch, name)
	}
	empty := reportOf(precision10)
	_, err := eval.Compare(empty, empty, precision10, 100, 1)
	require.ErrorIs(t, err, eval.ErrMismatch)
	_, err = eval.Compare(a, a, eval.Measure{Kind: eval.MAP}, 100, 1)
	require.ErrorIs(t, err, eval.ErrMeasure)
	_, err = eval.Compare(a, a, precision10, 0, 1)
	require.ErrorIs(t, err, eval.ErrInvalid)
}

func TestMeanInterval(t *testing.T) {
	for _, test := range []struct {
		name   string
		values []float64
		want   eval.Interval
	}{
		{"constant", []float64{.5, .5, .5}, eval.Interval{Low: .5, High: .5}},
		// Means of two draws are 0, ½ and 1 with chances ¼, ½ and ¼.
		{"two topics", []float64{0, 1}, eval.Interval{Low: 0, High: 1}},
		// The number of ones in 100 draws is binomial: P(≤ 39) = .018 and P(≤ 40) = .028, so
		// the point at 2.5 % is 40, and by symmetry 60 at 97.5 %.
		{"a hundred topics", repeat(50, 0, 50, 1), eval.Interval{Low: .4, High: .6}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := eval.MeanInterval(reportOf(precision10, test.values...), precision10, eval.DefaultIterations, 7)
			require.NoError(t, err)
			require.Equal(t, test.want, got)
		})
	}
	_, err := eval.MeanInterval(reportOf(precision10, 1), precision10, 0, 7)
	require.ErrorIs(t, err, eval.ErrInvalid)
	_, err = eval.MeanInterval(reportOf(precision10, 1), eval.Measure{Kind: eval.MAP}, 10, 7)
	require.ErrorIs(t, err, eval.ErrMeasure)
	_, err = eval.MeanInterval(reportOf(precision10), precision10, 10, 7)
	require.ErrorIs(t, err, eval.ErrNoTopics)
}

func TestHolm(t *testing.T) {
	ps := []float64{.01, .04, .03, .005}
	// Sorted: .005·4 = .02, .01·3 = .03, .03·2 = .06, .04·1 = .04 but at least .06.
	require.InDeltaSlice(t, []float64{.03, .06, .06, .02}, eval.Holm(ps), 1e-15)
	require.Equal(t, []float64{.01, .04, .03, .005}, ps, "the argument is left as it is")
	require.Equal(t, []float64{1, 1}, eval.Holm([]float64{.6, .9}))
	require.Empty(t, eval.Holm(nil))
}
