package matcher

import (
	"errors"
	"fmt"
)

// The errors of this package; match them with errors.Is.
var (
	// ErrNotFound means that no patent or need has the id.
	ErrNotFound = errors.New("matcher: not found")
	// ErrQuery means that a query or request is out of bounds; a *QueryError says where.
	ErrQuery = errors.New("matcher: invalid query")
)

// QueryError points at the fault in a query string. It wraps ErrQuery.
type QueryError struct {
	// Query as it was given.
	Query string
	// Offset is the byte at which the fault begins, 0…len(Query).
	Offset int
	// Reason says what is wrong, in English.
	Reason string
}

// Error gives place and reason.
func (e *QueryError) Error() string {
	return fmt.Sprintf("query %q, byte %d: %s", e.Query, e.Offset, e.Reason)
}

// Unwrap returns ErrQuery.
func (e *QueryError) Unwrap() error { return ErrQuery }
