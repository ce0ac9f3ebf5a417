package segment

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// smallTable has the four names and one word, in one class; its matrices are 1 × 1.
const smallTable = "@bias\n-3\n@class 0\nsignOOOO setOOOO\ncodeOOOO unknownOOOO 阀PNm!\n@pair 0\n> O\n@pair 1\n> P\n@pair 2\n> Q\n"

func TestParseJoiner(t *testing.T) {
	j, err := parseJoiner(smallTable)
	require.NoError(t, err)
	require.EqualValues(t, -3, j.bias)
	// P is one more than O, which is zero, and N one less; m (109) is 30 more, ! (33) 46 less: 30 and sixteen eights.
	require.Equal(t, joinWord{0, 1, -1, 30, -158}, j.words["阀"])
	require.Equal(t, [3][]int16{{0}, {1}, {2}}, j.pairs)
	require.Equal(t, j.words["阀"], j.word("减压阀"), "the longest known ending")
	require.Equal(t, j.unknown, j.word("泵"))

	for what, change := range map[string][2]string{
		"a bias that is no number":     {"-3", "3x"},
		"no bias":                      {"@bias\n-3\n", ""},
		"an unknown section":           {"@pair 2", "@pairs 2"},
		"a class without a number":     {"@class 0", "@class"},
		"a class beyond a byte":        {"@class 0", "@class 256"},
		"a fourth matrix":              {"@pair 2", "@pair 3"},
		"a line before all sections":   {"@bias", "阀OOOO\n@bias"},
		"a word without weights":       {"阀PNm!", "OOO"},
		"a word with too few weights":  {"阀PNm!", "阀PNm"},
		"a weight that is no letter":   {"阀PNm!", "阀PNm\x7f"},
		"a word that stands twice":     {"阀PNm!", "阀PNm! 阀OOOO"},
		"a missing name":               {"codeOOOO", ""},
		"a row without its mark":       {"> P", "P"},
		"a row that is too long":       {"> P", "> PP"},
		"a row that is too short":      {"> P\n", ""},
		"a row with a blank":           {"> P", "> P P"},
		"more classes than the matrix": {"@pair 0", "@class 1\n泵OOOO\n@pair 0"},
	} {
		bad := strings.Replace(smallTable, change[0], change[1], 1)
		require.NotEqual(t, smallTable, bad, what)
		_, err := parseJoiner(bad)
		require.Error(t, err, what)
	}
}

func TestEmbeddedJoiner(t *testing.T) {
	j, err := parseJoiner(compoundTable)
	require.NoError(t, err)
	require.Equal(t, 124, j.classes)
	require.Greater(t, len(j.words), 10000)
}
