package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/gongxu/gongxu/corpus"
)

// TEMPORARY: a JSONL reader of its own until package corpus has one.

type severity int

const (
	warning severity = iota
	rejected
	notice
)

type problem struct {
	File                 string
	Line                 int
	Field, Value, Reason string
	Severity             severity
}

func (p problem) String() string {
	return fmt.Sprintf("%s:%d: %s %q: %s", p.File, p.Line, p.Field, p.Value, p.Reason)
}

type readOptions struct {
	Strict bool
	Report func(problem)
}

type reader[T any] struct {
	path   string
	file   *os.File
	size   int64
	read   int64
	lines  *bufio.Reader
	opts   readOptions
	decode func([]byte) (T, error)
}

func (r *reader[T]) Read(p []byte) (int, error) {
	n, err := r.file.Read(p)
	r.read += int64(n)
	return n, err
}

func openRows[T any](path string, opts readOptions, decode func([]byte) (T, error)) (*reader[T], error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	r := &reader[T]{path: path, file: f, size: st.Size(), opts: opts, decode: decode}
	var in io.Reader = r
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(r); err != nil {
			f.Close()
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	r.lines = bufio.NewReaderSize(in, 1<<20)
	return r, nil
}

func (r *reader[T]) Bytes() (read, total int64) { return r.read, r.size }
func (r *reader[T]) Close() error               { return r.file.Close() }

func (r *reader[T]) All() iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for n := 1; ; n++ {
			line, err := r.lines.ReadBytes('\n')
			if err != nil && err != io.EOF {
				yield(none, fmt.Errorf("%s:%d: %w", r.path, n, err))
				return
			}
			if len(strings.TrimSpace(string(line))) > 0 {
				row, bad := r.decode(line)
				if bad != nil && r.opts.Strict {
					yield(none, fmt.Errorf("%s:%d: %w", r.path, n, bad))
					return
				}
				if bad != nil {
					r.opts.Report(problem{File: r.path, Line: n, Reason: bad.Error(), Severity: rejected})
				} else if !yield(row, nil) {
					return
				}
			}
			if err == io.EOF {
				return
			}
		}
	}
}

func openPatents(path string, opts readOptions) (*reader[corpus.Patent], error) {
	return openRows(path, opts, func(line []byte) (corpus.Patent, error) {
		var p corpus.Patent
		if json.Unmarshal(line, &p) == nil {
			if p.ID == "" || p.Title == "" && p.Abstract == "" {
				return p, fmt.Errorf("id, or title and abstract, missing")
			}
			return p, nil
		}
		var raw struct{ ID, Title, Abstract, IPC, Applicant, Date string }
		if err := json.Unmarshal(line, &raw); err != nil {
			return p, err
		}
		p = corpus.Patent{ID: raw.ID, Title: raw.Title, Abstract: raw.Abstract}
		for _, s := range strings.Split(raw.IPC, ";") {
			if s != "" {
				p.IPC = append(p.IPC, s)
			}
		}
		if raw.Applicant != "" {
			p.Applicants = strings.Split(raw.Applicant, ";")
		}
		p.Date, _ = corpus.ParseDate(raw.Date)
		if p.ID == "" || p.Title == "" && p.Abstract == "" {
			return p, fmt.Errorf("id, or title and abstract, missing")
		}
		return p, nil
	})
}

func openNeeds(path string, opts readOptions) (*reader[corpus.Need], error) {
	return openRows(path, opts, func(line []byte) (corpus.Need, error) {
		var n corpus.Need
		var alias struct{ Content, Text string }
		if err := json.Unmarshal(line, &n); err != nil {
			return n, err
		}
		if err := json.Unmarshal(line, &alias); err != nil {
			return n, err
		}
		n.Description += alias.Content + alias.Text
		if n.ID == "" || n.Title == "" && n.Description == "" {
			return n, fmt.Errorf("id, or title and description, missing")
		}
		return n, nil
	})
}
