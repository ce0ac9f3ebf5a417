package industry

import (
	"strings"
	"sync"
)

// extent is how wide a pattern of the SEI-IPC table reaches, the narrowest last.
type extent uint8

const (
	extentClass extent = iota
	extentSubclass
	extentGroup
	extentExact
)

// mass is the number of subgroups that a pattern of each extent holds on
// average, in round figures: the IPC has about ten subgroups to a main group
// and eleven main groups to a subclass. A share is measured in it.
func (e extent) mass() float64 {
	switch e {
	case extentClass:
		return 1000
	case extentSubclass:
		return 110
	case extentGroup:
		return 10
	}
	return 1
}

// pattern is one pattern of the table. The same symbol means two things:
// G06F11* holds the whole main group, G06F11/00 its first place only.
type pattern struct {
	symbol Symbol
	extent extent
}

// mention is one place where a rule names a pattern.
type mention struct {
	rule     int
	excluded bool
}

// relation is the SEI-IPC table, turned round for look-up.
type relation struct {
	branchOf []int                 // Rule to branch.
	mentions map[pattern][]mention // Pattern to the rules that name it.
	shares   map[Symbol][]float64  // Main group, subclass or class to the mass of each branch under it.
}

var loadRelation = sync.OnceValue(func() *relation {
	r := &relation{mentions: map[pattern][]mention{}, shares: map[Symbol][]float64{}}
	for number, row := range rows(seiIPCTable, 3) {
		branch := loadSEI().place[row[0]]
		r.branchOf = append(r.branchOf, branch)
		included, excluded := patterns(row[1]), patterns(row[2])
		for _, p := range included {
			r.mentions[p] = append(r.mentions[p], mention{rule: number})
			r.addShare(branch, p, remaining(p, excluded))
		}
		for _, p := range excluded {
			r.mentions[p] = append(r.mentions[p], mention{rule: number, excluded: true})
		}
	}
	return r
})

// patterns parses one cell of the table, dropping repetitions.
func patterns(cell string) []pattern {
	var all []pattern
	seen := map[pattern]bool{}
	for _, field := range strings.Fields(cell) {
		name, wild := strings.CutSuffix(field, "*")
		p := pattern{symbol: mustSymbol(name), extent: extentExact}
		if wild {
			p.extent = extentOf(p.symbol.Level())
		}
		if !seen[p] {
			seen[p] = true
			all = append(all, p)
		}
	}
	return all
}

// extentOf returns the extent of a pattern that ends in * at a level.
func extentOf(l Level) extent {
	switch l {
	case LevelClass:
		return extentClass
	case LevelSubclass:
		return extentSubclass
	}
	return extentGroup
}

// remaining is the mass of p less that of the narrower patterns which its rule
// excludes from it, but never less than a tenth of its own.
func remaining(p pattern, excluded []pattern) float64 {
	left := p.extent.mass()
	for _, x := range excluded {
		if x.extent > p.extent && p.symbol.Contains(x.symbol) {
			left -= x.extent.mass()
		}
	}
	return max(left, p.extent.mass()/10)
}

// addShare books an amount of mass of a branch at the main group, subclass and
// class above (or at) p.
func (r *relation) addShare(branch int, p pattern, amount float64) {
	for level := LevelClass; level <= LevelMainGroup && level <= p.symbol.Level(); level++ {
		place := p.symbol.At(level)
		if r.shares[place] == nil {
			r.shares[place] = make([]float64, len(loadSEI().branches))
		}
		r.shares[place][branch] += amount
	}
}
