package index

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// CopyTo writes a copy of the index as it is now into an empty or absent directory, while searches and changes go on.
func (x *Index) CopyTo(dir string) error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.closed {
		return ErrClosed
	}
	if x.dir == "" {
		return fmt.Errorf("%w: an index in memory cannot be copied", ErrQuery)
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return fmt.Errorf("%w: %s is not empty", ErrExists, dir)
	}
	if err := os.MkdirAll(filepath.Join(dir, dataDir), 0o755); err != nil {
		return fmt.Errorf("index: copy to %s: %w", dir, err)
	}
	copyable, ok := x.scorch.(bleveindex.CopyIndex)
	if !ok {
		return fmt.Errorf("index: %T cannot be copied", x.scorch)
	}
	reader := copyable.CopyReader()
	if reader == nil {
		return ErrClosed
	}
	to := &copyDirectory{Directory: bleve.FileSystemDirectory(dir)}
	err := reader.CopyTo(to)
	for _, name := range to.segments {
		if err == nil {
			err = copyFile(filepath.Join(x.dir, postingPath(name)), filepath.Join(dir, postingPath(name)))
		}
	}
	if cerr := reader.CloseCopyReader(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("index: copy to %s: %w", dir, err)
	}
	// The description comes last: a copy that was cut short is not an index.
	return writeMeta(dir, meta{Format: formatVersion, Segmenter: x.seg.Hash(), Hash: x.opts.Hash(x.seg.Hash()), Options: x.opts})
}

// copyDirectory remembers the segments that scorch copies, whose posting files it does not know of.
type copyDirectory struct {
	bleveindex.Directory
	segments []string
}

// GetWriter implements bleveindex.Directory.
func (d *copyDirectory) GetWriter(path string) (io.WriteCloser, error) {
	if filepath.Ext(path) == segmentSuffix {
		d.segments = append(d.segments, path)
	}
	return d.Directory.GetWriter(path)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	return createFile(to, func(out *os.File) error {
		_, err := io.Copy(out, in)
		return err
	})
}
