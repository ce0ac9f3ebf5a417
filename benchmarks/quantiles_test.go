package benchmarks

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestQuantilesOf(t *testing.T) {
	ms := func(values ...int) []time.Duration {
		out := make([]time.Duration, len(values))
		for i, v := range values {
			out[i] = time.Duration(v) * time.Millisecond
		}
		return out
	}
	hundred := make([]int, 100)
	for i := range hundred {
		hundred[i] = 100 - i
	}
	for _, c := range []struct {
		name string
		took []time.Duration
		want Quantiles
	}{
		{"none", nil, Quantiles{}},
		{"one", ms(7), Quantiles{7, 7, 7, 7}},
		// Half of four are two: the second smallest. 95 % and 99 % of four are more than three: the largest.
		{"four", ms(4, 1, 3, 2), Quantiles{2, 4, 4, 4}},
		{"a hundred, the largest first", ms(hundred...), Quantiles{50, 95, 99, 100}},
		// 99 % of 101 are 99.99: the hundredth.
		{"a hundred and one", ms(append(hundred, 101)...), Quantiles{51, 96, 100, 101}},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, QuantilesOf(c.took)) })
	}
}

func TestMedianOf(t *testing.T) {
	require.Equal(t, Quantiles{}, MedianOf(nil))
	// Each figure has its own median: no run is the middle one in all of them.
	require.Equal(t, Quantiles{2, 20, 200, 2000}, MedianOf([]Quantiles{{1, 30, 200, 3000}, {2, 10, 300, 2000}, {3, 20, 100, 1000}}))
	// Of two the lower one.
	require.Equal(t, Quantiles{1, 2, 3, 4}, MedianOf([]Quantiles{{1, 9, 3, 9}, {9, 2, 9, 4}}))
}
