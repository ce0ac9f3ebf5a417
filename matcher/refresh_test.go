package matcher_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/vector"
)

// An engine that is read only sees the vectors of another one once it looks.
func TestRefreshVectors(t *testing.T) {
	dir := t.TempDir()
	set := settings()
	set.Embedder = heat()
	e, err := matcher.Create(dir, set)
	require.NoError(t, err)
	require.NoError(t, e.AddPatents(t.Context(), heatPatents()...))
	require.NoError(t, e.AddNeeds(t.Context(), heatNeed()))
	require.NoError(t, e.Close())

	reader, err := matcher.OpenReadOnly(dir, set)
	require.NoError(t, err)
	defer func() { require.NoError(t, reader.Close()) }()
	refresh := func(count int, changed bool) {
		t.Helper()
		before := reader.Generation()
		n, c, err := reader.RefreshVectors()
		require.NoError(t, err)
		require.Equal(t, changed, c)
		require.Equal(t, changed, reader.Generation() != before)
		require.Equal(t, count, n)
	}
	match := func() *matcher.Matches {
		t.Helper()
		m, err := reader.Match(t.Context(), heatNeed(), query(10))
		require.NoError(t, err)
		return m
	}
	refresh(0, false)
	require.True(t, match().Degraded)

	writer, err := matcher.OpenVectors(dir, set)
	require.NoError(t, err)
	require.ErrorIs(t, writer.AddPatents(t.Context(), corpus.Patent{ID: "New", Title: "循环水管"}), index.ErrReadOnly)
	_, _, err = writer.Embed(t.Context(), false, nil)
	require.NoError(t, err)
	require.True(t, match().Degraded, "nobody has looked")
	refresh(3, true)
	refresh(3, false)
	first := match()
	require.False(t, first.Degraded)
	require.Len(t, first.Matches, 3)

	_, err = matcher.OpenVectors(dir, set)
	require.ErrorIs(t, err, vector.ErrLocked)
	_, _, err = writer.Embed(t.Context(), true, nil)
	require.NoError(t, err)
	require.Equal(t, first.Matches, match().Matches)
	refresh(6, true)
	n, changed, err := writer.RefreshVectors()
	require.NoError(t, err)
	require.False(t, changed)
	require.Zero(t, n, "a writer needs no look")
	require.NoError(t, writer.Close())

	// A file that is made anew.
	files, err := filepath.Glob(filepath.Join(dir, "vectors", "*.vec"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	require.NoError(t, os.Remove(files[0]))
	refresh(6, false)
	require.False(t, match().Degraded, "what was read stays")
	writer, err = matcher.OpenVectors(dir, set)
	require.NoError(t, err)
	_, _, err = writer.Embed(t.Context(), false, nil)
	require.NoError(t, err)
	require.NoError(t, writer.Close())
	refresh(3, true)
	require.Equal(t, first.Matches, match().Matches)
}

func TestRefreshWithoutEmbedder(t *testing.T) {
	n, changed, err := memory(t, heatPatents()...).RefreshVectors()
	require.NoError(t, err)
	require.False(t, changed)
	require.Zero(t, n)
}
