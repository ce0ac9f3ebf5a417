package industry

import (
	"cmp"
	"fmt"
	"strings"
)

// Level is the depth of an IPC symbol. Deeper levels compare greater.
type Level int

// The levels of the IPC, with what a symbol of that level looks like.
const (
	LevelNone      Level = iota // The zero Symbol.
	LevelSection                // H
	LevelClass                  // H01
	LevelSubclass               // H01M
	LevelMainGroup              // H01M4/00
	LevelSubgroup               // H01M4/58
)

// String returns the English name of the level.
func (l Level) String() string {
	switch l {
	case LevelNone:
		return "none"
	case LevelSection:
		return "section"
	case LevelClass:
		return "class"
	case LevelSubclass:
		return "subclass"
	case LevelMainGroup:
		return "main group"
	case LevelSubgroup:
		return "subgroup"
	}
	return fmt.Sprintf("Level(%d)", int(l))
}

// Symbol is an IPC symbol, complete (H01M4/58) or partial (H01M, A01, G). It
// is comparable: two spellings of one symbol parse to equal values. The zero
// Symbol is no symbol at all. The parser is the only way to make another.
//
// A field is zero where the symbol does not reach that level, so that the
// order of the fields is the order of the classification.
type Symbol struct {
	section  byte   // 'A' to 'H'.
	class    uint8  // 1 to 99.
	subclass byte   // 'A' to 'Z'.
	group    uint16 // 1 to 9999.
	subgroup uint32 // Six digits, left-justified: 58 is 580000; 0 is the main group.
}

// subgroupDigits is the width of a subgroup in the machine form of WIPO ST.8.
const subgroupDigits = 6

// Level returns how deep the symbol goes. H01M4/00 is a main group.
func (s Symbol) Level() Level {
	switch {
	case s.section == 0:
		return LevelNone
	case s.class == 0:
		return LevelSection
	case s.subclass == 0:
		return LevelClass
	case s.group == 0:
		return LevelSubclass
	case s.subgroup == 0:
		return LevelMainGroup
	}
	return LevelSubgroup
}

// IsZero reports whether s is the zero Symbol.
func (s Symbol) IsZero() bool { return s == Symbol{} }

// At returns the symbol cut to the given level, or s where it does not go
// that deep: H01M4/58 at LevelSubclass is H01M, and H01M at LevelSubgroup is
// H01M.
func (s Symbol) At(level Level) Symbol {
	if level < LevelSubgroup {
		s.subgroup = 0
	}
	if level < LevelMainGroup {
		s.group = 0
	}
	if level < LevelSubclass {
		s.subclass = 0
	}
	if level < LevelClass {
		s.class = 0
	}
	if level < LevelSection {
		s.section = 0
	}
	return s
}

// Compare returns -1, 0 or +1 as s stands before, at or after other in the
// order of the IPC: a partial symbol before what it contains, main groups by
// number, subgroups by their digits as a decimal fraction (4/02, 4/131, 4/14).
func (s Symbol) Compare(other Symbol) int {
	return cmp.Or(
		cmp.Compare(s.section, other.section),
		cmp.Compare(s.class, other.class),
		cmp.Compare(s.subclass, other.subclass),
		cmp.Compare(s.group, other.group),
		cmp.Compare(s.subgroup, other.subgroup),
	)
}

// Contains reports whether other is s or lies under it by level: H01M contains
// H01M4/58, and H01M4/00 does, but H01M4/02 does not contain H01M4/04 although
// the dots of the printed IPC may put it there. The zero Symbol contains
// nothing.
func (s Symbol) Contains(other Symbol) bool {
	return !s.IsZero() && other.At(s.Level()) == s
}

// Shared returns the deepest level at which s and other agree, LevelNone when
// they do not even share a section.
func (s Symbol) Shared(other Symbol) Level {
	for l := min(s.Level(), other.Level()); l > LevelNone; l-- {
		if s.At(l) == other.At(l) {
			return l
		}
	}
	return LevelNone
}

// String returns the canonical compact form: H01M4/58, H01M4/00, H01M, A01, G,
// and the empty string for the zero Symbol.
func (s Symbol) String() string {
	switch s.Level() {
	case LevelNone:
		return ""
	case LevelSection:
		return string(rune(s.section))
	case LevelClass:
		return fmt.Sprintf("%c%02d", s.section, s.class)
	case LevelSubclass:
		return fmt.Sprintf("%c%02d%c", s.section, s.class, s.subclass)
	}
	digits := fmt.Sprintf("%0*d", subgroupDigits, s.subgroup)
	digits = digits[:2] + strings.TrimRight(digits[2:], "0")
	return fmt.Sprintf("%c%02d%c%d/%s", s.section, s.class, s.subclass, s.group, digits)
}

// MarshalText returns the canonical compact form. It never fails.
func (s Symbol) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses text as [ParseSymbol] does; empty text is the zero
// Symbol, so that what MarshalText wrote always reads back.
func (s *Symbol) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*s = Symbol{}
		return nil
	}
	parsed, err := ParseSymbol(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}
