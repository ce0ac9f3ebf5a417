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

func TestTuneAssociation(t *testing.T) {
	l, qrels := judgedLibrary(t)
	var more strings.Builder // a map needs a hundred texts
	for i := range 100 {
		fmt.Fprintf(&more, `{"id":"D%d","title":"%s"}`+"\n", i, []string{"水泵叶轮检测", "光伏支架检测", "齿轮箱体制造"}[i%3])
	}
	o := invoke(t, "index", "--patents", write(t, t.TempDir(), "more.jsonl", more.String()), "--dir", l.dir, "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	args := []string{
		"tune", "--association", "--dir", l.dir, "--needs", l.needs, "--qrels", qrels, "--windows", "0,2", "--dimensions", "4,2", "--meaning-weights", "0.5,1", "--quiet",
	}
	weights := filepath.Join(t.TempDir(), "weights.json")
	o = invoke(t, append(args, "--json", "--out", weights)...)
	require.Equal(t, exitOK, o.code, o.errOut)
	got := decode[associationTrial](t, o)
	require.Equal(t, 10, got.Topics)
	require.Len(t, got.Cells, 8)
	require.Len(t, got.FoldCells, 5)
	require.Contains(t, got.Cells, got.Final)
	for i, want := range []associationCell{{Window: 0, Dimensions: 4, Weight: 0.5}, {Window: 0, Dimensions: 4, Weight: 1}, {Window: 0, Dimensions: 2, Weight: 0.5}} {
		want.NDCG = got.Cells[i].NDCG
		require.Equal(t, want, got.Cells[i])
	}
	require.LessOrEqual(t, got.HeldOut.NDCG, 1.0)
	f, err := os.Open(weights)
	require.NoError(t, err)
	defer f.Close()
	written, err := matcher.ReadRanking(f)
	require.NoError(t, err)
	want := matcher.DefaultOptions().Weights
	want.Meaning, want.Association = got.Final.Weight, 0
	require.Equal(t, want, *written.Weights, "the weight of meaning is the chosen one, the others are as they were")
	o = invoke(t, args...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.out, fmt.Sprintf("association, held out  %.4f", got.HeldOut.NDCG))
	o = invoke(t, "run", "--dir", l.dir, "--needs", l.needs, "--weights", weights, "--out", "-", "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	for _, wrong := range []string{"--windows=-1", "--dimensions=0", "--meaning-weights=0", "--windows=2,2", "--folds=6", "--calibrate"} {
		require.Equal(t, exitUsage, invoke(t, append(args, wrong)...).code, wrong)
	}
	o = invoke(t, "tune", "--dir", l.dir, "--needs", l.needs, "--qrels", qrels, "--json")
	require.Equal(t, exitUsage, o.code)
	require.Contains(t, o.errOut, "--json goes with --association")
}
