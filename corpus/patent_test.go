package corpus_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

func TestYear(t *testing.T) {
	p := corpus.Patent{
		ID: "CN98101234.5", GrantDate: corpus.Date{Year: 2005, Month: 1, Day: 2}, PublicationDate: corpus.Date{Year: 2004},
		ApplicationDate: corpus.Date{Year: 2002}, Date: corpus.Date{Year: 2001}, ApplicationNumber: "CN202510123456.0",
	}
	require.Equal(t, 2005, p.Year())
	p.GrantDate = corpus.Date{}
	require.Equal(t, 2004, p.Year())
	p.PublicationDate = corpus.Date{}
	require.Equal(t, 2002, p.Year())
	p.ApplicationDate = corpus.Date{}
	require.Equal(t, 2001, p.Year())
	p.Date = corpus.Date{}
	require.Equal(t, 2025, p.Year(), "of a number whose check digit is wrong too")
	p.ApplicationNumber = ""
	require.Equal(t, 1998, p.Year(), "of an id that is a number")
	require.Zero(t, corpus.Patent{ID: "P1"}.Year())
	require.Zero(t, corpus.Patent{ID: "CN191153432B"}.Year())
}

func TestComplete(t *testing.T) {
	for _, test := range []struct {
		name     string
		in, want corpus.Patent
		warned   string
	}{
		{"application number", corpus.Patent{ID: "CN209211767704.8"}, corpus.Patent{ApplicationNumber: "CN209211767704.8", Type: "发明"}, ""},
		{"without prefix", corpus.Patent{ID: "209211767704.8"}, corpus.Patent{ApplicationNumber: "CN209211767704.8", Type: "发明"}, ""},
		{"digits with the right check digit", corpus.Patent{ID: "2092117677048"}, corpus.Patent{ApplicationNumber: "CN209211767704.8", Type: "发明"}, ""},
		{"digits with a wrong check digit are an id of another kind", corpus.Patent{ID: "2092117677047"}, corpus.Patent{}, ""},
		{"short digits are an id of another kind", corpus.Patent{ID: "981012345"}, corpus.Patent{}, ""},
		{"twelve digits are an id of another kind", corpus.Patent{ID: "202510123456"}, corpus.Patent{}, ""},
		{"wrong check digit", corpus.Patent{ID: "CN209211767704.7"}, corpus.Patent{ApplicationNumber: "CN209211767704.7", Type: "发明"}, "id"},
		{"publication number", corpus.Patent{ID: "CN291153432U"}, corpus.Patent{PublicationNumber: "CN291153432U", Type: "实用新型"}, ""},
		{"surrogate", corpus.Patent{ID: "201a-0012"}, corpus.Patent{}, ""},
		{
			"what is given stays",
			corpus.Patent{ID: "CN209211767704.8", ApplicationNumber: "CN98101234.5", Type: "实用新型"},
			corpus.Patent{ApplicationNumber: "CN98101234.5", Type: "实用新型"},
			"type",
		},
	} {
		warned := ""
		got := test.in
		got.Complete(func(field, value, reason string) {
			require.NotEmpty(t, reason, test.name)
			require.NotEmpty(t, value, test.name)
			warned += field
		})
		test.want.ID = test.in.ID
		require.Equal(t, test.want, got, test.name)
		require.Equal(t, test.warned, warned, test.name)
	}
}

func TestValidate(t *testing.T) {
	require.NoError(t, corpus.Patent{ID: "1", Abstract: "a"}.Validate())
	require.ErrorIs(t, corpus.Patent{ID: "1", Title: " "}.Validate(), corpus.ErrIncomplete)
	require.ErrorContains(t, corpus.Patent{Title: "a"}.Validate(), "id is missing")
	require.NoError(t, corpus.Need{ID: "1", Description: "a"}.Validate())
	require.ErrorContains(t, corpus.Need{ID: "1"}.Validate(), "title and description missing")
	require.NoError(t, corpus.Enterprise{ID: "1", Name: "a"}.Validate())
	require.ErrorContains(t, corpus.Enterprise{ID: "1"}.Validate(), "name missing")
	require.NoError(t, corpus.Evaluation{Enterprise: "e", Patent: "p", Cooperation: 1}.Validate())
	err := corpus.Evaluation{}.Validate()
	require.ErrorContains(t, err, "enterprise is missing")
	require.ErrorContains(t, err, "patent is missing")
	require.ErrorContains(t, err, "says nothing")
}

func TestSymbolsLeaveOutWhatCannotBeRead(t *testing.T) {
	var got []string
	for _, s := range (corpus.Patent{IPC: []string{"H01M 4/58", "?", "A01"}}).Symbols() {
		got = append(got, s.String())
	}
	require.Equal(t, []string{"H01M4/58", "A01"}, got)
}

func TestJSONNames(t *testing.T) {
	yes := true
	text, err := json.Marshal(fullPatent())
	require.NoError(t, err)
	require.JSONEq(t, `{
		"id": "P-1", "application_number": "CN209211767704.8", "publication_number": "CN191153432B",
		"title": "石墨烯散热膜", "abstract": "一种散热膜。", "ipc": ["H01M4/58", "C01B32/182"], "type": "发明",
		"applicants": ["甲大学", "Foo Co., Ltd."], "inventors": ["张三", "李四"], "region": "湖北省武汉市",
		"application_date": "2092-04-14", "publication_date": "2093-01", "grant_date": "2093-11-17", "date": "2093",
		"legal_status": "授权", "conversion": {"modes": ["转让", "开放许可"], "readiness": 7, "scenario": "手机散热",
		"self_rating": 4, "implemented": true, "licence_fee": "6万元/年", "payment": "按年支付", "licence_term": "3年"}}`, string(text))
	require.Equal(t, &yes, fullPatent().Conversion.Implemented)
	text, err = json.Marshal(corpus.Patent{ID: "1"})
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"1","title":"","abstract":""}`, string(text))
}

// fullPatent has every attribute.
func fullPatent() corpus.Patent {
	yes := true
	return corpus.Patent{
		ID: "P-1", ApplicationNumber: "CN209211767704.8", PublicationNumber: "CN191153432B",
		Title: "石墨烯散热膜", Abstract: "一种散热膜。", IPC: []string{"H01M4/58", "C01B32/182"}, Type: corpus.TypeInvention,
		Applicants: []string{"甲大学", "Foo Co., Ltd."}, Inventors: []string{"张三", "李四"}, Region: "湖北省武汉市",
		ApplicationDate: corpus.Date{Year: 2092, Month: 4, Day: 14}, PublicationDate: corpus.Date{Year: 2093, Month: 1},
		GrantDate: corpus.Date{Year: 2093, Month: 11, Day: 17}, Date: corpus.Date{Year: 2093}, LegalStatus: "授权",
		Conversion: &corpus.Conversion{
			Modes: []corpus.Mode{corpus.ModeTransfer, corpus.ModeOpenLicence}, Readiness: 7, Scenario: "手机散热", SelfRating: 4,
			Implemented: &yes, LicenceFee: "6万元/年", Payment: "按年支付", LicenceTerm: "3年",
		},
	}
}
