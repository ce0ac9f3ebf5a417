package matcher_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// BenchmarkFeedback matches needs that were never asked before, beside judgments of other needs and of the needs themselves, twenty each.
// Making the judged needs ready, which the first match after a change pays, is outside of what is timed.
func BenchmarkFeedback(b *testing.B) {
	s := sample(b)
	for _, judgments := range []int{0, 1000, 100_000} {
		b.Run(fmt.Sprintf("judgments=%d", judgments), func(b *testing.B) {
			e := feedbackEngine(b, s, judgments)
			defer e.Close()
			for i := 0; b.Loop(); i++ {
				need := s.needs[i%len(s.needs)]
				need.Description += fmt.Sprintf(" %d", i)
				_, err := e.Match(b.Context(), need, query(10))
				require.NoError(b, err)
			}
		})
	}
}

// feedbackEngine holds the sample and judgments of needs that are made of those of the sample.
func feedbackEngine(b *testing.B, s *sampleCorpus, judgments int) *matcher.Engine {
	b.Helper()
	set := settings()
	e, err := matcher.NewMemory(set)
	require.NoError(b, err)
	_, err = e.LoadPatents(b.Context(), rows(s.patents), nil)
	require.NoError(b, err)
	const each = 20
	var all []corpus.Judgment
	for i := range judgments {
		n := s.needs[i/each%len(s.needs)]
		all = append(all, said(fmt.Sprintf("%s-%d", n.ID, i/each), n.Title+s.needs[i/each*7%len(s.needs)].Title, s.patents[(i*13)%len(s.patents)].ID, i%4, 1, ""))
	}
	_, err = e.Judge(b.Context(), all)
	require.NoError(b, err)
	_, err = e.Match(b.Context(), s.needs[0], query(10)) // makes the judged needs ready
	require.NoError(b, err)
	return e
}
