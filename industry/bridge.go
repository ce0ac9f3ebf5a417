package industry

import (
	"strings"
	"sync"
)

// span is a run of IPC symbols, both ends included with all below them.
type span struct {
	first, last Symbol
	older       []Symbol
}

// holds reports whether s lies in the span. A symbol above the ends does not:
// G06V is not in G06V10/10-G06V10/19.
func (r span) holds(s Symbol) bool {
	return r.first.Contains(s) || r.last.Contains(s) ||
		s.Compare(r.first) > 0 && s.Compare(r.last) < 0
}

// loadBridge reads the spans by the subclass they lie in.
var loadBridge = sync.OnceValue(func() map[Symbol][]span {
	bySubclass := map[Symbol][]span{}
	for _, row := range rows(bridgeTable, 2) {
		first, last, run := strings.Cut(row[0], "-")
		if !run {
			last = first
		}
		r := span{first: mustSymbol(first), last: mustSymbol(last)}
		for _, older := range strings.Fields(row[1]) {
			r.older = append(r.older, mustSymbol(older))
		}
		subclass := r.first.At(LevelSubclass)
		bySubclass[subclass] = append(bySubclass[subclass], r)
	}
	return bySubclass
})

// bridge returns the symbols under which the 2021 table knows the matter of s:
// those of the first span that holds s. For a bare subclass whose groups the
// bridge knows only one by one (H01M50 in H01M) there are none, and s stands for
// itself.
func bridge(s Symbol) []Symbol {
	for _, r := range loadBridge()[s.At(LevelSubclass)] {
		if r.holds(s) {
			return r.older
		}
	}
	return nil
}
