package classify

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

// What is looked up at once is what training looks up apart, whatever texts say nothing.
func TestReadIsFeaturesAndPlace(t *testing.T) {
	r := Default().reader
	analysed := func(texts ...string) (list []*segment.Analysis) {
		for _, text := range texts {
			list = append(list, segment.Default().Analyze(text, segment.PatentText))
		}
		return list
	}
	long := slices.Repeat([]string{"一种水泵", "！", "叶轮与泵壳之间设有密封环。"}, 4)
	for _, texts := range [][]*segment.Analysis{nil, {nil, nil}, analysed(""), analysed("Zz"), analysed("一种水泵"), analysed("", "一种水泵", "水泵水泵"), analysed(long...)} {
		x, place := r.read(texts)
		require.Equal(t, r.known.features(texts), x)
		require.Equal(t, placeOf(r.meaning, texts), place)
	}
	x, place := r.read(analysed("一种水泵"))
	require.NotEmpty(t, x)
	require.NotNil(t, place)
}
