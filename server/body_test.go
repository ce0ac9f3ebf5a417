package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

func TestDecode(t *testing.T) {
	var got MatchRequest
	require.NoError(t, decode([]byte(` {"title":"低温电池","text":"a\nb","k":3,"per_field":2,"explain":false,"records":true,
		"industries":["1.2"],"modes":["许可"],"filters":{"ipc":["H01M"],"granted_after":"2021-03"}} `), &got))
	require.Equal(t, MatchRequest{
		Title: "低温电池", Text: "a\nb", K: 3, PerField: 2, Records: true, Industries: []string{"1.2"}, Modes: []corpus.Mode{"许可"},
		Filters: matcher.Filter{IPC: []string{"H01M"}, GrantedAfter: corpus.Date{Year: 2021, Month: 3}},
	}, got)
}

// The offsets are counted by hand; a Chinese character takes three bytes.
func TestDecodePointsAtTheFault(t *testing.T) {
	for name, c := range map[string]struct {
		body   string
		offset int
		field  string
		reason string
	}{
		"empty":              {``, 0, "", "unexpected end"},
		"cut short":          {`{"title":"x"`, 12, "", "unexpected end"},
		"not JSON":           {`title=x`, 1, "", "invalid character"}, // "t" may begin true
		"comma at the end":   {`{"k":1,}`, 7, "", "invalid character '}'"},
		"second document":    {`{} {}`, 3, "", "after top-level value"},
		"byte order mark":    {"\ufeff{}", 0, "", "invalid character"},
		"not UTF-8":          {"{\"title\":\"\xff\"}", 10, "", "invalid UTF-8"},
		"not an object":      {` [1]`, 1, "", "want an object, got a list"},
		"null":               {`null`, 0, "", "want an object, got null"},
		"unknown":            {`{"k":1,"ttle":"x"}`, 7, "/ttle", `unknown member "ttle"; there are title, text, k`},
		"unknown with signs": {`{"a/~":1}`, 1, "/a~1~0", "unknown member"},
		"spelt otherwise":    {`{"Title":"x"}`, 1, "/Title", "unknown member"},
		"unknown below":      {`{"filters":{"ipc":[],"IPC":[]}}`, 21, "/filters/IPC", "unknown member"},
		"twice":              {`{"k":1, "k":2}`, 8, "/k", `member "k" is given twice`},
		"string for number":  {`{"k":"1"}`, 5, "/k", "want a whole number, got a string"},
		"fraction":           {`{"k":1.5}`, 5, "/k", "want a whole number, got 1.5"},
		"huge":               {`{"k":99999999999999999999}`, 5, "/k", "want a whole number"},
		"exponent":           {`{"k":1e1}`, 5, "/k", "want a whole number, got 1e1"},
		"null member":        {`{"title":null}`, 9, "/title", "want a string, got null"},
		"number for string":  {`{"title": 7}`, 10, "/title", "want a string, got 7"},
		"string for share":   {`{"threshold":"0.5"}`, 13, "/threshold", "want a number, got a string"},
		"null for share":     {`{"threshold":null}`, 13, "/threshold", "want a number, got null"},
		"huge share":         {`{"threshold":1e999}`, 13, "/threshold", "want a number that is not too large, got 1e999"},
		"share of a patent":  {`{"per_applicant":0.5}`, 17, "/per_applicant", "want a whole number, got 0.5"},
		"string for boolean": {`{"explain":"true"}`, 11, "/explain", "want true or false, got a string"},
		"object for list":    {`{"industries":{}}`, 14, "/industries", "want a list, got an object"},
		"list for object":    {`{"filters":true}`, 11, "/filters", "want an object, got true"},
		"value in a list":    {`{"filters":{"ipc":["H01M",7]}}`, 26, "/filters/ipc/1", "want a string, got 7"},
		"date":               {`{"text":"电池","filters":{"granted_after":"x"}}`, 44, "/filters/granted_after", `"x"`},
		"number for date":    {`{"filters":{"granted_after":2021}}`, 28, "/filters/granted_after", "want a string, got 2021"},
	} {
		t.Run(name, func(t *testing.T) {
			var got MatchRequest
			err := decode([]byte(c.body), &got)
			var bad *bodyError
			require.ErrorAs(t, err, &bad)
			require.Equal(t, c.offset, bad.offset, err)
			require.Equal(t, c.field, bad.field)
			require.Contains(t, bad.reason, c.reason)
			require.Zero(t, got, "a body with a fault was taken in part")
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`{"title":"低温","k":3,"filters":{"ipc":["H01M"],"granted_after":"2021-03"}}`, `{"modes":["许可"]}`, `{"k":1e3}`, `{"a":{"b":[1,2]}}`,
		`[]`, `{"k":1,"k":2}`, "{\"title\":\"\xff\"}", `{"title":"\ud800"}`, `{"filters":null}`, ``, `{"filters":{"ipc":["H01M"`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var got, plain MatchRequest
		err := decode(body, &got)
		if err == nil {
			require.NoError(t, json.Unmarshal(body, &plain))
			require.Equal(t, plain, got)
			return
		}
		var bad *bodyError
		require.ErrorAs(t, err, &bad)
		require.GreaterOrEqual(t, bad.offset, 0)
		require.LessOrEqual(t, bad.offset, len(body))
	})
}

func TestBodies(t *testing.T) {
	b := newBench(t, &fake{}, func(o *Options) { o.BodyLimit = 20 })
	send := func(contentType, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v1/match", strings.NewReader(body))
		if contentType != "" {
			r.Header.Set("Content-Type", contentType)
		}
		return b.do(t, r)
	}
	require.Equal(t, http.StatusOK, send("application/json", `{"title":"12345678"}`).Code, "20 bytes")
	require.Equal(t, http.StatusOK, send("application/json; charset=utf-8", `{"title":"x"}`).Code)
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "application/", "json"} {
		w := send(kind, `{"title":"x"}`)
		require.Equal(t, http.StatusUnsupportedMediaType, w.Code, kind)
		require.Equal(t, problemBase+ProblemMediaType, problem(t, w).Type)
	}
	w := send("application/json", `{"title":"123456789"}`)
	require.Equal(t, http.StatusRequestEntityTooLarge, w.Code, "21 bytes")
	require.Contains(t, problem(t, w).Detail, "larger than 20 bytes")
	w = send("application/json", `{"ttle":"x"}`)
	require.Equal(t, http.StatusBadRequest, w.Code)
	p := problem(t, w)
	require.Equal(t, "/ttle", p.Field)
	require.Equal(t, 1, *p.Offset)
}

func TestBodyThatBreaksOff(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v1/match", iotest.ErrReader(errors.New("connection reset")))
	r.Header.Set("Content-Type", "application/json")
	w := b.do(t, r)
	require.Equal(t, http.StatusBadRequest, w.Code)
	require.Equal(t, "byte 0: the body breaks off here", problem(t, w).Detail)
}
