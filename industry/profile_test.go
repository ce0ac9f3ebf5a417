package industry_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

func TestNewProfileReadsWhatPeopleWrite(t *testing.T) {
	declared := []string{"5.2", "电池制造", "H01M 10/0525", "C3841", "锂电", "新材料", " ", "A01", "C08", "锂电池材料"}
	p := industry.NewProfile(nil, declared)
	require.Equal(t, symbols(t, "H01M10/0525", "C08"), p.IPC) // C08 is no GB/T code: division 08 is in section B.
	require.Equal(t, []string{"384", "01"}, p.GBT)            // C3841 is 384 again; A01 is 农业.
	require.Equal(t, []string{"锂电", "锂电池材料"}, industry.Unknown(declared))
	require.True(t, p.Known())

	w := weights(p.SEI)
	require.Contains(t, w, "3")
	// Declared: 5.2 and 3, a quarter each. Derived: 2 of H01M10/0525 (5.2) to 1/8 of
	// C08, so 16/17 of the other half go to 5.2.
	require.InDelta(t, .25, w["3"], 1e-12)
	require.InDelta(t, .25+.5*16/17, w["5.2"], 1e-12)
	sum := 0.0
	for _, weight := range w {
		sum += weight
	}
	require.InDelta(t, 1, sum, 1e-12)
}

func TestNewProfileKeepsTheMainSymbolFirst(t *testing.T) {
	p := industry.NewProfile(symbols(t, "H01M4/13", "H01M2/14", "H01M4/13"), []string{"H01M4/13", "G16Y10/00"})
	require.Equal(t, symbols(t, "H01M4/13", "H01M2/14", "G16Y10/00"), p.IPC)
	require.InDeltaMapValues(t, map[string]float64{"5.2": .5, "3.4": .25, "1.3": .25}, weights(p.SEI), 1e-12)
	require.Equal(t, []string{"5.2", "1.3", "3.4"}, codes(p.SEI))
}

func TestNewProfileOfOneSideOnly(t *testing.T) {
	derived := industry.NewProfile(symbols(t, "H01M4/13"), nil)
	require.Equal(t, []industry.Weighted{{Code: "5.2", Weight: 1}}, derived.SEI)
	said := industry.NewProfile(nil, []string{"人工智能", "1.5", "4.1"})
	require.Equal(t, []industry.Weighted{{Code: "1.5", Weight: .5}, {Code: "4.1", Weight: .5}}, said.SEI)
	require.Empty(t, said.IPC)
	require.Empty(t, said.GBT)
}

func TestNothingIsKnownOfNothing(t *testing.T) {
	require.False(t, industry.Profile{}.Known())
	require.False(t, industry.NewProfile([]industry.Symbol{{}}, []string{"", "什么"}).Known())
	require.True(t, industry.NewProfile(symbols(t, "A01M"), nil).Known())
	require.True(t, industry.NewProfile(nil, []string{"C"}).Known())
	require.Empty(t, industry.Unknown(nil))
}
