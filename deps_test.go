package gongxu_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// module is the module path; the root package has the name "" in the tables below.
const module = "github.com/gongxu/gongxu"

// allowed is the import policy: every package and the packages of the module that it may import. A package that is not
// listed fails the test: it needs a question of its own and a place in this order first.
var allowed = map[string][]string{
	"":                {},
	"industry":        {},
	"segment":         {},
	"eval":            {},
	"corpus":          {"industry"},
	"learn":           {"eval"},
	"embedding":       {},
	"vector":          {},
	"semantic":        {"segment", "vector"},
	"index":           {"segment"},
	"index/indextest": {"index", "segment"},
	"classify":        {"industry", "segment", "semantic", "vector", "learn"},
	"matcher":         {"corpus", "industry", "segment", "index", "eval", "semantic", "vector", "classify"},
	"benchmarks":      {"", "corpus", "industry", "segment", "index", "eval", "matcher"},
	"server":          {"classify", "corpus", "industry", "matcher"},
	"cmd/gongxu":      {"", "corpus", "industry", "segment", "index", "eval", "embedding", "semantic", "matcher", "server", "benchmarks", "learn", "classify"},
}

// allowedInTests is what the tests of a package may import beyond that: itself, the sample corpus and these.
var allowedInTests = map[string][]string{
	"index": {"index/indextest"},
}

// owned are import paths, with all below them, that only some packages may use. No owner means nobody.
var owned = []struct {
	path   string
	owners []string
	why    string
}{
	{"github.com/gin-gonic/gin", []string{"server"}, "the web framework stays in the HTTP face"},
	{"github.com/spf13/cobra", []string{"cmd/gongxu"}, "flags and usage stay in the command line"},
	{"net/http", []string{"server", "embedding", "cmd/gongxu"}, "libraries do not know HTTP"},
	{"database/sql", []string{"store", "cmd/gongxu"}, "what is recorded is the store's"},
	{"github.com/blevesearch", []string{"segment", "index", "index/indextest", "benchmarks"}, "Bleve is a matter of the index and its analyzer"},
	{"github.com/go-ego/gse", []string{"segment"}, "cutting words is a matter of package segment"},
	{"log/slog", []string{"server", "cmd/gongxu"}, "libraries return errors, the caller logs"},
	{"log", nil, "libraries return errors, the caller logs through log/slog"},
	{"math/rand", nil, "math/rand/v2 with a source that comes in as an argument"},
	{"github.com/stretchr/testify/assert", nil, "a test that failed stops: require"},
	{"C", nil, "Gongxu builds with Go alone"},
}

// exceptions are paths below an owned one that the owned one does not stand for.
var exceptions = []string{"log/slog", "math/rand/v2", "github.com/blevesearch/mmap-go"}

// goPackage is what go list says about a package.
type goPackage struct {
	Dir, ImportPath                    string
	Imports, TestImports, XTestImports []string
	GoFiles, IgnoredGoFiles            []string
}

// name is the package's key in the tables.
func (p goPackage) name() string {
	return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=Dir,ImportPath,Imports,TestImports,XTestImports,GoFiles,IgnoredGoFiles", "./...")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	var all []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		require.NoError(t, err)
		all = append(all, p)
	}
}

func TestImportDirection(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range packages(t) {
		name := p.name()
		seen[name] = true
		may, listed := allowed[name]
		if !listed {
			t.Errorf("package %s is not in the import policy: list it in allowed with what it may import", p.ImportPath)
			continue
		}
		tests := append(slices.Clone(may), append(allowedInTests[name], "", name)...)
		for _, fault := range slices.Concat(
			faults(name, may, p.Imports),
			faults(name, tests, p.TestImports),
			faults(name, tests, p.XTestImports),
		) {
			t.Error(fault)
		}
	}
	for name := range allowed {
		if !seen[name] {
			t.Errorf("the import policy lists %q, which does not exist", name)
		}
	}
}

// faults lists what is wrong with the imports of a package that may import some packages of the module.
func faults(name string, may, imports []string) []string {
	var out []string
	for _, path := range imports {
		if path == module || strings.HasPrefix(path, module+"/") {
			if rel := strings.TrimPrefix(strings.TrimPrefix(path, module), "/"); !slices.Contains(may, rel) {
				out = append(out, "package \""+name+"\" must not import "+path)
			}
			continue
		}
		for _, o := range owned {
			if below(path, o.path) && !slices.Contains(o.owners, name) {
				out = append(out, "package \""+name+"\" must not import "+path+": "+o.why)
			}
		}
	}
	return out
}

// below tells whether an import path is another or lies below it, exceptions aside.
func below(path, other string) bool {
	if path == other {
		return true
	}
	return strings.HasPrefix(path, other+"/") && !slices.ContainsFunc(exceptions, func(e string) bool { return e != other && below(path, e) })
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name, pkg, path string
		may             []string
		want            bool
	}{
		{"listed", "index", module + "/segment", []string{"segment"}, false},
		{"not listed", "segment", module + "/index", nil, true},
		{"the root package", "index", module, []string{"segment"}, true},
		{"below a listed one", "matcher", module + "/index/indextest", []string{"index"}, true},
		{"another module of like name", "index", module + "2/x", nil, false},
		{"gin in the server", "server", "github.com/gin-gonic/gin", nil, false},
		{"gin elsewhere", "matcher", "github.com/gin-gonic/gin/render", nil, true},
		{"a package that begins like gin", "matcher", "github.com/gin-gonic/ginger", nil, false},
		{"httptest in a library", "index", "net/http/httptest", nil, true},
		{"log in the command", "cmd/gongxu", "log", nil, true},
		{"slog in the command", "cmd/gongxu", "log/slog", nil, false},
		{"slog in a library", "matcher", "log/slog", nil, true},
		{"old random numbers", "eval", "math/rand", nil, true},
		{"new random numbers", "eval", "math/rand/v2", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, len(faults(c.pkg, c.may, []string{c.path})) > 0)
		})
	}
}

// TestImportingDoesNothing forbids init functions, in files of every platform.
func TestImportingDoesNothing(t *testing.T) {
	for _, p := range packages(t) {
		for _, file := range append(p.GoFiles, p.IgnoredGoFiles...) {
			fset := token.NewFileSet()
			parsed, err := parser.ParseFile(fset, filepath.Join(p.Dir, file), nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			for _, d := range parsed.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
					t.Errorf("%s: importing a package does nothing: make this a function that somebody calls", fset.Position(f.Pos()))
				}
			}
		}
	}
}
