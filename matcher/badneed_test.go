package matcher_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// TestBadNeeds: whatever the text, there is a sensible match or an empty list with a reason.
func TestBadNeeds(t *testing.T) {
	e, err := matcher.NewMemory(settings())
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	require.NoError(t, e.AddPatents(t.Context(),
		corpus.Patent{ID: "BATTERY", Title: "一种锂电池隔膜的制备方法", Abstract: "隔膜涂覆陶瓷，用于LiFePO4电池。"},
		corpus.Patent{ID: "PUMP", Title: "一种水泵轴承", Abstract: "轴承处设密封圈。"},
	))
	paragraph := "需要提高锂电池隔膜的耐热性。"
	for _, test := range []struct{ name, text, first string }{
		{"empty", "", ""},
		{"white space", " \t\r\n　", ""},
		{"one word", "隔膜", "BATTERY"},
		{"one character", "膜", ""},
		{"a hundred thousand characters", strings.Repeat("锂电池隔膜耐热性和孔隙率的控制，", 6300), "BATTERY"},
		{"only background", "公司成立于1998年，注册资金5000万元，年产值3亿元，员工300人，通过ISO9001认证。", ""},
		{"only latin", "LiFePO4", "BATTERY"},
		{"only numbers", "12345 3.14 100%", ""},
		{"only signs", "！？……——（）#@", ""},
		{"traditional characters", "鋰電池隔膜的製備", "BATTERY"},
		{"invalid UTF-8", "锂电池\xff\xfe隔膜\xe9", "BATTERY"},
		{"HTML remnants", "<p>锂电池&nbsp;<b>隔膜</b></p>", "BATTERY"},
		{"an unfinished tag", "锂电池隔膜<div class=", "BATTERY"},
		{"repeated paste", strings.Repeat(paragraph+"\n", 50), "BATTERY"},
		{"emoji", "🔋🔋锂电池隔膜🙏🏻", "BATTERY"},
		{"control characters", "锂\x00电池\x07隔膜\x1b[31m", "BATTERY"},
		{"full width", "ＬｉＦｅＰＯ４　隔膜", "BATTERY"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := e.Match(t.Context(), corpus.Need{Description: test.text}, query(1))
			require.NoError(t, err)
			if test.first == "" {
				require.True(t, len(got.Matches) > 0 || got.Reason != "", "neither a match nor a reason")
				return
			}
			require.Equal(t, []string{test.first}, ids(got.Matches))
		})
	}
}
