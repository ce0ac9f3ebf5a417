package industry

import (
	"slices"
	"strings"
	"sync"
)

var loadTitles = sync.OnceValue(func() map[Symbol]string {
	titles := map[Symbol]string{}
	for _, row := range rows(ipcTable, 2) {
		titles[mustSymbol(row[0])] = row[1]
	}
	return titles
})

// Title returns the short Chinese title (IPC 2026.01) of the subclass, class or
// section of s: the title of s itself where it has one, else that of its
// nearest ancestor. H01M4/58 has the title of H01M. It reports false where not
// even the section is known, which only the zero Symbol is.
func Title(s Symbol) (string, bool) {
	titles := loadTitles()
	for level := min(s.Level(), LevelSubclass); level > LevelNone; level-- {
		if title, ok := titles[s.At(level)]; ok {
			return title, true
		}
	}
	return "", false
}

// Subclasses returns every subclass of the IPC (2026.01), ascending.
func Subclasses() []Symbol {
	var all []Symbol
	for s := range loadTitles() {
		if s.Level() == LevelSubclass {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b Symbol) int { return strings.Compare(a.String(), b.String()) })
	return all
}
