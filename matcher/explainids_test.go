package matcher_test

import (
	"cmp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
)

// A chosen patent is explained as Match explains it.
func TestExplainAgreesWithMatch(t *testing.T) {
	s := sample(t)
	for _, need := range s.needs[:6] {
		q := query(5)
		q.Places = false
		res, err := s.engine.Match(t.Context(), need, q)
		require.NoError(t, err)
		wanted := ids(res.Matches)
		slices.Reverse(wanted)
		explained, err := s.engine.Explain(t.Context(), need, q, append(wanted, "no such patent")...)
		require.NoError(t, err)
		slices.Reverse(explained)
		require.Equal(t, res.Matches, explained)
	}
	none, err := s.engine.Explain(t.Context(), corpus.Need{}, query(1), s.patents[0].ID)
	require.NoError(t, err)
	require.Empty(t, none)
}

// The values of the signals, weighed by the engine's weights, give the order of Rank.
func TestValuesAndWeightsRank(t *testing.T) {
	s := sample(t)
	weights := s.engine.SignalWeights()
	require.Len(t, weights, len(matcher.SignalNames()))
	require.Len(t, matcher.SignalLabels(), len(matcher.SignalNames()))
	total := 0.0
	for _, w := range weights {
		total += w
	}
	for _, need := range s.needs[:12] {
		values, err := s.engine.Values(t.Context(), need)
		require.NoError(t, err)
		score := func(v matcher.Valued) float64 {
			sum := 0.0
			for i, w := range weights {
				sum += float64(w * v.Values[i])
			}
			return sum / total
		}
		slices.SortFunc(values, func(a, b matcher.Valued) int { return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(a.ID, b.ID)) })
		ranked, err := s.engine.Rank(t.Context(), need, index.MaxK)
		require.NoError(t, err)
		require.Len(t, values, len(ranked))
		for i, r := range ranked {
			require.Equal(t, r.ID, values[i].ID)
		}
	}
}
