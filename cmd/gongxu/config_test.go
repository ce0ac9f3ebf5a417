package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

// configured puts a configuration file into a new working directory.
func configured(t *testing.T, content string) {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} { // nothing of who runs the tests
		t.Setenv(name, dir)
	}
	write(t, dir, configName, content)
}

// shown returns the rows of gongxu config show by key.
func shown(t *testing.T, args ...string) map[string]configRow {
	t.Helper()
	o := invoke(t, append([]string{"config", "show", "--json"}, args...)...)
	require.Equal(t, exitOK, o.code, o.errOut)
	out := map[string]configRow{}
	for _, row := range decode[configReport](t, o).Settings {
		out[row.Key] = row
	}
	return out
}

func TestConfigPrecedence(t *testing.T) {
	l := shared(t)
	match := func(args ...string) int {
		t.Helper()
		o := invoke(t, append([]string{"match", "--title", "锂离子电池低温", "--json"}, args...)...)
		require.Equal(t, exitOK, o.code, o.errOut)
		return len(decode[matcher.Matches](t, o).Matches)
	}
	configured(t, "dir: "+l.dir+"\n")
	all := match()
	require.Greater(t, all, 2, "the directory is the file's, the number the default")
	configured(t, "dir: "+l.dir+"\nk: 2\n")
	require.Equal(t, 2, match())
	configured(t, "dir: "+l.dir+"\nk: 2\nmatch:\n  k: 1\n")
	require.Equal(t, 1, match(), "the command's section goes before what is for all")
	t.Setenv("GONGXU_K", "2")
	require.Equal(t, 2, match(), "the environment goes before the file")
	require.Equal(t, all, match("-k", "10"), "the command line goes before all")
	t.Setenv("GONGXU_K", "")
	require.Equal(t, 1, match(), "an empty variable says nothing")
	require.Equal(t, configRow{Key: "k", Value: "1", Source: "gongxu.yaml:4"}, shown(t, "match")["k"])
	require.Equal(t, configRow{Key: "k", Value: "2", Source: "gongxu.yaml:2"}, shown(t, "run")["k"])
	require.Equal(t, configRow{Key: "per-applicant", Value: "3", Source: "default"}, shown(t, "match")["per-applicant"])
}

func TestConfigLists(t *testing.T) {
	configured(t, `
status: [有效, 审中]
sei: 1.10,1.2
ipc:
  - H01M 4/58
  - C08L, C08K
mode: []
granted-after: 2021-03-05
bench:
  scaling:
    sizes: [10, 20]
`)
	rows := shown(t, "match")
	require.Equal(t, []any{"有效", "审中"}, rows["status"].Value)
	require.Equal(t, []any{"1.10", "1.2"}, rows["sei"].Value, "as on the command line; the zero stays")
	require.Equal(t, []any{"H01M 4/58", "C08L, C08K"}, rows["ipc"].Value)
	require.Empty(t, rows["mode"].Value)
	require.Equal(t, "gongxu.yaml:7", rows["mode"].Source)
	require.Equal(t, "2021-03-05", rows["granted-after"].Value)
	require.Equal(t, []any{"10", "20"}, shown(t, "bench", "scaling")["sizes"].Value)
	t.Setenv("GONGXU_STATUS", "失效,有效")
	require.Equal(t, configRow{Key: "status", Value: []any{"失效", "有效"}, Source: "$GONGXU_STATUS"}, shown(t, "match")["status"])
}

func TestConfigSections(t *testing.T) {
	configured(t, "quiet: true\ndict:\n  top: 5\n  mine: {top: 7}\n")
	require.Equal(t, "7", shown(t, "dict", "mine")["top"].Value)
	require.Equal(t, "5", shown(t, "dict", "check")["top"].Value)
	rows := shown(t)
	require.Equal(t, "gongxu.yaml:1", rows["quiet"].Source)
	require.Subset(t, rows["quiet"].Commands, []string{"index", "match-all", "dict mine"})
	require.NotContains(t, rows, "k", "what nobody has set")
	o := invoke(t, "config", "show", "dict mime")
	require.Equal(t, exitUsage, o.code)
	require.Contains(t, o.errOut, `there is no command "dict mime"; did you mean dict mine?`)
}

// What the command line says also keeps out what it excludes.
func TestConfigExclusions(t *testing.T) {
	l := shared(t)
	e := newEndpoint(t)
	configured(t, "dir: "+l.dir+"\nembedder: "+e.URL+"/v1\nembed-query-model: q\nembed-passage-model: p\nno-synonyms: true\n")
	out := filepath.Join(t.TempDir(), "own.map")
	o := invoke(t, "distill", "--association", "--out", out, "--min-titles", "2", "--dimensions", "2", "--quiet")
	require.NotContains(t, o.errOut, "[association embedder]")
	require.NotEqual(t, exitUsage, o.code, o.errOut)
	file := write(t, t.TempDir(), "synonyms.txt", "锂电 = 锂离子电池\n")
	o = invoke(t, "match", "--title", "锂电", "--synonyms", file)
	require.Equal(t, exitOK, o.code, o.errOut)
	configured(t, "synonyms: "+file+"\nno-synonyms: true\n")
	o = invoke(t, "match", "--dir", l.dir, "--title", "锂电")
	require.Equal(t, exitUsage, o.code, "one file says both")
	require.Contains(t, o.errOut, "[no-synonyms synonyms]")
}

func TestConfigFaults(t *testing.T) {
	for name, c := range map[string]struct{ content, says string }{
		"unknown":              {"a: 1", `gongxu.yaml:1: there is no flag "a"`},
		"misspelt":             {"\nembeder: http://x/v1", `gongxu.yaml:2: there is no flag "embeder"; did you mean embedder?`},
		"underscores":          {"embed_query_model: q", "did you mean embed-query-model?"},
		"unknown in section":   {"serve:\n  qrels: x", `gongxu.yaml:2: there is no flag "qrels" of gongxu serve`},
		"unknown command":      {"sevre:\n  addr: x", `gongxu.yaml:1: there is no command "sevre"; did you mean serve?`},
		"not below it":         {"serve:\n  dict:\n    top: 1", `gongxu.yaml:2: there is no command "dict"`},
		"twice":                {"k: 1\nk: 2", "gongxu.yaml:2: k is given twice"},
		"wrong type":           {"k: 1\nthreshold: high", `gongxu.yaml:2: threshold wants a value of type float64, not "high"`},
		"wrong type elsewhere": {"serve:\n  timeout: 3", `gongxu.yaml:2: timeout wants a value of type duration, not "3"`},
		"not a boolean":        {"quiet: yes", `quiet wants a value of type bool, not "yes"`},
		"wrong type in list":   {"bench:\n  scaling:\n    sizes: [1, x]", `sizes wants a value of type intSlice, not "1, x"`},
		"list for one":         {"dir: [a, b]", "gongxu.yaml:1: dir takes one value, not a list"},
		"list in a list":       {"sei: [[a]]", "sei wants a value or a list of values"},
		"null":                 {"dir:", "gongxu.yaml:1: dir wants a value or a list of values"},
		"two meanings":         {"needs: 3", "gongxu.yaml:1: needs is bool or int or stringSlice to different commands; put it below one of "},
		"no keys":              {"- k", "gongxu.yaml:1: want keys with values"},
		"no YAML":              {"k: 1\n k: [", "gongxu.yaml"},
		"two documents":        {"k: 1\n---\nk: 2", "something follows the first document"},
		"a key":                {"embedder-key: hush", "it goes into $GONGXU_EMBEDDER_KEY"},
		"several":              {"a: 1\nk: x\nb: 2", `gongxu.yaml:3: there is no flag "b"`},
		"itself":               {"config: other.yaml", `there is no flag "config"`},
	} {
		t.Run(name, func(t *testing.T) {
			configured(t, c.content)
			for _, args := range [][]string{{"version"}, {"config"}} {
				o := invoke(t, args...)
				require.Equal(t, exitUsage, o.code)
				require.Contains(t, o.errOut, c.says)
				require.NotContains(t, o.errOut, "hush")
				require.Empty(t, o.out)
			}
		})
	}
	for _, content := range []string{"", "# nothing\n", "---\n", "{}"} {
		configured(t, content)
		o := invoke(t, "version")
		require.Equal(t, exitOK, o.code, "%q: %s", content, o.errOut)
	}
}

func TestConfigFiles(t *testing.T) {
	configured(t, "k: 1")
	rows := shown(t, "match")
	require.Equal(t, "gongxu.yaml:1", rows["k"].Source)
	require.NoError(t, os.Remove(configName))
	require.Equal(t, "default", shown(t, "match")["k"].Source)

	home, err := os.UserConfigDir()
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(filepath.Join(home, "gongxu"), 0o755))
	write(t, filepath.Join(home, "gongxu"), configName, "k: 4")
	require.Equal(t, "4", shown(t, "match")["k"].Value, "the user's")
	other := write(t, t.TempDir(), "other.json", `{"k": 5, "match": {"k": 6}}`)
	t.Setenv("GONGXU_CONFIG", other)
	require.Equal(t, "6", shown(t, "match")["k"].Value)
	require.Equal(t, "5", shown(t, "run")["k"].Value)
	last := write(t, t.TempDir(), "last.yml", "k: 7")
	require.Equal(t, "7", shown(t, "match", "--config", last)["k"].Value)

	for path, says := range map[string]string{
		"none.yaml":       "none.yaml",
		home + "/gongxu":  ".yaml, .yml or .json",
		"settings.toml":   ".yaml, .yml or .json",
		t.TempDir() + "/": ".yaml, .yml or .json",
	} {
		o := invoke(t, "version", "--config", path)
		require.Equal(t, exitUsage, o.code, path)
		require.Contains(t, o.errOut, says)
	}
	directory := filepath.Join(t.TempDir(), "d.yaml")
	require.NoError(t, os.Mkdir(directory, 0o755))
	o := invoke(t, "version", "--config", directory)
	require.Equal(t, exitUsage, o.code)
	require.Contains(t, o.errOut, directory)
}

func TestConfigEnvironment(t *testing.T) {
	configured(t, "")
	t.Setenv("GONGXU_DATA", "somewhere")
	t.Setenv("GONGXU_PORT_8080_TCP_ADDR", "10.0.0.1")
	t.Setenv("GONGXU_SERVICE_HOST", "10.0.0.1")
	t.Setenv("GONGXU_PORT", "tcp://10.0.0.1:8080")
	require.Equal(t, exitOK, invoke(t, "version").code)
	t.Setenv("GONGXU_TIMEOUT", "never")
	require.Equal(t, exitOK, invoke(t, "version").code, "version has no such flag")
	o := invoke(t, "serve", "--dir", "x")
	require.Equal(t, exitUsage, o.code)
	require.Contains(t, o.errOut, `$GONGXU_TIMEOUT: timeout wants a value of type duration, not "never"`)
	t.Setenv("GONGXU_TIMEOUT", "")
	t.Setenv("GONGXU_EMBED_QUERRY_MODEL", "q")
	o = invoke(t, "version")
	require.Equal(t, exitUsage, o.code)
	require.Contains(t, o.errOut, "GONGXU_EMBED_QUERRY_MODEL stands for no flag; did you mean GONGXU_EMBED_QUERY_MODEL?")
}

func TestConfigHidesSecrets(t *testing.T) {
	configured(t, "embedder: https://me:hush@example.org/v1\n")
	t.Setenv(embedderKey, "hush")
	for _, args := range [][]string{{"config"}, {"config", "--json"}, {"config", "show", "match"}, {"config", "show", "match", "--json"}} {
		o := invoke(t, args...)
		require.Equal(t, exitOK, o.code, o.errOut)
		require.NotContains(t, o.out+o.errOut, "hush")
		require.Contains(t, o.out, "https://me:xxxxx@example.org/v1")
		require.Contains(t, o.out, notShown)
	}
}

func TestConfigTable(t *testing.T) {
	configured(t, "serve:\n  addr: 127.0.0.1:9000\n")
	o := invoke(t, "config")
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Equal(t, "配置文件：gongxu.yaml\n参数  值              来源           命令\naddr  127.0.0.1:9000  gongxu.yaml:2  serve\n", o.out)
	o = invoke(t, "config", "show", "get")
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.out, "json       false  默认\n")
	configured(t, "")
	o = invoke(t, "config")
	require.Equal(t, "配置文件：gongxu.yaml\n没有设置任何参数。\n", o.out)
}

// Every flag can be set in a file: its name is known and its default can be read, or it has none.
func TestConfigKnowsEveryFlag(t *testing.T) {
	names := flagNames(newRootCommand())
	require.Contains(t, names, "embed-query-model")
	require.NotContains(t, names, "help")
	require.NotContains(t, names, "config")
	variables := map[string]string{}
	for _, name := range append(names, "config", "data", "embedder-key") {
		v := variable(name)
		require.Empty(t, variables[v], "two of one variable")
		variables[v] = name
		require.False(t, foreign(v), "%s would be passed over", v)
		require.Equal(t, name, strings.ToLower(name))
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"addr", "adr", 1}, {"供需", "需", 1}} {
		require.Equal(t, c.want, editDistance(c.a, c.b), "%s %s", c.a, c.b)
	}
	require.Empty(t, suggestion("xyz", []string{"embedder"}))
}
