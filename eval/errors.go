package eval

import "errors"

// Errors that callers can tell apart with [errors.Is]. Every error of this package
// wraps one of them or the error of the reader or writer that it was given.
var (
	// ErrFormat marks a qrels or run file that breaks its format; the message starts
	// with file:line.
	ErrFormat = errors.New("eval: malformed line")
	// ErrInvalid marks arguments that cannot be used: options, a run or judgments built
	// by hand, hits out of order, a number of iterations.
	ErrInvalid = errors.New("eval: invalid argument")
	// ErrMeasure marks the name of a measure that does not exist, or a measure that a
	// report does not hold.
	ErrMeasure = errors.New("eval: unknown measure")
	// ErrNoTopics is returned when no topic has a relevant document: a mean over nothing
	// is not zero, it does not exist.
	ErrNoTopics = errors.New("eval: no topic has a relevant document")
	// ErrMismatch marks two reports that cannot be paired: other topics, another level of
	// relevance, or only one of them condensed.
	ErrMismatch = errors.New("eval: reports cannot be compared")
)
