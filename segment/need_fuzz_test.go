package segment_test

import (
	"math"
	"testing"

	"github.com/gongxu/gongxu/segment"
)

var needSeeds = []string{
	"", "膜", "\xff\xfe难题\x00", "技术难题：\r\n一、目前无法解决。\r\n二、要求：强度≥600MPa；", "<p>需求内容</p>&nbsp;<br/>开发&ge;5mm", "①②③ ㎏，希望",
	"１．轴承开发：\n寿命不低于１０⁵次。\n２．齿轮研究：\n精度±０．０５㎜。", "需求一：泵。需求二：阀。", "¨。\u0301，希望", "5~", "≥", "(1", "第一", "pH6-8", "20±5℃", "1,000×10^-6m/(s·K)",
	"存在問題：強度不足。預期目標：提高至20％以上", "🄁希望希望希望希望🄁希望", "专 利　说 明 书 ", "  \n ", "<p", "&#160;", "10⁵", "公司员工100人，产值1亿元。",
}

// FuzzSections checks that sections tile any text in order, on rune borders, and that headings lie inside.
func FuzzSections(f *testing.F) {
	for _, s := range needSeeds {
		f.Add(s)
	}
	f.Add("需要提高锂电池隔膜的耐热性能。\n需要提高锂电池隔膜的耐热性能。\n需要提高锂电池隔膜的耐热性能。水泵")
	seg := segment.Default() // before the clock of a worker runs
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		sections := segment.Sections(text)
		for i, s := range sections {
			if s.Start != at || s.End <= s.Start || s.HeadingEnd < s.Start || s.HeadingEnd > s.End {
				t.Fatalf("section %+v after %d of %q", s, at, text)
			}
			if !border(text, s.Start) || !border(text, s.HeadingEnd) {
				t.Fatalf("section %+v cuts a rune of %q", s, text)
			}
			if segment.SectionAt(sections, s.Start) != i || segment.SectionAt(sections, s.End-1) != i {
				t.Fatalf("section %d of %q is not found by its offsets", i, text)
			}
			at = s.End
		}
		if at != len(text) {
			t.Fatalf("sections of %q end at %d", text, at)
		}
		repeated := make([]bool, len(text))
		for _, r := range seg.Analyze(text, segment.NeedText).Repeats() {
			for i := r.Start; i < r.End; i++ {
				repeated[i] = true
			}
		}
		for _, s := range sections {
			for i := s.Start; i < s.End; i++ {
				if repeated[i] != s.Repeated {
					t.Fatalf("byte %d of %q is repeated or not: %+v", i, text, s)
				}
			}
		}
	})
}

// FuzzSubNeeds checks that there is no single sub-need, and that they are in order, apart, inside the text and hold their titles.
func FuzzSubNeeds(f *testing.F) {
	for _, s := range needSeeds {
		f.Add(s, s)
	}
	f.Add("泵的开发；阀的开发", "")
	f.Fuzz(func(t *testing.T, title, text string) {
		subs := segment.SubNeeds(title, text)
		if len(subs) == 1 {
			t.Fatalf("a single sub-need %+v of %q", subs, text)
		}
		at, inTitle := 0, 0
		for _, s := range subs {
			if s.InTitle {
				if s.TitleStart < inTitle || s.TitleEnd > len(title) || title[s.TitleStart:s.TitleEnd] != s.Title || s.Title == "" || s.End != 0 {
					t.Fatalf("sub-need %+v of title %q", s, title)
				}
				inTitle = s.TitleEnd
				continue
			}
			if s.Start < at || s.End <= s.Start || s.End > len(text) || !border(text, s.Start) || !border(text, s.End) {
				t.Fatalf("sub-need %+v of %q", s, text)
			}
			if s.Title != text[s.TitleStart:s.TitleEnd] || s.Title != "" && (s.TitleStart < s.Start || s.TitleEnd > s.End) {
				t.Fatalf("sub-need %+v does not hold its title in %q", s, text)
			}
			at = s.End
		}
	})
}

// FuzzQuantities checks that quantities are in order, apart, inside the text, finite, and that properties stand before them.
func FuzzQuantities(f *testing.F) {
	for _, s := range needSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, q := range segment.Quantities(text) {
			if q.Start < at || q.End <= q.Start || q.End > len(text) || !border(text, q.Start) || !border(text, q.End) {
				t.Fatalf("quantity %+v of %q", q, text)
			}
			if q.Property != "" && (q.PropertyStart < at || q.PropertyEnd <= q.PropertyStart || q.PropertyEnd > q.Start) {
				t.Fatalf("property of %+v in %q", q, text)
			}
			if q.Relation == segment.Between && q.Low > q.High || q.Property == "" && q.Unit == "" {
				t.Fatalf("quantity %+v of %q", q, text)
			}
			for _, v := range []float64{q.Low, q.High, q.BaseLow, q.BaseHigh} {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("quantity %+v of %q is not finite", q, text)
				}
			}
			at = q.End
		}
	})
}
