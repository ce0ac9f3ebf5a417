package industry_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

func TestBridgeReachesTheBranchesOfTheOldPlaces(t *testing.T) {
	for newer, want := range map[string]map[string]float64{
		"G06V":       {"1.5": 1},             // As G06K9/00.
		"G06V20/40":  {"1.5": 1},             // As G06K9/00.
		"G06V10/10":  {"1.1": 1},             // As G06K9/20.
		"G06V10/44":  {"1.1": .5, "1.5": .5}, // As G06K9/46 and 9/62.
		"G06V10/82":  {"1.5": 1},             // As G06K9/62 and 9/66.
		"G06F18/24":  {"1.5": 1},             // As G06K9/62.
		"H10B12/00":  {"1.2": 1},             // As H01L27*.
		"H10D30/67":  {"1.2": 1},             // As H01L29*.
		"H10F10/16":  {"6.3": 1},             // As H01L31*.
		"H10F39/12":  {"6.3": 1},             // As H01L27/14, which the table gives to solar energy.
		"H10H20/80":  {"1.2": 1},             // As H01L33*.
		"H10K50/11":  {"1.2": 1},             // As H01L51*.
		"H10K30/50":  {"6.3": 1},             // As H01L51/42.
		"H10N30/20":  {"1.2": 1},             // As H01L41/187.
		"H10N50/10":  {"1.2": 1},             // As H01L43*.
		"H10P50/28":  {"1.2": 1},             // As H01L21*.
		"H10W40/10":  {"1.2": 1},             // As H01L23*.
		"B64U10/13":  {"2.2": 1},             // As B64C39*.
		"B64U50/19":  {"2.2": 1},             // As B64C39* and B64D27*.
		"G16H":       {"1.3": .5, "1.5": .5}, // Named by the table itself.
		"G16Y40/10":  {"1.3": 1},             // Named by the table itself.
		"H02J101/24": {"6.2": 1},             // As H02J3/38.
		"H02J103/00": {"6.5": 1},             // As H02J3*.
		"H02J3/381":  {"6.2": 1},             // Extends the digits of H02J3/38.
		"H02J7/50":   {"5.3": 1},             // H02J7* has kept its place.
		"H01M50/20":  {"5.2": 1},             // As H01M2*.
		"H01M50/449": {"3.4": 1},             // As H01M2/14 to 2/18.
		"H01M50/50":  {"5.2": 1},             // Behind the separators again.
		"H04N23/60":  {"8.1": 1},             // As H04N5*.
		"H04L67/10":  {"8.1": 1},             // As H04L29/08.
		"H04L61/45":  {"1.1": 1},             // As H04L29*.
		"C40B40/06":  {"4.1": .5, "4.3": .5}, // As C12Q1/68 and C12N15*.
		"A61K40/10":  {"4.1": 1},             // As A61K39*.
		"B22F10/28":  {"2.1": 1},             // As B22F3*; B22F* of 3.2 would have taken it.
		"G06T12/00":  {"8.2": 1},             // As G06T11*.
	} {
		got := industry.Of(symbol(t, newer))
		require.Len(t, got, len(want), newer)
		require.InDeltaMapValues(t, want, weights(got), 1e-12, newer)
	}
}

func TestBridgeOfABareSubclassIsSoft(t *testing.T) {
	// G06V speaks as a subclass, 2 · 1/4 against 1.
	got := industry.Of(symbols(t, "G06V", "H01M2/14")...)
	require.InDeltaMapValues(t, map[string]float64{"1.5": 1. / 3, "3.4": 2. / 3}, weights(got), 1e-12)
	// A group of H01M in the bridge does not carry H01M away.
	require.InDelta(t, 66./93, weights(industry.Of(symbol(t, "H01M")))["5.2"], 1e-12)
}

// TestBridgeTable checks every line: that it is read, that spans lie in one
// subclass, and that what it leads to is known, but for the places which the
// table of 2021 did not list either.
func TestBridgeTable(t *testing.T) {
	silent := map[string]bool{
		"H10N10": true, "H10N15": true, "H10N80": true, "H10N60": true, // H01L35, 37, 47, 39: thermoelectric, superconducting, Gunn.
		"H10N": true, // H01L49.
	}
	table, err := os.ReadFile("tables/bridge.tsv")
	require.NoError(t, err)
	lines := 0
	for line := range strings.Lines(string(table)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		lines++
		newer, older, ok := strings.Cut(line, "\t")
		require.True(t, ok, line)
		first, last, run := strings.Cut(newer, "-")
		if run {
			require.Equal(t, symbol(t, first).At(industry.LevelSubclass), symbol(t, last).At(industry.LevelSubclass), line)
			require.Negative(t, symbol(t, first).Compare(symbol(t, last)), line)
		}
		require.NotEmpty(t, symbols(t, strings.Fields(older)...), line)
		require.Equal(t, silent[newer], industry.Of(symbol(t, first)) == nil, line)
	}
	require.Greater(t, lines, 80)
}
