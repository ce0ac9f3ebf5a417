package industry_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

func TestCompareIsTheOrderOfTheIPC(t *testing.T) {
	// Partial symbols before what they hold; main groups by number (4 before 10);
	// subgroups as decimal fractions (.02 < .1 < .131 < .14).
	want := []string{
		"A", "A01", "A01B", "A01B1/00", "G", "H01", "H01L51/56", "H01M", "H01M4/00", "H01M4/02",
		"H01M4/10", "H01M4/13", "H01M4/131", "H01M4/14", "H01M10/00", "H01M10/0525", "H01M10/054", "H02J3/00",
	}
	shuffled := symbols(t, want...)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) {
		shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
	})
	slices.SortFunc(shuffled, industry.Symbol.Compare)
	var got []string
	for _, s := range shuffled {
		got = append(got, s.String())
	}
	require.Equal(t, want, got)
	require.Equal(t, 0, symbol(t, "H01M4").Compare(symbol(t, "h01m 4/00")))
	require.Equal(t, 1, symbol(t, "H01M4/14").Compare(symbol(t, "H01M4/131")))
}

func TestAtCutsAndNeverExtends(t *testing.T) {
	s := symbol(t, "H01M4/58")
	for level, want := range map[industry.Level]string{
		industry.LevelNone:      "",
		industry.LevelSection:   "H",
		industry.LevelClass:     "H01",
		industry.LevelSubclass:  "H01M",
		industry.LevelMainGroup: "H01M4/00",
		industry.LevelSubgroup:  "H01M4/58",
	} {
		require.Equal(t, want, s.At(level).String())
	}
	require.Equal(t, "H01M", symbol(t, "H01M").At(industry.LevelSubgroup).String())
}

func TestContains(t *testing.T) {
	for _, test := range []struct {
		above, below string
		want         bool
	}{
		{"H", "H01M4/58", true},
		{"H01", "H01M", true},
		{"H01M", "H01M4/58", true},
		{"H01M4/00", "H01M4/58", true},
		{"H01M4/58", "H01M4/58", true},
		{"H01M4/13", "H01M4/131", false}, // By level, not by digits or dots.
		{"H01M4/00", "H01M10/00", false},
		{"H01M4/58", "H01M", false},
		{"G", "H01M", false},
	} {
		got := symbol(t, test.above).Contains(symbol(t, test.below))
		require.Equal(t, test.want, got, "%s contains %s", test.above, test.below)
	}
	require.False(t, industry.Symbol{}.Contains(symbol(t, "H")))
	require.False(t, symbol(t, "H").Contains(industry.Symbol{}))
}

func TestShared(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want industry.Level
	}{
		{"H01M4/58", "H01M4/58", industry.LevelSubgroup},
		{"H01M4/58", "H01M4/62", industry.LevelMainGroup},
		{"H01M4/58", "H01M10/05", industry.LevelSubclass},
		{"H01M4/58", "H01L21/00", industry.LevelClass},
		{"H01M4/58", "H02J7/00", industry.LevelSection},
		{"H01M4/58", "G06F", industry.LevelNone},
		{"H01M4/58", "H01M", industry.LevelSubclass},
	} {
		require.Equal(t, test.want, symbol(t, test.a).Shared(symbol(t, test.b)), "%s %s", test.a, test.b)
		require.Equal(t, test.want, symbol(t, test.b).Shared(symbol(t, test.a)), "%s %s", test.b, test.a)
	}
}

func TestSymbolAsText(t *testing.T) {
	type row struct{ IPC []industry.Symbol }
	var got row
	require.NoError(t, json.Unmarshal([]byte(`{"IPC":["h01m 4/58(2010.01)I","G",""]}`), &got))
	written, err := json.Marshal(got)
	require.NoError(t, err)
	require.JSONEq(t, `{"IPC":["H01M4/58","G",""]}`, string(written))
	require.ErrorIs(t, json.Unmarshal([]byte(`{"IPC":["H1"]}`), &got), industry.ErrSymbol)
}

func TestLevelNames(t *testing.T) {
	require.Equal(t, "main group", symbol(t, "H01M4/00").Level().String())
	require.Equal(t, "none", industry.LevelNone.String())
	require.Equal(t, "Level(9)", industry.Level(9).String())
}
