package main

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// parseRun reads a run's lines as topic → documents, and checks their form.
func parseRun(t *testing.T, run, tag string) (topics []string, docs map[string][]string) {
	t.Helper()
	docs = map[string][]string{}
	last := 0.0
	for _, line := range strings.Split(strings.TrimSuffix(run, "\n"), "\n") {
		f := strings.Split(line, " ")
		require.Len(t, f, 6, line)
		require.Equal(t, "Q0", f[1])
		require.Equal(t, tag, f[5])
		score, err := strconv.ParseFloat(f[4], 32)
		require.NoError(t, err)
		if len(topics) == 0 || topics[len(topics)-1] != f[0] {
			topics = append(topics, f[0])
		} else {
			require.Less(t, score, last, line)
		}
		last = score
		docs[f[0]] = append(docs[f[0]], f[2])
		require.Equal(t, strconv.Itoa(len(docs[f[0]])), f[3])
	}
	return topics, docs
}

func TestRun(t *testing.T) {
	l := shared(t)
	out := filepath.Join(t.TempDir(), "a.run")
	o := invoke(t, "run", "--dir", l.dir, "--needs", l.needs, "-k", "100", "--out", out)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Empty(t, o.out)
	require.Contains(t, o.errOut, "3 needs (1 without a patent), ")
	require.Contains(t, o.errOut, "p95")
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	topics, docs := parseRun(t, string(data), "gongxu")
	require.Equal(t, []string{"N1", "N2"}, topics, "the order of the file; N3 has no words")
	require.Equal(t, "P1", docs["N1"][0])
	require.Equal(t, "P4", docs["N2"][0])

	o = invoke(t, "run", "--dir", l.dir, "--needs", l.needs, "-k", "1", "--out", "-", "--tag", "x", "--workers", "1", "--warm", "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	_, docs = parseRun(t, o.out, "x")
	require.Equal(t, map[string][]string{"N1": {"P1"}, "N2": {"P4"}}, docs)
}

func TestRunOnPlainDocuments(t *testing.T) {
	root := t.TempDir()
	path := filepath.Join(root, "docs.jsonl.gz")
	f, err := os.Create(path)
	require.NoError(t, err)
	z := gzip.NewWriter(f)
	_, err = z.Write([]byte(`{"doc_id":"二/00#1","text":"磷酸铁锂 正极材料"}` + "\n" + `{"doc_id":"0007","text":"污水 生物膜 反应器"}` + "\n\n" + `{"doc_id":"empty","text":""}`))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	require.NoError(t, f.Close())
	l := shared(t)
	o := invoke(t, "run", "--docs", path, "--needs", l.needs, "--out", "-", "-k", "10000")
	require.Equal(t, exitOK, o.code, o.errOut)
	_, docs := parseRun(t, o.out, "gongxu")
	require.Equal(t, map[string][]string{"N1": {"二/00#1"}, "N2": {"0007"}}, docs)
}

func TestRunRefusesBadDocuments(t *testing.T) {
	l := shared(t)
	for name, c := range map[string]struct{ content, says string }{
		"no id":     {`{"text":"x"}`, "docs.jsonl:1: want"},
		"empty id":  {`{"doc_id":"","text":"x"}`, "docs.jsonl:1: want"},
		"no text":   {`{"doc_id":"a"}`, "docs.jsonl:1: want"},
		"id twice":  {`{"doc_id":"a","text":"x"}` + "\n" + `{"doc_id":"a","text":"y"}`, `docs.jsonl:2: doc_id "a" was given before, at `},
		"no object": {"\n[]", "docs.jsonl:2: "},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "a.run")
			o := invoke(t, "run", "--docs", write(t, dir, "docs.jsonl", c.content), "--needs", l.needs, "--out", out)
			require.Equal(t, exitFailure, o.code)
			require.Contains(t, o.errOut, c.says)
			require.NoFileExists(t, out)
		})
	}
}

func TestRunNeedsOneSource(t *testing.T) {
	l := shared(t)
	require.Equal(t, exitUsage, invoke(t, "run", "--needs", l.needs, "--out", "-").code)
	require.Equal(t, exitUsage, invoke(t, "run", "--needs", l.needs, "--out", "-", "--dir", l.dir, "--docs", "x").code)
	require.Equal(t, exitUsage, invoke(t, "run", "--needs", l.needs, "--out", "-", "--dir", l.dir, "--workers", "0").code)
}

func TestRunLeavesNoHalfFile(t *testing.T) {
	l := shared(t)
	dir := t.TempDir()
	twice := write(t, dir, "n.jsonl", testNeeds+`{"id":"N1","title":"磷酸铁锂"}`)
	o := invoke(t, "run", "--dir", l.dir, "--needs", twice, "--out", filepath.Join(dir, "a.run"))
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, `"N1"`)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1, "only the needs")
}

func TestQuantile(t *testing.T) {
	ms := func(n ...int) []time.Duration {
		out := make([]time.Duration, len(n))
		for i, x := range n {
			out[i] = time.Duration(x) * time.Millisecond
		}
		return out
	}
	require.Zero(t, quantile(nil, 0.5))
	require.Equal(t, 7*time.Millisecond, quantile(ms(7), 0.95))
	// Half of four are two; 95 % of four are 3.8, so the fourth.
	require.Equal(t, 2*time.Millisecond, quantile(ms(1, 2, 3, 4), 0.5))
	require.Equal(t, 4*time.Millisecond, quantile(ms(1, 2, 3, 4), 0.95))
	require.Equal(t, 4*time.Millisecond, quantile(ms(1, 2, 3, 4), 1))
}
