package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// unzipped is a file that is unpacked where its name ends in .gz.
type unzipped struct {
	io.Reader
	closers []io.Closer // the last to be closed first
}

func openUnzipped(path string) (*unzipped, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	u := &unzipped{Reader: f, closers: []io.Closer{f}}
	if !strings.HasSuffix(path, ".gz") {
		return u, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), f.Close())
	}
	u.Reader, u.closers = z, append(u.closers, z)
	return u, nil
}

// Close closes the file.
func (u *unzipped) Close() error {
	var errs []error
	for i := len(u.closers) - 1; i >= 0; i-- {
		errs = append(errs, u.closers[i].Close())
	}
	return errors.Join(errs...)
}

// readUnzipped reads a file as a whole.
func readUnzipped[T any](path string, read func(io.Reader) (T, error)) (value T, err error) {
	f, err := openUnzipped(path)
	if err != nil {
		return value, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if value, err = read(f); err != nil {
		return value, fmt.Errorf("%s: %w", path, err)
	}
	return value, nil
}
