package corpus_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/gongxu/gongxu/corpus"
)

// workbook writes sheets, each a list of rows, and returns the file.
func workbook(t *testing.T, change func(*excelize.File), sheets ...[][]any) string {
	t.Helper()
	f := excelize.NewFile()
	defer func() { require.NoError(t, f.Close()) }()
	for i, rows := range sheets {
		name := f.GetSheetName(0)
		if i > 0 {
			name = string(rune('A' + i))
			_, err := f.NewSheet(name)
			require.NoError(t, err)
		}
		for j, row := range rows {
			cell, err := excelize.CoordinatesToCellName(1, j+1)
			require.NoError(t, err)
			require.NoError(t, f.SetSheetRow(name, cell, &row))
		}
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	return b.String()
}

func TestWorkbook(t *testing.T) {
	content := workbook(t, func(f *excelize.File) {
		require.NoError(t, f.MergeCell("Sheet1", "A1", "E1"))
		format := "yyyy年m月d日"
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		require.NoError(t, err)
		require.NoError(t, f.SetCellStyle("Sheet1", "D4", "D4", style))
	}, [][]any{
		{"某大学专利清单"},
		nil,
		{"申请号", "标题", "摘要", "申请日", "授权日", "技术成熟度", "说明"},
		{"2092117677048", "石墨烯散热膜", "导热", time.Date(2092, 4, 14, 0, 0, 0, 0, time.UTC), "2093.11.17", 7, "x"},
		nil,
		{209220000000, "泵", "水", 45741.5, 2093},  // Numbers: an application, a day, a year.
		{"", "没有编号", "水"},                        // Rejected.
		{"CN392093000S", "灯", "亮", "2093-02-30"}, // No such day, and a number of another kind.
	})
	found := &collector{}
	r, err := corpus.OpenPatents(file(t, "f.xlsx", content), found.options())
	require.NoError(t, err)
	got := all(t, r)
	require.Len(t, got, 3)
	require.Equal(t, corpus.Patent{
		ID: "CN209211767704.8", ApplicationNumber: "CN209211767704.8", Title: "石墨烯散热膜", Abstract: "导热", Type: corpus.TypeInvention,
		ApplicationDate: corpus.Date{Year: 2092, Month: 4, Day: 14}, GrantDate: corpus.Date{Year: 2093, Month: 11, Day: 17},
		Conversion: &corpus.Conversion{Readiness: 7},
	}, got[0])
	require.Equal(t, corpus.Patent{
		ID: "CN209220000000", ApplicationNumber: "CN209220000000", Title: "泵", Abstract: "水", Type: corpus.TypeUtility,
		// Day 45,741 after the end of 1899 is 2025-03-25: 45,658 is the first of January 2025, 83 days before.
		ApplicationDate: corpus.Date{Year: 2025, Month: 3, Day: 25}, GrantDate: corpus.Date{Year: 2093},
	}, got[1])
	require.Equal(t, "CN392093000S", got[2].ID)
	require.Len(t, found.of(corpus.Notice), 1)
	require.Contains(t, found.of(corpus.Notice)[0].Reason, "说明")
	require.Len(t, found.of(corpus.Rejected), 1)
	require.Equal(t, 7, found.of(corpus.Rejected)[0].Line)
	require.Equal(t, ",没有编号,水", found.of(corpus.Rejected)[0].Raw)
	require.Len(t, found.of(corpus.Warning), 2)
	for _, w := range found.of(corpus.Warning) {
		require.Equal(t, 8, w.Line)
	}
}

func TestWorkbookOfTheOtherDateSystem(t *testing.T) {
	content := workbook(t, func(f *excelize.File) {
		yes := true
		require.NoError(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	}, [][]any{{"id", "title", "abstract", "date"}, {"1", "a", "b", 44279}})
	got, _ := patents(t, content, corpus.FormatXLSX)
	// 1904 begins 1,462 days later: 45,741 − 1,462 = 44,279.
	require.Equal(t, corpus.Date{Year: 2025, Month: 3, Day: 25}, got[0].Date)
}

func TestSheetWithTheHeaderIsRead(t *testing.T) {
	content := workbook(t, nil,
		[][]any{{"说明"}, {"请看下一页"}},
		[][]any{{"需求编号", "需求名称", "需求描述"}, {"N1", "散热", "导热"}},
		[][]any{{"需求编号", "需求名称"}, {"N2", "轴承"}})
	got, found := needs(t, content, corpus.FormatDetect)
	require.Equal(t, []corpus.Need{{ID: "N1", Title: "散热", Description: "导热"}}, got)
	require.Equal(t, []string{"notice dir/f.x: sheet B is read; these are not: C"}, found.said())
}

func TestWorkbookWithoutHeader(t *testing.T) {
	found := &collector{}
	_, err := corpus.OpenPatents(file(t, "f.xlsx", workbook(t, nil, [][]any{{"a", "b"}, {"c"}})), found.options())
	require.ErrorIs(t, err, corpus.ErrHeader)
	require.ErrorContains(t, err, "sheet Sheet1")
}
