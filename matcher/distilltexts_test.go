package matcher_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
	"github.com/gongxu/gongxu/vector"
)

// Terms of abstracts and single characters have directions too, which those of titles alone do not have.
func TestDistillTexts(t *testing.T) {
	e := with(t, heat(), 0)
	_, err := e.DistillTexts(t.Context(), semantic.DefaultOptions())
	require.ErrorIs(t, err, matcher.ErrEmbedder, "no vectors yet")
	var patents []corpus.Patent
	for i := range 120 {
		patents = append(patents, corpus.Patent{
			ID: fmt.Sprintf("P%d", i), Title: []string{"散热", "冷却", "极片"}[i%3] + fmt.Sprintf("T%d", i), Abstract: []string{"风扇", "水泵", "铜箔"}[i%3],
		})
	}
	require.NoError(t, e.AddPatents(t.Context(), patents...))
	embed(t, e)
	m, err := e.DistillTexts(t.Context(), semantic.DefaultOptions())
	require.NoError(t, err)
	direction := func(v segment.View, text string) []int8 {
		row, ok := m.Row(v, text)
		require.True(t, ok, text)
		return m.Vector(row)
	}
	heat, fan, pole := direction(segment.Bigrams, "散热"), direction(segment.Bigrams, "风扇"), direction(segment.Bigrams, "铜箔")
	require.Greater(t, vector.Cosine(heat, fan), 0.9, "a word of the abstracts of what the title is about")
	require.Less(t, vector.Cosine(heat, pole), 0.5)
	require.Greater(t, vector.Cosine(direction(segment.Chars, "扇"), fan), 0.9)
	again, err := e.DistillTexts(t.Context(), semantic.DefaultOptions())
	require.NoError(t, err)
	require.Equal(t, m.Hash(), again.Hash())
}
