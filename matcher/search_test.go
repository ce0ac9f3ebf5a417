package matcher_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

// searchPatents are what the query strings of the tables below are asked of.
func searchPatents(t *testing.T) []corpus.Patent {
	t.Helper()
	return []corpus.Patent{
		{
			ID: "A", Title: "磷酸铁锂正极材料的制备方法", Abstract: "低温放电性能好。", IPC: []string{"H01M 4/58"}, Type: corpus.TypeInvention, LegalStatus: "授权",
			Applicants: []string{"江澜理工大学"}, Region: "湖北省武汉市", GrantDate: date(t, "2020-03-05"), Conversion: &corpus.Conversion{Modes: []corpus.Mode{"许可"}},
		},
		{
			ID: "B", Title: "锂离子电池隔膜", Abstract: "隔膜涂布均匀，正极与材料库相接。", IPC: []string{"H01M 4/04"}, Type: corpus.TypeInvention, LegalStatus: "专利权维持",
			Applicants: []string{"楚垣电池有限公司"}, Region: "湖北省宜昌市", GrantDate: date(t, "2020-12-31"),
		},
		{
			ID: "C", Title: "污水处理装置", Abstract: "膜组件不易堵塞，适用于PD-1生产废水，流量为100升。", IPC: []string{"C02F 3/10"}, Type: corpus.TypeUtility, LegalStatus: "未缴年费专利权终止",
			Applicants: []string{"Acme Water Ltd"}, Region: "江苏省苏州市", GrantDate: date(t, "2021-06-01"),
		},
		{ID: "D", Title: "隔膜泵", Abstract: "隔膜泵的正极材料为石墨。", Date: date(t, "2019")},
		{ID: "E", Title: "收割机", Abstract: "玉米收割机。"},
	}
}

func TestSearchSyntax(t *testing.T) {
	e := memory(t, searchPatents(t)...)
	for _, test := range []struct {
		query string
		want  string // in any order
	}{
		{"", "ABCDE"},
		{"隔膜", "BD"},
		{"隔膜 收割机", "BDE"},
		{"隔膜 没有这个词", "BD"},
		{"没有这个词", ""},
		{"+隔膜 收割机", "BD"},
		{"隔膜 -泵", "B"},
		{"-隔膜", "ACE"},
		{"-隔膜 -玉米", "AC"},
		{`"正极材料"`, "AD"},
		{`"正极与材料"`, "B"},
		{`-"正极材料"`, "BCE"},
		{`隔膜 -"正极材料"`, "B"},
		{`"正极材料" "石墨"`, "D"},
		{`"材料正极"`, ""},
		{`"正极材料" 石墨 收割机`, "AD"},
		{"+隔膜 +泵 锂离子电池", "D"},
		{"膜", "BCD"}, // one character is in no bigram alone: it is looked for in the text
		{"title:隔膜", "BD"},
		{"title:膜", "BD"},
		{"abstract:膜", "BCD"},
		{"title:正极材料", "A"},
		{"abstract:正极材料", "D"},
		{"-title:隔膜 abstract:膜", "C"},
		{"title:泵 abstract:石墨", "D"},
		{"pd-1", "C"},
		{"ＰＤ－１", "C"},
		{"PD-2", ""},
		{"鋰離子電池", "B"},
		{"ipc:H01M", "AB"},
		{"ipc:h01m", "AB"},
		{"ipc:H01M*", "AB"},
		{"ipc:H01M4*", "AB"},
		{"ipc:H01M4/5*", "A"},
		{"ipc:H0?M", "AB"},
		{`ipc:"H01M 4/58"`, "A"},
		{"-ipc:H", "CDE"},
		{"sei:7.2", "C"},
		{"sei:7", "CD"}, // a pump without a symbol: inferred
		{"sei:先进环保产业", "C"},
		{"applicant:大学", "A"},
		{"applicant:江澜*", "A"},
		{"applicant:*大学", "A"},
		{"applicant:?澜*大?", "A"},
		{"applicant:*?c?*?a?*", "C"},
		{"applicant:.*", ""},
		{"applicant:大学*", ""},
		{`applicant:"Acme Water"`, "C"},
		{"region:湖北", "AB"},
		{"region:武汉", "A"},
		{"type:实用新型", "C"},
		{"type:*新型", "C"},
		{"status:有效", "AB"},
		{"status:失效", "C"},
		{"status:专利权维持", "B"},
		{"status:*终止", "C"},
		{"mode:许可", "A"},
		{"year:2020", "AB"},
		{"year:>2020", "C"},
		{"year:>=2020", "ABC"},
		{"year:<2020", "D"},
		{"year:<=2020", "ABD"},
		{"granted:2020", "AB"},
		{"granted:2020-12", "B"},
		{"granted:2020-12-31", "B"},
		{"granted:>2020", "C"},
		{"granted:>2020-03", "BC"},
		{"granted:>2020-03-05", "BC"},
		{"granted:>=2020-03-05", "ABC"},
		{"granted:<2021", "AB"},
		{"granted:<2020-12-31", "A"},
		{"granted:<=2020-12", "AB"},
		{"granted:>=2020-04 granted:<2021-06", "B"},
		{"-granted:>=2020", "DE"},
		{"date:2019", "D"},
		{"date:<2020-06", "AD"},
		{"ipc:H01M -applicant:大学", "B"},
		{"隔膜 ipc:H01M", "B"},
		{"隔膜 ipc:C02F", ""},
		{"2020 ipc:H01M", "AB"}, // a number is no term: nothing to rank by beside the filter
		{"100", "C"},
		{"100 隔膜", "BD"},
		{"2099 100", "C"},
		{"100 -污水", ""},
		{"2099", ""},
	} {
		t.Run(test.query, func(t *testing.T) {
			got, err := e.Search(t.Context(), search(test.query))
			require.NoError(t, err)
			require.NotNil(t, got.Hits)
			require.ElementsMatch(t, letters(test.want), found(got))
			require.Equal(t, uint64(len(got.Hits)), got.Total)
			require.Empty(t, got.Next)
		})
	}
}

func TestSearchFaults(t *testing.T) {
	e := memory(t, searchPatents(t)...)
	for _, test := range []struct {
		query  string
		offset int
		reason string
	}{
		{`隔膜 "正极`, 7, "never closed"},
		{strings.Repeat("电", 1366), 4096, "4098 bytes, more than 4096"},
		{strings.Repeat("膜 ", 201), 800, "201 parts, more than 200"},
		{"隔膜 colour:红", 7, `unknown field "colour"`},
		{"隔膜 ，。", 7, "only punctuation"},
		{"，", 0, "only punctuation"},
		{`隔膜 "，"`, 7, "only punctuation"},
		{"title:，", 6, "only punctuation"},
		{"-😀", 1, "only punctuation"},
		{"/H01.*/", 0, "regular expressions are not supported"},
		{"隔膜 ipc:/H01/", 11, "regular expressions are not supported"},
		{"ipc:电池", 4, `"电池" is no IPC symbol`},
		{"sei:炼金术", 4, `"炼金术" is no code or name`},
		{"year:去年", 5, `"去年" is no date`},
		{"granted:>2020-13", 9, `"2020-13" is no date`},
		{"title:>隔膜", 7, `> compares dates; field "title" has none`},
		{"ipc:>=H01M", 6, `>= compares dates; field "ipc" has none`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, err := e.Search(t.Context(), search(test.query))
			require.Nil(t, got)
			require.ErrorIs(t, err, matcher.ErrQuery)
			var fault *matcher.QueryError
			require.ErrorAs(t, err, &fault)
			require.Equal(t, test.offset, fault.Offset)
			require.Equal(t, test.query, fault.Query)
			require.Contains(t, fault.Reason, test.reason)
		})
	}
}

func TestSearchBounds(t *testing.T) {
	e := memory(t, searchPatents(t)...)
	for _, test := range []struct {
		name   string
		edit   func(*matcher.SearchRequest)
		reason string
	}{
		{"k 0", func(r *matcher.SearchRequest) { r.K = 0 }, "k 0"},
		{"k too large", func(r *matcher.SearchRequest) { r.K = index.MaxK + 1 }, "k 10001"},
		{"sort", func(r *matcher.SearchRequest) { r.Sort = "relevance" }, `sort "relevance"`},
		{"facet", func(r *matcher.SearchRequest) { r.Facets = []string{"sei", "colour"} }, `facet "colour"; there are sei, ipc`},
		{"facet size 0", func(r *matcher.SearchRequest) { r.Facets, r.FacetSize = []string{"sei"}, 0 }, "facet size 0"},
		{"facet size too large", func(r *matcher.SearchRequest) { r.Facets, r.FacetSize = []string{"sei"}, 1001 }, "facet size 1001"},
		{"cursor of no base64", func(r *matcher.SearchRequest) { r.Cursor = "!!" }, `cursor "!!"`},
		{"cursor of something else", func(r *matcher.SearchRequest) { r.Cursor = "WzFd" }, `cursor "WzFd"`},       // [1]
		{"cursor with a word for a rank", func(r *matcher.SearchRequest) { r.Cursor = "WyJhIiwiQiJd" }, "cursor"}, // ["a","B"]
		{"cursor of another sort", func(r *matcher.SearchRequest) { r.Cursor, r.Sort = next(t, e, "隔膜"), "date" }, "sorted by score"},
		{"cursor of another query", func(r *matcher.SearchRequest) { r.Cursor = next(t, e, "收割机 污水") }, "another query"},
		{"applicant too long", func(r *matcher.SearchRequest) { r.Filter.Applicants = []string{strings.Repeat("长", 101)} }, "101 characters"},
		{"applicant of a query too long", func(r *matcher.SearchRequest) { r.Query = "applicant:" + strings.Repeat("长", 101) }, "101 characters"},
		{"status of a query too long", func(r *matcher.SearchRequest) { r.Query = "status:*" + strings.Repeat("长", 100) }, "101 characters"},
	} {
		t.Run(test.name, func(t *testing.T) {
			req := search("隔膜")
			test.edit(&req)
			_, err := e.Search(t.Context(), req)
			require.ErrorIs(t, err, matcher.ErrQuery)
			require.ErrorContains(t, err, test.reason)
		})
	}
	req := search("隔膜")
	req.K = index.MaxK
	got, err := e.Search(t.Context(), req)
	require.NoError(t, err)
	require.Len(t, got.Hits, 2)
}

// next returns the cursor behind the first hit of a query.
func next(t *testing.T, e *matcher.Engine, q string) string {
	t.Helper()
	req := search(q)
	req.K = 1
	got, err := e.Search(t.Context(), req)
	require.NoError(t, err)
	require.NotEmpty(t, got.Next)
	return got.Next
}

// reference scores free words without an index: it counts terms in every patent and adds w·q in a plain loop.
type reference struct {
	opts    index.Options
	impacts []map[index.Term]uint32
	patents []corpus.Patent
}

func newReference(patents []corpus.Patent) *reference {
	r := &reference{opts: matcher.DefaultOptions().Patents, patents: patents}
	for _, p := range patents {
		texts := []index.Text{{Field: "title", Content: p.Title}, {Field: "abstract", Content: p.Abstract}}
		held := map[index.Term]uint32{}
		for _, v := range r.opts.Views {
			for term, q := range r.opts.Impacts(segment.Default(), v.View, texts) {
				held[index.Term{View: v.View, Text: term}] = uint32(q)
			}
		}
		r.impacts = append(r.impacts, held)
	}
	return r
}

// search ranks the patents that hold a term of the words, each counting boost times.
func (r *reference) search(words map[string]int) []matcher.SearchHit {
	var raw []index.Raw
	for _, v := range r.opts.Views {
		tf := map[string]int{}
		for word, boost := range words {
			once := map[string]int{}
			segment.Default().Analyze(word, segment.Plain).Count(v.View, once)
			for term, n := range once {
				tf[term] += boost * n
			}
		}
		for term, n := range tf {
			t := index.Term{View: v.View, Text: term}
			df := uint64(0)
			for _, held := range r.impacts {
				if held[t] > 0 {
					df++
				}
			}
			raw = append(raw, index.Raw{Term: t, Weight: index.RawWeight(v.Weight, n, index.IDF(df, uint64(len(r.impacts))))})
		}
	}
	terms, _ := index.Weigh(raw)
	var out []matcher.SearchHit
	for i, held := range r.impacts {
		score := uint32(0)
		for _, t := range terms {
			score += uint32(t.W) * held[t.Term]
		}
		if score > 0 {
			out = append(out, matcher.SearchHit{ID: r.patents[i].ID, Title: r.patents[i].Title, Score: score})
		}
	}
	slices.SortFunc(out, func(a, b matcher.SearchHit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// The score of a hit is the sum of w·q that a plain loop over all patents gives, integer for integer.
func TestSearchScoresAreTheSums(t *testing.T) {
	s := sample(t)
	r := newReference(s.patents)
	for query, words := range map[string]map[string]int{
		"电池":            {"电池": 1},
		"锂离子电池 正极材料 制备": {"锂离子电池": 1, "正极材料": 1, "制备": 1},
		"激光^4 焊接":       {"激光": 4, "焊接": 1},
		"焊接 焊接 激光":      {"焊接": 2, "激光": 1},
		"5G 无线 机器人":     {"5G": 1, "无线": 1, "机器人": 1},
	} {
		t.Run(query, func(t *testing.T) {
			want := r.search(words)
			require.NotEmpty(t, want)
			req := search(query)
			req.K = index.MaxK
			got, err := s.engine.Search(t.Context(), req)
			require.NoError(t, err)
			require.Equal(t, uint64(len(want)), got.Total)
			for i := range got.Hits {
				got.Hits[i].Snippet, got.Hits[i].Highlights, got.Hits[i].Inferred = "", nil, nil
			}
			require.Equal(t, want, got.Hits)
		})
	}
}

// By hand, with the options and patents of TestSharesByHand: 涂层 is the only term, so w = 255; it stands in the abstract of P1,
// q = 116, and in the title of P2, q = 159. A boost multiplies the count of every term alike when there is one word.
func TestSearchScoresByHand(t *testing.T) {
	e, err := matcher.NewMemory(bigramsOnly())
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	require.NoError(t, e.AddPatents(t.Context(), handPatents()...))
	scores := func(q string) map[string]uint32 {
		got, err := e.Search(t.Context(), search(q))
		require.NoError(t, err)
		out := map[string]uint32{}
		for _, h := range got.Hits {
			out[h.ID] = h.Score
		}
		return out
	}
	require.Equal(t, map[string]uint32{"P1": 255 * 116, "P2": 255 * 159}, scores("涂层"))
	require.Equal(t, map[string]uint32{"P1": 255 * 116, "P2": 255 * 159}, scores("涂层^7"))
	// 水泵 and 轴承 are in one patent of four each. With boost 4 the raw weight doubles: w = 255 and floor(127.5 + ½) = 128.
	require.Equal(t, map[string]uint32{"P3": 255 * 159, "P4": 128 * 159}, scores("水泵^4 轴承"))
	// A phrase both restricts and is ranked by; a field only restricts.
	require.Equal(t, map[string]uint32{"P1": 255 * 116, "P2": 255 * 159}, scores(`"涂层"`))
	require.Equal(t, map[string]uint32{"P2": 0}, scores("title:涂层"))
}

// Required, excluded and quoted parts are decided by the stored text.
func TestSearchPhrasesAreVerified(t *testing.T) {
	s := sample(t)
	holds := func(phrase string) []string {
		out := []string{}
		for _, p := range s.patents {
			if strings.Contains(segment.Normalize(p.Title), phrase) || strings.Contains(segment.Normalize(p.Abstract), phrase) {
				out = append(out, p.ID)
			}
		}
		return out
	}
	for _, phrase := range []string{"电池", "机器人", "电极", "的", "0.02%", "20", "5g", "一种", "本发明", "mm"} {
		want := holds(phrase)
		require.NotEmpty(t, want, phrase)
		req := search(`"` + phrase + `"`)
		req.K = index.MaxK
		got, err := s.engine.Search(t.Context(), req)
		require.NoError(t, err)
		require.ElementsMatch(t, want, found(got), phrase)

		req.Query = `-"` + phrase + `"`
		got, err = s.engine.Search(t.Context(), req)
		require.NoError(t, err)
		require.Len(t, got.Hits, len(s.patents)-len(want), phrase)
	}
}
