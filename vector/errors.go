package vector

import (
	"errors"
	"fmt"
)

var (
	// ErrOther means that a file holds vectors of another model or of another length.
	ErrOther = errors.New("vectors of another model")
	// ErrCorrupt means that a file of vectors is damaged.
	ErrCorrupt = errors.New("vector file is damaged")
	// ErrLength means that a vector has not the length of the store's or matrix's, or numbers are no whole vectors.
	ErrLength = errors.New("vector of another length")
	// ErrLocked means that another process, or another store, has the file open for writing.
	ErrLocked = errors.New("another process is adding vectors")
	// ErrReplaced means that a file is not the one that a store has open.
	ErrReplaced = errors.New("vector file was replaced")
	// ErrClosed means that the store is closed, or open for reading only.
	ErrClosed = errors.New("vector store is not open for writing")
)

func checkLength(v []int8, dimensions int) error {
	if len(v) != dimensions {
		return fmt.Errorf("%w: %d numbers, not %d", ErrLength, len(v), dimensions)
	}
	return nil
}
