//go:build unix

package matcher

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// lockFile waits until no other process writes a file, and with alone set none reads it either. Closing the file lets go.
func lockFile(f *os.File, alone bool) error {
	how := unix.LOCK_SH
	if alone {
		how = unix.LOCK_EX
	}
	if err := unix.Flock(int(f.Fd()), how); err != nil {
		return fmt.Errorf("matcher: lock %s: %w", f.Name(), err)
	}
	return nil
}
