package industry

import "strings"

// How much each kind of data counts in [Affinity] where both sides have it. A
// choice: the branches are what pushes are made by, the symbols are finer, the
// GB/T class of a firm says what it sells rather than what it is looking for.
const (
	affinitySEI = 0.4
	affinityIPC = 0.4
	affinityGBT = 0.2
)

// ipcWorth is what two symbols have in common, by the deepest level they share.
func ipcWorth(shared Level) float64 {
	return [...]float64{
		LevelNone:      0,
		LevelSection:   0.05,
		LevelClass:     0.15,
		LevelSubclass:  0.45,
		LevelMainGroup: 0.75,
		LevelSubgroup:  1,
	}[shared]
}

// gbtWorth is the same for two GB/T codes that share nothing, the section, the
// division or the group.
func gbtWorth(shared int) float64 { return [...]float64{0, 0.2, 0.6, 1}[shared] }

// Affinity says how near the fields of two documents are, from 0 (nothing in
// common) to 1. It compares kind by kind what both sides have, and averages the
// kinds weighted .4 (SEI), .4 (IPC), .2 (GB/T). Where the two share no kind of
// data, known is false and the value a meaningless 0: nothing is known of how
// near they are, which is not the same as far apart. A bare section of the IPC is
// too little to count as data.
//
//   - SEI: half of the weight that can be paired within the same area, plus half
//     of that which can be paired within the same branch: 1 for equal
//     distributions, .5 for different branches of one area, 0 for different
//     areas. Weight on a bare area that is paired with something in it counts
//     half in the second part.
//   - IPC: each symbol looks for its nearest on the other side; the mean of
//     what they find, main symbols counting double, averaged over the two sides.
//     Two symbols are worth .05, .15, .45, .75, 1 by the deepest level they
//     share, and half of the step to the next level besides where one contains
//     the other.
//   - GB/T: the same with .2, .6, 1 and no main class.
//
// It is symmetric. It is 1 for two identical profiles that are fully known, which
// means branches and no areas, complete symbols, GB/T groups. It is monotone in
// these senses, all else being equal and for the kinds that are compared:
//
//   - Moving weight of one side from a branch, in whose area the other side has
//     nothing, to any other branch or area never lowers it.
//   - Replacing a symbol (or a GB/T code) on one side by another of the same
//     level never lowers it, if the new one shares with each symbol of the other
//     side a level at least as deep as the old one did.
//
// Learning a further kind of data may move it either way.
func Affinity(a, b Profile) (value float64, known bool) {
	var sum, weight float64
	add := func(w, v float64) {
		sum += float64(w * v)
		weight += w
	}
	if len(a.SEI) > 0 && len(b.SEI) > 0 {
		add(affinitySEI, seiAffinity(a.SEI, b.SEI))
	}
	if x, y := telling(a.IPC), telling(b.IPC); len(x) > 0 && len(y) > 0 {
		add(affinityIPC, bestMatches(x, y, mainFactor, symbolAffinity))
	}
	if len(a.GBT) > 0 && len(b.GBT) > 0 {
		add(affinityGBT, bestMatches(a.GBT, b.GBT, 1, gbtAffinity))
	}
	if weight == 0 {
		return 0, false
	}
	return min(sum/weight, 1), true
}

// telling returns the symbols that say more than a section.
func telling(symbols []Symbol) []Symbol {
	for i, s := range symbols {
		if s.Level() > LevelSection {
			continue
		}
		kept := append([]Symbol(nil), symbols[:i]...)
		for _, s := range symbols[i+1:] {
			if s.Level() > LevelSection {
				kept = append(kept, s)
			}
		}
		return kept
	}
	return symbols
}

// areaSums is what two distributions have within one area.
type areaSums struct {
	a, b         float64 // All weight of the area.
	bareA, bareB float64 // The part of it on the area itself.
	same         float64 // Weight paired within the same branch.
}

// seiAffinity pairs two distributions along the tree.
func seiAffinity(a, b []Weighted) float64 {
	areas := loadSEI().areas
	sums := make([]areaSums, len(areas))
	place := func(code string) *areaSums {
		area, _, _ := strings.Cut(code, ".")
		for i := range areas {
			if areas[i].Code == area {
				return &sums[i]
			}
		}
		return &areaSums{} // A code of no classification pairs with nothing.
	}
	for _, w := range a {
		s := place(w.Code)
		s.a += w.Weight
		if !strings.Contains(w.Code, ".") {
			s.bareA += w.Weight
			continue
		}
		for _, v := range b {
			if v.Code == w.Code {
				s.same += min(w.Weight, v.Weight)
			}
		}
	}
	for _, v := range b {
		s := place(v.Code)
		s.b += v.Weight
		if !strings.Contains(v.Code, ".") {
			s.bareB += v.Weight
		}
	}
	total := 0.0
	for _, s := range sums {
		paired := min(s.a, s.b)
		maybe := min(max(paired-s.same, 0), s.bareA+s.bareB)
		total += float64(0.5*paired) + float64(0.5*s.same) + float64(0.25*maybe)
	}
	return min(total, 1)
}

// bestMatches returns the mean of the nearest match of each element on the other
// side, the first of each side counting main times, averaged over the sides.
func bestMatches[T any](a, b []T, main float64, near func(x, y T) float64) float64 {
	oneSided := func(from, to []T) float64 {
		var sum, weight float64
		for i, x := range from {
			best := 0.0
			for _, y := range to {
				best = max(best, near(x, y))
			}
			factor := 1.0
			if i == 0 {
				factor = main
			}
			sum += float64(factor * best)
			weight += factor
		}
		return sum / weight
	}
	return (oneSided(a, b) + oneSided(b, a)) / 2
}

// symbolAffinity is the worth of what two symbols share.
func symbolAffinity(s, t Symbol) float64 {
	shared := s.Shared(t)
	if s == t && shared >= LevelMainGroup {
		return 1 // H01M4/00 is complete although it is a main group.
	}
	if shared > LevelNone && shared < LevelSubgroup && shared == min(s.Level(), t.Level()) {
		return (ipcWorth(shared) + ipcWorth(shared+1)) / 2
	}
	return ipcWorth(shared)
}

// gbtAffinity is the worth of what two GB/T codes share.
func gbtAffinity(x, y string) float64 {
	levels := [...][2]string{
		{gbtSection(x), gbtSection(y)},
		{gbtDivision(x), gbtDivision(y)},
		{x, y},
	}
	shared := 0
	for shared < len(levels) && shared < min(len(x), len(y)) && levels[shared][0] == levels[shared][1] {
		shared++
	}
	if levels[0][0] == "" {
		return 0 // A code of no classification.
	}
	if shared > 0 && shared < 3 && shared == min(len(x), len(y)) {
		return (gbtWorth(shared) + gbtWorth(shared+1)) / 2
	}
	return gbtWorth(shared)
}
