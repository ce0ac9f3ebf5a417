package gongxu_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// named finds what is written as code, and the targets of links.
var named = regexp.MustCompile("`([^`\n]+)`|\\]\\(([^)\\s]+)\\)")

// filePath tells paths of the repository from other code: no spaces, a lower-case beginning and a slash, or the ending of a source
// or document.
var filePath = regexp.MustCompile(`^[a-z.][\w.*-]*(/[\w.*-]*)+$|^[\w.*-]+\.(go|md|yml)$`)

// TestNamedPathsExist looks up the paths that the documents name. Code blocks are left out: they show other directories too.
func TestNamedPathsExist(t *testing.T) {
	blocks := regexp.MustCompile("(?ms)^```.*?^```$")
	for _, name := range documents {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		found := 0
		for _, m := range named.FindAllStringSubmatch(blocks.ReplaceAllString(string(text), ""), -1) {
			path := m[1] + m[2]
			if !filePath.MatchString(path) || elsewhere(path) {
				continue
			}
			found++
			if path == "doc.go" || path == "main.go" { // of any package
				path = "*/" + path
			}
			matches, err := filepath.Glob(path)
			require.NoError(t, err, path)
			if len(matches) == 0 {
				t.Errorf("%s names %s, which does not exist", name, path)
			}
		}
		require.NotZero(t, found, "no path found in "+name)
	}
}

// elsewhere tells paths that are not of the repository: import paths, which begin with a domain, media types, and what is built.
func elsewhere(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return first == "application" || first == "bin" || first != path && strings.Contains(strings.TrimLeft(first, "."), ".")
}

// TestEveryPackageIsDescribed wants every package in ARCHITECTURE.md, by its path from the root.
func TestEveryPackageIsDescribed(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	require.NoError(t, err)
	for _, p := range packages(t) {
		name := p.name()
		if name == "" {
			name = "gongxu"
		}
		require.Contains(t, string(text), "`"+name+"`")
	}
}

// TestGoBlocksAreExamples wants each block of Go in a document to stand in an example that is tested, indentation aside.
func TestGoBlocksAreExamples(t *testing.T) {
	files, err := filepath.Glob("*/example_test.go")
	require.NoError(t, err)
	var examples strings.Builder
	for _, f := range files {
		text, err := os.ReadFile(f)
		require.NoError(t, err)
		examples.WriteString(unindented(string(text)))
	}
	blocks := regexp.MustCompile("(?ms)^```go\n(.*?)^```$")
	found := 0
	for _, name := range documents {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range blocks.FindAllStringSubmatch(string(text), -1) {
			found++
			require.Contains(t, examples.String(), unindented(m[1]), name)
		}
	}
	require.NotZero(t, found)
}

// unindented takes the white space from the beginnings of lines.
func unindented(s string) string {
	return regexp.MustCompile(`(?m)^[ \t]+`).ReplaceAllString(s, "")
}

// TestEveryPackageHasADoc wants doc.go in each, or main.go, or the file that is all of it.
func TestEveryPackageHasADoc(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) == 1 {
			continue
		}
		_, err := fs.Stat(os.DirFS(p.Dir), "doc.go")
		_, errMain := fs.Stat(os.DirFS(p.Dir), "main.go")
		require.True(t, err == nil || errMain == nil, "package %s has no doc.go", p.ImportPath)
	}
}
