package benchmarks

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/segment"
)

// writePeerFiles writes the patents and the needs into a directory, in the form that the peers in other languages read: a line
// each, columns separated by tabs, id, title and abstract of a patent, id and text of a need. With bigrams the texts are cut by
// Gongxu, with a blank between two terms, for a peer that has no analyzer for Chinese. Files that are there stay.
func (t Task) writePeerFiles(ctx context.Context, dir string, bigrams bool, log *Log) (patents, needs string, err error) {
	name, cutPatent, cutNeed := "texts", oneLine, oneLine
	if bigrams {
		name, cutPatent, cutNeed = "bigrams", bigramsOf(segment.PatentText), bigramsOf(segment.NeedText)
	}
	patents, needs = filepath.Join(dir, name+"-patents.tsv.gz"), filepath.Join(dir, name+"-needs.tsv")
	if _, err := os.Stat(needs); err == nil { // the last one to be written
		return patents, needs, nil
	}
	if err := t.writePeerPatents(ctx, patents, cutPatent, log); err != nil {
		return "", "", err
	}
	rows, err := readNeeds(t.Needs)
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	for _, n := range rows {
		b.WriteString(oneLine(n.ID) + "\t" + cutNeed(n.Title+"\n"+n.Description) + "\n")
	}
	return patents, needs, os.WriteFile(needs, []byte(b.String()), 0o600)
}

func (t Task) writePeerPatents(ctx context.Context, path string, cut func(string) string, log *Log) (err error) {
	rows, err := corpus.OpenPatents(t.Corpus, quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z, err := gzip.NewWriterLevel(f, gzip.BestSpeed)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(z, 1<<16)
	p := log.start("files for the peers", t.Patents, "patents")
	defer p.finish()
	for row, err := range watched(ctx, rows.All(), p) {
		if err == nil {
			_, err = w.WriteString(oneLine(row.ID) + "\t" + cut(row.Title) + "\t" + cut(row.Abstract) + "\n")
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(w.Flush(), z.Close())
}

// oneLine puts a text on one line of one column.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, text)
}

// bigramsOf returns what cuts a text into bigrams as Gongxu does, with blanks between them.
func bigramsOf(genre segment.Genre) func(string) string {
	seg := segment.Default()
	return func(text string) string {
		var out []string
		for _, t := range seg.Analyze(text, genre).Tokens(segment.Bigrams) {
			if t.Class == segment.Content {
				out = append(out, t.Term)
			}
		}
		return strings.Join(out, " ")
	}
}
