package vector_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/vector"
)

// A reader sees what a writer has added once it looks, and rows stay what they were.
func TestRefresh(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.vec")
	all := items(rand.New(rand.NewPCG(5, 6)), 0, 30, 7)
	w, err := vector.Open(path, "model", 7)
	require.NoError(t, err)
	require.NoError(t, w.Put(all[:10]...))
	r, err := vector.OpenReadOnly(path, "model", 7)
	require.NoError(t, err)
	refresh := func(want int) {
		t.Helper()
		added, err := r.Refresh()
		require.NoError(t, err)
		require.Equal(t, want, added)
	}
	refresh(0)
	require.NoError(t, w.Put(all[10:]...))
	require.Equal(t, 10, r.Len())
	refresh(20)
	refresh(0)
	require.Equal(t, 30, r.Len())
	for i, item := range all {
		row, ok := r.Row(item.Key)
		require.True(t, ok)
		require.Equal(t, i, row)
		require.Equal(t, item.Vector, r.Vector(row))
	}
	want, err := w.Nearest(t.Context(), all[3].Vector, 5, 1, nil)
	require.NoError(t, err)
	got, err := r.Nearest(t.Context(), all[3].Vector, 5, 1, nil)
	require.NoError(t, err)
	require.Equal(t, want, got)

	added, err := w.Refresh()
	require.NoError(t, err)
	require.Zero(t, added, "a writer knows what it has added")
	require.NoError(t, w.Close())
	require.NoError(t, os.Remove(path))
	refresh(0)
	require.Equal(t, all[3].Vector, r.Vector(3), "what was read stays")
}

// A record that is on its way is left for the next time, and so is what stands behind one that is damaged.
func TestRefreshOfHalfARecord(t *testing.T) {
	dir := t.TempDir()
	all := items(rand.New(rand.NewPCG(7, 8)), 0, 3, 7)
	// A record has 16 + 4 + 8 + 4 bytes, the header 64.
	w, err := vector.Open(filepath.Join(dir, "whole"), "model", 7)
	require.NoError(t, err)
	require.NoError(t, w.Put(all...))
	require.NoError(t, w.Close())
	whole, err := os.ReadFile(filepath.Join(dir, "whole"))
	require.NoError(t, err)
	require.Len(t, whole, 64+3*32)

	path := filepath.Join(dir, "growing")
	require.NoError(t, os.WriteFile(path, whole[:64+32], 0o600))
	r, err := vector.OpenReadOnly(path, "model", 7)
	require.NoError(t, err)
	grow := func(more []byte, want int) {
		t.Helper()
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		require.NoError(t, err)
		_, err = f.Write(more)
		require.NoError(t, err)
		require.NoError(t, f.Close())
		added, err := r.Refresh()
		require.NoError(t, err)
		require.Equal(t, want, added)
	}
	grow(whole[96:111], 0)
	grow(whole[111:128], 1)
	bad := append([]byte{whole[128] ^ 1}, whole[129:160]...)
	grow(append(bad, whole[128:160]...), 0)
	require.Equal(t, 2, r.Len())
	require.Equal(t, all[1].Vector, r.Vector(1))
}

func TestRefreshOfAnotherFile(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "v.vec"), filepath.Join(dir, "other.vec")
	none, err := vector.OpenReadOnly(path, "model", 7)
	require.NoError(t, err)
	all := items(rand.New(rand.NewPCG(9, 10)), 0, 4, 7)
	for i, p := range []string{path, other} {
		w, err := vector.Open(p, "model", 7)
		require.NoError(t, err)
		require.NoError(t, w.Put(all[2*i:2*i+2]...))
		require.NoError(t, w.Close())
	}
	_, err = none.Refresh()
	require.ErrorIs(t, err, vector.ErrReplaced, "there was none before")
	r, err := vector.OpenReadOnly(path, "model", 7)
	require.NoError(t, err)
	require.NoError(t, os.Rename(other, path))
	_, err = r.Refresh()
	require.ErrorIs(t, err, vector.ErrReplaced)
	require.Equal(t, all[0].Vector, r.Vector(0), "the store stays as it was")

	r, err = vector.OpenReadOnly(path, "model", 7)
	require.NoError(t, err)
	require.NoError(t, os.Truncate(path, 64+32))
	_, err = r.Refresh()
	require.ErrorIs(t, err, vector.ErrReplaced, "it is shorter")
}

// Readers that look while a writer adds see whole prefixes.
func TestRefreshBesideReaders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.vec")
	all := items(rand.New(rand.NewPCG(11, 12)), 0, 200, 7)
	w, err := vector.Open(path, "model", 7)
	require.NoError(t, err)
	require.NoError(t, w.Put(all[0]))
	r, err := vector.OpenReadOnly(path, "model", 7)
	require.NoError(t, err)
	var readers sync.WaitGroup
	failures := make(chan error, 4)
	for range 4 {
		readers.Go(func() {
			for r.Len() < len(all) {
				if _, err := r.Refresh(); err != nil {
					failures <- err
					return
				}
				last := r.Len() - 1
				if row, ok := r.Row(all[0].Key); !ok || row != 0 || string(bytesOf(r.Vector(last))) != string(bytesOf(all[last].Vector)) {
					failures <- vector.ErrCorrupt
					return
				}
			}
		})
	}
	for i := 1; i < len(all); i++ {
		require.NoError(t, w.Put(all[i]))
	}
	readers.Wait()
	close(failures)
	for err := range failures {
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
}

func bytesOf(v []int8) []byte {
	out := make([]byte, len(v))
	for i, x := range v {
		out[i] = byte(x)
	}
	return out
}

func TestOneWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.vec")
	w, err := vector.Open(path, "model", 7)
	require.NoError(t, err)
	_, err = vector.Open(path, "model", 7)
	require.ErrorIs(t, err, vector.ErrLocked)
	require.ErrorContains(t, err, path)
	require.NoError(t, w.Close())
	w, err = vector.Open(path, "model", 7)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	_, err = vector.Open(path, "another", 7)
	require.ErrorIs(t, err, vector.ErrOther)
	w, err = vector.Open(path, "model", 7)
	require.NoError(t, err, "one that failed lets go")
	require.NoError(t, w.Close())
}
