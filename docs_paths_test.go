package gongxu_test

import (
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
