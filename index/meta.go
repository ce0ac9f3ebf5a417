package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// formatVersion is raised when the layout of the index changes.
const formatVersion = 2

// metaFile describes an index directory; the scorch files lie beside it in dataDir.
const (
	metaFile = "index.json"
	dataDir  = "store" // the name that scorch's own copying writes to
)

// meta is the content of metaFile.
type meta struct {
	Format    int     `json:"format"`
	Segmenter string  `json:"segmenter"`
	Hash      string  `json:"hash"`
	Options   Options `json:"options"`
}

// Exists tells whether a directory holds an index.
func Exists(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, metaFile))
	return err == nil
}

// ReadOptions returns the options that the index in a directory was made with and the hash of its segmenter.
func ReadOptions(dir string) (Options, string, error) {
	m, err := readMeta(dir)
	return m.Options, m.Segmenter, err
}

func readMeta(dir string) (meta, error) {
	var m meta
	path := filepath.Join(dir, metaFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("%w: %s (no %s)", ErrNotIndex, dir, metaFile)
	}
	if err != nil {
		return m, fmt.Errorf("index: read %s: %w", path, err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("%w: %s: %w", ErrCorrupt, path, err)
	}
	if m.Format != formatVersion {
		return m, fmt.Errorf("%w: %s has %d, this program reads %d; build it again from its source files", ErrFormat, dir, m.Format, formatVersion)
	}
	return m, nil
}

// writeMeta replaces metaFile in one step, so that a crash leaves the old or the new one.
func writeMeta(dir string, m meta) error {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("index: encode %s: %w", metaFile, err)
	}
	return ReplaceFile(filepath.Join(dir, metaFile), append(data, '\n'))
}

// ReplaceFile writes a file in one step, so that a crash leaves the old or the new content.
func ReplaceFile(path string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("index: write %s: %w", path, err)
	}
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name()) // best effort: the write error is what matters
		return fmt.Errorf("index: write %s: %w", path, err)
	}
	return nil
}

// check compares an index's meta data with what the caller wants to open it as.
func (m meta) check(dir string, want Options, segmenter string) error {
	if m.Hash == want.Hash(segmenter) {
		return nil
	}
	what := "options"
	if m.Segmenter != segmenter {
		what = "dictionary or analysis"
	}
	return fmt.Errorf("%w: %s: its %s differ (index %s, wanted %s); build it again in a new directory from its source files",
		ErrOptionsChanged, dir, what, m.Hash, want.Hash(segmenter))
}
