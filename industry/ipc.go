package industry

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// ErrSymbol is wrapped by every error of [ParseSymbol].
var ErrSymbol = errors.New("not an IPC symbol")

// machineLength is the length of the machine form of WIPO ST.8: subclass, main
// group in four digits, subgroup in six (H01M0004580000).
const machineLength = 14

// ParseSymbol reads an IPC symbol in the spellings that exports use:
//
//	H01M4/58  h01m 4/58  H01M-004/58  Ｈ０１Ｍ４／５８  H01M0004580000
//	H01M4/58(2010.01)I   H01M 4/58 (2006.01)   H01M0004580000 20100101AFI
//	G  A01  H01M  H01M4  H01M4/00
//
// Case, width, inner spaces, the version in parentheses and what follows it
// are dropped. The error wraps [ErrSymbol] and names the value and the reason.
func ParseSymbol(s string) (Symbol, error) {
	p := symbolParser{rest: fold(s)}
	symbol, reason := p.parse()
	if reason != "" {
		return Symbol{}, fmt.Errorf("%w: %q: %s", ErrSymbol, s, reason)
	}
	return symbol, nil
}

// symbolParser holds what is left of a folded symbol.
type symbolParser struct{ rest string }

// parse returns the symbol, or the reason why there is none.
func (p *symbolParser) parse() (Symbol, string) {
	var s Symbol
	p.spaces()
	if p.rest == "" {
		return s, "it is empty"
	}
	s.section = p.letter()
	if s.section < 'A' || s.section > 'H' {
		return s, "it does not begin with a section letter A to H"
	}
	p.spaces()
	if p.rest == "" {
		return s, ""
	}
	class := p.digits()
	if len(class) != 2 {
		return s, "the class is not two digits"
	}
	if s.class = uint8(number(class)); s.class == 0 {
		return s, "there is no class 00"
	}
	p.spaces()
	if p.rest == "" {
		return s, ""
	}
	if s.subclass = p.letter(); s.subclass == 0 {
		return s, "the subclass is not a letter"
	}
	p.spaces()
	if p.rest == "" {
		return s, ""
	}
	return p.groups(s)
}

// groups reads the main group and subgroup of s and what may follow them.
func (p *symbolParser) groups(s Symbol) (Symbol, string) {
	if strings.HasPrefix(p.rest, "-") {
		p.rest = p.rest[1:]
		p.spaces()
	}
	group := p.digits()
	machine := len(group) >= machineLength-4
	var subgroup string
	if machine {
		group, subgroup, p.rest = group[:4], group[4:10], group[10:]+p.rest
	}
	if len(group) == 0 || len(group) > 4 {
		return s, "the main group is not one to four digits"
	}
	if s.group = uint16(number(group)); s.group == 0 {
		return s, "there is no main group 0"
	}
	p.spaces()
	if strings.HasPrefix(p.rest, "/") {
		if machine {
			return s, "the main group is not one to four digits"
		}
		p.rest = p.rest[1:]
		p.spaces()
		if subgroup = p.digits(); len(subgroup) < 2 || len(subgroup) > subgroupDigits {
			return s, "the subgroup is not two to six digits"
		}
	}
	if subgroup != "" {
		s.subgroup = number(subgroup + strings.Repeat("0", subgroupDigits-len(subgroup)))
	}
	if !p.tail() {
		return s, fmt.Sprintf("%q follows the symbol", p.rest)
	}
	return s, ""
}

// tail reports whether what is left may follow a symbol: nothing, a version in
// parentheses, the letters that say how the symbol was given (I, N, AFI), or
// the date that ST.8 puts there, which ends what is looked at.
func (p *symbolParser) tail() bool {
	p.spaces()
	if strings.HasPrefix(p.rest, "(") {
		version, after, closed := strings.Cut(p.rest[1:], ")")
		if !closed || strings.Trim(version, "0123456789. ") != "" {
			return false
		}
		p.rest = after
		p.spaces()
	}
	before := p.rest
	if date := p.digits(); len(date) == 8 {
		return true
	}
	p.rest = before
	for range 3 {
		p.letter()
	}
	p.spaces()
	return p.rest == ""
}

// spaces drops leading blanks.
func (p *symbolParser) spaces() { p.rest = strings.TrimLeft(p.rest, " ") }

// letter takes one capital letter, or returns 0.
func (p *symbolParser) letter() byte {
	if p.rest == "" || p.rest[0] < 'A' || p.rest[0] > 'Z' {
		return 0
	}
	c := p.rest[0]
	p.rest = p.rest[1:]
	return c
}

// digits takes the leading run of digits.
func (p *symbolParser) digits() string {
	after := strings.TrimLeft(p.rest, "0123456789")
	run := p.rest[:len(p.rest)-len(after)]
	p.rest = after
	return run
}

// number converts at most nine decimal digits.
func number(digits string) uint32 {
	var n uint32
	for _, c := range []byte(digits) {
		n = n*10 + uint32(c-'0')
	}
	return n
}

// fold maps full-width forms to ASCII, small letters to capitals and every kind
// of space to a blank.
func fold(s string) string {
	return strings.Map(foldRune, s)
}

// foldRune is [fold] on one character.
func foldRune(r rune) rune {
	const fullWidth = '！' - '!' // Distance of the full-width forms from ASCII.
	if r >= '！' && r <= '～' {
		r -= fullWidth
	}
	switch {
	case r >= 'a' && r <= 'z':
		return r - 'a' + 'A'
	case unicode.IsSpace(r):
		return ' '
	}
	return r
}
