package benchmarks

import (
	"strings"
	"unicode"
)

// sentences cuts an abstract behind its full stops and semicolons. Joined, they give the abstract without the blanks around them.
func sentences(abstract string) []string {
	var out []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	start := 0
	for i, r := range abstract {
		if isStop(r) {
			end := i + len(string(r))
			add(abstract[start:end])
			start = end
		}
	}
	add(abstract[start:])
	return out
}

func isStop(r rune) bool { return strings.ContainsRune("。；！？;", r) }

// replaceCodes calls replace for every token of latin letters and digits that has both, such as PD-1 or T7, and puts its result in
// the token's place.
func replaceCodes(text string, replace func(code string) string) string {
	var b strings.Builder
	start := -1
	flush := func(end int) {
		if start < 0 {
			return
		}
		code := text[start:end]
		if strings.ContainsAny(code, "0123456789") && strings.IndexFunc(code, isLatin) >= 0 {
			code = replace(code)
		}
		b.WriteString(code)
		start = -1
	}
	for i, r := range text {
		if isLatin(r) || r >= '0' && r <= '9' || r == '-' && start >= 0 {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
		b.WriteRune(r)
	}
	flush(len(text))
	return b.String()
}

func isLatin(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }
