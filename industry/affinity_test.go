package industry_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

type mix = []industry.Weighted

func sei(list ...industry.Weighted) industry.Profile { return industry.Profile{SEI: list} }

func TestAffinityByTree(t *testing.T) {
	for name, test := range map[string]struct {
		a, b mix
		want float64
	}{
		"same branch":  {mix{{"5.2", 1}}, mix{{"5.2", 1}}, 1},
		"same area":    {mix{{"5.2", 1}}, mix{{"5.1", 1}}, .5},
		"unrelated":    {mix{{"5.2", 1}}, mix{{"3.4", 1}}, 0},
		"half of it":   {mix{{"5.2", 1}}, mix{{"5.2", .5}, {"3.4", .5}}, .5},
		"same mixture": {mix{{"5.2", .75}, {"3.4", .25}}, mix{{"5.2", .75}, {"3.4", .25}}, 1},
		// Areas: all of it pairs. Branches: .5 of 5.2 pairs with 5.2.
		"same area half": {mix{{"5.2", 1}}, mix{{"5.2", .5}, {"5.1", .5}}, .75},
		// Areas pair wholly; the branch may be the same: half of that half.
		"bare area":      {mix{{"5", 1}}, mix{{"5.2", 1}}, .75},
		"two bare areas": {mix{{"5", 1}}, mix{{"5", 1}}, .75},
		// Areas: .5. Branches: .25 of 5.2 with 5.2, and .25 of 5.2 may be in the bare 5.
		"bare area beside": {mix{{"5.2", .5}, {"4.1", .5}}, mix{{"5.2", .25}, {"5", .75}}, .25 + .125 + .0625},
		"no such branch":   {mix{{"77.7", 1}}, mix{{"77.7", 1}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, known := industry.Affinity(sei(test.a...), sei(test.b...))
			require.True(t, known)
			require.InDelta(t, test.want, got, 1e-12)
		})
	}
}

func TestAffinityByIPC(t *testing.T) {
	for name, test := range map[string]struct {
		a, b []string
		want float64
	}{
		"same subgroup":   {[]string{"H01M4/58"}, []string{"H01M4/58"}, 1},
		"same main group": {[]string{"H01M4/58"}, []string{"H01M4/62"}, .75},
		"same subclass":   {[]string{"H01M4/58"}, []string{"H01M10/05"}, .45},
		"same class":      {[]string{"H01M4/58"}, []string{"H01L21/02"}, .15},
		"same section":    {[]string{"H01M4/58"}, []string{"H02J7/00"}, .05},
		"unrelated":       {[]string{"H01M4/58"}, []string{"G06F16/35"}, 0},
		"bare subclass":   {[]string{"A01H"}, []string{"A01H"}, .6},           // Half way from .45 to .75.
		"it holds":        {[]string{"A01H"}, []string{"A01H5/00"}, .6},       // The same.
		"main group":      {[]string{"H01M4/00"}, []string{"H01M4"}, 1},       // A complete symbol.
		"main group of":   {[]string{"H01M4/00"}, []string{"H01M4/58"}, .875}, // Half way from .75 to 1.
		"bare class":      {[]string{"H01"}, []string{"H01M4/58"}, .3},        // Half way from .15 to .45.
		// From the left: (2·1 + 0)/3. From the right: 1. The mean of the two.
		"one of two": {[]string{"H01M4/58", "G06F16/35"}, []string{"H01M4/58"}, 5. / 6},
		// From the left: (2·0 + 1)/3. From the right: 1.
		"the lesser one": {[]string{"G06F16/35", "H01M4/58"}, []string{"H01M4/58"}, 2. / 3},
		// The bare section is dropped.
		"beside a section": {[]string{"E", "H01M4/58"}, []string{"H01M4/62"}, .75},
	} {
		t.Run(name, func(t *testing.T) {
			got, known := industry.Affinity(
				industry.Profile{IPC: symbols(t, test.a...)}, industry.Profile{IPC: symbols(t, test.b...)})
			require.True(t, known)
			require.InDelta(t, test.want, got, 1e-12)
		})
	}
}

func TestAffinityByGBT(t *testing.T) {
	for name, test := range map[string]struct {
		a, b []string
		want float64
	}{
		"same group":    {[]string{"384"}, []string{"384"}, 1},
		"same division": {[]string{"384"}, []string{"381"}, .6},
		"same section":  {[]string{"384"}, []string{"391"}, .2},
		"unrelated":     {[]string{"384"}, []string{"011"}, 0},
		"division of":   {[]string{"38"}, []string{"384"}, .8},
		"section of":    {[]string{"C"}, []string{"384"}, .4},
		"other section": {[]string{"A"}, []string{"384"}, 0},
		// From the left (1 + 0)/2, from the right 1.
		"one of two":    {[]string{"384", "011"}, []string{"384"}, .75},
		"no such class": {[]string{"999"}, []string{"999"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, known := industry.Affinity(industry.Profile{GBT: test.a}, industry.Profile{GBT: test.b})
			require.True(t, known)
			require.InDelta(t, test.want, got, 1e-12)
		})
	}
}

func TestAffinityAveragesWhatBothHave(t *testing.T) {
	patent := industry.NewProfile(symbols(t, "H01M4/13"), nil)
	need := industry.NewProfile(symbols(t, "H01M4/62"), []string{"电池制造"})
	// Both are 5.2 (1), the symbols share the main group (.75), only one has a class.
	got, known := industry.Affinity(patent, need)
	require.True(t, known)
	require.InDelta(t, (.4*1+.4*.75)/.8, got, 1e-12)

	// With a class of another section on the patent's side: (.4 + .3 + 0)/1.
	patent.GBT = []string{"011"}
	got, known = industry.Affinity(patent, need)
	require.True(t, known)
	require.InDelta(t, .7, got, 1e-12)
}

func TestAffinityIsUnknownWithoutACommonKind(t *testing.T) {
	for name, pair := range map[string][2]industry.Profile{
		"nothing at all":  {{}, {}},
		"one is empty":    {{}, industry.NewProfile(nil, []string{"5.2"})},
		"different kinds": {{GBT: []string{"384"}}, {IPC: symbols(t, "A01M")}},
		"a bare section":  {{IPC: symbols(t, "E")}, {IPC: symbols(t, "E")}},
	} {
		got, known := industry.Affinity(pair[0], pair[1])
		require.False(t, known, name)
		require.Zero(t, got, name)
	}
}

// ground is what random profiles are drawn from.
type ground struct {
	branches []industry.Branch
	classes  []industry.Class
	symbols  []industry.Symbol
	rng      *rand.Rand
}

func newGround(t *testing.T) ground {
	return ground{
		branches: industry.Branches(),
		classes:  industry.GBTClasses(),
		symbols: symbols(t, "H01M4/58", "H01M4/62", "H01M4/00", "H01M10/05", "H01M10/0525", "H01L21/02", "H01L29/86",
			"H02J7/00", "H02J3/38", "G06F16/35", "G06F16/33", "G06N3/04", "A01H1/02", "A01H4/00"),
		rng: rand.New(rand.NewPCG(5, 6)),
	}
}

// profile draws a fully known profile.
func (g ground) profile() industry.Profile {
	var p industry.Profile
	left := 1.0
	for i, n := 0, 1+g.rng.IntN(4); i < n; i++ {
		w := left
		if i < n-1 {
			w = left * g.rng.Float64()
		}
		left -= w
		p.SEI = append(p.SEI, industry.Weighted{Code: g.branches[(g.rng.IntN(10)+10*i)%40].Code, Weight: w})
	}
	for range 1 + g.rng.IntN(3) {
		p.IPC = append(p.IPC, g.symbols[g.rng.IntN(len(g.symbols))])
		c := g.classes[g.rng.IntN(len(g.classes))]
		for len(c.Code) < 3 {
			c = g.classes[g.rng.IntN(len(g.classes))]
		}
		p.GBT = append(p.GBT, c.Code)
	}
	return p
}

func TestAffinityIsSymmetricAndOneForItself(t *testing.T) {
	g := newGround(t)
	for range 500 {
		a, b := g.profile(), g.profile()
		there, known := industry.Affinity(a, b)
		require.True(t, known)
		back, _ := industry.Affinity(b, a)
		require.InDelta(t, there, back, 1e-12)
		require.GreaterOrEqual(t, there, 0.0)
		require.LessOrEqual(t, there, 1.0)
		self, _ := industry.Affinity(a, a)
		require.InDelta(t, 1, self, 1e-12)
	}
}

func TestAffinityIsMonotoneInSharedLevels(t *testing.T) {
	g := newGround(t)
	raised := 0
	for range 20_000 {
		a, b := g.profile(), g.profile()
		i := g.rng.IntN(len(b.IPC))
		was, now := b.IPC[i], g.symbols[g.rng.IntN(len(g.symbols))]
		deeper := was.Level() == now.Level()
		for _, s := range a.IPC {
			deeper = deeper && now.Shared(s) >= was.Shared(s)
		}
		if !deeper {
			continue
		}
		before, _ := industry.Affinity(a, b)
		b.IPC[i] = now
		after, _ := industry.Affinity(a, b)
		require.GreaterOrEqual(t, after, before-1e-12, "%v: %v to %v", a.IPC, was, now)
		if after > before+1e-9 {
			raised++
		}
	}
	require.Greater(t, raised, 100, "the property was hardly tried")
}

func TestAffinityIsMonotoneInSharedBranches(t *testing.T) {
	g := newGround(t)
	raised := 0
	for range 5_000 {
		a, b := g.profile(), g.profile()
		areas := map[byte]bool{}
		for _, w := range a.SEI {
			areas[w.Code[0]] = true
		}
		from := slices.IndexFunc(b.SEI, func(w industry.Weighted) bool { return !areas[w.Code[0]] })
		if from < 0 {
			continue
		}
		before, _ := industry.Affinity(a, b)
		moved := b.SEI[from].Weight * g.rng.Float64()
		b.SEI[from].Weight -= moved
		// To a branch of the other side, or to its bare area.
		to := a.SEI[g.rng.IntN(len(a.SEI))].Code
		if g.rng.IntN(4) == 0 {
			to = to[:1]
		}
		if i := slices.IndexFunc(b.SEI, func(w industry.Weighted) bool { return w.Code == to }); i >= 0 {
			b.SEI[i].Weight += moved
		} else {
			b.SEI = append(b.SEI, industry.Weighted{Code: to, Weight: moved})
		}
		after, _ := industry.Affinity(a, b)
		require.GreaterOrEqual(t, after, before-1e-12)
		if after > before+1e-9 {
			raised++
		}
	}
	require.Greater(t, raised, 100, "the property was hardly tried")
}

func BenchmarkAffinity(b *testing.B) {
	patent := industry.NewProfile(symbols(b, "H01M4/58", "H01M4/62", "H01M10/0525", "C01B25/45"), nil)
	need := industry.NewProfile(symbols(b, "H01M"), []string{"5.2", "电池制造"})
	b.ReportAllocs()
	for b.Loop() {
		industry.Affinity(patent, need)
	}
}
