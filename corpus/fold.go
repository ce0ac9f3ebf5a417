package corpus

import (
	"strings"
	"unicode"
)

// narrow maps full-width forms to ASCII and every kind of space to a blank.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		const fullWidth = '！' - '!' // Distance of the full-width forms from ASCII.
		switch {
		case r >= '！' && r <= '～':
			return r - fullWidth
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
}

// fold reduces a name to what identifies it: letters, digits and Han characters, in small letters and of one width. Brackets,
// spaces, hyphens, stars and the like go, so that 公开（公告）号, 公开(公告)号 and 公开公告号 are one name.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, narrow(s))
}

// blank tells whether a cell of a table says nothing: empty, or what people put into cells that have no value.
func blank(s string) bool {
	switch strings.ToLower(strings.TrimSpace(narrow(s))) {
	case "", "-", "--", "---", "—", "——", "/", "\\", "无", "暂无", "未知", "null", "nil", "none", "nan", "na", "n/a", "#n/a":
		return true
	}
	return false
}
