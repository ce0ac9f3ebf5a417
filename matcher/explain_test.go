package matcher_test

import (
	"cmp"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

// checkExplanation tests what holds for every explanation: the root is the score, and every parent is the sum of its parts.
func checkExplanation(t *testing.T, root *matcher.Explanation, score float64) {
	t.Helper()
	require.NotNil(t, root)
	require.Equal(t, "score", root.Signal)
	require.InDelta(t, score, root.Value, 1e-12)
	require.InDelta(t, score, root.Points, 1e-12)
	require.InDelta(t, 1, root.Weight, 1e-12)
	require.NotEmpty(t, root.Parts)
	checkNode(t, root)
}

func checkNode(t *testing.T, e *matcher.Explanation) {
	t.Helper()
	require.NotEmpty(t, e.Label, e.Signal)
	require.NotEmpty(t, e.Note, e.Signal)
	require.True(t, e.Value >= 0 && e.Value <= 1, "%s: value %g", e.Signal, e.Value)
	require.True(t, e.Weight >= 0 && e.Weight <= 1+1e-12, "%s: weight %g", e.Signal, e.Weight)
	require.InDelta(t, e.Weight*e.Value, e.Points, 1e-12, e.Signal)
	shares := 0.0
	for i, term := range e.Terms {
		require.True(t, term.W >= 1 && term.W <= 255 && term.Q >= 1 && term.Q <= 255, "%+v", term)
		require.True(t, term.Share > 0 && term.Share <= 1, "%+v", term)
		if i > 0 {
			require.GreaterOrEqual(t, e.Terms[i-1].Share, term.Share, "the strongest term comes first")
		}
		shares += term.Share
	}
	require.LessOrEqual(t, shares, 1+1e-9)
	if len(e.Parts) == 0 {
		return
	}
	points, weights := 0.0, 0.0
	seen := map[string]bool{}
	for _, part := range e.Parts {
		require.False(t, seen[part.Signal], "signal %s appears once", part.Signal)
		seen[part.Signal] = true
		points += part.Points
		weights += part.Weight
		checkNode(t, part)
	}
	require.InDelta(t, e.Value, points, 1e-9, "the value of %s is the sum of its parts", e.Signal)
	require.InDelta(t, 1, weights, 1e-9, "the weights below %s", e.Signal)
}

// part returns the node of a signal.
func part(t *testing.T, root *matcher.Explanation, signal string) *matcher.Explanation {
	t.Helper()
	for _, p := range root.Parts {
		if p.Signal == signal {
			return p
		}
	}
	require.Fail(t, "no signal "+signal)
	return nil
}

// checkPlaces tests that every place cuts the text that it names out of the record.
func checkPlaces(t *testing.T, places []matcher.Highlight, texts map[string]string) {
	t.Helper()
	for _, h := range places {
		text, ok := texts[h.Field]
		require.True(t, ok, "field %q", h.Field)
		require.True(t, 0 <= h.Start && h.Start < h.End && h.End <= len(text), "%+v", h)
		require.Equal(t, text[h.Start:h.End], h.Text)
	}
}

func TestExplanationsOfTheSample(t *testing.T) {
	s := sample(t)
	for _, need := range s.needs {
		q := query(4)
		q.Records = true
		got, err := s.engine.Match(t.Context(), need, q)
		require.NoError(t, err)
		for _, m := range got.Matches {
			checkExplanation(t, m.Explanation, m.Score)
			patent := map[string]string{"title": m.Patent.Title, "abstract": m.Patent.Abstract}
			checkPlaces(t, m.Highlights, patent)
			require.NotEmpty(t, m.Highlights)
			for i, h := range m.Highlights[1:] {
				before := m.Highlights[i]
				require.True(t, before.Field == "title" && h.Field == "abstract" || before.Field == h.Field && before.End < h.Start,
					"highlights are in order and apart: %+v, %+v", before, h)
			}
			lexical := part(t, m.Explanation, "lexical")
			require.NotEmpty(t, lexical.Terms)
			require.LessOrEqual(t, len(lexical.Terms), q.Terms)
			for _, term := range lexical.Terms {
				require.NotEmpty(t, term.Patent, "%s is somewhere in the patent", term.Term)
				require.NotEmpty(t, term.Need, "%s is somewhere in the need", term.Term)
				checkPlaces(t, term.Patent, patent)
				checkPlaces(t, term.Need, map[string]string{"title": need.Title, "description": need.Description})
				for _, h := range term.Patent {
					require.Equal(t, term.Term, segment.Normalize(h.Text))
				}
				for _, h := range term.Need {
					require.Equal(t, cmp.Or(term.Synonym, term.Term), segment.Normalize(h.Text))
				}
			}
		}
	}
}

// With every term listed the shares sum to 1, and without any asked for there are none.
func TestExplanationTerms(t *testing.T) {
	s := sample(t)
	q := query(1)
	q.Terms = 10_000
	got, err := s.engine.Match(t.Context(), s.needs[2], q)
	require.NoError(t, err)
	sum := 0.0
	for _, term := range part(t, got.Matches[0].Explanation, "lexical").Terms {
		sum += term.Share
	}
	require.InDelta(t, 1, sum, 1e-9)

	q.Terms = 0
	got, err = s.engine.Match(t.Context(), s.needs[2], q)
	require.NoError(t, err)
	require.Empty(t, part(t, got.Matches[0].Explanation, "lexical").Terms)
	checkExplanation(t, got.Matches[0].Explanation, got.Matches[0].Score)
}

// bigramsOnly are options under which w and q can be worked out by hand: one view, no length normalisation.
func bigramsOnly() matcher.Settings {
	set := settings()
	view := func(body string) []index.ViewOptions {
		return []index.ViewOptions{{View: segment.Bigrams, Weight: 1, K1: 1.2, Fields: []index.FieldOptions{
			{Name: "title", Boost: 2, B: 0, AverageLength: 1}, {Name: body, Boost: 1, B: 0, AverageLength: 1},
		}}}
	}
	set.Options.Patents.Views = view("abstract")
	set.Options.Needs.Views = view("description")
	return set
}

// handPatents are four patents, of which one holds all terms of 石墨烯涂层 and one holds 涂层 only.
func handPatents() []corpus.Patent {
	return []corpus.Patent{
		{ID: "P1", Title: "石墨烯", Abstract: "石墨烯涂层"}, {ID: "P2", Title: "涂层"}, {ID: "P3", Title: "水泵"}, {ID: "P4", Title: "轴承"},
	}
}

// The bigrams 石墨, 墨烯 and 烯涂 are in one of four patents: idf = ln(1 + 3.5/1.5) = 1.2040. 涂层 is in two of them:
// idf = ln(1 + 2.5/2.5) = 0.6931. Each occurs once in the need, so w = 255 for the first three and
// floor(255 · (0.6931/1.2040)^1.5 + ½) = floor(255 · 0.43683 + ½) = floor(111.89) = 111 for the last.
//
// In P1, 石墨 and 墨烯 stand in title and abstract: f = 2 + 1, q = round(255 · 3/4.2) = round(182.14) = 182. 烯涂 and 涂层 stand in
// the abstract: f = 1, q = round(255/2.2) = round(115.9) = 116. In P2, 涂层 stands in the title: f = 2, q = round(255 · 2/3.2) =
// round(159.4) = 159.
//
// P1: 255·182 = 46410 twice, 255·116 = 29580, 111·116 = 12876, together 135276. P2: 111·159 = 17649.
func TestSharesByHand(t *testing.T) {
	e, err := matcher.NewMemory(bigramsOnly())
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	require.NoError(t, e.AddPatents(t.Context(), handPatents()...))
	got, err := e.Match(t.Context(), corpus.Need{Description: "石墨烯涂层"}, query(10))
	require.NoError(t, err)
	require.Equal(t, []string{"P1", "P2"}, ids(got.Matches))

	type share struct {
		term  string
		w, q  int
		share float64
	}
	shares := func(m matcher.Match) []share {
		var out []share
		for _, term := range part(t, m.Explanation, "lexical").Terms {
			require.Equal(t, "bigram", term.View)
			out = append(out, share{term.Term, term.W, term.Q, math.Round(1e6*term.Share) / 1e6})
		}
		return out
	}
	require.Equal(t, []share{
		// 墨烯 stands in 5 of 371 real needs, 石墨 in 11, 涂层 and 烯涂 in fewer than 4:
		// 255 · (ln(372/5) / ln 372)^½ = 217.6 and 255 · (ln(372/11) / ln 372)^½ = 196.7.
		{"墨烯", 218, 182, 0.336277}, // 39676/117986
		{"石墨", 197, 182, 0.303884}, // 35854/117986
		{"烯涂", 255, 116, 0.250708}, // 29580/117986
		{"涂层", 111, 116, 0.109132}, // 12876/117986
	}, shares(got.Matches[0]))
	require.Equal(t, []share{{"涂层", 111, 159, 1}}, shares(got.Matches[1]))

	require.Equal(t, []matcher.Highlight{
		{Field: "title", Start: 0, End: 9, Text: "石墨烯"}, {Field: "abstract", Start: 0, End: 15, Text: "石墨烯涂层"},
	}, got.Matches[0].Highlights)
	places := part(t, got.Matches[0].Explanation, "lexical").Terms[1]
	require.Equal(t, []matcher.Highlight{
		{Field: "title", Start: 0, End: 6, Text: "石墨"}, {Field: "abstract", Start: 0, End: 6, Text: "石墨"},
	}, places.Patent)
	require.Equal(t, []matcher.Highlight{{Field: "description", Start: 0, End: 6, Text: "石墨"}}, places.Need)

	// The title of a need counts twice: √2 times the weight of 水泵 against √1 for 轴承, both in one patent of four.
	// 轴承 stands in 10 of 371 real needs: w = 255 and floor(255/√2 · (ln(372/10) / ln 372)^½ + ½) = 141.
	got, err = e.Match(t.Context(), corpus.Need{Title: "水泵", Description: "轴承"}, query(10))
	require.NoError(t, err)
	require.Equal(t, []string{"P3", "P4"}, ids(got.Matches))
	require.Equal(t, []share{{"水泵", 255, 159, 1}}, shares(got.Matches[0]))
	require.Equal(t, []share{{"轴承", 141, 159, 1}}, shares(got.Matches[1]))
}

// Places are bytes of the text as it was given, not of what terms are made of: width, case and script are folded.
func TestPlacesInFoldedText(t *testing.T) {
	e := memory(t, corpus.Patent{ID: "P", Title: "基于ＰＤ－１的①型鋰電池", Abstract: "🔋鋰電池"})
	got, err := e.Match(t.Context(), corpus.Need{Title: "锂电池", Description: "pd-1"}, query(1))
	require.NoError(t, err)
	var texts []string
	for _, h := range got.Matches[0].Highlights {
		texts = append(texts, h.Field+" "+h.Text)
	}
	require.Equal(t, []string{"title ＰＤ－１", "title 鋰電池", "abstract 鋰電池"}, texts)
}

// A signal without data takes the mean of the known values and says so.
func TestNeutralSignals(t *testing.T) {
	ctx := t.Context()
	patents := []corpus.Patent{
		// In force: 1. Pending: ½. Readiness 9 of 9 and rating 3 of 5 in a patent of unknown state: (1 + .6)/2 = .8.
		{ID: "FORCE", Title: "隔膜", LegalStatus: "授权", IPC: []string{"H01M 4/58"}},
		{ID: "PENDING", Title: "隔膜", LegalStatus: "实质审查的生效", IPC: []string{"C02F 3/10"}},
		{ID: "READY", Title: "隔膜", Conversion: &corpus.Conversion{Readiness: 9, SelfRating: 3}, IPC: []string{"C02F 3/10"}},
		{ID: "UNKNOWN", Title: "隔膜"},
	}
	e := memory(t, patents...)
	signals := func(need corpus.Need, signal string) map[string]*matcher.Explanation {
		got, err := e.Match(ctx, need, query(10))
		require.NoError(t, err)
		require.Len(t, got.Matches, 4)
		out := map[string]*matcher.Explanation{}
		for _, m := range got.Matches {
			checkExplanation(t, m.Explanation, m.Score)
			out[m.ID] = part(t, m.Explanation, signal)
		}
		return out
	}
	supply := signals(corpus.Need{Title: "隔膜"}, "supply")
	require.InDelta(t, 1, supply["FORCE"].Value, 1e-12)
	require.InDelta(t, 0.5, supply["PENDING"].Value, 1e-12)
	require.InDelta(t, 0.8, supply["READY"].Value, 1e-12)
	require.InDelta(t, (1+0.5+0.8)/3, supply["UNKNOWN"].Value, 0.005, "the mean of what is known, kept in hundredths")
	require.True(t, supply["UNKNOWN"].Neutral)
	require.Contains(t, supply["UNKNOWN"].Note, "平均")
	require.False(t, supply["FORCE"].Neutral)
	require.Contains(t, supply["FORCE"].Note, "有效")
	require.NotContains(t, supply["FORCE"].Note, "平均")
	require.Contains(t, supply["READY"].Note, "9 级")

	// The need is in branch 7.2, as two of three patents with a branch are; the third is in another area. Affinity 1, 1, 0.
	industries := signals(corpus.Need{Title: "隔膜", Industries: []string{"7.2"}}, "industry")
	require.InDelta(t, 1, industries["READY"].Value, 1e-12)
	require.InDelta(t, 0, industries["FORCE"].Value, 1e-12)
	require.InDelta(t, 2.0/3, industries["UNKNOWN"].Value, 1e-12, "the mean of what is known")
	require.True(t, industries["UNKNOWN"].Neutral)
	require.Contains(t, industries["UNKNOWN"].Note, "平均")
	require.False(t, industries["READY"].Neutral)
	require.Contains(t, industries["READY"].Note, "7.2")

	// A need that says nothing of its field is neutral to all alike, so that the signal moves no rank.
	for id, e := range signals(corpus.Need{Title: "隔膜"}, "industry") {
		require.True(t, e.Neutral, id)
		require.Contains(t, e.Note, "未申报", id)
		require.InDelta(t, supply["UNKNOWN"].Weight, supply[id].Weight, 1e-12)
	}
}

// Modes of conversion that do not fit what the need asks for count against a patent; no wish fits any mode.
func TestModesFit(t *testing.T) {
	offer := func(modes ...corpus.Mode) *corpus.Conversion { return &corpus.Conversion{Modes: modes} }
	e := memory(t, corpus.Patent{ID: "SALE", Title: "隔膜", Conversion: offer("转让")}, corpus.Patent{ID: "BOTH", Title: "隔膜", Conversion: offer("转让", "许可")})
	value := func(asked ...corpus.Mode) map[string]float64 {
		got, err := e.Match(t.Context(), corpus.Need{Title: "隔膜", Modes: asked}, query(10))
		require.NoError(t, err)
		out := map[string]float64{}
		for _, m := range got.Matches {
			out[m.ID] = part(t, m.Explanation, "supply").Value
		}
		return out
	}
	require.Equal(t, map[string]float64{"SALE": 1, "BOTH": 1}, value())
	require.Equal(t, map[string]float64{"SALE": 1, "BOTH": 1}, value("作价入股", "转让"))
	licence := value("许可")
	require.InDelta(t, 1, licence["BOTH"], 1e-12)
	require.Less(t, licence["SALE"], licence["BOTH"])
}

// Notes are sentences for people: they end as sentences do and hold no left-over formatting.
func TestNotesAreSentences(t *testing.T) {
	s := sample(t)
	got, err := s.engine.Match(t.Context(), s.needs[3], query(10))
	require.NoError(t, err)
	for _, m := range got.Matches {
		for _, e := range append(m.Explanation.Parts, m.Explanation) {
			require.True(t, strings.HasSuffix(e.Note, "。"), "%s: %q", e.Signal, e.Note)
			require.NotContains(t, e.Note, "%!", e.Signal)
			require.NotContains(t, e.Note, "NaN", e.Signal)
		}
	}
}
