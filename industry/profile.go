package industry

import (
	"slices"
	"strings"
)

// Profile is what is known of the fields of a patent, a need or an enterprise.
// The zero Profile knows nothing.
type Profile struct {
	IPC []Symbol   // The main symbol first; no repetitions.
	SEI []Weighted // Branches, or areas where no more was said; weights sum to 1, heaviest first.
	GBT []string   // GB/T 4754-2017 codes without section letter (38, 384), or a section (C); no repetitions.
}

// NewProfile makes the profile of something with these IPC symbols and declared
// industries as people write them: an SEI code or name, a GB/T 4754 code or name,
// or an IPC symbol. What is written may be read as more than one kind: an SEI
// reading wins over a GB/T one, and that over the IPC (A01 is division 01 of
// section A, C08 is the IPC class because division 08 lies in section B). Unknown
// text is left out; [Unknown] lists it.
//
// Declared IPC symbols follow the given ones. SEI branches come from the symbols
// by [Of] and from the declaration, in which each branch counts the same; where
// there are both, each side makes up one half.
func NewProfile(ipc []Symbol, declared []string) Profile {
	var p Profile
	addIPC := func(s Symbol) {
		if !s.IsZero() && !slices.Contains(p.IPC, s) {
			p.IPC = append(p.IPC, s)
		}
	}
	for _, s := range ipc {
		addIPC(s)
	}
	var said []string
	for _, text := range declared {
		d := read(text)
		switch {
		case d.sei != "" && !slices.Contains(said, d.sei):
			said = append(said, d.sei)
		case d.gbt != "" && !slices.Contains(p.GBT, d.gbt):
			p.GBT = append(p.GBT, d.gbt)
		default:
			addIPC(d.ipc)
		}
	}
	p.SEI = blend(Of(p.IPC...), said)
	return p
}

// Unknown returns the declared industries that [NewProfile] cannot read, in
// their order. Blank ones are not reported.
func Unknown(declared []string) []string {
	var unknown []string
	for _, text := range declared {
		if strings.TrimSpace(text) != "" && read(text) == (declaration{}) {
			unknown = append(unknown, text)
		}
	}
	return unknown
}

// Known reports whether the profile holds anything.
func (p Profile) Known() bool {
	return len(p.IPC) > 0 || len(p.SEI) > 0 || len(p.GBT) > 0
}

// declaration is one declared industry as read: at most one of the three.
type declaration struct {
	sei, gbt string
	ipc      Symbol
}

// read reads one declared industry.
func read(text string) declaration {
	if b, ok := FindBranch(text); ok {
		return declaration{sei: b.Code}
	}
	if c, ok := FindGBT(text); ok {
		return declaration{gbt: c.Code}
	}
	if s, err := ParseSymbol(text); err == nil {
		return declaration{ipc: s}
	}
	return declaration{}
}

// blend joins the derived branches with the declared codes, half and half.
func blend(derived []Weighted, said []string) []Weighted {
	if len(said) == 0 {
		return derived
	}
	share := 1.0
	if len(derived) > 0 {
		share = 0.5
	}
	var all []Weighted
	for _, w := range derived {
		all = append(all, Weighted{Code: w.Code, Weight: w.Weight / 2})
	}
	for _, code := range said {
		weight := share / float64(len(said))
		if i := slices.IndexFunc(all, func(w Weighted) bool { return w.Code == code }); i >= 0 {
			all[i].Weight += weight
		} else {
			all = append(all, Weighted{Code: code, Weight: weight})
		}
	}
	SortWeighted(all)
	return all
}
