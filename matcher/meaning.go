package matcher

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

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
	if m, err := semantic.Open(path); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return m, err
	}
	if set.Meaning == nil || Exists(dir) {
		return semantic.Default(), nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("matcher: %w", err)
	}
	err = errors.Join(set.Meaning.Write(f), f.Close())
	if err != nil {
		return nil, fmt.Errorf("matcher: write %s: %w", path, errors.Join(err, os.Remove(path)))
	}
	return set.Meaning, nil
}

// Meaning returns the engine's map of terms to vectors.
func (e *Engine) Meaning() *semantic.Map { return e.meaning }
