package vector

import (
	"fmt"

	"github.com/gofrs/flock"
)

// lockSuffix is what the name of the file has behind it that a writer holds a lock on. Where locks are mandatory, one on the vectors
// themselves would keep readers out.
const lockSuffix = ".lock"

// lockWriter keeps other writers of a file out, of any process, until it is unlocked or the process ends.
func lockWriter(path string) (*flock.Flock, error) {
	lock := flock.New(path + lockSuffix)
	ok, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("vector: lock %s: %w", path, err)
	}
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrLocked, path)
	}
	return lock, nil
}
