package benchmarks_test

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
)

// collection is a set of patents with needs and judgments of need × patent. Patents have a title and an abstract, needs a
// title and a description, and neither has more.
type collection struct {
	name    string
	patents []corpus.Patent
	needs   []corpus.Need
	qrels   eval.Qrels
}

// row is a line of a file of patents or needs, in the columns of either collection.
type row struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Abstract    string `json:"abstract"`
	Description string `json:"description"`
	Content     string `json:"content"`
}

// sample is the corpus that is embedded in the root package.
func sample(t testing.TB) *collection {
	t.Helper()
	return read(t, "sample", gongxu.Sample(), "patents.jsonl", "needs.jsonl", "qrels.txt")
}

// needs2patents is the collection of real patents and needs; nil where its files are absent.
func needs2patents(t testing.TB) *collection {
	t.Helper()
	folder := os.DirFS(dataFolder(t))
	const qrels = "needs2patents/qrels.dev.txt"
	if _, err := fs.Stat(folder, qrels); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return read(t, "needs2patents", folder, "patents.jsonl.gz", "bdci2019/needs.jsonl", qrels)
}

// dataFolder is the one that GONGXU_DATA names, else ../shared/data beside the module's root.
func dataFolder(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("GONGXU_DATA"); dir != "" {
		return dir
	}
	dir, err := os.Getwd() // the package's own, one below the root
	require.NoError(t, err)
	return filepath.Join(dir, "..", "..", "shared", "data")
}

// read makes a collection. It keeps the needs that are judged, in the order of their file.
func read(t testing.TB, name string, folder fs.FS, patents, needs, qrels string) *collection {
	t.Helper()
	c := &collection{name: name}
	f, err := folder.Open(qrels)
	require.NoError(t, err)
	defer f.Close()
	c.qrels, err = eval.ReadQrels(f, qrels)
	require.NoError(t, err)
	for _, r := range rows(t, folder, patents) {
		c.patents = append(c.patents, corpus.Patent{ID: r.ID, Title: r.Title, Abstract: r.Abstract})
	}
	for _, r := range rows(t, folder, needs) {
		if c.qrels[r.ID] != nil {
			c.needs = append(c.needs, corpus.Need{ID: r.ID, Title: r.Title, Description: cmp.Or(r.Description, r.Content)})
		}
	}
	require.NotEmpty(t, c.patents)
	require.NotEmpty(t, c.needs)
	return c
}

func rows(t testing.TB, folder fs.FS, name string) []row {
	t.Helper()
	f, err := folder.Open(name)
	require.NoError(t, err)
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		in, err = gzip.NewReader(f)
		require.NoError(t, err)
	}
	var all []row
	for d := json.NewDecoder(bufio.NewReader(in)); ; {
		var r row
		err := d.Decode(&r)
		if errors.Is(err, io.EOF) {
			return all
		}
		require.NoError(t, err, "%s, row %d", name, len(all)+1)
		all = append(all, r)
	}
}
