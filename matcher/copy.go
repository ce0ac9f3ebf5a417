package matcher

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// CopyTo writes a copy of the engine's directory while it is in use. Each index is copied as of one moment; files of vectors only ever
// grow, so that their copies hold what was there before.
func (e *Engine) CopyTo(dir string) error {
	x := e.hold()
	defer x.release()
	if err := x.patents.CopyTo(filepath.Join(dir, x.name)); err != nil {
		return err
	}
	if err := x.needs.CopyTo(filepath.Join(dir, needsDir)); err != nil {
		return err
	}
	if err := copyFile(meaningPath(dir, x.name), x.meaningPath()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := copyFile(filepath.Join(dir, feedbackFile), filepath.Join(x.dir, feedbackFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	vectors, err := filepath.Glob(filepath.Join(x.dir, vectorsDir, "*"+vectorsSuffix))
	if err != nil {
		return fmt.Errorf("matcher: %w", err)
	}
	for _, path := range vectors {
		if err := copyFile(filepath.Join(dir, vectorsDir, filepath.Base(path)), path); err != nil {
			return err
		}
	}
	d, err := readDescription(x.dir)
	if err != nil {
		return err
	}
	if d.Directory = x.name; x.name == patentsDir {
		d.Directory = ""
	}
	return writeDescription(dir, d)
}

// copyFile copies a file to a new place, whose directory is made if need be.
func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("matcher: %w", err)
	}
	defer in.Close()
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fmt.Errorf("matcher: %w", err)
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("matcher: %w", err)
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return fmt.Errorf("matcher: copy %s: %w", from, err)
	}
	return nil
}
