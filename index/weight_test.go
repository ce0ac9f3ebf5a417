package index_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

func TestSaturate(t *testing.T) {
	for _, c := range []struct {
		f, k1 float64
		want  uint8
	}{
		{1.5, 1.5, 128},   // 255·1.5/3 = 127.5, halves round up
		{2, 1.2, 159},     // 510/3.2 = 159.375
		{1, 1.2, 116},     // 255/2.2 = 115.909…
		{0.001, 1.2, 1},   // 0.255/1.201 = 0.21 rounds to 0, but a term that is there has at least 1
		{1000, 1.2, 255},  // 255000/1001.2 = 254.69
		{1e300, 1.2, 255}, // saturated
	} {
		require.Equal(t, c.want, index.Saturate(c.f, c.k1), "f %g k1 %g", c.f, c.k1)
	}
}

func TestFieldFrequency(t *testing.T) {
	o := index.FieldOptions{Name: "title", Boost: 2, B: 0.75, AverageLength: 5}
	// 2·3/(1 − 0.75 + 0.75·10/5) = 6/1.75
	require.InDelta(t, 3.4285714285714284, o.Frequency(3, 10), 1e-15)
	o.B = 0 // no length normalisation: legal, and not a default
	require.InDelta(t, 6, o.Frequency(3, 10), 0)
}

func TestImpactsMergeFields(t *testing.T) {
	o := index.DefaultOptions()
	// Bigrams: 石墨 stands once in a title of 2 bigrams (石墨, 墨烯) and twice in an abstract of 5 (石墨, 墨烯, 石墨, 墨烯, 烯膜).
	// Average lengths are 14 and 150.
	//   title:    2·1/(0.25 + 0.75·2/14)  = 2/0.3571428… = 5.6
	//   abstract: 1·2/(0.25 + 0.75·5/150) = 2/0.275      = 7.2727…
	//   q = 255·12.8727…/(12.8727… + 1.2) = 233.25… → 233
	// 烯膜 stands only in the abstract: 1/0.275 = 3.6363…; q = 255·3.6363…/4.8363… = 191.73 → 192
	q := o.Impacts(segment.Default(), segment.Bigrams, []index.Text{
		{Field: "title", Content: "石墨烯"}, {Field: "abstract", Content: "石墨烯，石墨烯膜"},
	})
	require.Equal(t, map[string]uint8{"石墨": 233, "墨烯": 233, "烯膜": 192}, q)
}

func TestIDFAndRawWeight(t *testing.T) {
	require.InDelta(t, 1.1451323043030026, index.IDF(3, 10), 1e-15) // ln(1 + 7.5/3.5) = ln 3.142857…
	require.InDelta(t, 0.04652001563489282, index.IDF(10, 10), 1e-15)
	require.Zero(t, index.IDF(0, 0))
	// 1·√4·1.1451323^1.5 = 2·1.1451323·1.0701085
	require.InDelta(t, 2.45083, index.RawWeight(1, 4, index.IDF(3, 10)), 1e-5)
}

func word(text string, w float64) index.Raw {
	return index.Raw{Term: index.Term{View: segment.Words, Text: text}, Weight: w}
}

func TestWeighScalesToBytesAndDropsNothingness(t *testing.T) {
	got, scaled := index.Weigh([]index.Raw{word("c", 2), word("b", 1), word("a", 0.003), word("d", 0.004)})
	require.False(t, scaled)
	require.Equal(t, []index.Weighted{
		{Term: index.Term{View: segment.Words, Text: "b"}, W: 128}, // 255·½ + ½ = 128
		{Term: index.Term{View: segment.Words, Text: "c"}, W: 255},
		{Term: index.Term{View: segment.Words, Text: "d"}, W: 1}, // 255·0.002 + 0.5 = 1.01; a: 0.88 → 0
	}, got)
	got, _ = index.Weigh([]index.Raw{word("a", 0)})
	require.Empty(t, got)
}

func TestWeighScalesDownWhatCouldOverflow(t *testing.T) {
	raw := make([]index.Raw, 70_000)
	for i := range raw {
		raw[i] = word(fmt.Sprintf("%05d", i), 1)
	}
	// Σw = 70,000·255 = 17,850,000 is above ⌊(2³²−1)/255⌋ = 16,843,009; 255·16,843,009/17,850,000 = 240.6
	got, scaled := index.Weigh(raw)
	require.True(t, scaled)
	require.Len(t, got, 70_000)
	require.Equal(t, uint8(240), got[0].W)
	require.LessOrEqual(t, uint64(70_000*240*255), uint64(math.MaxUint32))
}

func TestLnIsExactAcrossPlatforms(t *testing.T) {
	for x, bits := range map[float64]uint64{
		1:   0,
		2:   0x3fe62e42fefa39ef, // ln 2, correctly rounded
		10:  0x40026bb1bbb55515, // 2.3025850929940455: one unit in the last place below ln 10, and so everywhere
		0.5: 0xbfe62e42fefa39ef,
	} {
		require.Equal(t, bits, math.Float64bits(index.Ln(x)), "ln %g", x)
	}
	for x := 1.0001; x < 1e7; x *= 1.37 {
		require.InEpsilon(t, math.Log(x), index.Ln(x), 1e-14, "ln %g", x)
	}
}

func TestOptionsReportEveryFault(t *testing.T) {
	o := index.DefaultOptions()
	require.NoError(t, o.Validate())
	o.Views[0].K1 = 0
	o.Views[1].Fields[0].B = 2
	o.Keywords = []string{"x", "x"}
	err := o.Validate()
	require.ErrorIs(t, err, index.ErrOptions)
	require.ErrorContains(t, err, "k1 0")
	require.ErrorContains(t, err, `field "title"`)
	require.ErrorContains(t, err, `"x"`)
}
