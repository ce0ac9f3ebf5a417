package vector

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// DimensionsOf returns the length of the vectors in a file of a model; 0 when the file does not exist or holds nothing yet.
func DimensionsOf(path, model string) (int, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("vector: %w", err)
	}
	defer f.Close()
	h := make([]byte, headerBytes)
	if _, err := io.ReadFull(f, h); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) { // cut short before anything was in it
			return 0, nil
		}
		return 0, fmt.Errorf("vector: read %s: %w", path, err)
	}
	dimensions := int(binary.LittleEndian.Uint32(h[8:]))
	if err := checkHeader(h, model, dimensions); err != nil {
		return 0, fmt.Errorf("vector: open %s: %w", path, err)
	}
	return dimensions, nil
}
