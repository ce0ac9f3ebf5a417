package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

// titleLength is the mean number of characters below which plain documents are taken for titles.
const titleLength = 40

// plainEngine builds an engine in memory from plain documents, whose text counts as the title. The average lengths are those
// of the documents, fields that have no text take no part, and documents no longer than titles are ranked as such.
func plainEngine(ctx context.Context, stderr io.Writer, files []string, set matcher.Settings, quiet bool) (*matcher.Engine, error) {
	seg, err := segmenterFor(set.UserTerms)
	if err != nil {
		return nil, err
	}
	l, err := measureLengths(ctx, seg, set.Options.Patents.Genre, textsOf(plainDocuments(files, nil), patentTexts))
	if err != nil {
		return nil, err
	}
	if l.average(segment.Chars, "title") < titleLength {
		set.Options = matcher.TitleOptions()
	}
	l.applyPatents(&set.Options)
	set.Options.InferFields = false // plain documents are ranked, not listed by field
	set.Options.Patents.Views = eachView(set.Options.Patents.Views, l.only)
	set.Options.Characters = l.only(set.Options.Characters)
	engine, err := matcher.NewMemory(set)
	if err != nil {
		return nil, err
	}
	p := newProgress(stderr, "docs", fileSize(files...), quiet)
	_, err = engine.LoadPatents(ctx, plainDocuments(files, p.advance), func(s index.Summary) { p.count(s.Total()) })
	p.finish()
	if err == nil && set.Embedder != nil {
		_, _, err = embed(ctx, stderr, engine, true, quiet)
	}
	if err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	return engine, nil
}

// plainDocuments reads JSONL lines {doc_id, text}, gzipped when the name ends in .gz. Judgments hang on these ids, so they are
// taken as they are, and a line that is not of this form ends the reading.
func plainDocuments(files []string, advance func(bytes int64)) iter.Seq2[corpus.Patent, error] {
	return func(yield func(corpus.Patent, error) bool) {
		seen := map[string]string{}
		done := int64(0)
		for _, path := range files {
			for p, err := range plainFile(path) {
				if first, again := seen[p.ID]; err == nil && again {
					err = fmt.Errorf("%s: doc_id %q was given before, at %s", p.place, p.ID, first)
				}
				seen[p.ID] = p.place
				if !yield(p.Patent, err) || err != nil {
					return
				}
			}
			done += fileSize(path)
			if advance != nil {
				advance(done)
			}
		}
	}
}

// placed is a row with the file and line that it comes from.
type placed struct {
	corpus.Patent
	place string
}

func plainFile(path string) iter.Seq2[placed, error] {
	return func(yield func(placed, error) bool) {
		f, err := openUnzipped(path)
		if err != nil {
			yield(placed{}, err)
			return
		}
		defer f.Close()
		lines := bufio.NewReaderSize(f, 1<<16)
		for n := 1; ; n++ {
			line, err := lines.ReadBytes('\n')
			if err != nil && err != io.EOF {
				yield(placed{}, fmt.Errorf("%s:%d: %w", path, n, err))
				return
			}
			if line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff"))); len(line) > 0 {
				p, bad := plainDocument(line)
				p.place = fmt.Sprintf("%s:%d", path, n)
				if bad != nil {
					bad = fmt.Errorf("%s: %w", p.place, bad)
				}
				if !yield(p, bad) || bad != nil {
					return
				}
			}
			if err == io.EOF {
				return
			}
		}
	}
}

func plainDocument(line []byte) (placed, error) {
	var row struct {
		DocID *string `json:"doc_id"`
		Text  *string `json:"text"`
	}
	if err := json.Unmarshal(line, &row); err != nil {
		return placed{}, err
	}
	if row.DocID == nil || *row.DocID == "" || row.Text == nil {
		return placed{}, errors.New(`want {"doc_id": …, "text": …}, doc_id not empty`)
	}
	return placed{Patent: corpus.Patent{ID: *row.DocID, Title: *row.Text}}, nil
}
