package industry

import (
	"slices"
	"strconv"
	"sync"
)

// loadDivisions reads the shares by IPC class.
var loadDivisions = sync.OnceValue(func() map[Symbol][]Weighted {
	shares := map[Symbol][]Weighted{}
	for _, row := range rows(divisionTable, 3) {
		share, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			panic("industry: embedded table: " + err.Error())
		}
		class := mustSymbol(row[0])
		shares[class] = append(shares[class], Weighted{Code: row[1], Weight: share})
	}
	return shares
})

// Divisions returns the divisions of GB/T 4754-2017 (大类) in which firms apply
// for patents with these IPC symbols, by their classes, each class counting the same. Weights sum to 1, heaviest first; nil
// means that nothing is known.
//
// The shares are measured on firms abroad, by class of the IPC and division of NACE Rev. 2 (tables/divisions.tsv names the source),
// and divisions that GB/T cuts otherwise are split by a choice of ours. So this serves to name the likely
// industries of a text, and not to rank by.
func Divisions(ipc ...Symbol) []Weighted {
	var list []Weighted
	total := 0.0
	for _, s := range ipc {
		for _, w := range loadDivisions()[s.At(LevelClass)] {
			total += w.Weight
			if i := slices.IndexFunc(list, func(x Weighted) bool { return x.Code == w.Code }); i >= 0 {
				list[i].Weight += w.Weight
			} else {
				list = append(list, w)
			}
		}
	}
	for i := range list {
		list[i].Weight /= total
	}
	SortWeighted(list)
	return list
}
