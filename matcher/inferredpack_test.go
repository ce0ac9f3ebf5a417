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
	require.Equal(t, list(0.87, 0.5), believed(list(0.8666, 0.5, 0.4999)))
	require.Equal(t, list(0.3), believed(list(0.3, 0.3)), "the first alone")
	require.Empty(t, believed(list(0.2999, 0.1)))
	require.Empty(t, believed(nil))
}

func TestInferredPacked(t *testing.T) {
	in := inferred{
		subclasses: []industry.Weighted{{Code: "H01M", Weight: 0.62}, {Code: "C22C", Weight: 1}},
		branches:   []industry.Weighted{{Code: "5.2", Weight: 0.3}},
	}
	packed := append(in.append(features{}), "\x04A01B"...)
	require.Equal(t, features("\x03\x00\x3e\x04H01M\x00\x64\x04C22C\x01\x1e\x035.2\x04A01B"), packed)
	got, rest := readInferred(packed)
	require.Equal(t, in, got)
	require.Equal(t, features("\x04A01B"), rest)
	for n := range len(packed) - 5 { // cut off anywhere
		_, rest := readInferred(packed[:n])
		require.Empty(t, rest, n)
	}
	got, rest = readInferred(inferred{}.append(nil))
	require.Equal(t, inferred{}, got)
	require.Empty(t, rest)
	require.Nil(t, got.named())
	require.Empty(t, got.note())
	require.Equal(t, "推断领域 5.2 新能源汽车装置、配件制造（概率 30%），由文本推断，未经申报，不计入得分。", in.note())
	in.branches = nil
	require.Equal(t, "推断领域 H01M（概率 62%），由文本推断，未经申报，不计入得分。", in.note())
}
