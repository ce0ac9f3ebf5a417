package matcher_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

// A map of associations gets a weight of its own where there is one.
func TestWeightOfAssociations(t *testing.T) {
	meaning := slices.Index(matcher.SignalNames(), "meaning")
	inferred := slices.Index(matcher.SignalNames(), "inferred")
	e := tradeEngine(t, "", settings())
	require.InDelta(t, 1.7, e.SignalWeights()[meaning], 0)
	require.InDelta(t, 0.05, e.SignalWeights()[inferred], 0)
	before, err := e.Match(t.Context(), tradeNeeds()[0], query(1))
	require.NoError(t, err)
	_, err = e.Retrain(t.Context(), association(nil))
	require.NoError(t, err)
	require.InDelta(t, 0.3, e.SignalWeights()[meaning], 0)
	after, err := e.Match(t.Context(), tradeNeeds()[0], query(1))
	require.NoError(t, err)
	// Beside meaning weigh the words 1, the characters of the title 0.2, the fields 0.15 and 0.05, and the supply 0.05.
	require.InDelta(t, 1.7/3.15, part(t, before.Matches[0].Explanation, "meaning").Weight, 1e-12)
	require.InDelta(t, 0.3/1.75, part(t, after.Matches[0].Explanation, "meaning").Weight, 1e-12)

	set := settings()
	set.Options.Weights.Meaning, set.Options.Weights.Association, set.Options.InferFields = 1.7, 0, false
	e = tradeEngine(t, "", set)
	_, err = e.Retrain(t.Context(), association(nil))
	require.NoError(t, err)
	require.InDelta(t, 1.7, e.SignalWeights()[meaning], 0)
	require.Zero(t, e.SignalWeights()[inferred])
}
