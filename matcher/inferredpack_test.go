package matcher

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

func TestBelieved(t *testing.T) {
	list := func(weights ...float64) (out []industry.Weighted) {
		for i, w := range weights {
			out = append(out, industry.Weighted{Code: string(rune('a' + i)), Weight: w})
		}
		return out
	}
	require.Equal(t, list(0.87, 0.5), believed(list(0.87, 0.5, 0.49)))
	require.Equal(t, list(0.3), believed(list(0.3, 0.3)), "the first alone")
	require.Empty(t, believed(list(0.29, 0.1)))
	require.Empty(t, believed(nil))
}

func TestInferredPacked(t *testing.T) {
	likely := []industry.Weighted{{Code: "H01M", Weight: 0.62}, {Code: "C22C", Weight: 0.07}}
	in := inferred{likely: likely, subclasses: likely[:1], branches: []industry.Weighted{{Code: "5.2", Weight: 0.3}}}
	f := append(in.append(features{}), "\x04A01B"...)
	require.Equal(t, features("\x11\x02\x01\x3eH01M\x07C22C\x1e\x035.2\x04A01B"), f)
	packed, rest := splitInferred(f)
	require.Equal(t, in, readInferred(packed))
	require.Equal(t, features("\x04A01B"), rest)
	for n := range len(f) - 5 { // cut off anywhere
		packed, rest := splitInferred(f[:n])
		require.Empty(t, packed, n)
		require.Empty(t, rest, n)
	}
	for n := range len(packed) {
		require.LessOrEqual(t, len(readInferred(packed[:n]).likely), 2)
	}
	packed, rest = splitInferred(inferred{}.append(nil))
	got := readInferred(packed)
	require.Equal(t, inferred{}, got)
	require.Empty(t, rest)
	require.Nil(t, got.named())
	require.Empty(t, got.note())
	require.Equal(t, "推断领域 5.2 新能源汽车装置、配件制造（概率 30%），由文本推断，未经申报。", in.note())
	in.branches = nil
	require.Equal(t, "推断领域 H01M（概率 62%），由文本推断，未经申报。", in.note())
}

// Likely of the patent: H01M .62, C22C .07. The need has .5 and .2 of them in common with it at most, and G06F not at all.
func TestOverlap(t *testing.T) {
	packed, _ := splitInferred(inferred{likely: []industry.Weighted{{Code: "H01M", Weight: 0.62}, {Code: "C22C", Weight: 0.07}}}.append(nil))
	v, known := overlap([]industry.Weighted{{Code: "H01M", Weight: 0.5}, {Code: "C22C", Weight: 0.2}, {Code: "G06F", Weight: 0.3}}, packed)
	require.True(t, known)
	require.InDelta(t, 0.5+0.07, v, 1e-12)
	v, known = overlap([]industry.Weighted{{Code: "G06F", Weight: 1}}, packed)
	require.True(t, known)
	require.Zero(t, v)
	_, known = overlap(nil, packed)
	require.False(t, known)
	_, known = overlap([]industry.Weighted{{Code: "G06F", Weight: 1}}, nil)
	require.False(t, known)
}

// A patent that is three quarters sure to be of a need's declared branch is three quarters of the way from the neutral value to 1. What
// is surer, but of another kind than the need declares, does not make it surer.
func TestAffinityOfInferredFields(t *testing.T) {
	p := &profile{fields: industry.NewProfile(nil, []string{"5.2"}), neutral: neutralValues{industry: 0.2}}
	likely := []industry.Weighted{{Code: "H01M", Weight: 0.9}}
	of := func(in inferred) *candidate {
		return &candidate{features: in.append(make(features, featureMeaning))}
	}
	for _, subclasses := range [][]industry.Weighted{nil, likely} {
		v, known := p.affinity(of(inferred{likely: likely, subclasses: subclasses, branches: []industry.Weighted{{Code: "5.2", Weight: 0.75}}}))
		require.True(t, known)
		require.InDelta(t, 0.75*1+0.25*0.2, v, 1e-12)
	}
	_, known := p.affinity(of(inferred{}))
	require.False(t, known)
	_, known = p.affinity(of(inferred{likely: likely, subclasses: likely}))
	require.False(t, known, "a branch and a subclass do not compare")
}

// What is believed lies below what is declared.
func TestBelow(t *testing.T) {
	symbols := func(texts ...string) (out []industry.Symbol) {
		for _, text := range texts {
			s, err := industry.ParseSymbol(text)
			require.NoError(t, err)
			out = append(out, s)
		}
		return out
	}
	require.True(t, below("H01M", nil))
	require.True(t, below("H01M", symbols("H")))
	require.True(t, below("H01M", symbols("C12", "H01")))
	require.False(t, below("H01M", symbols("C12", "H02")))
}
