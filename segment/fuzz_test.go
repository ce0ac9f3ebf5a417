package segment_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/gongxu/gongxu/segment"
)

// FuzzAnalyze checks on any input: offsets lie on rune borders and in order; every token's bytes are the input's bytes at its
// offsets (what stands there normalises to a text that holds the term); every view covers every letter, digit and Han character; and
// compounds are sound.
func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{
		"", "石墨烯", "本发明公开了一种LiNi0.8Co0.1Mn0.1O2，其特征在于：０.０２４～０.０６ｍｍ", "鋰離子 電池㎏㍿ﬁ①½℃", "\xff\xfe石\x00", "e\u0301\u0327ｶﾞ한국어",
		"需求内容：公司员工100人，产值1亿元。研发。", "PD-1/PD-L1 Ca(OH)2 C++ 5%~10% 80km/h", "👩‍👩‍👧膜\u200d泵", "𠀀𠀁〇々",
		"高压放电电极螺旋输送叶片\u200b驱动\x00气缸",
	} {
		f.Add(s)
	}
	seg := segment.Default()
	f.Fuzz(func(t *testing.T, text string) {
		for _, genre := range []segment.Genre{segment.Plain, segment.PatentText, segment.NeedText} {
			a := seg.Analyze(text, genre)
			checkCompounds(t, a, text)
			for _, v := range segment.Views() {
				covered := make([]bool, len(text)+1)
				last := 0
				for _, tok := range a.Tokens(v) {
					if tok.Start >= tok.End || tok.End > len(text) || tok.Start < last {
						t.Fatalf("%s token %+v of %q", v, tok, text)
					}
					last = tok.Start
					if !border(text, tok.Start) || !border(text, tok.End) {
						t.Fatalf("%s token %+v cuts a rune of %q", v, tok, text)
					}
					if surface := segment.Normalize(text[tok.Start:tok.End]); !strings.Contains(surface, tok.Term) {
						t.Fatalf("%s token %+v stands for %q in %q", v, tok, surface, text)
					}
					for i := tok.Start; i < tok.End; i++ {
						covered[i] = true
					}
				}
				for i, r := range text {
					if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !covered[i] {
						t.Fatalf("%s view of %q leaves out %q at %d", v, text, r, i)
					}
				}
			}
		}
	})
}

func border(text string, i int) bool {
	return i == len(text) || utf8.RuneStart(text[i]) || !utf8.ValidString(text)
}

func FuzzNormalize(f *testing.F) {
	f.Add("ＰＬＣ鋰 離㎏")
	f.Fuzz(func(t *testing.T, text string) {
		once := segment.Normalize(text)
		if !utf8.ValidString(once) {
			t.Fatalf("%q gives invalid %q", text, once)
		}
	})
}
