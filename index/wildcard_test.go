package index

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestWildcard(t *testing.T) {
	for _, test := range []struct {
		pattern, value string
		want           bool
	}{
		{"", "", true},
		{"", "a", false},
		{"*", "", true},
		{"*", "江澜", true},
		{"?", "", false},
		{"?", "江", true},
		{"?", "江澜", false},
		{"江澜大学", "江澜大学", true},
		{"江澜大学", "江澜大学院", false},
		{"江澜*", "江澜大学", true},
		{"*大学", "江澜大学", true},
		{"*大学", "江澜大学院", false},
		{"*大学*", "江澜大学院", true},
		{"H0?M*", "H01M4/58", true},
		{"H0?M", "H01M4/58", false},
		{"*a*b", "aab", true},
		{"*a*b", "aba", false},
		{"*ab", "aab", true},
		{"**?**", "", false},
		{"a?*c", "abc", true},
		{"a?*c", "ac", false},
		{"a.c", "abc", false},
		{"a|b", "a", false},
		{"[a]", "a", false},
		{"*" + strings.Repeat("a?", 40), strings.Repeat("a", 200), true},
		{strings.Repeat("a*", 40) + "b", strings.Repeat("a", 200), false},
	} {
		require.Equal(t, test.want, wildcard(test.pattern, test.value), "%q matches %q", test.pattern, test.value)
	}
}

// The matcher agrees with a regular expression of the same meaning.
func FuzzWildcard(f *testing.F) {
	for _, seed := range [][2]string{{"*a?", "aab"}, {"江*学", "江澜大学"}, {"a**b", "ab"}, {"?", "\xff"}, {"*", ""}, {".", "a"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, pattern, value string) {
		if len(pattern) > 30 || len(value) > 200 || !utf8.ValidString(pattern) || !utf8.ValidString(value) {
			t.Skip()
		}
		expression := regexp.QuoteMeta(pattern)
		expression = strings.ReplaceAll(strings.ReplaceAll(expression, `\*`, `(?s:.*)`), `\?`, `(?s:.)`)
		require.Equal(t, regexp.MustCompile(`^`+expression+`$`).MatchString(value), wildcard(pattern, value))
	})
}
