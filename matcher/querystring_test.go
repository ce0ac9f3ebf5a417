package matcher

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// Offsets are bytes: a Han character has three.
func TestParseQuery(t *testing.T) {
	for _, test := range []struct {
		query string
		want  []queryClause
	}{
		{"", nil},
		{" \t\u3000\n", nil},
		{"电池", []queryClause{{value: "电池", boost: 1}}},
		{"电池 隔膜", []queryClause{{value: "电池", boost: 1}, {value: "隔膜", boost: 1, offset: 7, at: 7}}},
		{"电池\u3000隔膜", []queryClause{{value: "电池", boost: 1}, {value: "隔膜", boost: 1, offset: 9, at: 9}}},
		{"+电池", []queryClause{{occur: '+', value: "电池", boost: 1, at: 1}}},
		{"-电池", []queryClause{{occur: '-', value: "电池", boost: 1, at: 1}}},
		{"PD-1", []queryClause{{value: "PD-1", boost: 1}}},
		{"a+b", []queryClause{{value: "a+b", boost: 1}}},
		{`"正极 材料"`, []queryClause{{value: "正极 材料", phrase: true, boost: 1}}},
		{`-"正极材料"`, []queryClause{{occur: '-', value: "正极材料", phrase: true, boost: 1, at: 1}}},
		{`"a\"b\\c"`, []queryClause{{value: `a"b\c`, phrase: true, boost: 1}}},
		{"title:电池", []queryClause{{field: "title", value: "电池", boost: 1, at: 6}}},
		{"TITLE:电池", []queryClause{{field: "title", value: "电池", boost: 1, at: 6}}},
		{`+title:"正极 材料"`, []queryClause{{occur: '+', field: "title", value: "正极 材料", phrase: true, boost: 1, at: 7}}},
		{"-applicant:大学", []queryClause{{occur: '-', field: "applicant", value: "大学", boost: 1, at: 11}}},
		{"ipc:H01M*", []queryClause{{field: "ipc", value: "H01M*", boost: 1, at: 4}}},
		{"ipc:H01M4/5?", []queryClause{{field: "ipc", value: "H01M4/5?", boost: 1, at: 4}}},
		{`ipc:"H01M 4/58"`, []queryClause{{field: "ipc", value: "H01M 4/58", phrase: true, boost: 1, at: 4}}},
		{"year:2020", []queryClause{{field: "year", value: "2020", boost: 1, at: 5}}},
		{"granted:>=2020-05", []queryClause{{field: "granted", op: ">=", value: "2020-05", boost: 1, at: 10}}},
		{"granted:>2020", []queryClause{{field: "granted", op: ">", value: "2020", boost: 1, at: 9}}},
		{"date:<=2020", []queryClause{{field: "date", op: "<=", value: "2020", boost: 1, at: 7}}},
		{"date:<2020", []queryClause{{field: "date", op: "<", value: "2020", boost: 1, at: 6}}},
		{`date:>"2020-05-01"`, []queryClause{{field: "date", op: ">", value: "2020-05-01", phrase: true, boost: 1, at: 6}}},
		{"电池^3", []queryClause{{value: "电池", boost: 3}}},
		{`"正极材料"^100 x`, []queryClause{{value: "正极材料", phrase: true, boost: 100}, {value: "x", boost: 1, offset: 19, at: 19}}},
		{"/H01[LM]/", []queryClause{{value: "H01[LM]", regex: true, boost: 1}}},
		{`/a\/b\c/`, []queryClause{{value: `a/b\c`, regex: true, boost: 1}}},
		{`title\:电池`, []queryClause{{value: "title:电池", boost: 1}}},
		{`\-5℃`, []queryClause{{value: "-5℃", boost: 1}}},
		{`\+5`, []queryClause{{value: "+5", boost: 1}}},
		{`0.1\~0.2`, []queryClause{{value: "0.1~0.2", boost: 1}}},
		{`a\^b`, []queryClause{{value: "a^b", boost: 1}}},
		{`\"x\"`, []queryClause{{value: `"x"`, boost: 1}}},
		{`a\ b`, []queryClause{{value: "a b", boost: 1}}},
		{"10:30", []queryClause{{value: "10:30", boost: 1}}},
		{"标题:电池", []queryClause{{value: "标题:电池", boost: 1}}},
		{"--电池", []queryClause{{occur: '-', value: "-电池", boost: 1, at: 1}}},
		{"a>=b", []queryClause{{value: "a>=b", boost: 1}}},
		{"😀", []queryClause{{value: "😀", boost: 1}}},
		{"\xff", []queryClause{{value: "\uFFFD", boost: 1}}},
	} {
		t.Run(test.query, func(t *testing.T) {
			got, err := parseQuery(test.query)
			require.NoError(t, err)
			require.Equal(t, test.want, got)
		})
	}
}

func TestParseQueryFaults(t *testing.T) {
	for _, test := range []struct {
		query  string
		offset int
		reason string
	}{
		{"+", 0, `"+" stands alone`},
		{"电池 - 隔膜", 7, `"-" stands alone`},
		{"colour:红", 0, `unknown field "colour"; there are abstract, applicant, date, granted, ipc, mode, region, sei, status, title, type, year`},
		{"电池 -colour:红", 8, `unknown field "colour"`},
		{"http://x", 0, `unknown field "http"`},
		{"title:", 6, `field "title" has no value`},
		{"title: 电池", 6, `field "title" has no value`},
		{"date:>=", 7, `field "date" has no value`},
		{`"正极`, 0, "never closed"},
		{`电池 "正极`, 7, "never closed"},
		{`"正极\"`, 0, "never closed"},
		{`title:"正极`, 6, "never closed"},
		{"/x", 0, "never closed"},
		{`/x\/`, 0, "never closed"},
		{`""`, 0, "nothing stands between"},
		{`title:"  "`, 6, "nothing stands between"},
		{"//", 0, "nothing stands between"},
		{`正极"材料"`, 6, "quotation mark inside a word"},
		{`"正极"材料`, 8, "a space is missing"},
		{`"正极""材料"`, 8, "a space is missing"},
		{"^2", 0, "a word is missing"},
		{"title:^2", 6, "a word is missing"},
		{"~", 0, "a word is missing"},
		{"电池^", 7, "boost must be a whole number from 1 to 100"},
		{"电池^0", 7, "boost must be"},
		{"电池^101", 7, "boost must be"},
		{"电池^2.5", 7, "boost must be"},
		{"电池^-1", 7, "boost must be"},
		{"电池^+1", 7, "boost must be"},
		{"电池^03", 7, "boost must be"},
		{"电池^99999999999999999999", 7, "boost must be"},
		{"电池^2^3", 7, "boost must be"},
		{"电池~", 6, "fuzzy matching is not supported"},
		{"电池~2", 6, "fuzzy matching is not supported"},
		{`"正极材料"~2`, 14, "fuzzy matching is not supported"},
		{`电池\`, 6, "nothing follows the backslash"},
	} {
		t.Run(test.query, func(t *testing.T) {
			got, err := parseQuery(test.query)
			require.Nil(t, got)
			require.ErrorIs(t, err, ErrQuery)
			var fault *QueryError
			require.ErrorAs(t, err, &fault)
			require.Equal(t, test.query, fault.Query)
			require.Equal(t, test.offset, fault.Offset)
			require.Contains(t, fault.Reason, test.reason)
			require.Contains(t, err.Error(), fault.Reason)
		})
	}
}

// Whatever people type gives clauses that lie within the query, or a fault that points into it.
func FuzzParseQuery(f *testing.F) {
	for _, seed := range []string{
		"", "电池 隔膜", `+"正极 材料"^2 -title:膜`, "ipc:H01M* year:>=2020", `a\`, "/x/", "电池~2", "^", "date:", "\xff\xfe", "\u3000", `"`, `title:"`, "+-", "type:^1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		clauses, err := parseQuery(query)
		if err != nil {
			var fault *QueryError
			require.ErrorAs(t, err, &fault)
			require.Equal(t, query, fault.Query)
			require.True(t, fault.Offset >= 0 && fault.Offset <= len(query), "offset %d", fault.Offset)
			require.NotEmpty(t, fault.Reason)
			if utf8.ValidString(query) {
				require.True(t, fault.Offset == len(query) || utf8.RuneStart(query[fault.Offset]), "offset %d splits a character", fault.Offset)
			}
			return
		}
		end := 0
		for _, c := range clauses {
			require.True(t, c.offset >= end && c.at >= c.offset && c.at < len(query), "%+v", c)
			require.NotEmpty(t, c.value)
			require.True(t, c.boost >= 1 && c.boost <= 100, "boost %d", c.boost)
			require.Contains(t, []byte{0, '+', '-'}, c.occur)
			require.True(t, c.field == "" || knownField(c.field), c.field)
			require.False(t, c.phrase && strings.TrimSpace(c.value) == "")
			end = c.at + 1
		}
		require.Equal(t, strings.TrimSpace(query) == "", len(clauses) == 0, "nothing but space has no clause, all else has one")
	})
}

// before gives the largest string of the same length that sorts before a number, so that < ends where it should.
func TestBefore(t *testing.T) {
	for in, want := range map[string]string{
		"20200000": "20199999", "20200500": "20200499", "20200501": "20200500", "2020": "2019", "2000": "1999", "1": "0",
	} {
		require.Equal(t, want, before(in))
	}
}
