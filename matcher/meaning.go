package matcher

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/semantic"
)

// meaningFile is the map of terms of an engine's directory that does not use the shipped one.
const meaningFile = "meaning.map"

// openMeaning returns the map of terms of a directory: its own, or the one that the settings give a new directory, or the shipped one.
func openMeaning(dir string, set Settings) (*semantic.Map, error) {
	if dir == "" {
		if set.Meaning != nil {
			return set.Meaning, nil
		}
		return semantic.Default(), nil
	}
	path := filepath.Join(dir, meaningFile)
	if Exists(dir) {
		m, err := semantic.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return semantic.Default(), nil
		}
		return m, err
	}
	if set.Meaning == nil { // a creation that was cut short may have left one
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("matcher: %w", err)
		}
		return semantic.Default(), nil
	}
	var b bytes.Buffer
	if err := set.Meaning.Write(&b); err != nil {
		return nil, err
	}
	return set.Meaning, index.ReplaceFile(path, b.Bytes())
}

// Meaning returns the engine's map of terms to vectors.
func (e *Engine) Meaning() *semantic.Map { return e.meaning }
