package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/gongxu/gongxu/corpus"
)

// badTable is an export with a title above its header, a bad number, a bad day, and a row that says nothing.
const badTable = `某大学专利清单,,,
标题,摘要,申请号,申请日,备注
石墨烯散热膜,导热,CN209211767704.7,2092-02-30,无
,,CN209210000004.X,,=cmd
陶瓷基板,氮化硅,CN209210000004.X,2092年3月,
`

func TestIndexTakesTablesAsTheyAreExported(t *testing.T) {
	root := t.TempDir()
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(badTable)
	require.NoError(t, err)
	book := excelize.NewFile()
	for i, row := range strings.Split(strings.TrimSpace(badTable), "\n") {
		var cells []any
		for c := range strings.SplitSeq(row, ",") {
			cells = append(cells, c)
		}
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		require.NoError(t, err)
		require.NoError(t, book.SetSheetRow(book.GetSheetName(0), cell, &cells))
	}
	require.NoError(t, book.SaveAs(filepath.Join(root, "book.xlsx")))
	require.NoError(t, book.Close())

	for _, path := range []string{write(t, root, "utf8.csv", badTable), write(t, root, "gbk.csv", gbk), filepath.Join(root, "book.xlsx")} {
		dir := path + ".d"
		o := invoke(t, "index", "--patents", path, "--dir", dir, "--json")
		require.Equal(t, exitOK, o.code, o.errOut)
		s := decode[indexSummary](t, o)
		require.Equal(t, 2, s.Patents.Added, path)
		require.Equal(t, 1, s.Patents.Rejected, path)
		require.Equal(t, 2, s.Patents.Warnings, path)
		require.Empty(t, s.Error)
		require.Contains(t, o.errOut, "rejected: "+path+":4: title: title and abstract missing\n")
		require.Contains(t, o.errOut, "warning: "+path+`:3: 申请号 "CN209211767704.7": wrong check digit`)
		require.Contains(t, o.errOut, "warning: "+path+`:3: 申请日 "2092-02-30": not a date`)
		require.Contains(t, o.errOut, "note: "+path+": columns that a patent does not have are ignored: 备注\n")

		p := decode[corpus.Patent](t, invoke(t, "get", "--dir", dir, "--json", "CN209210000004.X"))
		require.Equal(t, "陶瓷基板", p.Title)
		require.Equal(t, corpus.TypeInvention, p.Type)
		require.Equal(t, corpus.Date{Year: 2092, Month: 3}, p.ApplicationDate)

		o = invoke(t, "index", "--patents", path, "--dir", dir, "--quiet")
		require.Equal(t, exitOK, o.code, o.errOut)
		require.Contains(t, o.out, "patents: added 0, updated 0, unchanged 2, rejected 1, warnings 2; 2 in "+dir+"\n")
		require.NotContains(t, o.errOut, "warning", "quiet")
		require.Contains(t, o.errOut, "rejected: ")
	}
}

func TestRejectsAsTable(t *testing.T) {
	root := t.TempDir()
	path, rejects := write(t, root, "p.csv", badTable), filepath.Join(root, "rejects.csv")
	require.Equal(t, exitOK, invoke(t, "index", "--patents", path, "--dir", filepath.Join(root, "d"), "--rejects", rejects).code)
	data, err := os.ReadFile(rejects)
	require.NoError(t, err)
	text, marked := strings.CutPrefix(string(data), "\ufeff")
	require.True(t, marked, "so that a spreadsheet knows the encoding")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, [][]string{
		{"文件", "行号", "字段", "值", "原因", "原始行"},
		{path, "4", "title", "", "title and abstract missing", ",,CN209210000004.X,,=cmd"},
	}, rows)
}

func TestRejectsAsJSONL(t *testing.T) {
	root := t.TempDir()
	path, rejects := write(t, root, "p.jsonl", badRows), filepath.Join(root, "rejects.jsonl")
	require.Equal(t, exitOK, invoke(t, "index", "--patents", path, "--dir", filepath.Join(root, "d"), "--rejects", rejects).code)
	data, err := os.ReadFile(rejects)
	require.NoError(t, err)
	var got []map[string]any
	for d := json.NewDecoder(bytes.NewReader(data)); d.More(); {
		var row map[string]any
		require.NoError(t, d.Decode(&row))
		got = append(got, row)
	}
	require.Equal(t, []map[string]any{
		{"file": path, "line": 2.0, "value": `{"id":"B1",`, "reason": "not a JSON object: unexpected end of JSON input", "severity": "rejected", "raw": `{"id":"B1",`},
		{"file": path, "line": 3.0, "field": "id", "reason": "the id is missing", "severity": "rejected", "raw": `{"title":"没有编号","abstract":"没有编号"}`},
		{"file": path, "line": 4.0, "field": "title", "reason": "title and abstract missing", "severity": "rejected", "raw": `{"id":"B3"}`},
	}, got)
}

func TestRejectsOfAStrictRun(t *testing.T) {
	root := t.TempDir()
	path, rejects := write(t, root, "p.jsonl", badRows), filepath.Join(root, "rejects.jsonl")
	o := invoke(t, "index", "--patents", path, "--dir", filepath.Join(root, "d"), "--rejects", rejects, "--strict", "--json")
	require.Equal(t, exitFailure, o.code)
	require.Equal(t, 1, decode[indexSummary](t, o).Patents.Rejected)
	data, err := os.ReadFile(rejects)
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(data), "\n"))
	require.Contains(t, string(data), `"line":2`)
}

func TestRejectsNeverOverwriteAnInput(t *testing.T) {
	root := t.TempDir()
	path := write(t, root, "p.jsonl", testPatents)
	o := invoke(t, "index", "--patents", path, "--dir", filepath.Join(root, "d"), "--rejects", path)
	require.Equal(t, exitUsage, o.code)
	require.Contains(t, o.errOut, "would overwrite")
	requireFile(t, path, testPatents)
}

func TestFilesWithoutRowsFailByName(t *testing.T) {
	root := t.TempDir()
	good := write(t, root, "good.jsonl", testPatents)
	for name, content := range map[string]string{
		"noheader.csv": "1,2,3\n4,5,6\n",
		"old.xls":      "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
		"broken.xlsx":  "PK\x03\x04broken",
	} {
		bad := write(t, root, name, content)
		o := invoke(t, "index", "--patents", bad+","+good, "--dir", filepath.Join(root, name+".d"), "--json")
		require.Equal(t, exitFailure, o.code, name)
		require.Contains(t, o.errOut, bad+": ")
		s := decode[indexSummary](t, o)
		require.Equal(t, 6, s.Patents.Added, "the good file goes in")
		require.Contains(t, s.Error, bad)
	}
}
