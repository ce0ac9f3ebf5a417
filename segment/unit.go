package segment

import (
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// dimension names the base units of a unit's value: powers of m, kg, s, A, K, mol, cd.
type dimension [7]int8

var baseUnits = [7]string{"m", "kg", "s", "A", "K", "mol", "cd"}

// unit is one row of units.txt, or what several of them make together.
type unit struct {
	symbol string
	factor float64
	dim    dimension
	form   byte // 0 physical, 'C' Celsius, '?' without a base, '¥' money (as '$'), '#' a count
}

type unitNames struct {
	names *phraseTrie
	units map[*phraseTrie]unit
}

var units = sync.OnceValue(func() unitNames {
	t := unitNames{&phraseTrie{}, map[*phraseTrie]unit{}}
	exact := map[string]unit{}
	folded := map[string][]string{}
	for _, l := range lines(unitTable) {
		names, base, _ := strings.Cut(l, " = ")
		u := parseUnit(strings.Fields(names)[0], strings.Fields(base))
		for n := range strings.FieldsSeq(names) {
			for _, form := range []string{n, string(cased(n, normalize(n)))} {
				exact[form] = u
			}
		}
	}
	add := func(name string, u unit) {
		t.names.add(name)
		t.units[t.names.find(name)] = u
	}
	for name, u := range exact {
		add(name, u)
		low := strings.ToLower(name)
		folded[low] = append(folded[low], u.symbol)
	}
	for name, u := range exact {
		low := strings.ToLower(name)
		if len(low) < 2 || !unambiguous(folded[low]) || low[0] >= 0x80 {
			continue
		}
		for _, other := range []string{low, strings.ToUpper(name), strings.ToUpper(name[:1]) + low[1:]} {
			if _, ok := exact[other]; !ok {
				add(other, u)
			}
		}
	}
	return t
})

func unambiguous(symbols []string) bool {
	for _, s := range symbols {
		if s != symbols[0] {
			return false
		}
	}
	return true
}

func parseUnit(symbol string, base []string) unit {
	u := unit{symbol: symbol}
	u.factor, _ = strconv.ParseFloat(base[0], 64)
	for _, d := range base[1:] {
		switch d {
		case "1":
			continue
		case "C", "?", "#":
			u.form = d[0]
			continue
		case "¥":
			u.form = '$'
			continue
		}
		for i, b := range baseUnits {
			rest, ok := strings.CutPrefix(d, b)
			if !ok {
				continue
			}
			power := 1
			if rest != "" {
				n, err := strconv.Atoi(rest)
				if err != nil {
					continue
				}
				power = n
			}
			u.dim[i] = int8(power)
		}
	}
	return u
}

// base names the unit that values are converted to: Pa rather than kg·m-1·s-2 where it has a name.
func (u unit) base() string {
	switch {
	case u.form == 'C':
		return "℃"
	case u.form != 0:
		return ""
	case u.dim == dimension{}:
		return "1"
	}
	if name, ok := namedBases[u.dim]; ok {
		return name
	}
	var parts []string
	for i, power := range u.dim {
		switch {
		case power == 1:
			parts = append(parts, baseUnits[i])
		case power != 0:
			parts = append(parts, baseUnits[i]+strconv.Itoa(int(power)))
		}
	}
	return strings.Join(parts, "·")
}

var namedBases = map[dimension]string{
	{-1, 1, -2}: "Pa", {1, 1, -2}: "N", {2, 1, -2}: "J", {2, 1, -3}: "W", {2, 1, -3, -1}: "V", {2, 1, -3, -2}: "Ω",
	{-2, -1, 3, 2}: "S", {-2, -1, 4, 2}: "F", {2, 1, -2, -2}: "H", {0, 1, -2, -1}: "T", {0, 0, 1, 1}: "C",
}

// unitAt reads the longest unit at rune i: units joined by /, · or 每, with powers. It returns where the unit ends; i when
// there is none.
func (p *prose) unitAt(i int) (unit, int) {
	u, at := p.simpleUnit(i)
	if at == i {
		return unit{}, i
	}
	sign := int8(1)
	for range 3 {
		next := at
		switch {
		case p.is(next, "/"), p.is(next, "每"):
			sign, next = -1, next+1
		case p.is(next, "·.⋅•*×"):
			next++
		default:
			return u, at
		}
		open := p.is(next, "(")
		if open {
			next++
		}
		v, end := p.simpleUnit(next)
		operator := strings.ReplaceAll(string(p.upper[at:next]), "每", "/")
		for open && end > next && p.is(end, "·.⋅•*") {
			w, after := p.simpleUnit(end + 1)
			if after == end+1 {
				break
			}
			v, end = v.times(w, 1, string(p.upper[end:end+1])), after
		}
		if end == next || open && !p.is(end, ")") {
			return u, at
		}
		if u = u.times(v, sign, operator); open {
			u.symbol += ")"
			end++
		}
		at = end
	}
	return u, at
}

// times multiplies a unit by v to the power of 1 or -1. A count or a unit without a base leaves the product without one.
func (u unit) times(v unit, sign int8, operator string) unit {
	out := unit{symbol: u.symbol + operator + v.symbol, dim: u.dim, factor: u.factor * v.factor}
	if sign < 0 {
		out.factor = u.factor / v.factor
	}
	for i := range out.dim {
		out.dim[i] += sign * v.dim[i]
	}
	switch {
	case u.form == '$' || v.form == '$':
		out.form = '$'
	case u.form != 0 || v.form != 0:
		out.form = '?'
	}
	return out
}

// simpleUnit reads one unit with its power. A unit in letters must not go on in letters.
func (p *prose) simpleUnit(i int) (unit, int) {
	t := units()
	best, end := unit{}, i
	node := t.names
	for j := i; j < len(p.upper); j++ {
		if node = node.next[p.upper[j]]; node == nil {
			break
		}
		if node.final && p.unitEnds(j+1) {
			best, end = t.units[node], j+1
		}
	}
	if end == i {
		return best, end
	}
	from := end
	if p.is(end, "^") {
		end++
	}
	negative := p.is(end, "-")
	if negative {
		end++
	}
	if !isLetter(p.upper[from-1]) || !p.is(end, "123") || end+1 < len(p.runes) && isAlnum(p.runes[end+1]) {
		return best, from
	}
	power := int8(p.runes[end] - '0')
	if negative {
		power = -power
	} else if power == 1 {
		return best, from
	}
	out := best
	for d := range out.dim {
		out.dim[d] *= power
	}
	out.factor = math.Pow(best.factor, float64(power))
	out.symbol += string(p.upper[from : end+1])
	if out.form == 'C' {
		out.form = '?'
	}
	return out, end + 1
}

func isLetter(r rune) bool { return unicode.IsLetter(r) && !isHan(r) }

// unitEnds tells whether a unit that ends before rune i is whole: a unit in letters is not followed by more of them.
func (p *prose) unitEnds(i int) bool {
	if i == len(p.runes) || isHan(p.runes[i-1]) || !isLetter(p.runes[i-1]) {
		return true
	}
	return !isLetter(p.runes[i]) && !isDigit(p.runes[i]) || p.is(i, "23") && (i+1 == len(p.runes) || !isAlnum(p.runes[i+1]))
}
