package benchmarks_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkNeed takes the time of one need, best 50: an operation asks all needs of a collection, one after the other, and what
// to read is the median and the 95th percentile of single needs, p50-ns/need and p95-ns/need. Each was asked once before the
// clock starts, so that the index is warm, and each time it is asked its text is a new one, so that no engine can answer from
// what it remembers of the need. The quality of the same engine stands beside the times.
func BenchmarkNeed(b *testing.B) {
	fmt.Println("Unit ndcg@10 better=higher assume=exact")
	collections := []*collection{sample(b)}
	if c := needs2patents(b); c != nil {
		collections = append(collections, c)
	}
	for _, c := range collections {
		b.Run("corpus="+c.name, func(b *testing.B) {
			for _, e := range engines {
				// The outer function runs once, whatever -count says, and fills the engine for all runs of the inner one.
				b.Run("engine="+e.name, func(b *testing.B) {
					x := e.fill(b, c)
					quality := mean(b, evaluate(b, x, e.name, c), "ndcg@10")
					b.Run("k=50", func(b *testing.B) {
						rankAll(b, x, c, 50)
						b.ReportMetric(quality, "ndcg@10")
					})
				})
			}
		})
	}
}

func rankAll(b *testing.B, x engine, c *collection, k int) {
	for _, need := range c.needs {
		_, err := x.rank(b.Context(), need, k)
		require.NoError(b, err)
	}
	var took []time.Duration
	for round := 0; b.Loop(); round++ {
		for _, need := range c.needs {
			need.Description += fmt.Sprintf("\n%d", round) // a number says nothing: the same work in other words
			start := time.Now()
			_, err := x.rank(b.Context(), need, k)
			took = append(took, time.Since(start))
			require.NoError(b, err)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*50/100]), "p50-ns/need")
	b.ReportMetric(float64(took[len(took)*95/100]), "p95-ns/need")
}
