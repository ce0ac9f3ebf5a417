package matcher_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
)

// ownMap learns from invented titles that 散热 and 冷却 are one thing and 极片 another.
func ownMap(t *testing.T) *semantic.Map {
	t.Helper()
	m, err := semantic.Distill(t.Context(), "own", func(yield func(semantic.Example, error) bool) {
		for i := range 200 {
			text, target := []string{"散热", "冷却", "极片", "涂布"}[i%4], []int8{127, 0}
			if i%4 > 1 {
				target = []int8{0, 127}
			}
			x := semantic.Example{Terms: []semantic.Term{{View: segment.Bigrams, Text: text}}, Target: target}
			if !yield(x, nil) {
				return
			}
		}
	}, semantic.DefaultOptions())
	require.NoError(t, err)
	return m
}

func TestOwnMeaning(t *testing.T) {
	m := ownMap(t)
	dir := filepath.Join(t.TempDir(), "data")
	set := settings()
	set.Meaning = m
	e, err := matcher.Create(dir, set)
	require.NoError(t, err)
	require.NoError(t, e.AddPatents(t.Context(), corpus.Patent{ID: "C", Title: "散热水管"}, corpus.Patent{ID: "B", Title: "极片水管"}))
	require.NoError(t, e.CopyTo(dir+"-copy"))
	require.NoError(t, e.Close())
	for _, path := range []string{dir, dir + "-copy"} {
		e, err = matcher.OpenReadOnly(path, settings())
		require.NoError(t, err)
		require.Equal(t, m.Hash(), e.Meaning().Hash(), "the directory's own map")
		got, err := e.Match(t.Context(), corpus.Need{Title: "冷却水管"}, query(2))
		require.NoError(t, err)
		require.Equal(t, []string{"C", "B"}, ids(got.Matches))
		// Cosines of about 1 and −1: one standard deviation above and below their mean.
		require.InDelta(t, 0.3, explained(got.Matches[0], "meaning").Value, 1e-6)
		require.InDelta(t, 0.1, explained(got.Matches[1], "meaning").Value, 1e-6)
		require.NoError(t, e.Close())
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "meaning.map"), []byte("damaged"), 0o600))
	_, err = matcher.Open(dir, settings())
	require.ErrorIs(t, err, semantic.ErrMap)
	require.NoError(t, os.Remove(filepath.Join(dir, "meaning.map")))
	_, err = matcher.Open(dir, settings())
	require.ErrorIs(t, err, index.ErrOptionsChanged, "directions by another map than the index has")
}

// What a creation left that was cut short is not taken for the map of the next one.
func TestLeftoverMeaning(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "meaning.map"), []byte("cut sh"), 0o600))
	e, err := matcher.Create(dir, settings())
	require.NoError(t, err)
	require.Equal(t, semantic.Default().Hash(), e.Meaning().Hash())
	require.NoError(t, e.Close())
	e, err = matcher.Open(dir, settings())
	require.NoError(t, err)
	require.NoError(t, e.Close())
}

// distilled titles: what the embedder says of them goes into a map.
func TestDistill(t *testing.T) {
	f := heat()
	e := with(t, f, 0)
	_, err := e.Distill(t.Context(), semantic.DefaultOptions())
	require.ErrorIs(t, err, matcher.ErrEmbedder, "no vectors yet")
	var patents []corpus.Patent
	for i := range 120 {
		patents = append(patents, corpus.Patent{ID: fmt.Sprintf("P%d", i), Title: []string{"散热", "冷却", "极片"}[i%3] + fmt.Sprintf("T%d", i)})
	}
	require.NoError(t, e.AddPatents(t.Context(), patents...))
	embed(t, e)
	o := semantic.DefaultOptions()
	m, err := e.Distill(t.Context(), o)
	require.NoError(t, err)
	require.Equal(t, "heat", m.Model())
	require.Equal(t, 3, m.Dimensions())
	direction := func(text string) []int8 {
		row, ok := m.Row(segment.Bigrams, text)
		require.True(t, ok, text)
		return m.Vector(row)
	}
	require.Equal(t, direction("散热"), direction("冷却"), "one concept of the embedder")
	require.NotEqual(t, direction("散热"), direction("极片"))
}
