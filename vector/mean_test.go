package vector_test

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/vector"
)

func store(t *testing.T, dimensions int) *vector.Store {
	t.Helper()
	s, err := vector.Open(filepath.Join(t.TempDir(), "v"), "m", dimensions)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func TestMeanCosine(t *testing.T) {
	s := store(t, 2)
	q := []int8{30, 40}
	mean := func() float64 {
		m, err := s.MeanCosine(q)
		require.NoError(t, err)
		return m
	}
	require.Zero(t, mean(), "there is no vector")
	put := func(key string, v ...int8) {
		require.NoError(t, s.Put(vector.Item{Key: vector.KeyOf(key), Vector: v}))
	}
	put("a", 127, 0)
	require.InDelta(t, 0.6, mean(), 1e-8)
	put("b", 0, 5)
	require.InDelta(t, 0.7, mean(), 1e-8, "the mean of .6 and .8")
	put("c", 0, 0)
	require.InDelta(t, 0.7, mean(), 1e-8, "zeros have no direction")
	put("d", -60, -80)
	require.InDelta(t, (0.6+0.8-1)/3, mean(), 1e-8)

	zero, err := s.MeanCosine([]int8{0, 0})
	require.NoError(t, err)
	require.Zero(t, zero)
	_, err = s.MeanCosine([]int8{1})
	require.ErrorIs(t, err, vector.ErrLength)
}

// The order in which vectors came does not show, not even in the last bit.
func TestMeanCosineInAnyOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	all := items(rng, 0, 300, 16)
	q := random(rng, 16)
	forwards, backwards := store(t, 16), store(t, 16)
	require.NoError(t, forwards.Put(all...))
	half := all[150:]
	slices.Reverse(half)
	require.NoError(t, backwards.Put(half...))
	_, err := backwards.MeanCosine(q) // half of the sum is there already
	require.NoError(t, err)
	require.NoError(t, backwards.Put(all[:150]...))
	a, err := forwards.MeanCosine(q)
	require.NoError(t, err)
	b, err := backwards.MeanCosine(q)
	require.NoError(t, err)
	require.Equal(t, a, b)
}
