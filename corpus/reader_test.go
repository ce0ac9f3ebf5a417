package corpus_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
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
	for n := range r.All() {
		require.Equal(t, "1", n.ID)
		break
	}
	require.Len(t, all(t, r), 2)
}

func TestQuotationMarksThatDoNotPair(t *testing.T) {
	got, found := patents(t, "id,标题,摘要\n"+
		"1,\"a,b\n"+ // Not closed, and the comma is lost without it: two cells.
		"2,c,d\n"+
		"3,\"他说\"你好\"了\",f\n"+ // Not doubled, but there are three cells.
		"4,5\" 管,\"g\nh\"\n"+ // Good: text with a mark in it, and a cell of two lines.
		"5,i,\"j\n", corpus.FormatCSV)
	require.Equal(t, []corpus.Patent{
		{ID: "2", Title: "c", Abstract: "d"},
		{ID: "3", Title: `他说"你好"了`, Abstract: "f"},
		{ID: "4", Title: `5" 管`, Abstract: "g\nh"},
		{ID: "5", Title: "i", Abstract: "j"},
	}, got)
	require.Equal(t, []string{
		`rejected dir/f.x:2: "1,\"a,b": a quotation mark is not closed, or one inside of a quoted cell is not doubled`,
		`warning dir/f.x:4: "3,\"他说\"你好\"了\",f": a quotation mark is not closed, or one inside of a quoted cell is not doubled; the row is read as it stands`,
		`warning dir/f.x:7: "5,i,\"j": a quotation mark is not closed, or one inside of a quoted cell is not doubled; the row is read as it stands`,
	}, found.said())
}

func TestRowsThatDoNotFitTheHeader(t *testing.T) {
	got, found := patents(t, "id,标题,摘要\n1,a,b,,\n2,a\n3,a,b,c,d\n", corpus.FormatCSV)
	require.Len(t, got, 3)
	require.Equal(t, []string{
		"warning dir/f.x:3: abstract: missing",
		`warning dir/f.x:4: "c,d": the row has more cells than the header`,
	}, found.said())
}

func TestLongRows(t *testing.T) {
	for name, text := range map[string]string{
		"jsonl": `{"id":"1","title":"a","abstract":"b"}` + "\n" + `{"id":"2","title":"` + strings.Repeat("x", 5000) + `"}` + "\n" + `{"id":"3","title":"a","abstract":"b"}`,
		"csv":   "id,title,abstract\n2," + strings.Repeat("x", 5000) + ",b\n1,a,b\n3,a,b\n",
		// The cell of many lines is too long; its first line is rejected, and the others are rows again.
		"csv over lines": "id,title,abstract\n2,\"a\n" + strings.Repeat(",,\n", 1000) + "1,a,b\n3,a,b\n",
	} {
		found := &collector{}
		opts := found.options()
		opts.MaxRow = 2000
		format, _, _ := strings.Cut(name, " ")
		r, err := corpus.ReadPatents(strings.NewReader(text), "f."+format, corpus.FormatOf("f."+format), opts)
		require.NoError(t, err)
		got := all(t, r)
		require.Len(t, got, 2, name)
		require.Equal(t, "1", got[0].ID, name)
		require.Len(t, found.problems, 1, name)
		require.Equal(t, corpus.Rejected, found.problems[0].Severity, name)
		require.Equal(t, 2, found.problems[0].Line, name)
		require.LessOrEqual(t, len(found.problems[0].Raw), 1024, name)
		if name != "csv over lines" {
			require.Equal(t, "the row is longer than 2000 bytes", found.problems[0].Reason, name)
		}
	}
}

func TestDamagedText(t *testing.T) {
	t.Run("a byte in utf-8", func(t *testing.T) {
		good := strings.Repeat("石墨烯", 10)
		got, found := patents(t, "id,标题,摘要\n1,"+good+",坏\xff字\n2\xff,a,b\n", corpus.FormatCSV)
		require.Equal(t, []corpus.Patent{{ID: "1", Title: good, Abstract: "坏\uFFFD字"}}, got)
		require.Equal(t, []string{
			"warning dir/f.x:2: 摘要 \"坏\uFFFD字\": it holds bytes that are no text in the encoding of the file; U+FFFD stands in their place",
			"rejected dir/f.x:3: id \"2\uFFFD\": it holds bytes that are no text in the encoding of the file",
		}, found.said())
	})
	t.Run("a byte in json", func(t *testing.T) {
		got, found := patents(t, `{"id":"1","title":"石墨烯散热膜","abstract":"坏`+"\xff"+`字"}`, corpus.FormatJSONL)
		require.Equal(t, []corpus.Patent{{ID: "1", Title: "石墨烯散热膜", Abstract: "坏\uFFFD字"}}, got)
		require.Len(t, found.of(corpus.Warning), 1)
	})
	t.Run("a byte in gb18030", func(t *testing.T) {
		got, found := patents(t, gb18030(t, "id,标题,摘要\n1,石墨烯散热膜,好")+"\xff"+gb18030(t, "的\n2,石墨烯,散热\n"), corpus.FormatCSV)
		require.Len(t, got, 2)
		require.Len(t, found.of(corpus.Warning), 1)
		require.Equal(t, 2, found.problems[0].Line)
	})
}

func TestEncodingIsToldFromTheFirstForeignByteHoweverLate(t *testing.T) {
	// More ASCII than any buffer holds, of every length around a limit of a buffer, so that characters are cut everywhere.
	rows := strings.Repeat("x,plain title,plain abstract\n", 5000)
	for shift := range 4 {
		text := "id,title,abstract\n" + rows + strings.Repeat("y", shift) + ",石墨烯散热膜,导热" + strings.Repeat("率高", 40000) + "\n"
		for name, content := range map[string]string{"utf-8": text, "gb18030": gb18030(t, text)} {
			got, found := patents(t, content, corpus.FormatCSV)
			rejected := 0
			if shift == 0 {
				rejected = 1 // It has no id then.
			}
			require.Len(t, found.of(corpus.Rejected), rejected, name)
			require.Len(t, got, 5001-rejected, name)
			if shift > 0 {
				require.Equal(t, "石墨烯散热膜", got[5000].Title, name)
				require.Equal(t, "导热"+strings.Repeat("率高", 40000), got[5000].Abstract, name)
			}
			require.Empty(t, found.of(corpus.Warning), name)
		}
	}
}

func TestTruncatedGzip(t *testing.T) {
	for format, text := range map[string]string{
		"jsonl": strings.Repeat(`{"id":"1","title":"a","abstract":"b"}`+"\n", 1000),
		"csv":   "id,title,abstract\n" + strings.Repeat("1,title,abstract\n", 1000),
	} {
		// Stored blocks, so that it is known what stands before the cut: all but the last rows.
		whole := gz(t, text, gzip.NoCompression)
		path := file(t, "cut."+format+".gz", whole[:len(whole)-60])
		found := &collector{}
		r, err := corpus.OpenPatents(path, found.options())
		require.NoError(t, err)
		n := 0
		var last error
		for _, err := range r.All() {
			if last = err; err == nil {
				n++
			}
		}
		require.NoError(t, r.Close())
		require.ErrorIs(t, last, corpus.ErrTruncated)
		require.ErrorContains(t, last, path+":")
		require.Greater(t, n, 990)
		require.Less(t, n, 1000)
		require.ErrorContains(t, last, fmt.Sprintf("the %d rows before have been read", n))
		require.Empty(t, found.of(corpus.Rejected))
		require.Empty(t, found.of(corpus.Warning), "the half of a row before the cut is not delivered")
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for name, test := range map[string]struct {
		content string
		want    error
		says    string
	}{
		"empty.csv":    {"", corpus.ErrHeader, "empty"},
		"noheader.csv": {"1,2,3\n4,5,6\n", corpus.ErrHeader, "标题"},
		"array.jsonl":  {"[\n{\"id\":1}\n]\n", corpus.ErrFormat, "JSON array"},
		"plain.csv.gz": {"id,title\n", corpus.ErrFormat, "not compressed"},
		"cut.csv.gz":   {"\x1f\x8b\x08", corpus.ErrTruncated, "cut"},
		"old.xls":      {"\xd0\xcf\x11\xe0\xa1\xb1", corpus.ErrFormat, "save it as .xlsx"},
		"no.xlsx":      {"id,title\n", corpus.ErrFormat, "XLSX"},
		"cut.xlsx":     {"PK\x03\x04abc", corpus.ErrFormat, "XLSX"},
	} {
		path := file(t, name, test.content)
		r, err := corpus.OpenPatents(path, (&collector{}).options())
		if err == nil {
			for _, err = range r.All() {
			}
			require.NoError(t, r.Close())
		}
		require.ErrorIs(t, err, test.want, name)
		require.ErrorContains(t, err, path, name)
		require.ErrorContains(t, err, test.says, name)
	}
	_, err := corpus.OpenPatents(filepath.Join(t.TempDir(), "none.csv"), (&collector{}).options())
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = corpus.OpenPatents("x", corpus.ReadOptions{})
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = corpus.ReadPatents(strings.NewReader(""), "x", corpus.FormatDetect, corpus.ReadOptions{})
	require.ErrorIs(t, err, corpus.ErrOptions)
	require.ErrorContains(t, err, "Report")
	require.ErrorContains(t, err, "MaxRow")
}

func TestReadErrorsOfTheInput(t *testing.T) {
	wrong := errors.New("wrong")
	in := &failing{text: `{"id":"1","title":"a","abstract":"b"}` + "\n" + `{"id":"2","title":"a"`, err: wrong}
	r, err := corpus.ReadPatents(in, "stream", corpus.FormatJSONL, (&collector{}).options())
	require.NoError(t, err)
	var ids []string
	for p, e := range r.All() {
		if err = e; e == nil {
			ids = append(ids, p.ID)
		}
	}
	require.Equal(t, []string{"1"}, ids)
	require.ErrorIs(t, err, wrong)
	require.ErrorContains(t, err, "stream:2")
}

// failing yields a text and then an error.
type failing struct {
	text string
	err  error
}

func (f *failing) Read(p []byte) (int, error) {
	if f.text == "" {
		return 0, f.err
	}
	n := copy(p, f.text)
	f.text = f.text[n:]
	return n, nil
}

func TestNeeds(t *testing.T) {
	got, found := needs(t, "需求编号,企业名称,需求名称,需求内容,预期目标,技术领域,省份,城市,合作方式,预算（万元）,截止时间,需求状态\n"+
		"N1,甲公司,散热膜,导热不够。,高,2.1、C3434,湖北省,武汉市,技术转让;合作开发;作价入股,60,2094年6月,征集中\n"+
		"N2,乙公司,轴承,磨损。,,电力、热力、燃气及水生产和供应业,湖北省,湖北省武汉市,不限,面议,,已解决\n", corpus.FormatCSV)
	require.Equal(t, []corpus.Need{
		{
			ID: "N1", Enterprise: "甲公司", Title: "散热膜", Description: "导热不够。", Industries: []string{"2.1", "C3434"}, Region: "湖北省武汉市",
			Modes: []corpus.Mode{corpus.ModeTransfer, corpus.ModeEquity}, Budget: "60万元", Deadline: corpus.Date{Year: 2094, Month: 6},
		},
		{
			ID: "N2", Enterprise: "乙公司", Title: "轴承", Description: "磨损。", Industries: []string{"电力、热力、燃气及水生产和供应业"},
			Region: "湖北省武汉市", Budget: "面议", Closed: true,
		},
	}, got)
	require.Equal(t, []string{
		"notice dir/f.x: columns that a need does not have are ignored: 预期目标",
		`notice dir/f.x:2: 合作方式: "合作开发" is none of the modes of conversion and is left out`,
	}, found.said())
}

func TestNeedTextsUnderAllTheirNames(t *testing.T) {
	got, found := needs(t, `{"id":"1","title":"a","content":"b"}
{"id":"2","title":"a","text":"b"}
{"id":"3","title":"a","description":"b"}
{"id":"4","title":"a","description":"b","text":"c","content":"b"}
`, corpus.FormatJSONL)
	require.Empty(t, found.problems)
	require.Equal(t, []string{"b", "b", "b", "b\nc"}, []string{got[0].Description, got[1].Description, got[2].Description, got[3].Description})
}

func TestEnterprisesAndEvaluations(t *testing.T) {
	found := &collector{}
	e, err := corpus.ReadEnterprises(strings.NewReader("统一社会信用代码,企业名称,所属行业,注册地,企业标签,经营范围\n"+
		"91X,甲公司,C3434；1.2,湖北省武汉市,专精特新、高新技术企业,制造\n92X,,,,,\n"), "f.csv", corpus.FormatCSV, found.options())
	require.NoError(t, err)
	require.Equal(t, []corpus.Enterprise{{
		ID: "91X", Name: "甲公司", Industries: []string{"C3434", "1.2"}, Region: "湖北省武汉市", Tags: []string{"专精特新", "高新技术企业"}, Scope: "制造",
	}}, all(t, e))
	require.Equal(t, []string{"rejected f.csv:3: name: name missing"}, found.said())

	found = &collector{}
	v, err := corpus.ReadEvaluations(strings.NewReader("企业,专利,产业化前景,技术改进需求,产学研合作意愿,评价日期,备注\n"+
		"E1,P1,较好,提高良率,有意愿,2094-1-2,好\nE1,P2,5,,无,,\nE2,P1,很差,,不太愿意,,\nE3,P1,嗯,,,,\n,P1,3,,,,\n"), "f.csv", corpus.FormatCSV, found.options())
	require.NoError(t, err)
	require.Equal(t, []corpus.Evaluation{
		{Enterprise: "E1", Patent: "P1", Prospects: 4, Improvement: "提高良率", Cooperation: 4, Date: corpus.Date{Year: 2094, Month: 1, Day: 2}, Comment: "好"},
		{Enterprise: "E1", Patent: "P2", Prospects: 5, Cooperation: 1},
		{Enterprise: "E2", Patent: "P1", Prospects: 1, Cooperation: 2},
	}, all(t, v))
	require.Equal(t, []string{
		`warning f.csv:5: 产业化前景 "嗯": not a grade from 1 to 5`,
		"rejected f.csv:5: the evaluation says nothing",
		"rejected f.csv:6: enterprise: enterprise is missing",
	}, found.said())
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
