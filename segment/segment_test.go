package segment_test

import (
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"ＰＬＣ控制":      "plc控制",   // full width, case
		"鋰離子電池":      "锂离子电池",   // traditional
		"CO₂与m²":     "co2与m2",  // sub- and superscripts
		"5㎏、3㎜":      "5kg、3mm", // unit signs unfold to several letters
		"25℃":        "25°c",
		"锂离子 电池":     "锂离子 电池",  // a space between words is a boundary
		"锂离子　电池":     "锂离子 电池",  // an ideographic space too
		"专 利　说 明 书":  "专利说明书",   // letter-spaced characters belong together
		"薄 膜 制备":     "薄膜 制备",   // up to the first longer word
		"PD-1 抗体":    "pd-1 抗体", // a space beside latin stays
		"a  b":       "a  b",    // no other space is touched
		"\xff石":      "\uFFFD石", // invalid UTF-8
		"ｶﾞ":         "ガ",       // half-width kana with its voicing mark compose
		"e\u0301":    "é",       // a combining mark
		"ﬁlter":      "filter",
		"２０２５年":      "2025年",
		"Ångström":   "ångström",
		"①②":         "12",
		"本发明，其特征在于：": "本发明,其特征在于:",
	} {
		require.Equal(t, want, segment.Normalize(in), "%q", in)
	}
}

// terms are the texts of the tokens but for compounds.
func terms(tokens []segment.Token) []string {
	var out []string
	for _, t := range tokens {
		if t.Class != segment.Joined {
			out = append(out, t.Term)
		}
	}
	return out
}

func TestCodesStayWhole(t *testing.T) {
	for _, code := range []string{
		"PD-1", "LiNi0.8Co0.1Mn0.1O2", "60Si2Mn", "5G", "0.024~0.06mm", "SO3", "Ca(OH)2", "Fe2(SO4)3", "C++", "Ca2+", "80km/h", "mg/L",
		"g/cm3", "5%~10%", "25°C", "H01M4/58", "100/120", "IL-6", "10-20", "TiO2", "α-Fe2O3", "3.5GHz", "0.5‰",
	} {
		tokens := segment.Default().Analyze("采用"+code+"材料", segment.Plain).Tokens(segment.Words)
		require.Contains(t, terms(tokens), segment.Normalize(code))
	}
	// What only looks like one code is several.
	require.Equal(t, []string{"plc", "dcs"}, terms(segment.Default().Analyze("PLC/DCS", segment.Plain).Tokens(segment.Words)))
	require.Equal(t, []string{"a", "b"}, terms(segment.Default().Analyze("A+B", segment.Plain).Tokens(segment.Words)))
	require.Equal(t, []string{"衬底", "302"}, terms(segment.Default().Analyze("衬底(302)", segment.Plain).Tokens(segment.Words)))
}

func TestOffsetsPointIntoTheOriginal(t *testing.T) {
	text := "採用５㎏石墨烯，石墨烯ＰＬＣ"
	var got []string
	for _, tok := range segment.Default().Analyze(text, segment.Plain).Tokens(segment.Words) {
		got = append(got, tok.Term+"="+text[tok.Start:tok.End])
	}
	// The two occurrences of 石墨烯 have their own places; 5kg covers the full-width digit and the whole unit sign.
	require.Equal(t, []string{"采用=採用", "5kg=５㎏", "石墨烯=石墨烯", "石墨烯=石墨烯", "plc=ＰＬＣ"}, got)
}

func TestViews(t *testing.T) {
	a := segment.Default().Analyze("石墨烯PD-1膜", segment.Plain)
	require.Equal(t, []string{"石墨", "墨烯", "pd-1", "膜"}, terms(a.Tokens(segment.Bigrams)))
	require.Equal(t, []string{"石", "墨", "烯", "pd-1", "膜"}, terms(a.Tokens(segment.Chars)))
	require.Equal(t, []string{"石墨烯", "pd-1", "膜"}, terms(a.Tokens(segment.Words)))
}

func content(text string, genre segment.Genre) string {
	a := segment.Default().Analyze(text, genre)
	var out []string
	for _, t := range a.Tokens(segment.Words) {
		if t.Class == segment.Content || t.Class == segment.Stop {
			out = append(out, t.Term)
		}
	}
	return strings.Join(out, " ")
}

func TestPatentBoilerplateIsMarked(t *testing.T) {
	require.Equal(t, "石墨烯 散热膜", content("本发明公开了一种石墨烯散热膜", segment.PatentText))
	require.Equal(t, "支架", content("其特征在于：所述支架", segment.PatentText))
	require.Equal(t, "电机", content("本实用新型涉及电机技术领域", segment.PatentText))
	// The same words are content where they are no boilerplate.
	require.Equal(t, "本发明 公开 了 一种 石墨烯 散热膜", content("本发明公开了一种石墨烯散热膜", segment.Plain))
	spans := segment.Default().Analyze("本发明公开了一种石墨烯膜", segment.PatentText).Spans()
	require.Equal(t, []segment.Span{{Start: 0, End: len("本发明公开了一种"), Class: segment.Boilerplate}}, spans)
}

func TestNeedBoilerplateAndBackgroundAreMarked(t *testing.T) {
	text := "需求内容：开发高韧性立方氮化硼单晶。公司现有员工120人，2018年实现销售收入2002万元。预期目标：冲击韧性提高。"
	a := segment.Default().Analyze(text, segment.NeedText)
	var got []string
	for _, s := range a.Spans() {
		got = append(got, s.Class.String()+" "+text[s.Start:s.End])
	}
	require.Equal(t, []string{
		"boilerplate 需求内容",
		"background 公司现有员工120人，2018年实现销售收入2002万元。",
		"boilerplate 预期目标",
	}, got)
	// A need that is background from end to end keeps its words: it must not lose everything.
	only := segment.Default().Analyze("公司现有员工120人，年产值三亿元。", segment.NeedText)
	require.Empty(t, only.Spans())
	off, err := segment.New(segment.Options{})
	require.NoError(t, err)
	for _, s := range off.Analyze(text, segment.NeedText).Spans() {
		require.Equal(t, segment.Boilerplate, s.Class)
	}
}

func TestUserTerms(t *testing.T) {
	o := segment.DefaultOptions()
	o.Terms = []string{"拔丝润滑模", "G5基站"}
	s, err := segment.New(o)
	require.NoError(t, err)
	require.Equal(t, []string{"新型", "拔丝润滑模", "与", "g5基站"}, terms(s.Analyze("新型拔丝润滑模与G5基站", segment.Plain).Tokens(segment.Words)))
	require.NotEqual(t, segment.Default().Hash(), s.Hash())
	same, err := segment.New(o)
	require.NoError(t, err)
	require.Equal(t, s.Hash(), same.Hash())
	for _, bad := range []string{"", "膜", "，，", strings.Repeat("长", 33)} {
		_, err := segment.New(segment.Options{Terms: []string{bad}})
		require.ErrorIs(t, err, segment.ErrTerm, "%q", bad)
	}
}

func TestCountLeavesOutWhatDoesNotCount(t *testing.T) {
	tf := map[string]int{}
	n := segment.Default().Analyze("本发明公开了一种石墨烯的制备，302个石墨烯", segment.PatentText).Count(segment.Words, tf)
	require.Equal(t, map[string]int{"石墨烯": 2, "制备": 1}, tf) // 的, 个 and the bare number are stop tokens
	require.Equal(t, 3, n)
}

// TestGoldenCuts compares the word view with cuts that were written by hand. A cut may differ in at most a tenth of the
// sentences: the expectations are judgments of what is right, and the share that is met is what the dictionary is worth.
func TestGoldenCuts(t *testing.T) {
	data, err := os.ReadFile("testdata/cuts.golden.txt")
	require.NoError(t, err)
	var wrong []string
	total := 0
	for block := range strings.SplitSeq(string(data), "\n\n") {
		sentence, want, ok := strings.Cut(strings.TrimSpace(block), "\n")
		if !ok {
			continue
		}
		total++
		got := strings.Join(terms(segment.Default().Analyze(sentence, segment.Plain).Tokens(segment.Words)), " / ")
		if got != strings.TrimSpace(want) {
			wrong = append(wrong, sentence+"\n  want "+want+"\n  got  "+got)
		}
	}
	require.GreaterOrEqual(t, total, 60)
	require.Empty(t, wrong, "%d of %d sentences differ:\n%s", len(wrong), total, strings.Join(wrong, "\n"))
}

func TestTermsCoverTheDictionary(t *testing.T) {
	all := segment.Terms()
	require.GreaterOrEqual(t, len(all), 3000)
	for _, want := range []string{"石墨烯", "锂离子电池", "磷酸铁锂", "卷积神经网络"} {
		require.Contains(t, all, want)
		require.Equal(t, []string{want}, terms(segment.Default().Analyze(want, segment.Plain).Tokens(segment.Words)))
	}
}

func TestSegmenterServesManyGoroutines(t *testing.T) {
	s := segment.Default()
	text := "本发明公开了一种锂离子电池用LiNi0.8Co0.1Mn0.1O2正极材料"
	want := terms(s.Analyze(text, segment.PatentText).Tokens(segment.Words))
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 50 {
				if got := terms(s.Analyze(text, segment.PatentText).Tokens(segment.Words)); strings.Join(got, " ") != strings.Join(want, " ") {
					t.Errorf("got %q", got)
				}
			}
		})
	}
	wg.Wait()
}

func TestFindAndPhraseTerms(t *testing.T) {
	text := "石墨烯ＰＤ－１膜，石 墨 烯"
	a := segment.Default().Analyze(text, segment.PatentText)
	var got []string
	for _, s := range a.Find("石墨烯") {
		got = append(got, text[s.Start:s.End])
	}
	require.Equal(t, []string{"石墨烯", "石 墨 烯"}, got)
	require.Equal(t, []string{"石墨", "墨烯"}, segment.Default().PhraseTerms("石墨烯", segment.PatentText))
	// PD-1 at the border may be part of PD-1A; 膜 alone may be part of 薄膜.
	require.Equal(t, []string{"石墨", "墨烯"}, segment.Default().PhraseTerms("石墨烯PD-1", segment.PatentText))
	require.Empty(t, segment.Default().PhraseTerms("膜", segment.PatentText))
	// 所述 is boilerplate, so the index may not hold it.
	require.NotContains(t, segment.Default().PhraseTerms("所述电极", segment.PatentText), "所述")
	require.Contains(t, segment.Default().PhraseTerms("所述电极", segment.PatentText), "电极")
}

func TestBleveAnalyzer(t *testing.T) {
	require.NoError(t, segment.RegisterAnalyzer("gongxu_words_test", segment.Default().Analyzer(segment.Words, segment.PatentText)))
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = "gongxu_words_test"
	x, err := bleve.NewMemOnly(m)
	require.NoError(t, err)
	defer x.Close()
	require.NoError(t, x.Index("a", map[string]string{"abstract": "本发明公开了一种石墨烯散热膜"}))
	res, err := x.Search(bleve.NewSearchRequest(bleve.NewMatchQuery("石墨烯")))
	require.NoError(t, err)
	require.Equal(t, uint64(1), res.Total)
	stream := segment.Default().Analyzer(segment.Words, segment.PatentText).Analyze([]byte("一种石墨烯PD-1"))
	require.Len(t, stream, 2)
	require.Equal(t, "石墨烯", string(stream[0].Term))
	require.Equal(t, len("一种"), stream[0].Start)
	require.Equal(t, 1, stream[0].Position)
}

func TestMarkupIsBoilerplate(t *testing.T) {
	content := func(text string) []string {
		var out []string
		segment.Default().Analyze(text, segment.NeedText).Each(segment.Words, func(term string) { out = append(out, term) })
		return out
	}
	require.Equal(t, []string{"石墨烯", "电池"}, content(`<p style="color:red">石墨烯&nbsp;电池</p><br/>`))
	require.Equal(t, []string{"石墨烯", "电池"}, content("石墨烯&#160;电池&lt;"))
	// What only looks like markup stays: a comparison, a name with an ampersand.
	require.Equal(t, []string{"厚度", "x", "y", "石墨烯"}, content("厚度x<y>石墨烯"))
	require.Equal(t, []string{"r", "d", "石墨烯"}, content("R&D石墨烯"))
}
