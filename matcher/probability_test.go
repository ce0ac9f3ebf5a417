package matcher_test

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
)

func TestCalibration(t *testing.T) {
	c := matcher.Calibration{Intercept: -3, Score: 4, Meaning: 2, Agreement: 1}
	// −3 + 4·0.5 + 2·0.25 + 0.5 = 0.
	require.Equal(t, 0.5, c.Probability(0.5, matcher.Outlook{Meaning: 0.25, Agreement: 0.5}))
	// One quarter of the score more is one more: 1/(1+e^−1).
	require.InDelta(t, 0.731059, c.Probability(0.75, matcher.Outlook{Meaning: 0.25, Agreement: 0.5}), 1e-6)
}

// With a contrast it is the product of two: 1/2 as above, and 1/(1+e^−(−1+100·0.01)) = 1/2 that the need is met at all.
func TestCalibrationWithContrast(t *testing.T) {
	c := matcher.Calibration{Intercept: -2, Score: 4, Contrast: &matcher.ContrastCalibration{Intercept: -1, Slope: 100}}
	require.Equal(t, 0.25, c.Probability(0.5, matcher.Outlook{Contrast: 0.01}))
	// Nothing stands out: 1/(1+e).
	require.InDelta(t, 0.5*0.268941, c.Probability(0.5, matcher.Outlook{}), 1e-6)
	// Much does: only the pair is left in doubt.
	require.InDelta(t, 0.5, c.Probability(0.5, matcher.Outlook{Contrast: 1}), 1e-12)
}

// Within a need the probability never contradicts the ranking, and a filter does not change it.
func TestProbabilityFollowsTheScore(t *testing.T) {
	s := sample(t)
	for _, need := range s.needs[:10] {
		got, err := s.engine.Match(t.Context(), need, query(20))
		require.NoError(t, err)
		of := map[string]float64{}
		for i, m := range got.Matches {
			require.Greater(t, m.Probability, 0.0)
			require.Less(t, m.Probability, 1.0)
			if i > 0 {
				require.Equal(t, m.Score == got.Matches[i-1].Score, m.Probability == got.Matches[i-1].Probability)
				require.LessOrEqual(t, m.Probability, got.Matches[i-1].Probability)
			}
			of[m.ID] = m.Probability
		}
		q := query(20)
		q.Filter.Types = []string{"发明"}
		filtered, err := s.engine.Match(t.Context(), need, q)
		require.NoError(t, err)
		for _, m := range filtered.Matches {
			if p, ok := of[m.ID]; ok {
				require.Equal(t, p, m.Probability)
			}
		}
		o, err := s.engine.Outlook(t.Context(), need)
		require.NoError(t, err)
		if len(got.Matches) > 0 {
			require.Equal(t, s.engine.Options().Calibration.Probability(got.Matches[0].Score, o), got.Matches[0].Probability)
		}
	}
}

func TestUnmet(t *testing.T) {
	s := sample(t)
	need := s.needs[0]
	q := query(3)
	q.Threshold = 0
	got, err := s.engine.Match(t.Context(), need, q)
	require.NoError(t, err)
	require.False(t, got.Unmet)
	best := got.Matches[0].Probability
	notices := len(got.Notices)

	q.Threshold = best
	got, err = s.engine.Match(t.Context(), need, q)
	require.NoError(t, err)
	require.False(t, got.Unmet, "the threshold itself is enough")

	q.Threshold = 1
	got, err = s.engine.Match(t.Context(), need, q)
	require.NoError(t, err)
	require.True(t, got.Unmet)
	require.Len(t, got.Matches, 3, "they are listed nevertheless")
	require.Len(t, got.Notices, notices+1)
	require.Contains(t, got.Notices[notices], "库中没有把握推荐的专利")

	q.Filter.Types = []string{"外观设计"}
	got, err = s.engine.Match(t.Context(), need, q)
	require.NoError(t, err)
	require.Equal(t, len(got.Matches) == 0, got.Reason != "")
	require.True(t, got.Unmet)

	for _, bad := range []float64{-0.1, 1.1, math.NaN()} {
		q.Threshold = bad
		_, err = s.engine.Match(t.Context(), need, q)
		require.ErrorIs(t, err, matcher.ErrQuery)
	}
}

func TestValuesHoldEvidence(t *testing.T) {
	s := sample(t)
	got, err := s.engine.Values(t.Context(), s.needs[0])
	require.NoError(t, err)
	require.NotEmpty(t, got)
	for _, v := range got {
		require.Len(t, v.Values, len(matcher.SignalNames()))
		require.GreaterOrEqual(t, v.Evidence.Coverage, 0.0)
		require.LessOrEqual(t, v.Evidence.Coverage, 1.0)
		require.Zero(t, v.Evidence.Dense, "there is no embedder")
		want := 0.0
		weights := s.engine.Options().Weights.Values()
		total := 0.0
		for k, w := range weights {
			want += w * v.Values[k]
			total += w
		}
		require.InDelta(t, want/total, v.Score, 1e-12)
	}
}

func TestReadRanking(t *testing.T) {
	got, err := matcher.ReadRanking(strings.NewReader(`{"version":1,"weights":{"lexical":1,"meaning":2},"calibration":{"intercept":-1,"score":2}}`))
	require.NoError(t, err)
	require.Equal(t, &matcher.Weights{Lexical: 1, Meaning: 2}, got.Weights)
	require.Nil(t, got.DenseWeights)
	for _, bad := range []string{
		`{"version":2}`, `{"version":1}x`, `{"version":1,"other":{}}`, `{"version":1,"weights":{"lexical":0}}`, `{"version":1,"calibration":{"score":-1}}`, ``,
	} {
		_, err := matcher.ReadRanking(strings.NewReader(bad))
		require.Error(t, err, bad)
	}
}

// A new directory keeps the ranking of the settings; one that is opened is ranked by it without being changed.
func TestRankingInPlaceOfOptions(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "engine")
	set := settings()
	set.Ranking = &matcher.Ranking{Weights: &matcher.Weights{Lexical: 1, Supply: 3}}
	e, err := matcher.Create(dir, set)
	require.NoError(t, err)
	require.NoError(t, e.Close())
	set.Ranking = nil
	e, err = matcher.OpenReadOnly(dir, set)
	require.NoError(t, err)
	require.Equal(t, matcher.Weights{Lexical: 1, Supply: 3}, e.Options().Weights)
	require.Equal(t, matcher.DefaultOptions().DenseWeights, e.Options().DenseWeights)
	require.NoError(t, e.Close())
	set.Ranking = &matcher.Ranking{Weights: &matcher.Weights{Lexical: 2}}
	for range 2 {
		e, err = matcher.OpenReadOnly(dir, set)
		require.NoError(t, err)
		require.NoError(t, e.Close())
	}
	require.Equal(t, matcher.Weights{Lexical: 2}, e.Options().Weights)
	set.Ranking = &matcher.Ranking{Weights: &matcher.Weights{}}
	_, err = matcher.OpenReadOnly(dir, set)
	require.ErrorIs(t, err, index.ErrOptions)
}

func TestWeightsOf(t *testing.T) {
	w, err := matcher.WeightsOf([]float64{1, 0.12345, 0, 17.345, 0, 0, 0.15, 0.01, 0.05, 0, 0.5})
	require.NoError(t, err)
	require.Equal(t, matcher.Weights{Lexical: 1, Characters: 0.123, Meaning: 17.3, Industry: 0.15, Inferred: 0.01, Supply: 0.05, Feedback: 0.5}, w)
	require.Equal(t, []float64{1, 0.123, 0, 17.3, 0, 0, 0.15, 0.01, 0.05, 0, 0.5}, w.Values())
	_, err = matcher.WeightsOf([]float64{1})
	require.ErrorIs(t, err, index.ErrOptions)
	_, err = matcher.WeightsOf(make([]float64, 11))
	require.ErrorIs(t, err, index.ErrOptions)
}
