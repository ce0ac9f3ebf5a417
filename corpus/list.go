package corpus

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gongxu/gongxu/industry"
)

// listSeparator stands between the elements of a list in a cell that this package writes.
const listSeparator = "; "

// elements returns the elements of a list: those that the file tells apart, or the pieces that split makes of the text.
func (c cell) elements(split func(string) []string) []string {
	var out []string
	for _, v := range c.values {
		pieces := []string{v}
		if !c.list {
			pieces = split(v)
		}
		for _, p := range pieces {
			if p = strings.TrimSpace(p); p != "" {
				out = append(out, p)
			}
		}
	}
	return out
}

// appendNew appends what is not there yet.
func appendNew[E comparable](list []E, e E) []E {
	if slices.Contains(list, e) {
		return list
	}
	return append(list, e)
}

// splitAt cuts at any of the characters.
func splitAt(text, separators string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) })
}

// splitNames cuts a list of persons or organisations. A comma does not separate: it belongs to names such as Foo Co., Ltd.
func splitNames(text string) []string { return splitAt(text, ";；、|｜\n\r") }

// splitWords cuts a list of short words.
func splitWords(text string) []string { return splitAt(text, ";；,，、|｜/\n\r") }

// splitModes cuts a list of modes of conversion, which may also stand in a phrase: 转让或许可.
func splitModes(text string) []string { return splitAt(text, ";；,，、|｜/／+\n\r或和及与 ") }

// splitIndustries cuts a list of industries. A 、 inside of an official name (电力、热力、燃气及水生产和供应业) does not separate.
func splitIndustries(text string) []string {
	var out []string
	for _, piece := range splitAt(text, ";；,，|｜\n\r") {
		if len(industry.Unknown([]string{piece})) == 0 {
			out = append(out, piece)
			continue
		}
		out = append(out, splitAt(piece, "、")...)
	}
	return out
}

// anyMode tells whether a word says that any mode will do.
func anyMode(s string) bool {
	return containsAny(fold(s), []string{"不限", "均可", "任意", "任何", "面议", "其他", "其它", "协商"})
}

var (
	// exponent is what a spreadsheet makes of a long number.
	exponent = regexp.MustCompile(`^\d(\.\d+)?[Ee]\+?\d+$`)
	// smallInt is a number with the words that stand around a level.
	smallInt = regexp.MustCompile(`^(?i:trl|第)?[-: ]*(\d{1,4})(?:\.0+)?\s*(?:级|分|星|档)?$`)
)

// parseInt reads a small number such as 7, 7.0, 7级, TRL7 or 第7级.
func parseInt(s string) (int, bool) {
	m := smallInt.FindStringSubmatch(strings.TrimSpace(narrow(s)))
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	return n, err == nil
}

// parseBool reads yes and no in the words that people use.
func parseBool(s string) (value, ok bool) {
	if n, ok := parseInt(s); ok {
		return n == 1, n <= 1
	}
	switch fold(s) {
	case "是", "已", "有", "真", "true", "yes", "y", "t":
		return true, true
	case "否", "未", "没有", "假", "false", "no", "n", "f":
		return false, true
	}
	return false, false
}
