package matcher_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// inferencePatents are made up. S has symbols, T and U have none and say what they are about, V has a section, which is no subclass, W
// says nothing.
func inferencePatents() []corpus.Patent {
	battery := "将锂源、铁源与碳源混合球磨，喷雾干燥后烧结，所得正极材料用于锂离子电池。"
	return []corpus.Patent{
		{ID: "S", Title: "一种锂离子电池正极材料的制备方法", Abstract: battery, IPC: []string{"C02F 3/10"}},
		{ID: "T", Title: "一种锂离子电池正极材料的制备方法", Abstract: battery},
		{ID: "U", Title: "一种茶叶烘干机"},
		{ID: "V", Title: "一种锂离子电池正极材料的制备方法", IPC: []string{"H"}},
		{ID: "W", Title: "Zz"},
	}
}

func TestInferredFields(t *testing.T) {
	e := memory(t, inferencePatents()...)
	for _, test := range []struct {
		query          string
		filter         matcher.Filter
		want, declared string
	}{
		{filter: matcher.Filter{IPC: []string{"H01M"}}, want: "TV"},
		{filter: matcher.Filter{IPC: []string{"H"}}, want: "TV", declared: "V"},
		{filter: matcher.Filter{IPC: []string{"H01M4"}}},
		{filter: matcher.Filter{IPC: []string{"C02F"}}, want: "S", declared: "S"},
		{filter: matcher.Filter{IPC: []string{"F26"}}, want: "U"},
		{filter: matcher.Filter{SEI: []string{"5.2"}}, want: "TV"},
		{filter: matcher.Filter{SEI: []string{"新能源汽车产业"}}, want: "TV"},
		{filter: matcher.Filter{SEI: []string{"7.2"}}, want: "S", declared: "S"},
		{query: "ipc:H01M", want: "TV"},
		{query: "ipc:H0?M", want: "TV"},
		{query: "sei:5.2 -ipc:F26B", want: "TV"},
		{query: "-ipc:H", want: "SUW", declared: "STUW"},
	} {
		req := search(test.query)
		req.Filter = test.filter
		got, err := e.Search(t.Context(), req)
		require.NoError(t, err)
		require.ElementsMatch(t, letters(test.want), found(got), "%+v", test)
		req.Filter.DeclaredOnly = true
		got, err = e.Search(t.Context(), req)
		require.NoError(t, err)
		require.ElementsMatch(t, letters(test.declared), found(got), "%+v", test)
	}
}

// What is inferred is told as such, with its probability, and never of a patent with a subclass of its own.
func TestInferredFieldsAreMarked(t *testing.T) {
	e := memory(t, inferencePatents()...)
	got, err := e.Search(t.Context(), search(""))
	require.NoError(t, err)
	byID := map[string]*matcher.InferredFields{}
	for _, h := range got.Hits {
		byID[h.ID] = h.Inferred
	}
	require.Nil(t, byID["S"])
	require.Nil(t, byID["W"])
	require.Equal(t, "H01M", byID["T"].IPC[0].Code)
	require.Equal(t, "新能源汽车装置、配件制造", byID["T"].SEI[0].Name)
	require.Greater(t, byID["T"].SEI[0].Probability, 0.5)
	require.Equal(t, "F26B", byID["U"].IPC[0].Code)
	require.Len(t, byID["U"].IPC, 1, "what is less probable than not is no field, but for the first")
	require.Empty(t, byID["U"].SEI)

	need := corpus.Need{ID: "N", Title: "锂离子电池正极材料", Industries: []string{"H01M"}}
	q := query(5)
	q.PerField = 5
	matches, err := e.Match(t.Context(), need, q)
	require.NoError(t, err)
	for _, m := range matches.Matches {
		require.Equal(t, byID[m.ID], m.Inferred, m.ID)
		for _, part := range m.Explanation.Parts {
			if part.Signal == "industry" && m.ID == "T" {
				require.False(t, part.Neutral)
				require.Contains(t, part.Note, "推断领域 5.2 新能源汽车装置、配件制造（概率 ")
				require.Contains(t, part.Note, "（按概率折算）")
			} else if part.Signal == "inferred" {
				require.False(t, part.Neutral)
				require.Contains(t, part.Note, "按文本推断，需求多属 H01M（")
			} else if part.Signal == "industry" {
				require.Equal(t, m.ID == "V", len(m.Branches) == 0 && m.Inferred != nil, m.ID)
			}
		}
	}
	lists := func() map[string][]string {
		out := map[string][]string{}
		for _, f := range matches.Fields {
			out[f.Code] = ids(f.Matches)
		}
		return out
	}
	require.ElementsMatch(t, []string{"T", "V"}, lists()["5.2"])
	require.Equal(t, []string{"S"}, lists()["7.2"])
	require.NotContains(t, lists()[""], "T")
	q.Filter.DeclaredOnly = true
	matches, err = e.Match(t.Context(), need, q)
	require.NoError(t, err)
	require.NotContains(t, lists(), "5.2")
	require.Subset(t, lists()[""], []string{"T", "V"})

	explained, err := e.Explain(t.Context(), need, q, "T", "S")
	require.NoError(t, err)
	require.Equal(t, byID["T"], explained[0].Inferred)
	require.Nil(t, explained[1].Inferred)
}

// Facets tell what is declared from what is inferred.
func TestInferredFieldsInFacets(t *testing.T) {
	e := memory(t, inferencePatents()...)
	req := search("")
	req.Facets, req.FacetSize = []string{"sei", "type", "sei"}, 1
	got, err := e.Search(t.Context(), req)
	require.NoError(t, err)
	want := matcher.Facet{Name: "sei", Inferred: 2, Missing: 2, Distinct: 2, Values: []matcher.FacetValue{{Value: "5.2", Label: "新能源汽车装置、配件制造", Inferred: 2}}}
	require.Equal(t, want, got.Facets[0])
	require.Equal(t, want, got.Facets[2])
	require.Equal(t, uint64(5), got.Facets[1].Missing)
}

// An engine that does not infer finds what is declared, and ranks without the fields of texts.
func TestInferFieldsOff(t *testing.T) {
	set := settings()
	set.Options.InferFields = false
	off, err := matcher.NewMemory(set)
	require.NoError(t, err)
	defer func() { require.NoError(t, off.Close()) }()
	require.NoError(t, off.AddPatents(t.Context(), inferencePatents()...))
	req := search("sei:5.2")
	got, err := off.Search(t.Context(), req)
	require.NoError(t, err)
	require.Empty(t, got.Hits)
	need := corpus.Need{ID: "N", Title: "锂离子电池正极材料的烘干", Industries: []string{"H01M"}}
	a, err := off.Match(t.Context(), need, query(5))
	require.NoError(t, err)
	b, err := memory(t, inferencePatents()...).Match(t.Context(), need, query(5))
	require.NoError(t, err)
	require.Len(t, b.Matches, 4)
	require.ElementsMatch(t, ids(a.Matches), ids(b.Matches))
	for _, m := range a.Matches {
		require.Nil(t, m.Inferred)
		for _, part := range m.Explanation.Parts {
			require.NotEqual(t, "inferred", part.Signal)
		}
	}
}

// A design has no class of the IPC, whatever its name.
func TestDesignsAreNotInferred(t *testing.T) {
	title := "一种锂离子电池正极材料的制备方法"
	e := memory(t, corpus.Patent{ID: "D", Title: title, Type: corpus.TypeDesign}, corpus.Patent{ID: "P", Title: title, Type: corpus.TypeInvention})
	req := search("")
	req.Filter.IPC = []string{"H01M"}
	got, err := e.Search(t.Context(), req)
	require.NoError(t, err)
	require.Equal(t, []string{"P"}, found(got))
}
