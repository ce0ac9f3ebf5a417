package semantic

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/vector"
)

// Directories of indexes hold directions by this map. Another map makes them outdated, and the hash says so.
func TestShippedMap(t *testing.T) {
	m := Default()
	require.Same(t, m, Default())
	require.Equal(t, "multilingual-e5-small", m.Model())
	require.Equal(t, 128, m.Dimensions())
	require.Equal(t, 29455, m.Len())
	require.Equal(t, "a52873bb9373c17d", m.Hash())
	cosine := func(a, b string) float64 {
		x, ok := m.Row(segment.Bigrams, a)
		require.True(t, ok, a)
		y, ok := m.Row(segment.Bigrams, b)
		require.True(t, ok, b)
		return vector.Cosine(m.Vector(x), m.Vector(y))
	}
	require.Greater(t, cosine("污水", "废水"), cosine("污水", "电池")+0.3)
	require.Greater(t, cosine("电池", "充电"), cosine("电池", "水稻")+0.3)
}
