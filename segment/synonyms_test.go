package segment_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

func synonyms(t *testing.T, lines string) *segment.Synonyms {
	t.Helper()
	s, err := segment.ReadSynonyms(strings.NewReader(lines), "test.txt")
	require.NoError(t, err)
	return s
}

func TestDefaultSynonyms(t *testing.T) {
	s := segment.DefaultSynonyms()
	same, near := 0, 0
	at := map[string]segment.SynonymGroup{}
	for _, g := range s.Groups() {
		if g.Near {
			near++
			continue
		}
		same++
		for _, m := range g.Members {
			require.NotContains(t, at, m, "in two groups of the same meaning: %v, %v", at[m], g)
			at[m] = g
		}
	}
	require.Greater(t, same, 1500)
	require.Greater(t, near, 1000)
	lithium, _ := s.Of("锂电")
	require.Equal(t, []string{"锂离子电池", "锂电池"}, lithium)
}

func TestReadSynonyms(t *testing.T) {
	s := synonyms(t, "\ufeff# 注释\n\n  ＰＬＣ = 可编程控制器  \r\n锂电池 ~ 动力电池 ~ 电芯\nPLC ~ 工控机\n")
	require.Equal(t, []segment.SynonymGroup{
		{Members: []string{"plc", "可编程控制器"}},
		{Members: []string{"锂电池", "动力电池", "电芯"}, Near: true},
		{Members: []string{"plc", "工控机"}, Near: true},
	}, s.Groups())
	same, near := s.Of("plc")
	require.Equal(t, []string{"可编程控制器"}, same)
	require.Equal(t, []string{"工控机"}, near)
	same, near = s.Of("工业")
	require.Empty(t, same)
	require.Empty(t, near)
}

func TestReadSynonymsFaults(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"one term":       {"# 注释\n锂电池\n", "test.txt:2: want two or more terms"},
		"no spaces":      {"锂电=锂电池", "test.txt:1: want two or more terms"},
		"both signs":     {"锂电 = 锂电池 ~ 电芯", "test.txt:1: a group has either = or ~"},
		"empty term":     {"锂电 =  = 锂电池", `test.txt:1: "" has no letter`},
		"ends with sign": {"锂电 = ", "test.txt:1: want two or more terms"},
		"number":         {"锂电 = 18650", `test.txt:1: "18650" has no letter`},
		"twice":          {"plc = ＰＬＣ", `test.txt:1: "plc" is there twice`},
		"not UTF-8":      {"锂电 = \xff\n", "test.txt:1: is not UTF-8"},
		"too long":       {"锂电 = " + strings.Repeat("长", 65), "test.txt:1: a term of 65 characters is longer than 64"},
		"too many":       {"甲" + strings.Repeat(" = 乙", 1) + many(32), "test.txt:1: 34 terms are more than 32"},
		"two groups":     {"锂电 = 锂电池\n电芯 ~ 锂电\n\n锂电 = 锂离子电池", `test.txt:4: "锂电" is in the group of line 1 already`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := segment.ReadSynonyms(strings.NewReader(c.text), "test.txt")
			require.ErrorIs(t, err, segment.ErrSynonyms)
			require.ErrorContains(t, err, c.want)
		})
	}
	_, err := segment.ReadSynonyms(strings.NewReader("甲\n乙 = 丙\n丁\n"), "test.txt")
	require.ErrorContains(t, err, "test.txt:1:")
	require.ErrorContains(t, err, "test.txt:3:", "every faulty line is reported")
	_, err = segment.ReadSynonyms(strings.NewReader(strings.Repeat("甲\n", 1000)), "test.txt")
	require.NotContains(t, err.Error(), "test.txt:11:", "up to ten")
}

// many returns n further members of a group.
func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(" = 词" + string(rune('a'+i%26)) + string(rune('a'+i/26)))
	}
	return b.String()
}

func TestSynonymsWith(t *testing.T) {
	both := synonyms(t, "锂电 = 锂电池\n").With(synonyms(t, "锂电 = 锂离子电池\n锂电 ~ 锂电池\n"))
	same, near := both.Of("锂电")
	require.Equal(t, []string{"锂电池", "锂离子电池"}, same)
	require.Empty(t, near, "what means the same is not near besides")
	same, _ = both.Of("锂电池")
	require.Equal(t, []string{"锂电"}, same, "groups are not joined")
	var none *segment.Synonyms
	require.Empty(t, none.Groups())
	require.Empty(t, none.In(segment.Default().Analyze("锂电池", segment.Plain)))
	require.Len(t, none.With(both).Groups(), 3)
}

func TestSynonymsIn(t *testing.T) {
	s := synonyms(t, "电池 = 蓄电池\n锂离子电池 = 锂电\n锂离子电池隔膜 = 锂电隔膜\nAI = 人工智能\n生成式AI = AIGC\n有机物 = 有机化合物\n研发 = 开发\n"+
		"DC/DC转换器 = 直流变换器\n水轮机 ~ 水泵\n")
	for text, want := range map[string]string{
		"提高锂离子电池的寿命":     "锂离子电池",
		"锂离子电池隔膜与电池":     "锂离子电池隔膜 电池", // the longest, over two words; then on behind it
		"采用ＡＩ技术":         "ai",         // full width
		"email与ai-2、aid": "",           // latin as whole tokens only
		"AI":             "ai",
		"生成式AI模型":        "生成式ai", // Han and latin
		"鋰離子電池":          "锂离子电池",
		"挥发性有机物":         "", // inside a longer word
		"水中的有机物":         "有机物",
		"DC/DC转换器的效率":    "dc/dc转换器",
		"水轮机水泵":          "水轮机 水泵",
		"水 泵":            "水泵", // letter-spaced characters belong together
		"锂离子，电池":         "电池", // not over punctuation
		"没有":             "",
		"":               "",
	} {
		a := segment.Default().Analyze(text, segment.Plain)
		var got []string
		for _, token := range s.In(a) {
			got = append(got, token.Term)
			require.Contains(t, segment.Normalize(text[token.Start:token.End]), token.Term)
		}
		require.Equal(t, want, strings.Join(got, " "), "%q cut into %v", text, a.Tokens(segment.Words))
	}
	a := segment.Default().Analyze("需求内容：研发锂离子电池", segment.NeedText)
	require.Len(t, s.In(a), 2)
}

// FuzzReadSynonyms checks on any input: a lexicon is refused with a line, or its groups are written and read again as they were.
func FuzzReadSynonyms(f *testing.F) {
	for _, s := range []string{"", "锂电 = 锂电池\n", "a ~ b ~ c\r\n# x\n", "ＰＬＣ = 可编程 控制器\nx=y\n", "\ufeff甲 = 乙 ~ 丙", "\xff = a", "① = ②a\n"} {
		f.Add(s)
	}
	seg := segment.Default() // before the clock of a worker runs
	f.Fuzz(func(t *testing.T, text string) {
		s, err := segment.ReadSynonyms(strings.NewReader(text), "f")
		if err != nil {
			require.ErrorIs(t, err, segment.ErrSynonyms)
			require.Contains(t, err.Error(), "f:")
			return
		}
		var b strings.Builder
		for _, g := range s.Groups() {
			require.GreaterOrEqual(t, len(g.Members), 2)
			sign := " = "
			if g.Near {
				sign = " ~ "
			}
			b.WriteString(strings.Join(g.Members, sign) + "\n")
		}
		s.In(seg.Analyze(text, segment.NeedText))
		again, err := segment.ReadSynonyms(strings.NewReader(b.String()), "again")
		if err == nil { // a normalised term may begin with # or hold a sign
			require.Equal(t, s.Groups(), again.Groups())
		}
	})
}
