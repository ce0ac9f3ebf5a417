package corpus

// PatentType is the kind of right. It is empty when unknown.
type PatentType string

// The types of patent.
const (
	TypeInvention PatentType = "发明"
	TypeUtility   PatentType = "实用新型"
	TypeDesign    PatentType = "外观设计"
)

// ParsePatentType reads a type in the words of exports: 发明专利, 发明授权, 新型, 外观, FMSQ, utility model …. ok is false for what is
// none of the three.
func ParsePatentType(s string) (t PatentType, ok bool) {
	text := fold(s)
	for _, known := range []struct {
		t     PatentType
		words []string
	}{
		{TypeUtility, []string{"新型", "utility", "syxx"}},
		{TypeDesign, []string{"外观", "wgzl", "design"}},
		{TypeInvention, []string{"发明", "fmzl", "fmsq", "invention"}},
	} {
		if containsAny(text, known.words) {
			return known.t, true
		}
	}
	return "", false
}
