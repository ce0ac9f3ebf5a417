package industry_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

// symbol parses a symbol that must be right.
func symbol(t testing.TB, s string) industry.Symbol {
	t.Helper()
	parsed, err := industry.ParseSymbol(s)
	require.NoError(t, err)
	return parsed
}

// symbols parses several.
func symbols(t testing.TB, list ...string) []industry.Symbol {
	t.Helper()
	var all []industry.Symbol
	for _, s := range list {
		all = append(all, symbol(t, s))
	}
	return all
}

func TestParseSymbolSpellings(t *testing.T) {
	for _, test := range []struct {
		in, want string
		level    industry.Level
	}{
		{"H01M4/58", "H01M4/58", industry.LevelSubgroup},
		{"H01M 4/58(2010.01)I", "H01M4/58", industry.LevelSubgroup},
		{"H01M4/58 (2006.01)", "H01M4/58", industry.LevelSubgroup},
		{"H01M4/58(2010.1)I", "H01M4/58", industry.LevelSubgroup},
		{"H01M0004580000", "H01M4/58", industry.LevelSubgroup},
		{"H01M0010052500", "H01M10/0525", industry.LevelSubgroup},
		{"H01M0010052500 20100101AFI20101027BHCN", "H01M10/0525", industry.LevelSubgroup},
		{"H01M000458000020100101AFI", "H01M4/58", industry.LevelSubgroup},
		{"h01m4/58", "H01M4/58", industry.LevelSubgroup},
		{"Ｈ０１Ｍ４／５８（２０１０．０１）Ｉ", "H01M4/58", industry.LevelSubgroup},
		{" H 01 M　4 / 58 ", "H01M4/58", industry.LevelSubgroup},
		{"H01M-004/58", "H01M4/58", industry.LevelSubgroup},
		{"H01M4/580", "H01M4/58", industry.LevelSubgroup}, // Zeros on the right fill the machine form.
		{"E01C23/088(2006.01)I", "E01C23/088", industry.LevelSubgroup},
		{"B29C45/0001", "B29C45/0001", industry.LevelSubgroup},
		{"E01D101/26(2006.01)N", "E01D101/26", industry.LevelSubgroup},
		{"H01M4/10", "H01M4/10", industry.LevelSubgroup},
		{"H01M4/00", "H01M4/00", industry.LevelMainGroup},
		{"H01M4", "H01M4/00", industry.LevelMainGroup},
		{"H01M0004000000", "H01M4/00", industry.LevelMainGroup},
		{"H01M", "H01M", industry.LevelSubclass},
		{"a01", "A01", industry.LevelClass},
		{"G", "G", industry.LevelSection},
	} {
		got, err := industry.ParseSymbol(test.in)
		require.NoError(t, err, test.in)
		require.Equal(t, test.want, got.String(), test.in)
		require.Equal(t, test.level, got.Level(), test.in)
	}
}

func TestParseSymbolErrors(t *testing.T) {
	for in, reason := range map[string]string{
		"":                  "it is empty",
		"　":                 "it is empty",
		"I01M4/58":          "it does not begin with a section letter A to H",
		"电池":                "it does not begin with a section letter A to H",
		"H1M4/58":           "the class is not two digits",
		"H001M4/58":         "the class is not two digits",
		"H00M4/58":          "there is no class 00",
		"H01/58":            "the subclass is not a letter",
		"H01M/58":           "the main group is not one to four digits",
		"H01M12345/58":      "the main group is not one to four digits",
		"H01M0004580000/58": "the main group is not one to four digits",
		"H01M0/58":          "there is no main group 0",
		"H01M4/":            "the subgroup is not two to six digits",
		"H01M4/5":           "the subgroup is not two to six digits",
		"H01M4/1234567":     "the subgroup is not two to six digits",
		"H01M4/58(2010":     `"(2010" follows the symbol`,
		"H01M4/58*":         `"*" follows the symbol`,
		"H01M4/58;H01M4/62": `";H01M4/62" follows the symbol`,
		"H01M4/58 H01M4/62": `"01M4/62" follows the symbol`,
	} {
		got, err := industry.ParseSymbol(in)
		require.ErrorIs(t, err, industry.ErrSymbol, in)
		require.ErrorContains(t, err, reason, in)
		require.True(t, got.IsZero(), in)
	}
	_, err := industry.ParseSymbol("X1")
	require.EqualError(t, err, `not an IPC symbol: "X1": it does not begin with a section letter A to H`)
}

func FuzzParseSymbol(f *testing.F) {
	for _, seed := range []string{
		"H01M4/58", "H01M 4/58(2010.01)I", "H01M0004580000", "G", "A01", "H01M", "H01M4",
		"h01m4/00", "Ｈ０１Ｍ４／５８", "H01M-004/0001", "H01M0010052500 20100101AFI", "H01M4/100000",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		first, err := industry.ParseSymbol(in)
		if err != nil {
			require.ErrorIs(t, err, industry.ErrSymbol)
			require.True(t, first.IsZero())
			return
		}
		second, err := industry.ParseSymbol(first.String())
		require.NoError(t, err)
		require.Equal(t, first, second)
		require.Equal(t, first.String(), second.String())
		require.NotEqual(t, industry.LevelNone, first.Level())
		text, err := first.MarshalText()
		require.NoError(t, err)
		var third industry.Symbol
		require.NoError(t, third.UnmarshalText(text))
		require.Equal(t, first, third)
	})
}
