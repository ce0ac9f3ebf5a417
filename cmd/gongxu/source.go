package main

import (
	"errors"
	"io"
	"iter"
	"os"

	"github.com/gongxu/gongxu/corpus"
)

// source reads the rows of several files one after another as one sequence.
type source[T any] struct {
	files    []string
	open     func(path string, opts corpus.ReadOptions) (*corpus.Reader[T], error)
	problems *problems
	strict   bool
	// advance, if not nil, is told after every row how many bytes of the files are read.
	advance func(bytes int64)
	// failures are the files that could not be read to their end.
	failures []error
}

func patentSource(files []string, p *problems, strict bool) *source[corpus.Patent] {
	return &source[corpus.Patent]{files: files, open: corpus.OpenPatents, problems: p, strict: strict}
}

func needSource(files []string, p *problems, strict bool) *source[corpus.Need] {
	return &source[corpus.Need]{files: files, open: corpus.OpenNeeds, problems: p, strict: strict}
}

// rows yields the good rows of all files. A file that cannot be read to its end is put on record, and the next one goes on;
// in strict mode it ends the sequence, as does the first bad row.
func (s *source[T]) rows() iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		done := int64(0)
		for _, path := range s.files {
			next, err := s.file(path, done, yield)
			if err != nil && s.strict {
				yield(none, err)
				return
			}
			if err != nil {
				s.failures = append(s.failures, err)
			}
			if !next {
				return
			}
			done += fileSize(path)
			s.progress(done)
		}
	}
}

func (s *source[T]) progress(bytes int64) {
	if s.advance != nil {
		s.advance(bytes)
	}
}

// file yields the rows of one file; next is false when the consumer has had enough.
func (s *source[T]) file(path string, done int64, yield func(T, error) bool) (next bool, err error) {
	opts := corpus.DefaultReadOptions(s.problems.add)
	opts.Strict = s.strict
	r, err := s.open(path, opts)
	if err != nil {
		return true, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for row, err := range r.All() {
		if bad := new(corpus.RowError); errors.As(err, &bad) {
			s.problems.record(bad.Problem)
		}
		if err != nil {
			return true, err
		}
		if !yield(row, nil) {
			return false, nil
		}
		read, _ := r.Bytes()
		s.progress(done + read)
	}
	return true, nil
}

// err joins what went wrong with whole files.
func (s *source[T]) err() error { return errors.Join(s.failures...) }

// fileSize is the size of a file, 0 when it cannot be told.
func fileSize(paths ...string) int64 {
	total := int64(0)
	for _, path := range paths {
		if st, err := os.Stat(path); err == nil {
			total += st.Size()
		}
	}
	return total
}

// readNeeds reads whole files of needs, which are small beside patents, and prints what is wrong with rows.
func readNeeds(files []string, stderr io.Writer, quiet bool) ([]corpus.Need, error) {
	p := &problems{w: stderr, quiet: quiet}
	defer p.rest()
	s := needSource(files, p, false)
	var out []corpus.Need
	for n, err := range s.rows() {
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, s.err()
}

// counted tells p how many rows went by.
func counted[T any](rows iter.Seq2[T, error], p *progress) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		n := 0
		for row, err := range rows {
			n++
			p.count(n)
			if !yield(row, err) {
				return
			}
		}
	}
}
