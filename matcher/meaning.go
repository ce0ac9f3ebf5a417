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
func openMeaning(dir, patents string, set Settings) (*semantic.Map, error) {
	if dir == "" {
		if set.Meaning != nil {
			return set.Meaning, nil
		}
		return semantic.Default(), nil
	}
	path := meaningPath(dir, patents)
	if Exists(dir) {
		m, err := semantic.Open(path)
		if errors.Is(err, fs.ErrNotExist) && patents == patentsDir {
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
	return set.Meaning, writeMeaning(path, set.Meaning)
}

// meaningPath is where the map of a directory lies whose patents are in the directory of that name: beside these as they were made first,
// and below later ones, which a retraining replaces together with their map.
func meaningPath(dir, patents string) string {
	if patents == patentsDir {
		return filepath.Join(dir, meaningFile)
	}
	return filepath.Join(dir, patents, meaningFile)
}

func writeMeaning(path string, m *semantic.Map) error {
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		return err
	}
	return index.ReplaceFile(path, b.Bytes())
}

// Meaning returns the engine's map of terms to vectors, which Retrain replaces.
func (e *Engine) Meaning() *semantic.Map {
	x := e.hold()
	defer x.release()
	return x.meaning
}
