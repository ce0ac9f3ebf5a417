package corpus_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

// FuzzReadJSONL requires that every line which is not blank is either delivered or rejected, under its own number.
func FuzzReadJSONL(f *testing.F) {
	f.Add([]byte(`{"id":"1","title":"石墨烯","abstract":"b","ipc":["H01M"],"conversion":{"modes":[null,1,true]}}` + "\n{\n\n[]\n\"x\"\n"))
	f.Add([]byte("{\"id\":\"\\ud800\",\"title\":\"\xff\"}\r\n{\"a\":{\"b\":{\"c\":1}},\"id\":1e400,\"title\":[[1]]}"))
	f.Add([]byte(gbk))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !utf8.Valid(data) || bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) || bytes.Contains(data, []byte("\xc2\x85")) {
			_, _, _ = requireReadable(t, data, corpus.FormatJSONL) // The lines are those of another encoding.
			return
		}
		delivered, rejected, err := requireReadable(t, data, corpus.FormatJSONL)
		if errors.Is(err, corpus.ErrFormat) {
			return // An array, or what looks like a compressed file.
		}
		want := 0
		for l := range strings.SplitSeq(string(data), "\n") {
			if strings.TrimSpace(l) != "" {
				want++
			}
		}
		require.NoError(t, err)
		require.Equal(t, want, delivered+rejected)
	})
}

// gbk is a table in GB18030: 编号,标题 and a row.
const gbk = "\xb1\xe0\xba\xc5,\xb1\xea\xcc\xe2\n1,\xca\xaf\xc4\xab\n"

// FuzzReadCSV requires that reading any table ends, that a rejected row names its line and its text, and that lines only go up.
func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("id,标题,摘要\n1,\"a\"\"b\nc\",d\n2,\"x\n3,y\"z,w\n"))
	f.Add([]byte("title\nid\tname;abstract\n\"\n\"\n\r\n,,\n"))
	f.Add([]byte(gbk))
	f.Add([]byte("\xff\xfei\x00d\x00,\x00t\x00i\x00t\x00l\x00e\x00\n\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _, _ = requireReadable(t, data, corpus.FormatCSV)
	})
}

// requireReadable reads patents from anything and checks what holds for every file.
func requireReadable(t *testing.T, data []byte, format corpus.Format) (delivered, rejected int, err error) {
	t.Helper()
	last := 0
	opts := corpus.DefaultReadOptions(func(p corpus.Problem) {
		require.NotEmpty(t, p.Reason)
		require.Equal(t, "f", p.File)
		if p.Severity == corpus.Rejected {
			rejected++
			require.Greater(t, p.Line, last)
			require.NotEmpty(t, p.Raw)
			last = p.Line
		}
	})
	opts.MaxRow = 1 << 12
	r, err := corpus.ReadPatents(bytes.NewReader(data), "f", format, opts)
	if err != nil {
		require.Contains(t, err.Error(), "f: ")
		return 0, 0, err
	}
	for p, e := range r.All() {
		if e != nil {
			err = e
			break
		}
		require.NoError(t, p.Validate())
		require.True(t, utf8.ValidString(p.ID+p.Title+p.Abstract+p.Region))
		delivered++
	}
	require.NoError(t, r.Close())
	return delivered, rejected, err
}

// FuzzTable requires that what a writer of CSV writes is read cell by cell.
func FuzzTable(f *testing.F) {
	f.Add("1", "石墨烯", "a\"b,c\nd", "2", "x", "y")
	f.Add("\"", "\"\n\"", ",", ";", "\t", "'")
	f.Fuzz(func(t *testing.T, id1, title1, abstract1, id2, title2, abstract2 string) {
		var want []corpus.Patent
		var table bytes.Buffer
		w := csv.NewWriter(&table)
		require.NoError(t, w.Write([]string{"id", "标题", "摘要"}))
		for _, cells := range [][]string{{id1, title1, abstract1}, {id2, title2, abstract2}} {
			for i, c := range cells {
				if !utf8.ValidString(c) || strings.Contains(c, "\r") {
					return // The one is reported, the other becomes a line end.
				}
				cells[i] = strings.TrimSpace(c)
			}
			require.NoError(t, w.Write(cells))
			if cells[0] != "" && cells[1]+cells[2] != "" {
				p := corpus.Patent{ID: cells[0], Title: cells[1], Abstract: cells[2]}
				p.Complete(func(string, string, string) {})
				want = append(want, p)
			}
		}
		w.Flush()
		found := &collector{}
		r, err := corpus.ReadPatents(&table, "f", corpus.FormatCSV, found.options())
		require.NoError(t, err)
		require.Equal(t, want, all(t, r))
	})
}

// FuzzParseDate requires that a date is read back from what it writes and is a day of the calendar.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2025-03-25", "2025年3月", "20250325", "2025/3/25 8:05", "2025", "２０２５．３．２５", "2024-02-29"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := corpus.ParseDate(s)
		if err != nil {
			require.ErrorIs(t, err, corpus.ErrDate)
			require.True(t, d.IsZero())
			return
		}
		require.True(t, d.Year >= 1000 && d.Year <= 9999 && d.Month <= 12 && d.Day <= 31, "%v", d)
		require.True(t, d.Day == 0 || d.Month > 0, "%v", d)
		back, err := corpus.ParseDate(d.String())
		require.NoError(t, err)
		require.Equal(t, d, back)
	})
}

// FuzzParseApplicationNumber requires that a number is read back from what it writes, and that its own check digit is right.
func FuzzParseApplicationNumber(f *testing.F) {
	for _, s := range []string{"CN209211767704.8", "98101234.5", "ZL 2092 1 1767704.8", "CN85100001", "209210000004X", "CN116510786B"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := corpus.ParseApplicationNumber(s)
		if errors.Is(err, corpus.ErrNumber) {
			require.Empty(t, n.String())
			return
		}
		back, again := corpus.ParseApplicationNumber(n.String())
		require.Equal(t, n, back)
		require.Equal(t, errors.Is(err, corpus.ErrCheckDigit), errors.Is(again, corpus.ErrCheckDigit))
		require.NotEmpty(t, n.Type())
		bare, _, _ := strings.Cut(n.String(), ".")
		right, err := corpus.ParseApplicationNumber(bare + "." + string(rune(n.CheckDigit())))
		require.NoError(t, err)
		require.Equal(t, n.Year(), right.Year())
	})
}
