package gongxu_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu"
)

// update writes the output of the commands into the documents, where it differs from what stands there by numbers alone.
var update = flag.Bool("update", false, "write the figures that commands print into the documents")

// documents are the files whose blocks and paths are tested.
var documents = []string{"README.md", "README.zh-CN.md", "ARCHITECTURE.md"}

// commandBlock is a command of a document with the output that is shown below it.
type commandBlock struct {
	line    int // of the command, from 1
	command string
	want    []string
}

// commands returns the commands of the blocks that are marked as console: lines that begin with "$ ", longer with a backslash at
// the end, and what they print.
func commands(text string) []commandBlock {
	var out []commandBlock
	inside, more := false, false
	for i, line := range strings.Split(text, "\n") {
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case strings.HasPrefix(line, "```"):
			inside, more = line == "```console", false
		case !inside:
		case more:
			last := &out[len(out)-1]
			last.command += "\n" + line
			more = strings.HasSuffix(line, `\`)
		case isCommand:
			out = append(out, commandBlock{line: i + 1, command: command})
			more = strings.HasSuffix(line, `\`)
		case len(out) > 0:
			out[len(out)-1].want = append(out[len(out)-1].want, line)
		}
	}
	return out
}

// pattern is what the output must look like: an ellipsis alone on a line stands for any lines, one within a line for any text.
func pattern(want []string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`\A`)
	for _, line := range want {
		if line = strings.TrimRight(line, " "); line == "…" {
			b.WriteString(`(?:.*\n)*?`)
			continue
		}
		parts := strings.Split(line, "…")
		for i, p := range parts {
			parts[i] = regexp.QuoteMeta(p)
		}
		b.WriteString(strings.Join(parts, `.*`) + ` *\n`)
	}
	b.WriteString(`\z`)
	return regexp.MustCompile(b.String())
}

// digits are what figures are made of.
var digits = regexp.MustCompile(`[0-9]+`)

// refreshed replaces each line by the next one of the output that differs from it by digits alone. Lines that nothing is
// like stay, such as those with an ellipsis.
func refreshed(want []string, got string) []string {
	out := slices.Clone(want)
	rest := strings.Split(got, "\n")
	for i, line := range want {
		shape := digits.ReplaceAllString(line, "0")
		at := slices.IndexFunc(rest, func(s string) bool { return digits.ReplaceAllString(strings.TrimRight(s, " "), "0") == shape })
		if at >= 0 {
			out[i], rest = strings.TrimRight(rest[at], " "), rest[at+1:]
		}
	}
	return out
}

// shell runs commands in a directory that holds the files of the sample corpus and what the commands before left there.
type shell struct {
	path, dir, bin string
	printed        map[string]string
}

// newShell compiles the program for a shell.
func newShell(t *testing.T) *shell {
	t.Helper()
	path, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("the commands of the documents are not run: there is no bash")
	}
	s := &shell{path: path, dir: t.TempDir(), bin: t.TempDir(), printed: map[string]string{}}
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(s.bin, "gongxu"), "./cmd/gongxu").CombinedOutput()
	require.NoError(t, err, string(out))
	require.NoError(t, os.CopyFS(s.dir, gongxu.Sample()))
	return s
}

// run runs a command, go run ./cmd/gongxu being the program that was compiled, and returns its standard output. A command that ran
// before is not run again.
func (s *shell) run(t *testing.T, name string, c commandBlock) string {
	t.Helper()
	if out, ok := s.printed[c.command]; ok {
		return out
	}
	cmd := exec.CommandContext(t.Context(), s.path, "-euo", "pipefail", "-c", strings.ReplaceAll(c.command, "go run ./cmd/gongxu", "gongxu"))
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "PATH="+s.bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), "%s:%d: $ %s\n%s", name, c.line, c.command, &stderr)
	s.printed[c.command] = strings.ReplaceAll(stdout.String(), "\r\n", "\n")
	return s.printed[c.command]
}

// TestDocumentedCommands runs what the documents show, in their order, and compares what goes to standard output.
func TestDocumentedCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("the commands of the documents are not run with -short")
	}
	s := newShell(t)
	for _, name := range documents {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		lines := strings.Split(string(text), "\n")
		for _, c := range commands(string(text)) {
			got := s.run(t, name, c)
			if *update {
				c.want = refreshed(c.want, got)
				copy(lines[c.line+strings.Count(c.command, "\n"):], c.want)
			}
			if !pattern(c.want).MatchString(got) {
				t.Errorf("%s:%d: $ %s\nprints\n%s\ninstead of\n%s", name, c.line, c.command, got, strings.Join(c.want, "\n"))
			}
		}
		if *update {
			require.NoError(t, os.WriteFile(name, []byte(strings.Join(lines, "\n")), 0o644))
		}
	}
}

func TestCommandBlocks(t *testing.T) {
	text := "```sh\n$ not run\n```\n```console\n$ one \\\n  two\nout\n…\n$ three\n```\n$ outside\n"
	require.Equal(t, []commandBlock{
		{line: 5, command: "one \\\n  two", want: []string{"out", "…"}},
		{line: 9, command: "three"},
	}, commands(text))
	for _, c := range []struct {
		want []string
		got  string
		ok   bool
	}{
		{nil, "", true},
		{nil, "a\n", false},
		{[]string{"a"}, "a\n", true},
		{[]string{"a"}, "b\n", false},
		{[]string{"a.c"}, "abc\n", false},
		{[]string{"a", "…", "z"}, "a\nz\n", true},
		{[]string{"a", "…", "z"}, "a\nb\nc\nz\n", true},
		{[]string{"a", "…", "z"}, "a\nb\n", false},
		{[]string{"took … s"}, "took 1.5 s\n", true},
		{[]string{"took … s"}, "took\n1.5 s\n", false},
		{[]string{"a"}, "a\nb\n", false},
	} {
		require.Equal(t, c.ok, pattern(c.want).MatchString(c.got), "%q %q", c.want, c.got)
	}
	require.Equal(t, []string{"a 7", "…", "b 2.5", "c … 1", "d"}, refreshed([]string{"a 1", "…", "b 1.0", "c … 1", "d"}, "a 7\nx\nb 2.5\nc 9 2\n"))
}
