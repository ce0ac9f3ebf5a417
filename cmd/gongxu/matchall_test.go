package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

func matchAll(t *testing.T, name string, flags ...string) string {
	t.Helper()
	l := shared(t)
	out := filepath.Join(t.TempDir(), name)
	o := invoke(t, append([]string{"match-all", "--dir", l.dir, "--needs", l.needs, "-k", "3", "--out", out}, flags...)...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Empty(t, o.out)
	require.Contains(t, o.errOut, "for 2 of 3 needs")
	return out
}

func TestMatchAllCSV(t *testing.T) {
	data, err := os.ReadFile(matchAll(t, "m.csv"))
	require.NoError(t, err)
	rest, found := strings.CutPrefix(string(data), "\ufeff")
	require.True(t, found, "spreadsheets need the mark")
	rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{
		"需求编号", "需求名称", "企业", "序号", "得分", "把握", "专利号", "专利名称", "申请人", "产业领域", "法律状态", "关键词", "推荐理由",
	}, rows[0])
	require.Equal(t, []string{"N1", "磷酸铁锂电池低温性能", "电池厂", "1"}, rows[1][:4])
	require.Equal(t, []string{"P1", "磷酸铁锂正极材料的制备方法", "甲大学"}, rows[1][6:9])
	require.Equal(t, "授权", rows[1][10])
	require.Contains(t, rows[1][12], "共同的技术词")
	var applicants []string
	for _, row := range rows[1:] {
		if row[6] == "P3" {
			applicants = append(applicants, row[8])
		}
	}
	require.Equal(t, []string{"'=1+1公司"}, applicants)
}

func TestMatchAllJSONL(t *testing.T) {
	f, err := os.Open(matchAll(t, "m.JSONL", "--ipc", "H01M,C02F", "--all-status", "--quiet"))
	require.NoError(t, err)
	defer f.Close()
	var rows []exportRow
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var r exportRow
		require.NoError(t, json.Unmarshal(lines.Bytes(), &r))
		rows = append(rows, r)
	}
	require.Equal(t, "P1", rows[0].PatentID)
	require.Equal(t, 1, rows[0].Rank)
	last := rows[len(rows)-1]
	require.Equal(t, "N2", last.NeedID)
	require.NotEmpty(t, rows[0].Words)
}

func TestMatchAllXLSX(t *testing.T) {
	book, err := excelize.OpenFile(matchAll(t, "m.xlsx"))
	require.NoError(t, err)
	defer book.Close()
	require.Equal(t, []string{"匹配结果", "需求汇总"}, book.GetSheetList())
	rows, err := book.GetRows("匹配结果")
	require.NoError(t, err)
	require.Equal(t, "需求编号", rows[0][0])
	require.Equal(t, "P1", rows[1][6])
	for _, sheet := range book.GetSheetList() {
		panes, err := book.GetPanes(sheet)
		require.NoError(t, err)
		require.True(t, panes.Freeze)
		require.Equal(t, 1, panes.YSplit)
		id, err := book.GetCellStyle(sheet, "A1")
		require.NoError(t, err)
		style, err := book.GetStyle(id)
		require.NoError(t, err)
		require.True(t, style.Font.Bold)
		width, err := book.GetColWidth(sheet, "B")
		require.NoError(t, err)
		require.Greater(t, width, 30.0)
	}
	for i, row := range rows {
		if i > 0 && row[6] == "P3" {
			cell, err := excelize.CoordinatesToCellName(9, i+1)
			require.NoError(t, err)
			require.Equal(t, "=1+1公司", row[8], "a text cell")
			formula, err := book.GetCellFormula("匹配结果", cell)
			require.NoError(t, err)
			require.Empty(t, formula)
		}
	}
	needs, err := book.GetRows("需求汇总")
	require.NoError(t, err)
	require.Len(t, needs, 4)
	require.Equal(t, []string{"N3", "！！！", "", "0"}, needs[3][:4])
	require.Contains(t, needs[3][6], "没有可检索的技术词")
}

func TestHarmless(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "锂电池": "锂电池", "a=b": "a=b", "3-5": "3-5",
		"=1+1": "'=1+1", "+8613": "'+8613", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", " =1": "' =1", "\t=1": "'\t=1", "＝1": "'＝1", "\n锂": "'\n锂",
	} {
		require.Equal(t, want, harmless(in), "%q", in)
	}
}

func TestFitCell(t *testing.T) {
	require.Equal(t, "锂", fitCell("锂"))
	require.Equal(t, strings.Repeat("锂", 32767), fitCell(strings.Repeat("锂", 32768)))
	// 𠮷 takes two UTF-16 units: 16,383 of them are 32,766.
	require.Equal(t, strings.Repeat("𠮷", 16383), fitCell(strings.Repeat("𠮷", 20000)))
}
