package corpus

// row is a row of a file before it is known what its columns mean.
type row struct {
	line  int
	raw   string // The text of the row, for the report on a rejected one.
	cells []cell
	// fault says why the row could not be read; cells is empty then.
	fault *fault
	// doubts are warnings about the row as a whole.
	doubts []fault
}

// cell is a named value of a row. An empty cell may be left out.
type cell struct {
	name   string
	values []string
	list   bool // The values are elements of a list that the file itself tells apart.
	// fault says why the file has no usable value here; values hold what there is instead.
	fault string
	// damaged tells that bytes which are no text have been replaced by U+FFFD.
	damaged bool
}

// fault is a problem whose file and line are known from where it is found.
type fault struct{ field, value, reason string }

// source yields the rows of a file one by one.
type source interface {
	// next returns the next row, io.EOF at the end, and any other error when the file cannot be read on.
	next() (row, error)
	// columns are the names of the columns of a table, nil where rows bring names of their own.
	columns() []string
	// notices are what there is to say about the file before its rows.
	notices() []fault
	close() error
}
