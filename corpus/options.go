package corpus

import (
	"errors"
	"fmt"
)

// ReadOptions say how a reader treats what is wrong.
type ReadOptions struct {
	// Strict ends reading at the first row that would be rejected. Warnings do not end it.
	Strict bool
	// Report is told of every problem as it is found, in the goroutine that reads. The row that ends reading in strict mode comes as
	// an error instead.
	Report func(Problem)
	// MaxRow is the largest number of bytes of a row in a text file. A longer one is rejected and skipped; it is the bound of
	// what a reader holds in memory.
	MaxRow int
}

// DefaultReadOptions returns options for reading on over bad rows, with rows of up to 16 MiB. report must not be nil: what is
// wrong with a file never passes silently.
func DefaultReadOptions(report func(Problem)) ReadOptions {
	return ReadOptions{Report: report, MaxRow: 16 << 20}
}

// Validate reports every fault of the options; the error wraps [ErrOptions].
func (o ReadOptions) Validate() error {
	var faults []error
	if o.Report == nil {
		faults = append(faults, fmt.Errorf("%w: Report is nil", ErrOptions))
	}
	if o.MaxRow < 1 {
		faults = append(faults, fmt.Errorf("%w: MaxRow is %d, not at least 1", ErrOptions, o.MaxRow))
	}
	return errors.Join(faults...)
}
