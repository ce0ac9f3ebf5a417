package corpus_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/gongxu/gongxu/corpus"
)

// patents reads a text that must be readable to its end.
func patents(t *testing.T, text string, format corpus.Format) ([]corpus.Patent, *collector) {
	t.Helper()
	found := &collector{}
	r, err := corpus.ReadPatents(strings.NewReader(text), "dir/f.x", format, found.options())
	require.NoError(t, err)
	return all(t, r), found
}

func needs(t *testing.T, text string, format corpus.Format) ([]corpus.Need, *collector) {
	t.Helper()
	found := &collector{}
	r, err := corpus.ReadNeeds(strings.NewReader(text), "dir/f.x", format, found.options())
	require.NoError(t, err)
	return all(t, r), found
}

// all drains a reader.
func all[T any](t *testing.T, r *corpus.Reader[T]) []T {
	t.Helper()
	var out []T
	for record, err := range r.All() {
		require.NoError(t, err)
		out = append(out, record)
	}
	require.NoError(t, r.Close())
	return out
}

// said returns the problems as lines, with their severity before them.
func (c *collector) said() []string {
	out := []string{}
	for _, p := range c.problems {
		out = append(out, p.Severity.String()+" "+p.String())
	}
	return out
}

// file writes a file into a new folder.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

func gz(t *testing.T, text string, level int) string {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, level)
	require.NoError(t, err)
	_, err = z.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.String()
}

func gb18030(t *testing.T, text string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	require.NoError(t, err)
	return out
}

func utf16(t *testing.T, text string, e unicode.Endianness) string {
	t.Helper()
	out, err := unicode.UTF16(e, unicode.UseBOM).NewEncoder().String(text)
	require.NoError(t, err)
	return out
}

// export is a table as a commercial database exports it.
const export = "序号,标题（中文）,摘要 (中文),申请号,公开（公告）号,IPC 分类号,IPC主分类号,申请（专利权）人,发明（设计）人,申请日,公开（公告）日,授权公告日,法律状态,专利类型,省市\r\n" +
	"1,石墨烯散热膜,\"一种散热膜，\n包括\"\"石墨烯\"\"。\",CN209211767704.8,CN191153432B,H01M 4/58(2010.01)I; c01b32/182；H01M4/62,H01M4/62(2006.01)I,甲大学; Foo Co.\\, Ltd.；乙公司,张三;李四,2092.04.14,2093/1/2,2093-11-17 00:00:00,授权,发明专利,湖北;42\r\n"

func TestExportOfADatabase(t *testing.T) {
	text := strings.ReplaceAll(strings.ReplaceAll(export, "甲大学; Foo Co.\\, Ltd.；乙公司", `"甲大学; Foo Co., Ltd.；乙公司"`), "湖北;42", "湖北")
	want := corpus.Patent{
		ID: "CN209211767704.8", ApplicationNumber: "CN209211767704.8", PublicationNumber: "CN191153432B",
		Title: "石墨烯散热膜", Abstract: "一种散热膜，\n包括\"石墨烯\"。", IPC: []string{"H01M4/62", "H01M4/58", "C01B32/182"}, Type: corpus.TypeInvention,
		Applicants: []string{"甲大学", "Foo Co., Ltd.", "乙公司"}, Inventors: []string{"张三", "李四"}, Region: "湖北",
		ApplicationDate: corpus.Date{Year: 2092, Month: 4, Day: 14}, PublicationDate: corpus.Date{Year: 2093, Month: 1, Day: 2},
		GrantDate: corpus.Date{Year: 2093, Month: 11, Day: 17}, LegalStatus: "授权",
	}
	notice := []string{"notice dir/f.x: columns that a patent does not have are ignored: 序号"}
	for name, content := range map[string]string{
		"utf-8":            text,
		"utf-8 with mark":  "\ufeff" + text,
		"gb18030":          gb18030(t, text),
		"utf-16 little":    utf16(t, text, unicode.LittleEndian),
		"utf-16 big":       utf16(t, text, unicode.BigEndian),
		"gzip":             gz(t, text, gzip.DefaultCompression),
		"gzip of gb18030":  gz(t, gb18030(t, text), gzip.DefaultCompression),
		"unix line ends":   strings.ReplaceAll(text, "\r\n", "\n"),
		"no end":           strings.TrimRight(text, "\r\n"),
		"title above":      "某大学专利清单（2093年）,,,\r\n\r\n" + text,
		"empty rows":       text + ",,,,\r\n\r\n",
		"semicolons":       withSeparator(t, text, ';'),
		"tabs":             withSeparator(t, text, '\t'),
		"tabs in utf-16":   utf16(t, withSeparator(t, text, '\t'), unicode.LittleEndian),
		"gb18030 and tabs": gb18030(t, withSeparator(t, text, '\t')),
	} {
		got, found := patents(t, content, corpus.FormatCSV)
		require.Equal(t, []corpus.Patent{want}, got, name)
		require.Equal(t, notice, found.said(), name)
		got, _ = patents(t, content, corpus.FormatDetect)
		require.Equal(t, []corpus.Patent{want}, got, name)
	}
}

// rows reads a table that is known to be good.
func rows(t *testing.T, text string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	out, err := r.ReadAll()
	require.NoError(t, err)
	return out
}

// withSeparator writes a table with another separator, every cell in quotation marks.
func withSeparator(t *testing.T, text string, separator rune) string {
	t.Helper()
	cells := rows(t, text)
	var b strings.Builder
	for _, row := range cells {
		for i, c := range row {
			if i > 0 {
				b.WriteRune(separator)
			}
			b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestJSONNamesAndValues(t *testing.T) {
	got, found := patents(t, `
{"id":123,"title":"a","abstract":"b","ipc":"H01M4/58;A01;G","applicant":"甲;乙","date":"2025/3/25","source":"x"}
{"id":"n","标题":"a","摘要":null,"ipc":["H01M 4/58","H01M4/58"],"applicants":["Foo; Bar"],"date":2025,"source":"x"}
{"id":" kept as it is ","title":"a","abstract":"b","conversion":{"modes":"转让或许可","readiness":"7级","implemented":true,"self_rating":4},"tags":{"x":1}}
{"id":12345678901234567890,"title":["a","b"],"abstract":{"x":1},"trl":7,"modes":["转让"]}
`, corpus.FormatJSONL)
	yes := true
	require.Equal(t, []corpus.Patent{
		{ID: "123", Title: "a", Abstract: "b", IPC: []string{"H01M4/58", "A01", "G"}, Applicants: []string{"甲", "乙"}, Date: corpus.Date{Year: 2025, Month: 3, Day: 25}},
		{ID: "n", Title: "a", IPC: []string{"H01M4/58"}, Applicants: []string{"Foo; Bar"}, Date: corpus.Date{Year: 2025}},
		{ID: " kept as it is ", Title: "a", Abstract: "b", Conversion: &corpus.Conversion{
			Modes: []corpus.Mode{corpus.ModeTransfer, corpus.ModeLicence}, Readiness: 7, Implemented: &yes, SelfRating: 4,
		}},
		{ID: "12345678901234567890", Title: "a；b", Conversion: &corpus.Conversion{Modes: []corpus.Mode{corpus.ModeTransfer}, Readiness: 7}},
	}, got)
	require.Equal(t, []string{
		"warning dir/f.x:3: abstract: missing",
		"warning dir/f.x:5: abstract: missing",
		"notice dir/f.x: columns that a patent does not have are ignored: source, tags.x, abstract.x",
	}, found.said())
}

func TestBadRowsAreReportedAndTheOthersGoOn(t *testing.T) {
	got, found := patents(t, `{"id":"1","title":"a","abstract":"b"}
{"id":"2",
{"title":"a","abstract":"b"}
{"id":"4"}
["id"]
null
{"id":"7","title":"a","abstract":"b"}
{"id":"","title":"a","abstract":"b"}
`, corpus.FormatJSONL)
	require.Len(t, got, 2)
	require.Equal(t, []string{
		`rejected dir/f.x:2: "{\"id\":\"2\",": not a JSON object: unexpected end of JSON input`,
		"rejected dir/f.x:3: id: the id is missing",
		"rejected dir/f.x:4: title: title and abstract missing",
		`rejected dir/f.x:5: "[\"id\"]": not a JSON object: cannot unmarshal array into Go value of type map[string]json.RawMessage`,
		`rejected dir/f.x:6: "null": not a JSON object`,
		"rejected dir/f.x:8: id: the id is missing",
	}, found.said())
	require.Equal(t, corpus.Problem{
		File: "dir/f.x", Line: 4, Field: "title", Reason: "title and abstract missing", Severity: corpus.Rejected, Raw: `{"id":"4"}`,
	}, found.problems[2])
}

func TestBadValuesNeverCostTheRow(t *testing.T) {
	got, found := patents(t, "id,标题,摘要,IPC,申请日,授权日,申请号,公开号,专利类型,技术成熟度,自评,是否实施,转化方式,法律状态\n"+
		"1,a,b,H01M4/58;X99,2025-02-30,2025-03-01,CN209211767704.7,123,商标,12,优,大概,技术服务,甲乙丙\n"+
		"2,a,b,-,/,无,—,,,N/A,无,无,不限,-\n", corpus.FormatCSV)
	require.Equal(t, []corpus.Patent{
		{
			ID: "1", Title: "a", Abstract: "b", IPC: []string{"H01M4/58"}, GrantDate: corpus.Date{Year: 2025, Month: 3, Day: 1},
			ApplicationNumber: "CN209211767704.7", Type: corpus.TypeInvention, LegalStatus: "甲乙丙",
		},
		{ID: "2", Title: "a", Abstract: "b", LegalStatus: "-"},
	}, got)
	require.Equal(t, []string{
		`warning dir/f.x:2: 申请号 "CN209211767704.7": wrong check digit: "CN209211767704.7" ends in 7, but 8 follows from its digits`,
		`warning dir/f.x:2: 公开号 "123": not a patent number: "123": a publication number is CN, 7 to 9 digits and a kind code`,
		`warning dir/f.x:2: IPC "X99": not an IPC symbol: "X99": it does not begin with a section letter A to H`,
		`warning dir/f.x:2: 专利类型 "商标": not a type of patent: 发明, 实用新型 or 外观设计`,
		`warning dir/f.x:2: 申请日 "2025-02-30": not a date: the month 2025-02 has no day 30`,
		`notice dir/f.x:2: 法律状态: the legal status "甲乙丙" is kept, but it is not understood and counts as unknown`,
		`notice dir/f.x:2: 转化方式: "技术服务" is none of the modes of conversion and is left out`,
		`warning dir/f.x:2: 技术成熟度 "12": not a grade from 1 to 9`,
		`warning dir/f.x:2: 自评 "优": not a grade from 1 to 5`,
		`warning dir/f.x:2: 是否实施 "大概": neither 是 nor 否`,
	}, found.said())
}

func TestIDs(t *testing.T) {
	t.Run("stand-ins", func(t *testing.T) {
		got, found := patents(t, "申请号,公开号,标题,摘要\n2092117677048,CN191153432B,a,b\n,191153432B,a,b\nPCT/CN2020/1,,a,b\n,,a,b\n", corpus.FormatCSV)
		require.Len(t, got, 3)
		require.Equal(t, "CN209211767704.8", got[0].ID)
		require.Equal(t, "CN191153432B", got[1].ID)
		require.Equal(t, corpus.Patent{ID: "PCT/CN2020/1", Title: "a", Abstract: "b"}, got[2], "a number that is not understood is a key all the same")
		require.Equal(t, []string{
			`warning dir/f.x:4: 申请号 "PCT/CN2020/1": not a patent number: "PCT/CN2020/1": an application number has 12 digits, or 8 of the older form, and a check digit`,
			"rejected dir/f.x:5: id: the id is missing",
		}, found.said())
		require.Equal(t, ",,a,b", found.problems[1].Raw)
	})
	t.Run("no column for it", func(t *testing.T) {
		got, found := needs(t, "需求名称,需求描述\na,b\nc,d\n", corpus.FormatCSV)
		require.Equal(t, []corpus.Need{{ID: "f-1", Title: "a", Description: "b"}, {ID: "f-2", Title: "c", Description: "d"}}, got)
		require.Equal(t, []string{"notice dir/f.x: id: the rows have no id; they are called f-1, f-2 and so on by their order"}, found.said())
	})
	t.Run("no key for it", func(t *testing.T) {
		got, found := needs(t, `{"title":"a","text":"b"}`+"\n"+`{"title":"","text":""}`+"\n"+`{"title":"c","text":"d"}`, corpus.FormatJSONL)
		require.Equal(t, "f-1", got[0].ID)
		require.Equal(t, "f-3", got[1].ID, "a rejected row keeps its number")
		require.Len(t, found.of(corpus.Rejected), 1)
	})
	t.Run("shortened by a spreadsheet", func(t *testing.T) {
		got, found := patents(t, "id,标题,摘要\n2.02511E+12,a,b\n", corpus.FormatCSV)
		require.Equal(t, "2.02511E+12", got[0].ID)
		require.Equal(t, []string{`warning dir/f.x:2: id "2.02511E+12": it looks like a long number that a spreadsheet has shortened`}, found.said())
	})
	t.Run("twice is no problem", func(t *testing.T) {
		got, found := patents(t, "id,标题,摘要\n1,a,b\n1,c,d\n", corpus.FormatCSV)
		require.Len(t, got, 2)
		require.Empty(t, found.problems)
	})
}

func TestStrictStopsAtTheFirstBadRow(t *testing.T) {
	found := &collector{}
	opts := found.options()
	opts.Strict = true
	r, err := corpus.ReadPatents(strings.NewReader("id,标题,摘要,申请日\n1,a,b,x\n2,,,\n3,a,b,\n"), "f.csv", corpus.FormatCSV, opts)
	require.NoError(t, err)
	var ids []string
	var last error
	for p, err := range r.All() {
		if last = err; err == nil {
			ids = append(ids, p.ID)
		}
	}
	require.Equal(t, []string{"1"}, ids)
	require.ErrorIs(t, last, corpus.ErrRow)
	var bad *corpus.RowError
	require.ErrorAs(t, last, &bad)
	require.Equal(t, 3, bad.Problem.Line)
	require.Equal(t, "2,,,", bad.Problem.Raw)
	require.Equal(t, "f.csv:3: title: title and abstract missing", last.Error())
	require.Len(t, found.problems, 1, "the warning about the date; the bad row is the error")
}

func TestLeavingTheLoopAndGoingOn(t *testing.T) {
	found := &collector{}
	r, err := corpus.ReadNeeds(strings.NewReader("id,标题,描述\n1,a,b\n2,a,b\n3,a,b\n"), "f.csv", corpus.FormatCSV, found.options())
	require.NoError(t, err)
	for n, err := range r.All() {
		require.NoError(t, err)
		require.Equal(t, "1", n.ID)
		break
	}
	require.Len(t, all(t, r), 2)
}

func TestManyUnknownNamesAreOneNotice(t *testing.T) {
	var names strings.Builder
	for i := range 30 {
		fmt.Fprintf(&names, `,"k%02d":1`, i)
	}
	_, found := patents(t, `{"id":"1","title":"a","abstract":"b"`+names.String()+"}", corpus.FormatJSONL)
	require.Len(t, found.problems, 1)
	require.Contains(t, found.problems[0].Reason, "k00, k01, ")
	require.Contains(t, found.problems[0].Reason, "k19 and 10 more")
}

func TestDesignClassesAreNoBadSymbols(t *testing.T) {
	for _, class := range []string{"09-03", "LOC(13)Cl.09-03", "LOC (14) Cl. 26-05"} {
		got, found := patents(t, "id,标题,摘要,分类号,专利类型\n1,灯,b,"+class+",外观设计\n", corpus.FormatCSV)
		require.Empty(t, got[0].IPC)
		require.Equal(t, []string{"notice dir/f.x:2: 分类号: classes of designs (Locarno) are left out, they are no IPC symbols"}, found.said(), class)
	}
}
