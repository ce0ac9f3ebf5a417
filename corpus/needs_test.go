package corpus_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

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
