package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/benchmarks"
)

// TestBenchScale measures the sample through the command, each phase in a process of its own: this test program again.
func TestBenchScale(t *testing.T) {
	if testing.Short() {
		t.Skip("the measurement is not run with -short")
	}
	t.Setenv("GONGXU_DATA", "")
	t.Setenv(childEnv, "1")
	t.Chdir(t.TempDir()) // no real patents beside it
	dir := t.TempDir()
	o := invoke(t, "bench", "scale", "--patents", "320", "--needs", "5", "--runs", "1", "--cache", dir, "--json")
	require.Equal(t, 0, o.code, o.errOut)
	r := decode[benchmarks.Report](t, o)
	require.Equal(t, "testdata/patents.jsonl", r.Source)
	require.Equal(t, 1.0, r.Agreement)
	require.Equal(t, 5, r.Checked)
	require.Positive(t, r.Bigrams.P50)
	require.Positive(t, r.BytesPerDoc)

	data, err := json.Marshal(r)
	require.NoError(t, err)
	path := write(t, dir, "report.json", string(data))
	o = invoke(t, "bench", "scaling", "--from", path, "--out", filepath.Join(dir, "docs"))
	require.Equal(t, 0, o.code, o.errOut)
	require.Contains(t, o.out, "100.00 %")
	require.Contains(t, o.out, "BenchmarkScale/patents=320/engine=gongxu/index 1 ")
	require.FileExists(t, filepath.Join(dir, "docs", "scaling.svg"))
	require.FileExists(t, filepath.Join(dir, "docs", "scaling.png"))
}

func TestBenchRefuses(t *testing.T) {
	dir := t.TempDir()
	empty := write(t, dir, "empty.json", "{}")
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"bench", "scale", "--patents", "0", "--cache", dir}, 2, "patents 0 is less than 1"},
		{[]string{"bench", "scale", "--peers=solr", "--cache", dir}, 2, `there is no peer "solr"`},
		{[]string{"bench", "scale", "--reuse", "--cache", dir}, 2, "reuse without a directory"},
		{[]string{"bench", "scale", "--source", filepath.Join(dir, "none.jsonl"), "--cache", dir}, 1, "none.jsonl"},
		{[]string{"bench", "scaling", "--sizes", "5,-5", "--cache", dir}, 2, "patents -5 is less than 1"},
		{[]string{"bench", "scaling", "--sizes", "5", "--from", empty}, 2, "none of the others can be"},
		{[]string{"bench", "scaling", "--from", empty}, 1, "it is no report"},
		{[]string{"bench", "task"}, 2, "standard input is no task"},
	} {
		o := invoke(t, c.args...)
		require.Equal(t, c.code, o.code, "%v: %s", c.args, o.errOut)
		require.Contains(t, o.errOut, c.says)
	}
	_, err := os.Stat("docs")
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestScaleTable(t *testing.T) {
	r := &benchmarks.Report{
		Patents: 1000, Bigrams: benchmarks.Quantiles{P50: 0.5},
		Peers: map[string]benchmarks.PeerReport{
			"slow": {Version: "2", Need: benchmarks.Quantiles{P50: 5, P95: 9}},
			"fast": {Version: "1", Need: benchmarks.Quantiles{P50: 1}},
		},
		Skipped: map[string]string{"lucene": "skipped: there is no JDK 21 or newer; set JAVA_HOME"},
	}
	path := filepath.Join(t.TempDir(), "table")
	f, err := os.Create(path)
	require.NoError(t, err)
	require.NoError(t, writeScaleTable(f, r))
	require.NoError(t, f.Close())
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Regexp(t, `(?s)gongxu .*0\.50 .*1\.0 .*fast +1 +1\.00 +0\.00 +2\.0 .*slow +2 +5\.00 +9\.00 +10\.0 `, string(data))
	require.Contains(t, string(data), "lucene 未测：skipped: there is no JDK 21 or newer; set JAVA_HOME")
}
