package industry

import (
	"slices"
	"strings"
	"sync"
)

// Branch is a field of the strategic emerging industries (战略性新兴产业分类,
// 2018): one of the 9 areas or of the 40 branches of the second level.
type Branch struct {
	Code   string // "1" for an area, "1.2" for a branch.
	Name   string // The official Chinese name.
	Parent string // The code of the area of a branch; empty for an area.
}

// seiData is the parsed classification. Branches are known by their place in
// the list inside this package.
type seiData struct {
	areas, branches []Branch
	byCode          map[string]Branch
	byName          map[string]Branch
	place           map[string]int // Code of a branch to its place in branches.
}

var loadSEI = sync.OnceValue(func() *seiData {
	d := &seiData{byCode: map[string]Branch{}, byName: map[string]Branch{}, place: map[string]int{}}
	for _, row := range rows(seiTable, 2) {
		area, _, deeper := strings.Cut(row[0], ".")
		b := Branch{Code: row[0], Name: row[1]}
		if deeper {
			b.Parent = area
			d.place[b.Code] = len(d.branches)
			d.branches = append(d.branches, b)
		} else {
			d.areas = append(d.areas, b)
		}
		d.byCode[b.Code] = b
		d.byName[fold(b.Name)] = b
	}
	return d
})

// Areas returns the 9 areas in the order of their codes. The caller owns the
// slice.
func Areas() []Branch { return slices.Clone(loadSEI().areas) }

// Branches returns the 40 branches of the second level in the order of their
// codes. The caller owns the slice.
func Branches() []Branch { return slices.Clone(loadSEI().branches) }

// BranchByCode returns the area or branch with exactly this code.
func BranchByCode(code string) (Branch, bool) {
	b, ok := loadSEI().byCode[code]
	return b, ok
}

// FindBranch finds an area or branch as people write it: a code in either
// width ("1.2"), of which a third level is dropped ("3.3.10" is 3.3), the
// official name with or without a final 产业, or a code followed by its name.
func FindBranch(s string) (Branch, bool) {
	return find(s, func(code string) (Branch, bool) {
		if parts := strings.Split(code, "."); len(parts) == 3 && isDigits(parts[2]) {
			code = parts[0] + "." + parts[1]
		}
		return BranchByCode(code)
	}, func(name string) (Branch, bool) {
		b, ok := loadSEI().byName[name]
		if !ok {
			b, ok = loadSEI().byName[name+"产业"]
		}
		return b, ok
	})
}

// find looks s up as a code, as a name, and as a code followed by its own name.
func find[T comparable](s string, byCode, byName func(string) (T, bool)) (T, bool) {
	s = strings.TrimSpace(fold(s))
	if found, ok := byCode(s); ok {
		return found, true
	}
	if found, ok := byName(s); ok {
		return found, true
	}
	var none T
	rest := strings.TrimLeft(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.")
	code := strings.TrimRight(s[:len(s)-len(rest)], ".")
	rest = strings.TrimLeft(rest, " -_:、")
	if code == "" || rest == "" {
		return none, false
	}
	coded, ok := byCode(code)
	if !ok {
		return none, false
	}
	if named, ok := byName(rest); !ok || named != coded {
		return none, false
	}
	return coded, true
}

// isDigits reports whether s is one or more decimal digits.
func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
