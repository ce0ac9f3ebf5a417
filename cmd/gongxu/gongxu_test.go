package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// The corpus of the tests: six patents in four technologies and three needs, the last one of set wording only.
const (
	testPatents = `{"id":"P1","title":"磷酸铁锂正极材料的制备方法","abstract":"本发明公开了一种磷酸铁锂正极材料，低温放电性能好。","ipc":["H01M 4/58"],"type":"发明","applicants":["甲大学"],"region":"湖北省武汉市","grant_date":"2021-03-05","legal_status":"授权"}
{"id":"P2","title":"锂离子电池的低温电解液","abstract":"一种锂离子电池电解液，改善低温放电。","ipc":["H01M 10/0569"],"type":"发明","applicants":["乙公司"],"region":"江苏省苏州市","grant_date":"2022-06-01","legal_status":"授权"}
{"id":"P3","title":"锂离子电池极片涂布装置","abstract":"用于电池极片的涂布装置。","ipc":["H01M 4/04"],"type":"实用新型","applicants":["=1+1公司"],"region":"湖北省宜昌市","grant_date":"2020-01-10"}
{"id":"P4","title":"污水处理用生物膜反应器","abstract":"污水经生物膜反应器脱氮。","ipc":["C02F 3/10"],"type":"发明","applicants":["甲大学"]}
{"id":"P5","title":"机床主轴的热误差补偿方法","abstract":"测量机床主轴温度并补偿热误差。","ipc":["B23Q 15/18"],"type":"发明","applicants":["丙研究院"]}
{"id":"P6","title":"玉米联合收割机的割台","abstract":"割台可调高度，减少玉米籽粒损失。","type":"实用新型"}
`
	testNeeds = `{"id":"N1","enterprise":"电池厂","title":"磷酸铁锂电池低温性能","content":"需要提高磷酸铁锂正极材料的低温放电性能。"}
{"id":"N2","enterprise":"水务公司","title":"污水脱氮","text":"寻求生物膜反应器处理污水的脱氮技术。"}
{"id":"N3","title":"！！！","description":"。。。"}
`
)

// outcome is what a command did.
type outcome struct {
	code        int
	out, errOut string
}

// invoke runs the command line in this process.
func invoke(t *testing.T, args ...string) outcome {
	t.Helper()
	return invokeWith(t, strings.NewReader(""), args...)
}

func invokeWith(t *testing.T, in io.Reader, args ...string) outcome {
	t.Helper()
	var out, errOut bytes.Buffer
	code := execute(t.Context(), args, in, &out, &errOut)
	return outcome{code, out.String(), errOut.String()}
}

// decode reads a standard output that must be exactly one JSON document.
func decode[T any](t *testing.T, o outcome) T {
	t.Helper()
	var v T
	d := json.NewDecoder(strings.NewReader(o.out))
	require.NoError(t, d.Decode(&v), "stdout: %s\nstderr: %s", o.out, o.errOut)
	_, err := d.Token()
	require.ErrorIs(t, err, io.EOF, "more than one document: %s", o.out)
	return v
}

func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// library is a directory made from the tests' corpus, with the files that it was made from.
type library struct {
	dir, patents, needs string
}

// newLibrary indexes the corpus into a directory of its own.
func newLibrary(t *testing.T) library {
	t.Helper()
	l, err := makeLibrary(t.TempDir())
	require.NoError(t, err)
	return l
}

func makeLibrary(root string) (library, error) {
	l := library{filepath.Join(root, "dir"), filepath.Join(root, "patents.jsonl"), filepath.Join(root, "needs.jsonl")}
	if err := os.WriteFile(l.patents, []byte(testPatents), 0o600); err != nil {
		return l, err
	}
	if err := os.WriteFile(l.needs, []byte(testNeeds), 0o600); err != nil {
		return l, err
	}
	var out bytes.Buffer
	args := []string{"index", "--patents", l.patents, "--needs", l.needs, "--dir", l.dir, "--quiet"}
	if code := execute(context.Background(), args, strings.NewReader(""), &out, &out); code != exitOK {
		return l, fmt.Errorf("index: exit %d: %s", code, out.String())
	}
	return l, nil
}

// shared returns a library that the tests only read. It is made once; TestMain removes it.
func shared(t *testing.T) library {
	t.Helper()
	l, err := sharedLibrary()
	require.NoError(t, err)
	return l
}

var sharedRoot = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "gongxu") })

var sharedLibrary = sync.OnceValues(func() (library, error) {
	root, err := sharedRoot()
	if err != nil {
		return library{}, err
	}
	return makeLibrary(root)
})

// childEnv makes this test program behave as gongxu itself, for commands that start it again.
const childEnv = "GONGXU_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		os.Exit(execute(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	code := m.Run()
	if root, err := sharedRoot(); err == nil {
		_ = os.RemoveAll(root)
	}
	os.Exit(code)
}

func TestJSONIsOneDocument(t *testing.T) {
	l := shared(t)
	own := newLibrary(t)
	dir := t.TempDir()
	qrels := write(t, dir, "qrels.txt", "N1 0 P1 3\n")
	run := write(t, dir, "a.run", "N1 Q0 P1 1 2 x\nN1 Q0 P2 2 1 x\n")
	for _, args := range [][]string{
		{"demo", "--needs", "1", "-k", "1"},
		{"index", "--patents", l.patents, "--dir", filepath.Join(dir, "new")},
		{"match", "--dir", l.dir, "--title", "锂电池", "--text", "低温"},
		{"match", "--dir", l.dir, "--title", "锂电池", "--per-field", "1", "--explain"},
		{"match", "--dir", l.dir, "--text", "！"},
		{"search", "--dir", l.dir, "锂离子电池", "--facets", "sei,ipc"},
		{"search", "--dir", l.dir},
		{"get", "--dir", l.dir, "P1"},
		{"get", "--dir", l.dir, "--need", "N1"},
		{"delete", "--dir", own.dir, "P1"},
		{"delete", "--dir", own.dir, "--needs", "N1"},
		{"eval", "--qrels", qrels, "--run", run},
		{"eval", "--qrels", qrels, "--run", run, "--baseline", run},
		{"inspect", "--text", "磷酸铁锂"},
		{"inspect", "--dir", l.dir, "--need", "--title", "磷酸铁锂", "--text", "需求内容：低温"},
		{"version"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			o := invoke(t, append(args, "--json")...)
			require.Equal(t, exitOK, o.code, o.errOut)
			require.NotEmpty(t, decode[map[string]any](t, o))
			require.True(t, strings.HasSuffix(o.out, "}\n"))
		})
	}
}

func TestExitCodes(t *testing.T) {
	l := shared(t)
	dir := t.TempDir()
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"help":                  {[]string{"--help"}, 0, ""},
		"unknown command":       {[]string{"mach"}, 2, `unknown command "mach"`},
		"unknown flag":          {[]string{"match", "--foo"}, 2, "unknown flag: --foo"},
		"flag missing":          {[]string{"match", "--title", "x"}, 2, `required flag(s) "dir" not set`},
		"flags that exclude":    {[]string{"match", "--dir", l.dir, "--text", "x", "--file", "y"}, 2, "[file text]"},
		"argument":              {[]string{"match", "--dir", l.dir, "x"}, 2, `unexpected argument "x"`},
		"no need":               {[]string{"match", "--dir", l.dir}, 2, "no need given"},
		"bad date":              {[]string{"match", "--dir", l.dir, "--title", "x", "--granted-after", "x"}, 2, `"--granted-after" flag`},
		"bad filter":            {[]string{"match", "--dir", l.dir, "--title", "锂", "--ipc", "9"}, 2, `ipc "9"`},
		"bad k":                 {[]string{"match", "--dir", l.dir, "--title", "锂", "-k", "0"}, 2, "-k 0"},
		"bad k of run":          {[]string{"run", "--dir", l.dir, "--needs", l.needs, "--out", "-", "-k", "10001"}, 2, "10000"},
		"bad measure":           {[]string{"eval", "--qrels", "x", "--run", "x", "--measures", "foo@3"}, 2, "foo@3"},
		"bad name of a file":    {[]string{"match-all", "--dir", l.dir, "--needs", l.needs, "--out", "x.pdf"}, 2, ".xlsx, .csv or .jsonl"},
		"nothing to index":      {[]string{"index", "--dir", dir}, 2, "[patents needs]"},
		"no directory":          {[]string{"match", "--dir", filepath.Join(dir, "none"), "--title", "x"}, 1, "gongxu index --patents FILE"},
		"no such patent":        {[]string{"get", "--dir", l.dir, "P99"}, 1, `patent "P99"`},
		"no such need":          {[]string{"match", "--dir", l.dir, "--need", "N99"}, 1, `need "N99"`},
		"no such file":          {[]string{"match", "--dir", l.dir, "--file", filepath.Join(dir, "none")}, 1, "none"},
		"no such file to index": {[]string{"index", "--patents", filepath.Join(dir, "none"), "--dir", filepath.Join(dir, "d")}, 1, "none"},
		"no such run":           {[]string{"eval", "--qrels", filepath.Join(dir, "q"), "--run", "x"}, 1, "q"},
		"no such dictionary":    {[]string{"match", "--dir", l.dir, "--title", "x", "--user-dict", filepath.Join(dir, "none")}, 1, "user dictionary"},
	} {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, c.args...)
			require.Equal(t, c.code, o.code, o.errOut)
			require.Contains(t, o.errOut, c.says)
			require.Equal(t, c.code == exitUsage, strings.Contains(o.errOut, "--help"), o.errOut)
			if c.code != exitOK {
				require.Empty(t, o.out)
			}
		})
	}
	require.NoDirExists(t, filepath.Join(dir, "d"), "a directory without content was made")
}

func TestHelpOfEveryCommand(t *testing.T) {
	for _, c := range newRootCommand().Commands() {
		if c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		o := invoke(t, c.Name(), "--help")
		require.Equal(t, exitOK, o.code)
		require.Contains(t, o.out, "Examples:\n  gongxu "+c.Name())
	}
}

func TestCompletion(t *testing.T) {
	o := invoke(t, "completion", "bash")
	require.Equal(t, exitOK, o.code)
	require.Contains(t, o.out, "__start_gongxu")
}
