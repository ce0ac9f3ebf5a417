package corpus

import (
	"errors"
	"fmt"
	"strings"
)

// Errors of reading and writing, to be told apart with [errors.Is]. Messages begin with the file and, where there is one, the
// line.
var (
	// ErrRow marks the error that ends reading at a bad row in strict mode; [errors.As] with *[RowError] gives the row.
	ErrRow = errors.New("bad row")
	// ErrFormat marks a file that is in none of the known formats, or broken as a whole.
	ErrFormat = errors.New("not a readable file of records")
	// ErrHeader marks a table without a row of known column names.
	ErrHeader = errors.New("no header")
	// ErrTruncated marks a compressed file that ends too early or is damaged; the rows before that place have been delivered.
	ErrTruncated = errors.New("the file is cut short or damaged")
	// ErrOptions marks options that cannot be used.
	ErrOptions = errors.New("invalid options")
	// ErrTooLarge marks rows that a format cannot hold.
	ErrTooLarge = errors.New("too large for the format")
)

// Severity says what became of a row or a value.
type Severity int

// The severities.
const (
	Notice   Severity = iota + 1 // Something to know about the file; nothing is lost that the records have a place for.
	Warning                      // A value was left out or looks wrong; the row was delivered.
	Rejected                     // The row was not delivered.
)

// String returns notice, warning or rejected.
func (s Severity) String() string {
	switch s {
	case Notice:
		return "notice"
	case Warning:
		return "warning"
	case Rejected:
		return "rejected"
	}
	return fmt.Sprintf("Severity(%d)", int(s))
}

// MarshalText returns what [Severity.String] returns. It never fails.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Problem tells what is wrong, and where.
type Problem struct {
	File string `json:"file"`
	// Line is the line on which the row begins, or its row in a workbook, counted from 1. It is 0 for what concerns the whole
	// file.
	Line int `json:"line,omitempty"`
	// Field is the column or key as the file names it, or the JSON name of an attribute that is missing.
	Field    string   `json:"field,omitempty"`
	Value    string   `json:"value,omitempty"`
	Reason   string   `json:"reason"`
	Severity Severity `json:"severity"`
	// Raw is the text of a rejected row: the line, the lines of a CSV row, or the cells of a row of a workbook as CSV. Of a row
	// that is too long to be held it is the beginning.
	Raw string `json:"raw,omitempty"`
}

// shownRunes is how much of a value a message shows.
const shownRunes = 80

// String returns file:line: field "value": reason. A long value is cut.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	b.WriteString(": ")
	if p.Field != "" {
		b.WriteString(p.Field)
	}
	if p.Value != "" {
		if p.Field != "" {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%q", clip(p.Value))
	}
	if p.Field != "" || p.Value != "" {
		b.WriteString(": ")
	}
	b.WriteString(p.Reason)
	return b.String()
}

// clip cuts a text for a message.
func clip(s string) string {
	n := 0
	for i := range s {
		if n++; n > shownRunes {
			return s[:i] + "…"
		}
	}
	return s
}

// RowError is the error that a bad row gives in strict mode. It wraps [ErrRow].
type RowError struct{ Problem Problem }

// Error returns what [Problem.String] returns.
func (e *RowError) Error() string { return e.Problem.String() }

// Unwrap returns [ErrRow].
func (e *RowError) Unwrap() error { return ErrRow }
