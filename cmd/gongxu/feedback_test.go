package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

func TestFeedback(t *testing.T) {
	l, qrels := judgedLibrary(t)
	best := func() (string, string) {
		o := invoke(t, "match", "--dir", l.dir, "--title", "水泵叶轮缺陷检测", "--text", "寻求水泵叶轮的缺陷检测技术。", "--json", "-k", "2")
		require.Equal(t, exitOK, o.code, o.errOut)
		m := decode[matcher.Matches](t, o).Matches
		return m[0].ID, o.out
	}
	first, before := best()
	require.Equal(t, "B0", first)

	// A qrels file, then the same again, then one more opinion, which turns the first match down.
	o := invoke(t, "feedback", "import", "--dir", l.dir, "--qrels", qrels, "--needs", l.needs)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Equal(t, "recorded 30, known before 0, rejected 0\n", o.out)
	_, after := best()
	require.NotEqual(t, before, after)
	require.Contains(t, after, "历史反馈")
	o = invoke(t, "feedback", "import", "--dir", l.dir, "--qrels", qrels)
	require.Equal(t, "recorded 0, known before 30, rejected 0\n", o.out, o.errOut)
	o = invoke(t, "feedback", "add", "--dir", l.dir, "--need", "N0", "--patent", "B0", "--action", "不合适", "--who", "甲", "--when", "2026-03-25")
	require.Equal(t, exitOK, o.code, o.errOut)

	o = invoke(t, "feedback", "list", "--dir", l.dir, "--need", "N0", "--who", "甲", "--json")
	listed := decode[[]corpus.Judgment](t, o)
	require.Len(t, listed, 1)
	require.Equal(t, "水泵叶轮缺陷检测", listed[0].Title)
	o = invoke(t, "feedback", "list", "--dir", l.dir)
	require.Equal(t, 32, strings.Count(o.out, "\n"), "a head and 31 judgments")

	// Learning from it needs no other file.
	weights := filepath.Join(t.TempDir(), "weights.json")
	o = invoke(t, "tune", "--dir", l.dir, "--feedback", "--with", "freshness", "--quiet", "--out", weights)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.out, "10 topics, 5 folds")
	require.Contains(t, o.out, "freshness")
	f, err := os.Open(weights)
	require.NoError(t, err)
	defer f.Close()
	r, err := matcher.ReadRanking(f)
	require.NoError(t, err)
	require.Equal(t, matcher.DefaultOptions().Weights.Feedback, r.Weights.Feedback, "it keeps its weight")
	require.Contains(t, r.About, "from feedback")
	require.Equal(t, exitUsage, invoke(t, "tune", "--dir", l.dir, "--feedback", "--with", "feedback").code)
	require.Equal(t, exitUsage, invoke(t, "tune", "--dir", l.dir).code)
}

func TestFeedbackImportReportsBadRows(t *testing.T) {
	l, _ := judgedLibrary(t)
	file := write(t, t.TempDir(), "feedback.csv", "需求编号,需求名称,专利号,反馈,评价人\nN0,水泵叶轮,A0,推送,甲\nN0,,NONE,推送,甲\nN77,,A0,推送,甲\nN0,,A1,,甲\n")
	o := invoke(t, "feedback", "import", "--dir", l.dir, "--files", file, "--strict")
	require.Equal(t, exitFailure, o.code)
	require.Empty(t, decode[[]corpus.Judgment](t, invoke(t, "feedback", "list", "--dir", l.dir, "--json")))
	o = invoke(t, "feedback", "import", "--dir", l.dir, "--files", file)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Equal(t, "recorded 1, known before 0, rejected 3\n", o.out)
	require.Contains(t, o.errOut, "feedback.csv:5")
	require.Contains(t, o.errOut, "NONE")
	require.Contains(t, o.errOut, "N77")

	path := filepath.Join(l.dir, "feedback.jsonl")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, append(text, `{"need":`...), 0o600))
	o = invoke(t, "feedback", "list", "--dir", l.dir)
	require.Equal(t, exitOK, o.code)
	require.Contains(t, o.errOut, "8 bytes of a line that was not written whole")
	require.Equal(t, exitUsage, invoke(t, "feedback", "add", "--dir", l.dir, "--need", "N0", "--patent", "A0", "--action", "sold").code)
	require.Equal(t, exitUsage, invoke(t, "feedback", "add", "--dir", l.dir, "--need", "N0", "--patent", "A0", "--grade", "1", "--when", "soon").code)
}
