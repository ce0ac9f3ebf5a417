package classify

import (
	"bufio"
	"compress/gzip"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/gongxu/gongxu/semantic"
)

// ErrClassifier is wrapped by the error for a file that is no classifier, a damaged one, or one for another map.
var ErrClassifier = errors.New("classify: not a classifier")

// maxBytes bounds what a file may unpack to.
const maxBytes = 1 << 28

// Write writes the classifier, compressed, without its map.
func (c *Classifier) Write(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("classify: %w", err)
	}
	if err := gob.NewEncoder(z).Encode(c.content); err != nil {
		return fmt.Errorf("classify: write: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("classify: write: %w", err)
	}
	return nil
}

// Read reads what Write wrote; the map must be the one that it was trained with. Anything else is ErrClassifier.
func Read(r io.Reader, m *semantic.Map) (*Classifier, error) {
	z, err := gzip.NewReader(bufio.NewReader(r))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrClassifier, err)
	}
	limited := io.LimitReader(z, maxBytes)
	var c content
	if err := gob.NewDecoder(limited).Decode(&c); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrClassifier, err)
	}
	if _, err := io.Copy(io.Discard, limited); err != nil { // the checksum stands at the end
		return nil, fmt.Errorf("%w: %w", ErrClassifier, err)
	}
	return newClassifier(m, c)
}

// Open reads the classifier in a file.
func Open(path string, m *semantic.Map) (*Classifier, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("classify: %w", err)
	}
	defer f.Close()
	c, err := Read(f, m)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}
