package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// rejectFile receives the rejected rows. A nil one takes nothing.
type rejectFile struct {
	file *os.File
	out  *json.Encoder
}

// openRejects makes the file, empty until a row is rejected; no path gives nil.
func openRejects(path string) (*rejectFile, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("rejects: %w", err)
	}
	return &rejectFile{f, json.NewEncoder(f)}, nil
}

func (r *rejectFile) write(p problem) error {
	if r == nil {
		return nil
	}
	return r.out.Encode(p)
}

func (r *rejectFile) close() error {
	if r == nil {
		return nil
	}
	return r.file.Close()
}
