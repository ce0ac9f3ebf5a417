package corpus

import (
	"errors"
	"fmt"
	"strings"
)

// Evaluation is what a firm thinks of a patent that was shown to it (市场评价). It has no key of its own: a firm may judge a patent
// again, on another day.
type Evaluation struct {
	// Enterprise is the id of the firm, or its name.
	Enterprise string `json:"enterprise"`
	// Patent is the id of the patent.
	Patent string `json:"patent"`
	// Prospects are those of industrial use (产业化前景), 1 (none) to 5 (very good); 0 when the firm did not say.
	Prospects int `json:"prospects,omitempty"`
	// Improvement says what would have to be improved first (技术改进需求).
	Improvement string `json:"improvement,omitempty"`
	// Cooperation is the will to work on it with the owner (产学研合作意愿), 1 (none) to 5 (strong); 0 when the firm did not say.
	Cooperation int `json:"cooperation,omitempty"`
	// Date is the day of the evaluation.
	Date Date `json:"date,omitzero"`
	// Comment is anything else the firm said.
	Comment string `json:"comment,omitempty"`
}

// Validate returns an error that wraps [ErrIncomplete] when the firm or the patent is missing, or when nothing is said.
func (e Evaluation) Validate() error {
	var faults []error
	for _, must := range []struct{ name, value string }{{"enterprise", e.Enterprise}, {"patent", e.Patent}} {
		if strings.TrimSpace(must.value) == "" {
			faults = append(faults, fmt.Errorf("%w: %s is missing", ErrIncomplete, must.name))
		}
	}
	if e.Prospects == 0 && e.Cooperation == 0 && strings.TrimSpace(e.Improvement+e.Comment) == "" {
		faults = append(faults, fmt.Errorf("%w: the evaluation says nothing", ErrIncomplete))
	}
	return errors.Join(faults...)
}

// ratings are the words that stand for the grades of an evaluation. Negations come first because they hold the words they deny.
func ratings() []struct {
	grade int
	words []string
} {
	return []struct {
		grade int
		words []string
	}{
		{2, []string{"较低", "较差", "较弱", "不太", "不大", "不高", "不强", "不好"}},
		{1, []string{"无", "没有", "不愿", "不需", "不合作", "差", "低", "弱", "none"}},
		{5, []string{"很", "非常", "极", "强烈", "优秀", "巨大", "广阔", "verygood", "strong"}},
		{3, []string{"一般", "中", "可考虑", "考虑", "视情况", "待定", "medium", "fair"}},
		{4, []string{"高", "好", "强", "大", "有", "愿意", "良", "good"}},
	}
}

// parseRating reads a grade from 1 to 5, as a number or in words such as 较好 or 有意愿.
func parseRating(s string) (grade int, ok bool) {
	if n, ok := parseInt(s); ok {
		return n, n >= 1 && n <= 5
	}
	text := fold(s)
	for _, r := range ratings() {
		if containsAny(text, r.words) {
			return r.grade, true
		}
	}
	return 0, false
}

// parseSelfRating is [parseRating] where 无 does not say that a thing is worth nothing, but that nobody has rated it.
func parseSelfRating(s string) (grade int, ok bool) {
	if blank(s) {
		return 0, false
	}
	return parseRating(s)
}
