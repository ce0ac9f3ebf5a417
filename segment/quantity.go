package segment

import (
	"slices"
	"strings"
)

// Relation tells what a quantity says about its property.
type Relation uint8

// The relations of a quantity to its value.
const (
	// Equal is a plain value: Low and High are the same.
	Equal Relation = iota
	// AtLeast is a lower bound, Low, whether or not the bound itself is allowed (≥, 大于, 以上).
	AtLeast
	// AtMost is an upper bound, High (≤, 小于, 以内).
	AtMost
	// Between is a range from Low to High (120~150℃, 20±5mm).
	Between
	// Tolerance is a deviation without the value that it is from: Low = -High (±0.05mm).
	Tolerance
	// About is a value that is not exact (约, 左右).
	About
)

// String returns the relation's name as inspections write it.
func (r Relation) String() string {
	switch r {
	case Equal:
		return "equal"
	case AtLeast:
		return "at least"
	case AtMost:
		return "at most"
	case Between:
		return "between"
	case Tolerance:
		return "tolerance"
	case About:
		return "about"
	}
	return "unknown"
}

// Quantity is a number or a range of numbers with a unit.
type Quantity struct {
	// Start and End are byte offsets in the original text, from the comparator or number to the unit or what bounds it.
	Start, End int
	// Property is the name that stands before the quantity, normalised (抗拉强度); empty when there is none. PropertyStart and
	// PropertyEnd are its byte offsets.
	Property                   string
	PropertyStart, PropertyEnd int
	// Relation tells which of Low and High, in the unit as written, are meant.
	Relation  Relation
	Low, High float64
	// Change tells that the number is a difference (提高20%), not the property's value.
	Change bool
	// Money tells that the unit is one of money.
	Money bool
	// Unit is the unit's symbol (mm for 毫米); empty for a bare number behind a comparator.
	Unit string
	// Base is the unit of BaseLow and BaseHigh, made of m, kg, s, A, K, mol, cd: Pa, m3·s-1; 1 for pure numbers such as percentages,
	// ℃ for temperatures. It is empty where the unit is ambiguous or has no base.
	Base              string
	BaseLow, BaseHigh float64
}

// Quantities finds the numbers with units in a text, and the bare numbers that a comparator ties to a property, in order and
// without overlaps. Years, enumerators and the digits of codes and formulas are none.
func Quantities(text string) []Quantity { return newProse(text, normalize(text)).quantities() }

func (p *prose) quantities() []Quantity {
	var out []Quantity
	last := 0 // where the quantity before ended
	for i := 0; i < len(p.runes); {
		r := p.runes[i]
		switch {
		case isLetter(r) && !isDiameter(r):
			i = p.pastCode(i)
		case isDigit(r) || r == '±' || isMinus(r) && p.digitAt(i+1) && (i == 0 || !isAlnum(p.runes[i-1])):
			q, end := p.quantityAt(i, last)
			if q.End > q.Start {
				out = append(out, q)
				last = end
			}
			if end <= i { // no number, or one that is too long
				for end = i + 1; p.digitAt(end); end++ {
				}
			}
			i = end
		default:
			i++
		}
	}
	return out
}

func isMinus(r rune) bool { return r == '-' || r == '−' }

func isDiameter(r rune) bool { return r == 'φ' || r == 'ф' || r == 'ø' || r == 'ϕ' }

// pastCode returns the end of the word, code or formula that begins at rune i.
func (p *prose) pastCode(i int) int {
	from := i
	for i < len(p.runes) {
		r := p.runes[i]
		if i == from+2 && p.hasPrefix(from, "ph") && !isLetter(r) {
			return i
		}
		joint := isMinus(r) && i+1 < len(p.runes) && isAlnum(p.runes[i+1]) || r == '.' && p.digitAt(i-1) && p.digitAt(i+1)
		if !joint && (isHan(r) || !isAlnum(r)) {
			return i
		}
		i++
	}
	return i
}

// reading is a quantity while it is read.
type reading struct {
	q          Quantity
	u          unit
	plusMinus  bool
	from, to   int // runes of numbers and units
	lowNumber  float64
	highNumber float64
}

// quantityAt reads the quantity whose number or sign stands at rune i; before last nothing belongs to it. It returns where to
// read on. The Quantity is empty when there is none.
func (p *prose) quantityAt(i, last int) (Quantity, int) {
	r, ok := p.values(i)
	if !ok {
		return Quantity{}, max(i, r.to)
	}
	w := quantityWords()
	from, to := r.from, r.to
	if from > last && p.is(from-1, "(") && slices.Contains(p.runes[from:to], ')') {
		from-- // (2.4~2.9)Ω
	}
	from, r = p.prefixed(from, last, r)
	front, before := p.lookBack(from, last)
	after := p.past(to, " ")
	relation := before
	for _, x := range []struct {
		words    *phraseTrie
		relation Relation
	}{{w.afterLeast, AtLeast}, {w.afterMost, AtMost}, {w.afterAbout, About}} {
		if n := x.words.longest(p.runes[after:]); n > 0 {
			relation, to = x.relation, after+n
			break
		}
	}
	if r.q.Relation != Equal {
		relation = r.q.Relation
	}
	q := r.q
	q.Relation = relation
	q.Low, q.High = r.lowNumber, r.highNumber
	start, change := p.skipLinks(front, last)
	first, end := p.property(start, last)
	if first == end { // 反应 is no link: it was part of the name
		first, end = p.property(front, last)
	}
	q.Change = change
	q.Unit, q.Money = r.u.symbol, r.u.form == '$'
	switch {
	case r.u.symbol == "" && (end == first || relation == Equal || relation == About || before == Equal && relation != Tolerance || to < len(p.runes) && (isHan(p.runes[to]) || isAlnum(p.runes[to]))):
		return Quantity{}, r.to
	case relation == Equal && end == first && isGrade(r.u.symbol):
		return Quantity{}, r.to
	case r.u.form == '#' && (relation == Equal || relation == About):
		return Quantity{}, r.to
	case r.u.symbol == "年" && relation != AtLeast && relation != AtMost && q.Low >= 1900 && q.High <= 2100:
		return Quantity{}, r.to
	}
	switch relation {
	case AtLeast:
		q.High = 0
	case AtMost:
		q.Low = 0
	case Equal, Between, Tolerance, About:
	}
	if q.Base = r.u.base(); q.Base != "" && r.u.symbol != "" {
		q.BaseLow, q.BaseHigh = inBase(q.Low, r.u), inBase(q.High, r.u)
	} else {
		q.Base = ""
	}
	q.Start, q.End = p.startByte(front), p.endByte(to)
	if end > first {
		q.Property = string(p.runes[first:end])
		q.PropertyStart, q.PropertyEnd = p.startByte(first), p.endByte(end)
	}
	return q, to
}

// isGrade tells whether a unit may be the letter of a grade: 304H, 316L.
func isGrade(symbol string) bool {
	return symbol == "HR" || len(symbol) == 1 && strings.Contains("AFHKLNPSTU", symbol)
}

// prefixed takes in what stands before the number at rune from and changes its meaning: 零下18℃, 每秒2mm.
func (p *prose) prefixed(from, last int, r reading) (int, reading) {
	if from-2 >= last && p.hasPrefix(from-2, "零下") {
		r.lowNumber, r.highNumber = -r.highNumber, -r.lowNumber
		return from - 2, r
	}
	for n := 2; n <= 3 && from-n >= last; n++ {
		if !p.is(from-n, "每") || r.u.symbol == "" {
			continue
		}
		if per, end := p.simpleUnit(from - n + 1); end == from {
			r.u = r.u.times(per, -1, "/")
			return from - n, r
		}
	}
	return from, r
}

// values reads numbers and unit: one number, a range, a number with its tolerance, or a tolerance alone.
func (p *prose) values(i int) (r reading, ok bool) {
	r.from = i
	r.plusMinus = p.is(i, "±")
	at := i
	if r.plusMinus {
		at = p.past(i+1, " ")
	}
	low, lowUnit, end := p.valueAt(at)
	if end == at {
		return r, false
	}
	if i > 0 && isDiameter(p.runes[i-1]) {
		r.from--
	}
	r.lowNumber, r.highNumber, r.u, r.to = low, low, lowUnit, end
	if r.plusMinus {
		r.q.Relation, r.lowNumber = Tolerance, -low
		return r, true
	}
	gap := p.past(end, " ")
	if p.is(gap, "±") {
		next := p.past(gap+1, " ")
		if d, u, stop := p.valueAt(next); stop > next && agree(lowUnit, u) {
			r.q.Relation, r.lowNumber, r.highNumber, r.u, r.to = Between, low-d, low+d, merged(lowUnit, u), stop
		}
		return r, true
	}
	if n := quantityWords().to.longest(p.runes[gap:]); n > 0 {
		next := p.past(gap+n, " ")
		if p.past(next, "φ") > next {
			next++
		}
		if high, u, stop := p.valueAt(next); stop > next && u.symbol != "" && agree(lowUnit, u) && low < high {
			r.q.Relation, r.highNumber, r.u, r.to = Between, high, u, stop
		}
	}
	if p.isPH(r.from) && r.u.symbol == "" {
		r.u = unit{symbol: "pH", form: '?'}
		if r.q.Relation == Equal {
			if n := quantityWords().to.longest(p.runes[gap:]); n > 0 {
				if high, _, stop := p.valueAt(gap + n); stop > gap+n && low < high {
					r.q.Relation, r.highNumber, r.to = Between, high, stop
				}
			}
		}
	}
	return r, true
}

func agree(a, b unit) bool { return a.symbol == "" || b.symbol == "" || a.symbol == b.symbol }

func merged(a, b unit) unit {
	if b.symbol == "" {
		return a
	}
	return b
}

// valueAt reads a number, negative or not, with its unit.
func (p *prose) valueAt(i int) (value float64, u unit, end int) {
	at := i
	negative := at < len(p.runes) && isMinus(p.runes[at])
	if negative {
		at++
	}
	value, end = p.numberAt(at)
	if end == at {
		return 0, unit{}, i
	}
	if negative {
		value = -value
	}
	at = p.past(end, " )")
	if u, stop := p.unitAt(at); stop > at {
		return value, u, stop
	}
	return value, unit{}, end
}
