package vector_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/vector"
)

func TestQuantize(t *testing.T) {
	require.Equal(t, []int8{127, -64, 0, 32}, vector.Quantize([]float32{2, -1, 0, 0.5}), "63.5 rounds away from zero, 31.75 up")
	require.Equal(t, []int8{0, 0}, vector.Quantize([]float32{0, 0}))
	require.Equal(t, int32(1*4-2*5+3*6), vector.Dot([]int8{1, -2, 3}, []int8{4, 5, 6}))
	require.Equal(t, int32(5*16_129), vector.Dot([]int8{127, 127, 127, 127, 127}, []int8{127, 127, 127, 127, 127}))
	require.InDelta(t, 0.6, vector.Cosine([]int8{3, 4}, []int8{10, 0}), 1e-12)
	require.Zero(t, vector.Cosine([]int8{0, 0}, []int8{1, 0}))
}

func random(rng *rand.Rand, dimensions int) []int8 {
	v := make([]int8, dimensions)
	for i := range v {
		v[i] = int8(rng.IntN(256) - 128)
	}
	return v
}

func items(rng *rand.Rand, from, n, dimensions int) []vector.Item {
	out := make([]vector.Item, n)
	for i := range out {
		out[i] = vector.Item{Key: vector.KeyOf(fmt.Sprint(from + i)), Vector: random(rng, dimensions)}
	}
	return out
}

func TestStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.vec")
	s, err := vector.Open(path, "model", 7)
	require.NoError(t, err)
	require.Zero(t, s.Len())
	rng := rand.New(rand.NewPCG(1, 2))
	all := items(rng, 0, 50, 7)
	require.NoError(t, s.Put(all[:20]...))
	require.NoError(t, s.Put(append(all[15:], all[49])...), "keys that are there, and one twice")
	require.NoError(t, s.Put())
	check := func(s *vector.Store) {
		require.Equal(t, 50, s.Len())
		for i, item := range all {
			row, ok := s.Row(item.Key)
			require.True(t, ok)
			require.Equal(t, i, row)
			require.Equal(t, item.Vector, s.Vector(row))
		}
		_, ok := s.Row(vector.KeyOf("50"))
		require.False(t, ok)
	}
	check(s)
	require.ErrorIs(t, s.Put(vector.Item{Vector: make([]int8, 6)}), vector.ErrLength)
	require.NoError(t, s.Close())
	require.NoError(t, s.Close())
	require.ErrorIs(t, s.Put(all...), vector.ErrClosed)
	check(s)

	_, err = vector.Open(path, "another", 7)
	require.ErrorIs(t, err, vector.ErrOther)
	_, err = vector.OpenReadOnly(path, "model", 8)
	require.ErrorIs(t, err, vector.ErrOther)
	ro, err := vector.OpenReadOnly(path, "model", 7)
	require.NoError(t, err)
	check(ro)
	require.ErrorIs(t, ro.Put(all...), vector.ErrClosed)
	none, err := vector.OpenReadOnly(filepath.Join(t.TempDir(), "none.vec"), "model", 7)
	require.NoError(t, err)
	require.Zero(t, none.Len())
	near, err := none.Nearest(t.Context(), make([]int8, 7), 3, 2, nil)
	require.NoError(t, err)
	require.Empty(t, near)
}

// A program that is killed while it writes leaves a part of a record, which is cut off; what is damaged elsewhere is refused.
func TestDamagedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.vec")
	s, err := vector.Open(path, "model", 10)
	require.NoError(t, err)
	all := items(rand.New(rand.NewPCG(1, 2)), 0, 5, 10)
	require.NoError(t, s.Put(all...))
	require.NoError(t, s.Close())
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Len(t, whole, 64+5*36, "16 of the key, 4 of the length, 10 numbers, 2 zeros, 4 of the checksum")
	for size := 64; size < len(whole); size++ {
		require.NoError(t, os.WriteFile(path, whole[:size], 0o600))
		s, err := vector.Open(path, "model", 10)
		require.NoError(t, err)
		require.Equal(t, (size-64)/36, s.Len(), "%d bytes", size)
		require.NoError(t, s.Put(all...))
		require.NoError(t, s.Close())
		again, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, whole, again)
	}
	for at := range 64 + 4*36 {
		damaged := slices.Clone(whole)
		damaged[at] ^= 4
		require.NoError(t, os.WriteFile(path, damaged, 0o600))
		_, err := vector.Open(path, "model", 10)
		require.ErrorIs(t, err, vector.ErrCorrupt, "byte %d", at)
	}
	require.NoError(t, os.WriteFile(path, []byte("short"), 0o600))
	_, err = vector.OpenReadOnly(path, "model", 10)
	require.ErrorIs(t, err, vector.ErrCorrupt)
}

// Readers see whole vectors while others are added.
func TestConcurrentReaders(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	s, err := vector.Open(filepath.Join(t.TempDir(), "v.vec"), "model", 16)
	require.NoError(t, err)
	defer s.Close()
	all := items(rng, 0, 400, 16)
	even := everyNth(2, len(all))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for s.Len() < len(all) {
				near, err := s.Nearest(context.Background(), all[0].Vector, 5, 2, even)
				if err != nil {
					panic(err)
				}
				for _, n := range near {
					cosine := make([]float64, 1)
					if err := s.Cosines(all[0].Vector, []uint32{uint32(n.Row)}, cosine); err != nil || cosine[0] != n.Cosine || n.Row%2 != 0 {
						panic("another row")
					}
					if !slices.Equal(s.Vector(n.Row), all[n.Row].Vector) {
						panic("another vector")
					}
				}
			}
		})
	}
	for i := range all {
		require.NoError(t, s.Put(all[i]))
	}
	group.Wait()
}
