package industry_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

// weights turns a list into a map for comparing with a tolerance.
func weights(list []industry.Weighted) map[string]float64 {
	m := map[string]float64{}
	for _, w := range list {
		m[w.Code] = w.Weight
	}
	return m
}

func TestOf(t *testing.T) {
	for name, test := range map[string]struct {
		ipc  []string
		want map[string]float64
	}{
		"a subgroup by itself": {[]string{"H01M4/13"}, map[string]float64{"5.2": 1}},
		"a main group pattern": {[]string{"H01M8/04"}, map[string]float64{"5.2": 1}},
		// 5.2 includes H01M2* but excludes H01M2/14, which 3.4 includes.
		"an exclusion moves it": {[]string{"H01M2/14"}, map[string]float64{"3.4": 1}},
		// G16* of 1.3 does not exclude what 1.5 includes as G16H.
		"two branches share":      {[]string{"G16H50/20"}, map[string]float64{"1.3": .5, "1.5": .5}},
		"a class pattern":         {[]string{"G16Y10/00"}, map[string]float64{"1.3": 1}},
		"it excludes a subclass":  {[]string{"G16B20/00"}, map[string]float64{"4.2": 1}},
		"included and excluded":   {[]string{"H04L12/24"}, map[string]float64{"1.1": 1}},  // As narrow as the exclusion, in one rule of 1.1.
		"digits of a later date":  {[]string{"G06N3/0464"}, map[string]float64{"1.5": 1}}, // As G06N3/04; 1.4 has G06N* but not that.
		"main symbol is double":   {[]string{"H01M4/13", "H01M2/14"}, map[string]float64{"5.2": 2. / 3, "3.4": 1. / 3}},
		"order matters":           {[]string{"H01M2/14", "H01M4/13"}, map[string]float64{"5.2": 1. / 3, "3.4": 2. / 3}},
		"repetition does not":     {[]string{"H01M4/13", "H01M2/14", "H01M 2/14", "H01M4/13"}, map[string]float64{"5.2": 2. / 3, "3.4": 1. / 3}},
		"unknown main symbol":     {[]string{"A01M1/00", "H01M2/14"}, map[string]float64{"3.4": 1}},
		"neighbours of the group": {[]string{"H01M4/58"}, map[string]float64{"5.2": 1}}, // H01M4/58 is not listed; all that is, is 5.2.
		// 2 · 1/2 for the main symbol that only its neighbours vouch for, 1 for the other.
		"neighbours say it softly": {[]string{"H01M4/58", "H01M2/14"}, map[string]float64{"5.2": .5, "3.4": .5}},
		"a subclass pattern":       {[]string{"A01B"}, map[string]float64{"2.1": 1}},
		// 4.3 has A01H1*, A01H3*, A01H4*, and nobody else anything.
		"a bare subclass": {[]string{"A01H"}, map[string]float64{"4.3": 1}},
		// In expected subgroups: 5.2 has H01M2* less three (7), H01M8* and H01M12* (20) and
		// 39 single ones: 25 of H01M4, 14 of H01M10, together 66. 3.3 has 14 single ones of
		// H01M10, 1.2 has H01M6* (10), 3.4 the three of H01M2. Sum 93.
		"a bare subclass is spread": {[]string{"H01M"}, map[string]float64{"5.2": 66. / 93, "3.3": 14. / 93, "1.2": 10. / 93, "3.4": 3. / 93}},
		// G16* reaches into G16C, nothing else does.
		"a bare subclass of a class pattern": {[]string{"G16C"}, map[string]float64{"1.3": 1}},
		// The main symbol has 2 · 1/4 of a voice, the other a whole one: 1/3 to 2/3.
		"a bare subclass says it softly": {[]string{"A01H", "H01M2/14"}, map[string]float64{"4.3": 1. / 3, "3.4": 2. / 3}},
		"too little of the subclass":     {[]string{"C25B"}, map[string]float64{}}, // Only C25B13/08 is listed.
		"nothing of the group":           {[]string{"A01H5/00"}, map[string]float64{}},
		"nothing of the subclass":        {[]string{"A01M"}, map[string]float64{}},
		"a section":                      {[]string{"E"}, map[string]float64{}},
		"no symbol":                      {nil, map[string]float64{}},
	} {
		t.Run(name, func(t *testing.T) {
			got := industry.Of(symbols(t, test.ipc...)...)
			require.Len(t, got, len(test.want))
			require.InDeltaMapValues(t, test.want, weights(got), 1e-12)
		})
	}
	require.Nil(t, industry.Of(symbols(t, "E", "A01M")...))
	require.Nil(t, industry.Of(industry.Symbol{}))
}

func TestOfSortsByWeightThenCode(t *testing.T) {
	got := industry.Of(symbols(t, "H01M")...)
	require.Equal(t, []string{"5.2", "3.3", "1.2", "3.4"}, codes(got))
	require.Equal(t, []string{"1.3", "1.5"}, codes(industry.Of(symbols(t, "G16H")...)))
	require.Equal(t, []string{"3.4", "5.2"}, codes(industry.Of(symbols(t, "H01M4/58", "H01M2/14")...)))
}

func codes(list []industry.Weighted) []string {
	var all []string
	for _, w := range list {
		all = append(all, w.Code)
	}
	return all
}

func TestOfIsADistribution(t *testing.T) {
	pool := symbols(t, "H01M4/13", "H01M4/58", "H01M2/14", "H01M", "G06F", "G06F16/35", "G16H50/20", "A01K", "A01K61/10",
		"C08", "C08L23/00", "H10K50/11", "B64U10/13", "H02J3/38", "H02J", "G06Q10/06", "E", "A01M", "C07D213/00")
	rng := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		list := make([]industry.Symbol, 1+rng.IntN(6))
		for i := range list {
			list[i] = pool[rng.IntN(len(pool))]
		}
		got := industry.Of(list...)
		require.Equal(t, got, industry.Of(list...))
		if got == nil {
			continue
		}
		sum := 0.0
		for i, w := range got {
			require.Positive(t, w.Weight)
			sum += w.Weight
			if i > 0 {
				require.GreaterOrEqual(t, got[i-1].Weight, w.Weight)
			}
			b, ok := industry.BranchByCode(w.Code)
			require.True(t, ok)
			require.NotEmpty(t, b.Parent)
		}
		require.InDelta(t, 1, sum, 1e-12)
	}
}

func BenchmarkOf(b *testing.B) {
	for _, bench := range []struct {
		name string
		ipc  []string
	}{
		{"symbols=1", []string{"H01M4/58"}},
		{"symbols=5", []string{"H01M4/58", "H01M4/62", "H01M10/0525", "C01B25/45", "H10K50/11"}},
		{"symbols=bare", []string{"A01H"}},
	} {
		ipc := symbols(b, bench.ipc...)
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				industry.Of(ipc...)
			}
		})
	}
}

func BenchmarkParseSymbol(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := industry.ParseSymbol("H01M 4/58(2010.01)I"); err != nil {
			b.Fatal(err)
		}
	}
}
