package matcher_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

// Warming changes no match, with vectors and without.
func TestWarm(t *testing.T) {
	dense := with(t, heat(), 0, heatPatents()...)
	embed(t, dense)
	for _, e := range []*matcher.Engine{memory(t, heatPatents()...), dense} {
		require.NoError(t, e.Warm())
		warm, err := e.Match(t.Context(), heatNeed(), query(5))
		require.NoError(t, err)
		require.Equal(t, e == dense, explained(warm.Matches[0], "dense") != nil)
		fresh := memory(t, heatPatents()...)
		if e == dense {
			fresh = with(t, heat(), 0, heatPatents()...)
			embed(t, fresh)
		}
		cold, err := fresh.Match(t.Context(), heatNeed(), query(5))
		require.NoError(t, err)
		require.Equal(t, cold, warm)
	}
}
