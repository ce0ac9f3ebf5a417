package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/gongxu/gongxu/corpus"
)

// rejectFile receives the rejected rows as they are found, so that they are there when the command is stopped. A nil one takes
// nothing.
type rejectFile struct {
	file *os.File
	put  func(corpus.Problem) error
}

// openRejects makes the file, empty until a row is rejected; no path gives nil. It is a table for people when the name ends in
// .csv, and JSONL otherwise.
func openRejects(path string) (*rejectFile, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("rejects: %w", err)
	}
	r := &rejectFile{file: f}
	if !strings.HasSuffix(strings.ToLower(path), ".csv") {
		e := json.NewEncoder(f)
		e.SetEscapeHTML(false)
		r.put = func(p corpus.Problem) error { return e.Encode(p) }
		return r, nil
	}
	table := csv.NewWriter(f)
	table.UseCRLF = true
	line := func(cells ...string) error {
		if err := table.Write(cells); err != nil {
			return err
		}
		table.Flush()
		return table.Error()
	}
	r.put = func(p corpus.Problem) error {
		return line(harmless(p.File), strconv.Itoa(p.Line), harmless(p.Field), harmless(p.Value), harmless(p.Reason), harmless(p.Raw))
	}
	if _, err = io.WriteString(f, "\ufeff"); err == nil {
		err = line("文件", "行号", "字段", "值", "原因", "原始行")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("rejects: %w", err), f.Close())
	}
	return r, nil
}

func (r *rejectFile) write(p corpus.Problem) error {
	if r == nil {
		return nil
	}
	if err := r.put(p); err != nil {
		return fmt.Errorf("rejects: %w", err)
	}
	return nil
}

func (r *rejectFile) close() error {
	if r == nil {
		return nil
	}
	return r.file.Close()
}
