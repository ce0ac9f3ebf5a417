package matcher_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
)

func TestSearchFacets(t *testing.T) {
	e := memory(t, searchPatents(t)...)
	req := search("")
	req.Facets, req.Filter.DeclaredOnly = matcher.FacetNames(), true
	got, err := e.Search(t.Context(), req)
	require.NoError(t, err)
	byName := map[string]matcher.Facet{}
	for i, f := range got.Facets {
		require.Equal(t, req.Facets[i], f.Name, "facets come in the order asked for")
		byName[f.Name] = f
	}
	require.Equal(t, map[string]matcher.Facet{
		"sei": {Name: "sei", Missing: 2, Distinct: 2, Values: []matcher.FacetValue{
			{Value: "5.2", Label: "新能源汽车装置、配件制造", Count: 2}, {Value: "7.2", Label: "先进环保产业", Count: 1},
		}},
		"ipc": {Name: "ipc", Missing: 2, Distinct: 2, Values: []matcher.FacetValue{
			{Value: "H01M", Label: byName["ipc"].Values[0].Label, Count: 2}, {Value: "C02F", Label: byName["ipc"].Values[1].Label, Count: 1},
		}},
		"type":   {Name: "type", Missing: 2, Distinct: 2, Values: []matcher.FacetValue{{Value: "发明", Count: 2}, {Value: "实用新型", Count: 1}}},
		"status": {Name: "status", Missing: 2, Distinct: 2, Values: []matcher.FacetValue{{Value: "有效", Count: 2}, {Value: "失效", Count: 1}}},
		"applicant": {Name: "applicant", Missing: 2, Distinct: 3, Values: []matcher.FacetValue{
			{Value: "Acme Water Ltd", Count: 1}, {Value: "楚垣电池有限公司", Count: 1}, {Value: "江澜理工大学", Count: 1}, // equal counts by value
		}},
		"year": {Name: "year", Missing: 1, Distinct: 3, Values: []matcher.FacetValue{{Value: "2020", Count: 2}, {Value: "2019", Count: 1}, {Value: "2021", Count: 1}}},
		"region": {Name: "region", Missing: 2, Distinct: 3, Values: []matcher.FacetValue{
			{Value: "江苏省苏州市", Count: 1}, {Value: "湖北省宜昌市", Count: 1}, {Value: "湖北省武汉市", Count: 1},
		}},
	}, byName)
	require.NotEmpty(t, byName["ipc"].Values[0].Label, "an IPC class has its title")

	// Facets count all hits, not the page; the size cuts the values and not the number of different ones.
	req = search("隔膜")
	req.K, req.Facets, req.FacetSize = 1, []string{"year", "sei"}, 1
	got, err = e.Search(t.Context(), req)
	require.NoError(t, err)
	require.Equal(t, uint64(2), got.Total)
	require.Equal(t, []matcher.Facet{
		{Name: "year", Distinct: 2, Values: []matcher.FacetValue{{Value: "2019", Count: 1}}},
		{Name: "sei", Distinct: 2, Inferred: 1, Values: []matcher.FacetValue{{Value: "5.2", Label: "新能源汽车装置、配件制造", Count: 1}}},
	}, got.Facets)

	// A search without hits still answers what was asked.
	for _, q := range []string{"没有这个词", "ipc:A01B"} {
		req.Query = q
		got, err = e.Search(t.Context(), req)
		require.NoError(t, err)
		require.Equal(t, []matcher.Facet{{Name: "year", Values: []matcher.FacetValue{}}, {Name: "sei", Values: []matcher.FacetValue{}}}, got.Facets, q)
	}
}

func TestSearchSort(t *testing.T) {
	e := memory(t, searchPatents(t)...)
	order := func(query, sort string) string {
		req := search(query)
		req.Sort = sort
		got, err := e.Search(t.Context(), req)
		require.NoError(t, err)
		return strings.Join(found(got), "")
	}
	require.Equal(t, "CBADE", order("", "date"), "newest first, unknown last")
	require.Equal(t, "DABCE", order("", "date_asc"), "oldest first, unknown last")
	require.Equal(t, "ABCDE", order("", "score"), "nothing to rank by: by id")
	require.Equal(t, "BD", order("隔膜", "date"))
	require.Equal(t, "DB", order("隔膜", "date_asc"))
}

// walk collects the ids of all pages; between is called after each.
func walk(t *testing.T, e *matcher.Engine, req matcher.SearchRequest, between func(page int)) []string {
	t.Helper()
	var out []string
	for page := 0; ; page++ {
		got, err := e.Search(t.Context(), req)
		require.NoError(t, err)
		require.LessOrEqual(t, len(got.Hits), req.K)
		out = append(out, found(got)...)
		if got.Next == "" {
			return out
		}
		require.Len(t, got.Hits, req.K, "only the last page is short")
		require.Less(t, page, 400, "paging comes to an end")
		req.Cursor = got.Next
		between(page)
	}
}

// All pages one after the other are the one big page.
func TestSearchPaging(t *testing.T) {
	s := sample(t)
	for _, test := range []struct {
		name, query, sort string
		size              int
	}{
		{"score", "电池 材料 装置", "score", 7},
		{"score, one by one", "激光 焊接", "score", 1},
		{"date with many ties", "", "date", 16},
		{"date_asc", "", "date_asc", 45}, // 315 = 7 · 45: the last page is full
		{"date of ranked words", "装置", "date", 9},
		{"no rank at all", "ipc:H*", "score", 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			req := search(test.query)
			req.Sort, req.K = test.sort, index.MaxK
			whole, err := s.engine.Search(t.Context(), req)
			require.NoError(t, err)
			require.Empty(t, whole.Next)
			require.Greater(t, len(whole.Hits), test.size)
			req.K = test.size
			pages := 0
			require.Equal(t, found(whole), walk(t, s.engine, req, func(int) { pages++ }))
			require.Equal(t, (len(whole.Hits)-1)/test.size, pages, "no empty page at the end")
		})
	}
}

// A cursor stays valid while the library changes: what stays in it is seen once, in order, and what comes in behind the cursor
// is seen too.
func TestSearchPagingWhileTheLibraryChanges(t *testing.T) {
	ctx := context.Background()
	s := sample(t)
	for _, test := range []struct{ query, sort string }{{"", "date"}, {"", "date_asc"}, {"-title:电池", "score"}, {"装置 方法 系统", "score"}} {
		t.Run(test.query+" "+test.sort, func(t *testing.T) {
			e := memory(t, s.patents[:100]...)
			req := search(test.query)
			req.Sort, req.K = test.sort, index.MaxK
			whole, err := e.Search(ctx, req)
			require.NoError(t, err)
			all := found(whole)
			gone := map[string]bool{}
			req.K = 6
			got := walk(t, e, req, func(page int) {
				// One patent of the pages seen goes, one of those to come, and new ones come in.
				for _, id := range []string{all[page], all[len(all)-1-page]} {
					gone[id] = true
					_, err := e.DeletePatents(ctx, id)
					require.NoError(t, err)
				}
				require.NoError(t, e.AddPatents(ctx, s.patents[100+2*page], s.patents[101+2*page]))
			})
			seen := map[string]int{}
			for _, id := range got {
				seen[id]++
				require.Equal(t, 1, seen[id], "%s is seen twice", id)
			}
			var stayed, stayedSeen []string
			for _, id := range all {
				if !gone[id] {
					stayed = append(stayed, id)
				}
			}
			for _, id := range got {
				if slices.Contains(stayed, id) {
					stayedSeen = append(stayedSeen, id)
				}
			}
			require.Equal(t, stayed, stayedSeen)
		})
	}
}

func TestSearchHighlights(t *testing.T) {
	e := memory(t, corpus.Patent{
		ID: "A", Title: "一种隔膜泵",
		Abstract: strings.Repeat("本段不谈它，只说别的事情，凑够字数而已。", 8) + "这里的隔膜经涂布，正极材料为石墨。" + strings.Repeat("后面也不谈。", 30),
	})
	req := search(`隔膜 "正极材料"`)
	req.Records = true
	got, err := e.Search(t.Context(), req)
	require.NoError(t, err)
	require.Len(t, got.Hits, 1)
	hit := got.Hits[0]
	require.Equal(t, "一种隔膜泵", hit.Patent.Title)
	checkPlaces(t, hit.Highlights, map[string]string{"title": hit.Patent.Title, "abstract": hit.Patent.Abstract})
	var texts []string
	for _, h := range hit.Highlights {
		texts = append(texts, h.Field+" "+h.Text)
	}
	require.Equal(t, []string{"title 隔膜", "abstract 隔膜", "abstract 正极材料"}, texts)
	require.Contains(t, hit.Snippet, "这里的隔膜经涂布，正极材料为石墨。")
	require.Contains(t, hit.Patent.Abstract, hit.Snippet)
	require.LessOrEqual(t, len([]rune(hit.Snippet)), 120)
	require.True(t, strings.HasSuffix(hit.Snippet, "。"), "cut at the end of a sentence")

	req.Query, req.Records = "title:泵", false
	got, err = e.Search(t.Context(), req)
	require.NoError(t, err)
	require.Nil(t, got.Hits[0].Patent)
	require.Equal(t, []matcher.Highlight{{Field: "title", Start: 12, End: 15, Text: "泵"}}, got.Hits[0].Highlights)
	require.NotEmpty(t, got.Hits[0].Snippet, "the beginning of the abstract when nothing in it was hit")
}

// The snippet of a very long abstract without end is cut as quickly as that of any other.
func TestSearchHugeAbstract(t *testing.T) {
	e := memory(t,
		corpus.Patent{ID: "A", Title: "阀", Abstract: strings.Repeat("这里没有。", 20_000) + "隔膜在这里。" + strings.Repeat("。", 100_000)},
		corpus.Patent{ID: "B", Title: "泵", Abstract: strings.Repeat("隔膜", 50_000)})
	got, err := e.Search(t.Context(), search("隔膜"))
	require.NoError(t, err)
	require.ElementsMatch(t, letters("AB"), found(got))
	for _, h := range got.Hits {
		require.Contains(t, h.Snippet, "隔膜")
		require.LessOrEqual(t, len([]rune(h.Snippet)), 241, "twice the usual length and an ellipsis where there is no border to cut at")
	}
}
