package index

import (
	"slices"

	"github.com/gongxu/gongxu/segment"
)

// termTable numbers the terms of one batch, view by view, in order of first appearance.
type termTable struct {
	views []tableView
}

type tableView struct {
	view  segment.View
	short map[uint64]uint32 // terms of up to seven bytes, which most are, packed into a number
	long  map[string]uint32
	terms []string
}

func newTableView(v segment.View) tableView {
	return tableView{view: v, short: map[uint64]uint32{}, long: map[string]uint32{}}
}

func newTermTable(views []ViewOptions) *termTable {
	t := &termTable{views: make([]tableView, len(views))}
	for i, v := range views {
		t.views[i] = newTableView(v.View)
	}
	return t
}

// id numbers a term.
func (v *tableView) id(term string) uint32 {
	next := uint32(len(v.terms))
	if len(term) < 8 {
		key := head(term) | uint64(len(term))
		if id, ok := v.short[key]; ok {
			return id
		}
		v.short[key] = next
	} else {
		if id, ok := v.long[term]; ok {
			return id
		}
		v.long[term] = next
	}
	v.terms = append(v.terms, term)
	return next
}

// sorted returns the numbers of the terms in the order of the terms.
func (v *tableView) sorted() []uint32 {
	type keyed struct {
		head uint64 // the first eight bytes, which decide most comparisons
		id   uint32
	}
	keys := make([]keyed, len(v.terms))
	for i, t := range v.terms {
		keys[i] = keyed{head(t), uint32(i)}
	}
	slices.SortFunc(keys, func(a, b keyed) int {
		if a.head != b.head {
			if a.head < b.head {
				return -1
			}
			return 1
		}
		x, y := v.terms[a.id], v.terms[b.id]
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	out := make([]uint32, len(keys))
	for i, k := range keys {
		out[i] = k.id
	}
	return out
}

// head returns the first eight bytes of a term as a number that orders like them.
func head(term string) uint64 {
	if len(term) == 6 { // two Han characters
		return uint64(term[0])<<56 | uint64(term[1])<<48 | uint64(term[2])<<40 | uint64(term[3])<<32 | uint64(term[4])<<24 | uint64(term[5])<<16
	}
	var h uint64
	for i := range min(8, len(term)) {
		h |= uint64(term[i]) << (56 - 8*i)
	}
	return h
}

// docImpacts are the impacts of one document in one view: terms by their numbers in the batch's table.
type docImpacts struct {
	terms   []uint32
	impacts []uint8
}

// impacts merges the fields of a view into one impact a term.
func (v ViewOptions) impacts(texts Analyses, table *tableView, c *Counter) docImpacts {
	held := c.Impacts(v, texts, func(term string) (uint32, bool) { return table.id(term), true })
	out := docImpacts{terms: make([]uint32, len(held)), impacts: make([]uint8, len(held))}
	for i, h := range held {
		out.terms[i], out.impacts[i] = h.ID, h.Q
	}
	return out
}
