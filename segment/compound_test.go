package segment_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

// compounds writes the compounds of a patent's text with their parts apart.
func compounds(text string) []string {
	var out []string
	for _, c := range segment.Default().Analyze(text, segment.PatentText).Compounds() {
		out = append(out, strings.Join(terms(c.Parts), " "))
	}
	return out
}

func TestCompounds(t *testing.T) {
	for text, want := range map[string][]string{
		"采用液压夹紧机构":       {"液压 夹紧机构"},
		"夹爪驱动气缸":         {"夹爪 驱动气缸"},
		"一种螺旋输送叶片":       {"螺旋 输送 叶片", "输送 叶片"}, // the head and what it is of
		"螺旋輸送葉片":         {"螺旋 输送 叶片", "输送 叶片"}, // parts are normalised
		"一种高压放电电极及其制备方法": {"高压 放电 电极", "放电 电极"},
		// Nothing goes over signs, blanks, line ends, numbers, codes, particles and set wording.
		"高压放电，电极":    {"高压 放电"},
		"高压、放电电极":    {"放电 电极"},
		"高压放电 电极":    {"高压 放电"},
		"高压放电\n电极":   {"高压 放电"},
		"高压放电3电极":    {"高压 放电"},
		"高压放电ABC电极":  {"高压 放电"},
		"螺旋的输送叶片":    {"输送 叶片"},
		"夹爪和驱动气缸":    nil,
		"夹爪为驱动气缸":    nil,
		"夹爪3个驱动气缸":   nil,
		"夹爪所述驱动气缸":   nil,
		"夹爪一种驱动气缸":   nil,
		"一种的所述":      nil,
		"所述机构":       nil,
		"其特征在于":      nil,
		"":           nil,
		"，。；":        nil,
		"PLC ABS 12": nil,
	} {
		require.Equal(t, want, compounds(text), text)
	}
}

func TestTokensOfCompounds(t *testing.T) {
	// 一种 takes the bytes 0 to 6, every word behind it six more.
	a := segment.Default().Analyze("一种高压放電电极", segment.PatentText)
	want := []segment.Token{
		{Term: "一种", Start: 0, End: 6, Class: segment.Boilerplate},
		{Term: "高压放电电极", Start: 6, End: 24, Class: segment.Joined},
		{Term: "高压", Start: 6, End: 12, Class: segment.Content},
		{Term: "放电电极", Start: 12, End: 24, Class: segment.Joined},
		{Term: "放电", Start: 12, End: 18, Class: segment.Content},
		{Term: "电极", Start: 18, End: 24, Class: segment.Content},
	}
	require.Equal(t, want, a.Tokens(segment.Words))
	tf := map[string]int{}
	require.Equal(t, 3, a.Count(segment.Words, tf), "compounds are not counted")
	require.Equal(t, map[string]int{"高压": 1, "放电": 1, "电极": 1}, tf)
	var content []segment.Token
	a.EachContent(segment.Words, func(t segment.Token) { content = append(content, t) })
	require.Equal(t, []segment.Token{want[2], want[4], want[5]}, content)
	require.NotContains(t, terms(a.Tokens(segment.Bigrams)), "高压放电电极")
}

// TestCompoundsOfBadTexts checks that texts without any sign or sense cost no more than others and give sound compounds.
func TestCompoundsOfBadTexts(t *testing.T) {
	seg := segment.Default()
	for name, text := range map[string]string{
		"one text 200 times":  strings.Repeat("螺旋输送叶片驱动高压放电电极", 200),
		"one word 4000 times": strings.Repeat("放电", 4000),
		"one character":       strings.Repeat("轴", 5000),
		"100000 characters":   strings.Repeat("一种高压放电电极，设于壳体内部。", 6250),
		"latin":               strings.Repeat("Lorem ipsum-dolor 12.5mm ", 400),
		"control characters":  strings.Repeat("高压\x00放电\x1f电极\u200b叶片\ufeff\u2028", 50),
		"invalid":             strings.Repeat("高压\xff放电\xe5电极", 50),
	} {
		a := seg.Analyze(text, segment.PatentText)
		checkCompounds(t, a, name)
		again := seg.Analyze(text, segment.PatentText).Tokens(segment.Words)
		require.True(t, slices.Equal(a.Tokens(segment.Words), again), "%s: the same text, the same compounds", name)
	}
}

// checkCompounds checks that compounds are in order, at most 16 words long, each once, made of Han words that touch, and that the word
// view is its words with the compounds before them.
func checkCompounds(t *testing.T, a *segment.Analysis, name string) {
	t.Helper()
	all := a.Tokens(segment.Words)
	at := map[[2]int]bool{}
	var content []segment.Token
	var joined []segment.Token
	for _, x := range all {
		if x.Class == segment.Joined {
			joined = append(joined, x)
			continue
		}
		at[[2]int{x.Start, x.End}] = true
		if x.Class == segment.Content {
			content = append(content, x)
		}
	}
	var got []segment.Token
	a.EachContent(segment.Words, func(t segment.Token) { got = append(got, t) })
	require.True(t, slices.Equal(content, got), name)
	compounds := a.Compounds()
	require.Len(t, compounds, len(joined), name)
	for i, c := range compounds {
		if c.Token != joined[i] {
			t.Fatalf("%s: compound %d is %+v, not %+v", name, i, c, joined[i])
		}
		if i > 0 {
			last := compounds[i-1]
			if last.Start > c.Start || last.Parts[0] == c.Parts[0] && len(last.Parts) <= len(c.Parts) {
				t.Fatalf("%s: %+v stands before %+v", name, last, c)
			}
		}
		if len(c.Parts) < 2 || len(c.Parts) > 16 || c.Parts[0].Start != c.Start || c.Parts[len(c.Parts)-1].End != c.End {
			t.Fatalf("%s: %+v", name, c)
		}
		text := ""
		for k, p := range c.Parts {
			if !at[[2]int{p.Start, p.End}] || k > 0 && c.Parts[k-1].Start > p.Start || p.Class != segment.Content && p.Class != segment.Stop {
				t.Fatalf("%s: part %d of %+v", name, k, c)
			}
			text += p.Term
		}
		if text != c.Term {
			t.Fatalf("%s: %q is not %q", name, text, c.Term)
		}
	}
}
