package industry

import (
	"slices"
	"strings"
)

// Weighted is a code of a classification with its weight, 0 < Weight <= 1.
type Weighted struct {
	Code   string  `json:"code"`
	Weight float64 `json:"weight"`
}

// How loud a symbol speaks, by how it was found in the table. The steps are a
// choice, not a measurement: each level of the IPC that has to be guessed halves
// the voice, so that symbols which the table names decide where there are any.
const (
	voiceNamed    = 1.0     // The table names the symbol or a pattern that holds it.
	voiceGroup    = 1.0 / 2 // The table names other subgroups of its main group.
	voiceSubclass = 1.0 / 4 // Only the subclass is given.
	voiceClass    = 1.0 / 8 // Only the class is given.
	leastCovered  = 1.0 / 5 // Share of a subclass or class that the table must hold to speak for it.
	mainFactor    = 2.0     // The first symbol of a patent counts double.
	tallySize     = 40      // Branches of the second level.
)

// tally holds a weight per branch.
type tally [tallySize]float64

// Of returns the SEI branches of a document with these IPC symbols, the main one
// first and counting double, repetitions once. Weights sum to 1 and are sorted
// by weight descending, then by code; nil means that nothing is known.
//
// A symbol is looked up in the official relation between the SEI and the IPC
// (战略性新兴产业分类与国际专利分类参照关系表, 2021, trial). What is newer than
// the relation is first taken back to where its matter was before
// (tables/bridge.tsv). Then:
//
//  1. A complete symbol belongs to every branch with a rule that includes it,
//     by itself or by a wider pattern, unless the same rule excludes it by a
//     pattern narrower than that. Where the table does not name a subgroup but
//     names one whose digits it extends, it is taken for that one, because the
//     subdivisions of later editions carry the digits of the place they refine
//     (G06N3/0464 is looked up as G06N3/04). Branches share equally.
//  2. A complete symbol that no rule includes is spread over the branches of the
//     other patterns of its main group, with half the voice. The table takes
//     single subgroups out of a group to count patents, which is no reason to
//     hold H01M4/58 to be foreign to what the rest of H01M4 is. Where the table is
//     silent on the whole main group, so is Of.
//  3. A bare subclass or class is spread over the branches by the share of it
//     that their patterns hold, in expected subgroups, with a quarter or an
//     eighth of the voice; it says nothing where the table holds less than a fifth
//     of an average subclass or class. A bare section says nothing.
//
// The keywords with which the official table narrows most of its rules are not
// used, so that a branch here is a candidate and no statistic.
func Of(ipc ...Symbol) []Weighted {
	var total tally
	for i, s := range ipc {
		if slices.Contains(ipc[:i], s) {
			continue
		}
		factor := 1.0
		if i == 0 {
			factor = mainFactor
		}
		older := bridge(s)
		if older == nil {
			older = []Symbol{s}
		}
		for _, o := range older {
			one, voice := loadRelation().branches(o)
			if s.Level() == LevelSubclass {
				voice = min(voice, voiceSubclass)
			}
			total.add(&one, float64(float64(factor*voice)/float64(len(older))))
		}
	}
	return total.weighted()
}

// branches returns the distribution of one symbol over the branches, summing to
// 1, and its voice, 0 where nothing is known.
func (r *relation) branches(s Symbol) (tally, float64) {
	switch s.Level() {
	case LevelClass:
		return r.share(s, voiceClass, leastCovered*extentClass.mass())
	case LevelSubclass:
		return r.share(s, voiceSubclass, leastCovered*extentSubclass.mass())
	case LevelMainGroup, LevelSubgroup:
		if named := r.including(r.named(s)); named != (tally{}) {
			return named.normalised(), voiceNamed
		}
		return r.share(s.At(LevelMainGroup), voiceGroup, 0)
	}
	return tally{}, 0
}

// named returns the subgroup with the longest digits, at least two of them, that
// the table names and s is or extends, else s.
func (r *relation) named(s Symbol) Symbol {
	t := s
	for unit := uint32(1); unit <= 10_000; unit *= 10 {
		t.subgroup -= t.subgroup % unit
		if t.subgroup == 0 {
			break
		}
		if r.mentions[pattern{t, extentExact}] != nil {
			return t
		}
	}
	return s
}

// including returns 1 for each branch with a rule that includes s.
func (r *relation) including(s Symbol) tally {
	var found tally
	places := [...]pattern{
		{s, extentExact},
		{s.At(LevelMainGroup), extentGroup},
		{s.At(LevelSubclass), extentSubclass},
		{s.At(LevelClass), extentClass},
	}
	for i, place := range places {
		for _, m := range r.mentions[place] {
			if !m.excluded && !r.excludes(m.rule, places[:i]) {
				found[r.branchOf[m.rule]] = 1
			}
		}
	}
	return found
}

// excludes reports whether the rule excludes one of the places.
func (r *relation) excludes(rule int, places []pattern) bool {
	for _, place := range places {
		if slices.Contains(r.mentions[place], mention{rule: rule, excluded: true}) {
			return true
		}
	}
	return false
}

// share returns the distribution of the mass under a partial symbol and the
// voice given, or nothing where there is less mass than least. What a rule
// includes by the class belongs to each of its subclasses.
func (r *relation) share(s Symbol, voice, least float64) (tally, float64) {
	var found tally
	copy(found[:], r.shares[s])
	if s.Level() == LevelSubclass {
		here := []pattern{{s, extentSubclass}}
		for _, m := range r.mentions[pattern{s.At(LevelClass), extentClass}] {
			if !m.excluded && !r.excludes(m.rule, here) {
				found[r.branchOf[m.rule]] += extentSubclass.mass()
			}
		}
	}
	if sum := found.sum(); sum == 0 || sum < least {
		return tally{}, 0
	}
	return found.normalised(), voice
}

// add adds factor times other.
func (t *tally) add(other *tally, factor float64) {
	for i, w := range other {
		t[i] += float64(w * factor)
	}
}

// sum returns the total weight.
func (t *tally) sum() float64 {
	total := 0.0
	for _, w := range t {
		total += w
	}
	return total
}

// normalised returns the weights scaled to sum to 1. The sum must not be 0.
func (t *tally) normalised() tally {
	scaled, total := *t, t.sum()
	for i := range scaled {
		scaled[i] /= total
	}
	return scaled
}

// weighted lists the branches with a weight, scaled to sum to 1, heaviest first
// and then by code; nil when there are none.
func (t *tally) weighted() []Weighted {
	total := t.sum()
	if total == 0 {
		return nil
	}
	branches := loadSEI().branches
	var list []Weighted
	for i, w := range t {
		if w > 0 {
			list = append(list, Weighted{Code: branches[i].Code, Weight: w / total})
		}
	}
	SortWeighted(list)
	return list
}

// SortWeighted sorts by weight descending, then by code.
func SortWeighted(list []Weighted) {
	slices.SortFunc(list, func(a, b Weighted) int {
		if a.Weight != b.Weight {
			if a.Weight > b.Weight {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Code, b.Code)
	})
}
