package segment_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

// miner mines documents of texts.
func miner(t *testing.T, o segment.MineOptions, docs ...[]string) []segment.Candidate {
	t.Helper()
	m, err := segment.NewMiner(segment.Default(), o)
	require.NoError(t, err)
	for _, d := range docs {
		m.Add(d...)
	}
	return m.Candidates()
}

func TestMinerMeasures(t *testing.T) {
	// 番茄 and 支座 are words, 番茄支座 is none. With | for boundaries (signs, ends, and 的 and 包括, which no term holds) the texts are
	// | 番茄 支座 | 番茄 支座 |, | 番茄 支座 | and | 番茄 支座 橡胶 |.
	require.Equal(t, []string{"番茄", "支座"}, terms(segment.Default().Analyze("番茄支座", segment.Plain).Tokens(segment.Words)))
	o := segment.DefaultMineOptions()
	got := miner(t, o, []string{"番茄支座，番茄支座"}, []string{"包括番茄支座的"}, []string{"番茄支座橡胶"})
	require.Len(t, got, 1)
	c := got[0]
	require.Equal(t, "番茄支座", c.Term)
	require.Equal(t, 3, c.Docs)
	require.Equal(t, 4, c.Count)
	// All left ends are free: four different boundaries, entropy ln 4. Of the right ends three are: 3/4·ln 4 + 1/4·ln 4.
	require.InDelta(t, 1, c.LeftFree, 1e-12)
	require.InDelta(t, 0.75, c.RightFree, 1e-12)
	require.InDelta(t, 1.3862943611, c.LeftEntropy, 1e-9)
	require.InDelta(t, 1.3862943611, c.RightEntropy, 1e-9)
	// The two words never stand apart: p(番茄) = p(支座) = p(番茄支座), so the normalised mutual information is 1.
	require.InDelta(t, 1, c.Cohesion, 1e-12)
	// 1.2·1 + 0.45·ln 4 + 0.35·ln 4 + 1.5·0.8 + 1.8·0.75
	require.InDelta(t, 1.2+0.8*math.Log(4)+1.2+1.35, c.Score, 1e-9)
}

func TestMinerCohesionTakesTheWeakestDivision(t *testing.T) {
	// Every document is | 番茄 支座 垫板 | 垫板 |, which are 7 places; three of them have 21, with 番茄 ×3, 支座 ×3 and 垫板 ×6.
	require.Equal(t, []string{"番茄", "支座", "垫板"}, terms(segment.Default().Analyze("番茄支座垫板", segment.Plain).Tokens(segment.Words)))
	doc := []string{"番茄支座垫板", "垫板"}
	for _, c := range miner(t, segment.DefaultMineOptions(), doc, doc, doc) {
		if c.Term != "番茄支座垫板" {
			continue
		}
		// 番茄 | 支座垫板 has 1; 番茄支座 | 垫板: p = 3/21, parts 3/21 and 6/21, so ln(21/6)/ln(21/3) = ln 3.5/ln 7.
		require.InDelta(t, 0.6437928128, c.Cohesion, 1e-9)
		return
	}
	require.Fail(t, "not found")
}

func TestMinerLeavesOutWhatIsNoTerm(t *testing.T) {
	o := segment.DefaultMineOptions()
	for _, text := range []string{
		"锂离子电池",   // a word of the dictionary
		"所述番茄",    // no term holds 所述
		"提供番茄支座板", // the wording of patents breaks; what is left is a term
		"拿出番茄",    // a clause: a verb and its object
		"番茄困难",    // no term ends so
		"番茄，支座",   // a sign is between them
		"番茄A1支座",  // a code is between them
	} {
		for _, c := range miner(t, o, []string{text}, []string{text}, []string{text}) {
			require.Equal(t, "提供番茄支座板", text, "%s gave %s", text, c.Term)
			require.NotContains(t, c.Term, "提供")
		}
	}
	require.Empty(t, miner(t, o, []string{"番茄支座"}, []string{"番茄支座"}), "two documents are too few")
	require.Empty(t, miner(t, o))
}

func TestMinerIsDeterministic(t *testing.T) {
	docs := [][]string{{"番茄支座垫板", "番茄支座，支座垫板"}, {"番茄支座垫板和支座垫板"}, {"番茄支座垫板，支座垫板"}}
	first := miner(t, segment.DefaultMineOptions(), docs...)
	require.NotEmpty(t, first)
	for range 5 {
		require.Equal(t, first, miner(t, segment.DefaultMineOptions(), docs...))
	}
}

func TestMineOptionsValidate(t *testing.T) {
	require.NoError(t, segment.DefaultMineOptions().Validate())
	for _, change := range []func(*segment.MineOptions){
		func(o *segment.MineOptions) { o.MinDocs = 0 },
		func(o *segment.MineOptions) { o.MinRunes = 1 },
		func(o *segment.MineOptions) { o.MaxRunes = 2 },
		func(o *segment.MineOptions) { o.MaxRunes = 33 },
		func(o *segment.MineOptions) { o.MaxWords = 1 },
		func(o *segment.MineOptions) { o.MinCohesion = math.NaN() },
		func(o *segment.MineOptions) { o.MinFree = 1.1 },
	} {
		o := segment.DefaultMineOptions()
		change(&o)
		require.ErrorIs(t, o.Validate(), segment.ErrMineOptions)
		_, err := segment.NewMiner(segment.Default(), o)
		require.ErrorIs(t, err, segment.ErrMineOptions)
	}
}
