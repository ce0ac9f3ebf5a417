package matcher_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkMatch matches the needs of the sample corpus in turn. Their profiles are prepared anew each time in cold runs,
// which is what a need that was never asked before costs.
func BenchmarkMatch(b *testing.B) {
	s := sample(b)
	for _, k := range []int{10, 50} {
		b.Run(fmt.Sprintf("patents=%d/k=%d/profile=warm", len(s.patents), k), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				_, err := s.engine.Match(b.Context(), s.needs[i%len(s.needs)], query(k))
				require.NoError(b, err)
			}
		})
	}
	b.Run(fmt.Sprintf("patents=%d/k=10/profile=cold", len(s.patents)), func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			need := s.needs[i%len(s.needs)]
			need.Description += fmt.Sprintf(" %d", i) // a number is no term: another need with the same work
			_, err := s.engine.Match(b.Context(), need, query(10))
			require.NoError(b, err)
		}
	})
}

// BenchmarkMatchPatent matches the patents of the sample corpus in turn against its needs.
func BenchmarkMatchPatent(b *testing.B) {
	s := sample(b)
	b.Run(fmt.Sprintf("needs=%d/k=10", len(s.needs)), func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			_, err := s.engine.MatchPatent(b.Context(), s.patents[i%len(s.patents)], query(10))
			require.NoError(b, err)
		}
	})
}

// BenchmarkSearch runs a query string over the sample corpus with facets.
func BenchmarkSearch(b *testing.B) {
	s := sample(b)
	b.Run(fmt.Sprintf("patents=%d/facets=2", len(s.patents)), func(b *testing.B) {
		req := search("电池 正极材料 -隔膜")
		req.Facets = []string{"sei", "type"}
		for b.Loop() {
			_, err := s.engine.Search(b.Context(), req)
			require.NoError(b, err)
		}
	})
}
