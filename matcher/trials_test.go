package matcher_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/vector"
)

// Trying a map gives the values that the engine has when it is retrained with it.
func TestTrials(t *testing.T) {
	ctx := t.Context()
	for _, inMemory := range []bool{false, true} {
		for _, window := range []int{0, 3} {
			dir := ""
			if !inMemory {
				dir = filepath.Join(t.TempDir(), "data")
			}
			e := tradeEngine(t, dir, settings())
			o := association(nil)
			o.Fit.Window = window
			m, err := e.Associate(ctx, o.Fit)
			require.NoError(t, err)
			before := valuesOf(t, e)
			trials := e.Trials()
			got := map[string][]matcher.Valued{}
			for range 2 { // the second time from what was computed the first time
				clear(got)
				err = trials.Values(ctx, m, tradeNeeds(), func(n corpus.Need, values []matcher.Valued) { got[n.ID] = values })
				require.NoError(t, err)
			}
			require.Equal(t, before, valuesOf(t, e), "the engine itself ranks as before")
			trials.Close()
			_, err = e.Retrain(ctx, o)
			require.NoError(t, err)
			require.Equal(t, m.Hash(), e.Meaning().Hash())
			require.Equal(t, valuesOf(t, e), got, "in memory %t, window %d", inMemory, window)
		}
	}
}

func valuesOf(t *testing.T, e *matcher.Engine) map[string][]matcher.Valued {
	t.Helper()
	out := map[string][]matcher.Valued{}
	for _, n := range tradeNeeds() {
		values, err := e.Values(t.Context(), n)
		require.NoError(t, err)
		out[n.ID] = values
	}
	return out
}

// What is learnt from is a sample by the ids alone: the same whatever the layout, and a library of that sample alone gives the same map.
func TestMaxTexts(t *testing.T) {
	ctx := t.Context()
	all := tradeEngine(t, "", settings())
	o := association(nil).Fit
	o.MaxTexts = 110
	want, err := all.Associate(ctx, o)
	require.NoError(t, err)
	single, err := matcher.NewMemory(settings())
	require.NoError(t, err)
	patents := trades()
	for i := range patents { // one at a time and in another order
		require.NoError(t, single.AddPatents(ctx, patents[len(patents)-1-i]))
	}
	got, err := single.Associate(ctx, o)
	require.NoError(t, err)
	require.Equal(t, want.Hash(), got.Hash())
	slices.SortFunc(patents, func(a, b corpus.Patent) int {
		x, y := vector.KeyOf(a.ID), vector.KeyOf(b.ID)
		return bytes.Compare(x[:], y[:])
	})
	sampled, err := memory(t, patents[:110]...).Associate(ctx, o)
	require.NoError(t, err)
	require.Equal(t, want.Hash(), sampled.Hash())
	o.MaxTexts = 120
	whole, err := all.Associate(ctx, o)
	require.NoError(t, err)
	require.NotEqual(t, whole.Hash(), want.Hash())
}
