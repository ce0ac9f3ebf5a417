package matcher_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
)

// checkRanking tests what holds for every ranking: at most k patents, each once, scores in [0, 1] that never rise.
func checkRanking(t *testing.T, ranked []matcher.Ranked, k int) {
	t.Helper()
	require.LessOrEqual(t, len(ranked), k)
	seen := map[string]bool{}
	for i, r := range ranked {
		require.False(t, seen[r.ID], "%s is ranked twice", r.ID)
		seen[r.ID] = true
		require.True(t, r.Score >= 0 && r.Score <= 1, "rank %d: score %g", i, r.Score)
		if i > 0 {
			require.GreaterOrEqual(t, ranked[i-1].Score, r.Score, "rank %d", i)
		}
	}
}

func rankedIDs(ranked []matcher.Ranked) []string {
	out := []string{}
	for _, r := range ranked {
		out = append(out, r.ID)
	}
	return out
}

// The top of a ranking is what Match gives, with the same scores, and a shorter ranking is the beginning of a longer one.
func TestRankAgreesWithMatch(t *testing.T) {
	s := sample(t)
	for _, need := range s.needs[:12] {
		long, err := s.engine.Rank(t.Context(), need, index.MaxK)
		require.NoError(t, err)
		checkRanking(t, long, index.MaxK)
		require.NotEmpty(t, long)
		for _, k := range []int{1, 7, 100} {
			short, err := s.engine.Rank(t.Context(), need, k)
			require.NoError(t, err)
			require.Equal(t, long[:min(k, len(long))], short, "k %d", k)
		}
		matches, err := s.engine.Match(t.Context(), need, query(10))
		require.NoError(t, err)
		for i, m := range matches.Matches {
			require.Equal(t, matcher.Ranked{ID: m.ID, Score: m.Score}, long[i])
		}
	}
}

// Below the candidates, which all signals rank, the rest of the first stage follows in its own order; nothing is lost and
// nothing is ranked twice. The first stage is that of a search for nothing else.
func TestRankBelowTheCandidates(t *testing.T) {
	s := sample(t)
	const candidates = 20
	set := settings()
	set.Options.Candidates = candidates
	few, err := matcher.NewMemory(set)
	require.NoError(t, err)
	defer func() { require.NoError(t, few.Close()) }()
	_, err = few.LoadPatents(t.Context(), rows(s.patents), nil)
	require.NoError(t, err)
	for _, need := range s.needs[:8] {
		ranked, err := few.Rank(t.Context(), need, index.MaxK)
		require.NoError(t, err)
		checkRanking(t, ranked, index.MaxK)
		require.Greater(t, len(ranked), 3*candidates)

		all, err := s.engine.Rank(t.Context(), need, index.MaxK)
		require.NoError(t, err)
		require.ElementsMatch(t, rankedIDs(all), rankedIDs(ranked), "the same patents, whatever the number of candidates")

		// The candidates are those of the first stage with the most points, so that no later patent has more of them.
		q := query(len(ranked))
		q.Terms = 0
		matches, err := few.Match(t.Context(), need, q)
		require.NoError(t, err)
		lexical := map[string]float64{}
		for _, m := range matches.Matches {
			lexical[m.ID] = part(t, m.Explanation, "lexical").Value
		}
		least := 1.0
		for _, r := range ranked[:candidates] {
			least = min(least, lexical[r.ID])
		}
		for i, r := range ranked[candidates:] {
			require.LessOrEqual(t, lexical[r.ID], least, "rank %d", candidates+i)
			least = lexical[r.ID]
		}
	}
}

// Ten thousand ranks are possible, also where many documents tie. A third of the library holds both words of the need, a third
// one of them and a third none; a term that all hold would weigh nothing.
func TestRankTenThousand(t *testing.T) {
	if testing.Short() {
		t.Skip("loads ten thousand documents")
	}
	e := memory(t)
	const each = index.MaxK/2 + 250
	_, err := e.LoadPatents(t.Context(), func(yield func(corpus.Patent, error) bool) {
		for i := range 3 * each {
			if !yield(corpus.Patent{ID: fmt.Sprintf("P%05d", i), Title: []string{"水泵", "水泵叶轮", "轴承"}[i%3]}, nil) {
				return
			}
		}
	}, nil)
	require.NoError(t, err)
	ranked, err := e.Rank(t.Context(), corpus.Need{Title: "水泵叶轮"}, index.MaxK)
	require.NoError(t, err)
	checkRanking(t, ranked, index.MaxK)
	require.Equal(t, index.MaxK, len(ranked)) //nolint:testifylint // Len would print ten thousand ranks
	for i, r := range ranked {
		want := fmt.Sprintf("P%05d", 3*i+1) // ties by id
		if i >= each {
			want = fmt.Sprintf("P%05d", 3*(i-each))
		}
		require.Equal(t, want, r.ID, "rank %d", i)
	}
}

func TestRankBounds(t *testing.T) {
	s := sample(t)
	for _, k := range []int{-1, 0, index.MaxK + 1} {
		_, err := s.engine.Rank(t.Context(), s.needs[0], k)
		require.ErrorIs(t, err, matcher.ErrQuery)
	}
	for _, need := range []corpus.Need{{}, {Title: "！！"}, {Title: "2025"}} {
		ranked, err := s.engine.Rank(t.Context(), need, 10)
		require.NoError(t, err)
		require.Empty(t, ranked)
	}
}

// Patents that are known to be expired are not ranked.
func TestRankLeavesExpiredOut(t *testing.T) {
	e := memory(t, filterPatents(t)...)
	ranked, err := e.Rank(t.Context(), corpus.Need{Title: "涂布装置"}, 10)
	require.NoError(t, err)
	require.ElementsMatch(t, letters("ABCEF"), rankedIDs(ranked))
}
