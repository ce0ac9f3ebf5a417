package index

import (
	"fmt"
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
	err := reader.CopyTo(bleve.FileSystemDirectory(dir))
	if cerr := reader.CloseCopyReader(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("index: copy to %s: %w", dir, err)
	}
	// The description comes last: a copy that was cut short is not an index.
	return writeMeta(dir, meta{Format: formatVersion, Segmenter: x.seg.Hash(), Hash: x.opts.Hash(x.seg.Hash()), Options: x.opts})
}
