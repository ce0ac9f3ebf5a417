package corpus_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

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
