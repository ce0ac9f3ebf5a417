package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

// judgedLibrary is a library of ten needs, each with two patents that speak of it and one that only shares a word with it.
func judgedLibrary(t *testing.T) (l library, qrels string) {
	t.Helper()
	things := []string{"水泵叶轮", "齿轮箱体", "阀门密封", "轴承保持架", "液压油缸", "焊接机器人", "光伏支架", "电机转子", "滤芯滤网", "玻璃窑炉"}
	var patents, needs, judged strings.Builder
	for i, thing := range things {
		fmt.Fprintf(&patents, `{"id":"A%d","title":"一种%s的制造方法","abstract":"公开了%s的结构和制造。"}`+"\n", i, thing, thing)
		fmt.Fprintf(&patents, `{"id":"B%d","title":"%s检测装置","abstract":"用于检测%s的缺陷。"}`+"\n", i, thing, thing)
		fmt.Fprintf(&patents, `{"id":"C%d","title":"缺陷检测的图像标注方法","abstract":"图像%d的缺陷检测。"}`+"\n", i, i)
		fmt.Fprintf(&needs, `{"id":"N%d","title":"%s缺陷检测","content":"寻求%s的缺陷检测技术。"}`+"\n", i, thing, thing)
		fmt.Fprintf(&judged, "N%d 0 B%d 3\nN%d 0 A%d 1\nN%d 0 C%d 0\n", i, i, i, i, i, i)
	}
	root := t.TempDir()
	l = library{filepath.Join(root, "dir"), write(t, root, "patents.jsonl", patents.String()), write(t, root, "needs.jsonl", needs.String())}
	o := invoke(t, "index", "--patents", l.patents, "--dir", l.dir, "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	return l, write(t, root, "qrels.txt", judged.String())
}

func TestTune(t *testing.T) {
	l, qrels := judgedLibrary(t)
	weights := filepath.Join(t.TempDir(), "weights.json")
	args := []string{"tune", "--dir", l.dir, "--needs", l.needs, "--qrels", qrels, "--quiet"}
	o := invoke(t, append(args, "--out", weights)...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.out, "10 topics, 5 folds")
	require.Contains(t, o.out, "strength of pull")
	require.Equal(t, o.out, invoke(t, append(args, "--out", weights)...).out, "the same seed, the same figures")
	for _, command := range [][]string{
		{"match", "--title", "水泵叶轮缺陷", "--json"},
		{"run", "--needs", l.needs, "--out", "-", "--quiet"},
	} {
		o := invoke(t, append(command, "--dir", l.dir, "--weights", weights)...)
		require.Equal(t, exitOK, o.code, o.errOut)
	}
	o = invoke(t, "index", "--patents", l.patents, "--dir", l.dir, "--weights", weights)
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "keeps its weights")
	o = invoke(t, "index", "--patents", l.patents, "--dir", filepath.Join(t.TempDir(), "new"), "--weights", weights, "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	o = invoke(t, append(args, "--folds", "1")...)
	require.Equal(t, exitUsage, o.code)
}

func TestTuneCalibrate(t *testing.T) {
	l, qrels := judgedLibrary(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "weights.json")
	o := invoke(t, "tune", "--dir", l.dir, "--needs", l.needs, "--qrels", qrels, "--quiet", "--calibrate", "--out", file, "--plot", dir)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.out, "30 judged pairs of 10 needs")
	require.Contains(t, o.out, "base rate 0.3333")
	for _, name := range []string{"reliability.svg", "reliability.png"} {
		st, err := os.Stat(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Positive(t, st.Size())
	}
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	r, err := matcher.ReadRanking(f)
	require.NoError(t, err)
	require.Positive(t, r.Calibration.Score)
	require.Nil(t, r.DenseCalibration)
}

func TestMatchThreshold(t *testing.T) {
	args := []string{"match", "--dir", shared(t).dir, "--need", "N1"}
	res := decode[matcher.Matches](t, invoke(t, append(args, "--json", "--threshold", "1")...))
	require.True(t, res.Unmet)
	require.NotEmpty(t, res.Matches)
	require.Contains(t, invoke(t, append(args, "--threshold", "1")...).out, "库中没有把握推荐的专利：最相近的一件只有 ")
	require.False(t, decode[matcher.Matches](t, invoke(t, append(args, "--json", "--threshold", "0")...)).Unmet)
	require.NotEqual(t, exitOK, invoke(t, append(args, "--threshold", "2")...).code)
}
