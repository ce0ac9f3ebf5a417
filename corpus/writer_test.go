package corpus_test

import (
	"bytes"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

// sequence yields records, and then an error if there is one.
func sequence[T any](records []T, err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
		if err != nil {
			var none T
			yield(none, err)
		}
	}
}

// patentsToWrite hold every attribute, none, and what is hard on a format.
func patentsToWrite() []corpus.Patent {
	no := false
	return []corpus.Patent{
		fullPatent(),
		{ID: "2", Title: "a"},
		{ID: "3", Abstract: "两行\n\n“引号”\"'，,;\t=SUM(A1)", Conversion: &corpus.Conversion{Implemented: &no}},
		{ID: "=1+1", Title: "+1", Abstract: "-1", Applicants: []string{"@甲"}, Region: "<b>&amp;"},
		{ID: "007", Title: "1e5", Abstract: "45741", Inventors: []string{"TRUE", "1"}},
		{ID: "𠮷", Title: "_x0041_ 𠮷野家", Abstract: strings.Repeat("长", 32767)},
	}
}

func needsToWrite() []corpus.Need {
	return []corpus.Need{
		{
			ID: "N1", Enterprise: "甲公司", Title: "散热", Description: "导热\n不够", Industries: []string{"1.2", "电力、热力、燃气及水生产和供应业"},
			Region: "湖北省武汉市", Modes: []corpus.Mode{corpus.ModeTransfer, corpus.ModeLicence}, Budget: "60万元",
			Deadline: corpus.Date{Year: 2094, Month: 6, Day: 30}, Closed: true,
		},
		{ID: "N2", Title: "轴承"},
	}
}

func enterprisesToWrite() []corpus.Enterprise {
	return []corpus.Enterprise{
		{ID: "E1", Name: "甲公司", Industries: []string{"C3434"}, Region: "湖北省", Tags: []string{"专精特新", "高新技术企业"}, Scope: "制造；销售。"},
		{ID: "E2", Name: "乙公司"},
	}
}

func evaluationsToWrite() []corpus.Evaluation {
	return []corpus.Evaluation{
		{Enterprise: "E1", Patent: "P1", Prospects: 5, Improvement: "良率", Cooperation: 1, Date: corpus.Date{Year: 2094, Month: 1, Day: 2}, Comment: "好\n很好"},
		{Enterprise: "E2", Patent: "P1", Comment: "不需要"},
	}
}

func TestRoundTrip(t *testing.T) {
	for _, name := range []string{"f.jsonl", "f.jsonl.gz", "f.csv", "f.csv.gz", "f.tsv", "f.xlsx"} {
		roundTrip(t, name, patentsToWrite(), corpus.WritePatents, corpus.OpenPatents)
		roundTrip(t, name, needsToWrite(), corpus.WriteNeeds, corpus.OpenNeeds)
		roundTrip(t, name, enterprisesToWrite(), corpus.WriteEnterprises, corpus.OpenEnterprises)
		roundTrip(t, name, evaluationsToWrite(), corpus.WriteEvaluations, corpus.OpenEvaluations)
	}
}

func roundTrip[T any](t *testing.T, name string, records []T, write func(string, iter.Seq2[T, error]) (int, error),
	open func(string, corpus.ReadOptions) (*corpus.Reader[T], error),
) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	n, err := write(path, sequence(records, nil))
	require.NoError(t, err, name)
	require.Equal(t, len(records), n)
	found := &collector{}
	r, err := open(path, found.options())
	require.NoError(t, err, name)
	require.Equal(t, records, all(t, r), name)
	require.Empty(t, found.of(corpus.Rejected), name)
	require.Empty(t, found.of(corpus.Notice), name)
	for _, w := range found.of(corpus.Warning) {
		require.Equal(t, "missing", w.Reason, name)
	}
}

func TestConversionOfAFile(t *testing.T) {
	found := &collector{}
	r, err := corpus.ReadNeeds(strings.NewReader("需求编号,需求名称,需求描述\nN1,散热,导热\n"), "f.csv", corpus.FormatCSV, found.options())
	require.NoError(t, err)
	var out bytes.Buffer
	n, err := corpus.EncodeNeeds(&out, corpus.FormatJSONL, r.All())
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.JSONEq(t, `{"id":"N1","title":"散热","description":"导热"}`, out.String())
	require.Equal(t, 1, strings.Count(out.String(), "\n"))
}

func TestTablesForPeople(t *testing.T) {
	var out bytes.Buffer
	_, err := corpus.EncodePatents(&out, corpus.FormatCSV, sequence([]corpus.Patent{fullPatent()}, nil))
	require.NoError(t, err)
	require.Equal(t, "\ufeff编号,申请号,公开(公告)号,标题,摘要,IPC分类号,专利类型,申请(专利权)人,发明人,地区,申请日,公开(公告)日,授权公告日,日期,法律状态,"+
		"转化方式,技术成熟度,应用场景,自评等级,是否实施,许可使用费,支付方式,许可期限\n"+
		"P-1,CN209211767704.8,CN191153432B,石墨烯散热膜,一种散热膜。,H01M4/58; C01B32/182,发明,\"甲大学; Foo Co., Ltd.\",张三; 李四,湖北省武汉市,"+
		"2092-04-14,2093-01,2093-11-17,2093,授权,转让; 开放许可,7,手机散热,4,是,6万元/年,按年支付,3年\n", out.String())
}

func TestNothingIsHalfWritten(t *testing.T) {
	dir := t.TempDir()
	wrong := errors.New("wrong")
	for _, name := range []string{"f.jsonl", "f.jsonl.gz", "f.csv", "f.xlsx"} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
		_, err := corpus.WritePatents(path, sequence(patentsToWrite(), wrong))
		require.ErrorIs(t, err, wrong)
		require.ErrorContains(t, err, path)
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, "old", string(content))
	}
	requireFiles(t, dir, "f.csv", "f.jsonl", "f.jsonl.gz", "f.xlsx")
	// What another process has left behind is not touched.
	left := filepath.Join(dir, "f.csv.0.tmp")
	require.NoError(t, os.WriteFile(left, []byte("left"), 0o600))
	n, err := corpus.WriteNeeds(filepath.Join(dir, "f.csv"), sequence(needsToWrite(), nil))
	require.NoError(t, err)
	require.Equal(t, 2, n)
	requireFiles(t, dir, "f.csv", "f.csv.0.tmp", "f.jsonl", "f.jsonl.gz", "f.xlsx")
}

func requireFiles(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	slices.Sort(got)
	require.Equal(t, names, got)
}

func TestWhatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"f.txt", "f", "f.xlsx.gz", "f.json"} {
		_, err := corpus.WritePatents(filepath.Join(dir, name), sequence(patentsToWrite(), nil))
		require.ErrorIs(t, err, corpus.ErrFormat, name)
	}
	_, err := corpus.EncodePatents(&bytes.Buffer{}, corpus.FormatDetect, sequence(patentsToWrite(), nil))
	require.ErrorIs(t, err, corpus.ErrFormat)
	long := []corpus.Patent{{ID: "1", Title: strings.Repeat("长", 32768)}}
	_, err = corpus.WritePatents(filepath.Join(dir, "f.xlsx"), sequence(long, nil))
	require.ErrorIs(t, err, corpus.ErrTooLarge)
	require.ErrorContains(t, err, "row 2, 标题")
	_, err = corpus.WritePatents(filepath.Join(dir, "none", "f.csv"), sequence(long, nil))
	require.ErrorIs(t, err, os.ErrNotExist)
	requireFiles(t, dir)
}
