package index

import "errors"

// The errors of this package. They are wrapped with the directory and the reason; match them with errors.Is.
var (
	// ErrLocked means that another process or handle has the index open for writing, or that readers keep a writer out.
	ErrLocked = errors.New("index is already open")
	// ErrNotIndex means that the directory holds no index.
	ErrNotIndex = errors.New("not a gongxu index")
	// ErrExists means that Create found an index in the directory.
	ErrExists = errors.New("index exists")
	// ErrFormat means that the index was written by another version of this package.
	ErrFormat = errors.New("index has another format version")
	// ErrOptionsChanged means that the index was made with other options or another dictionary.
	ErrOptionsChanged = errors.New("index was made with other options or another dictionary")
	// ErrCorrupt means that a file of the index cannot be read as what it should be.
	ErrCorrupt = errors.New("index is corrupt")
	// ErrReadOnly means that a change was asked of an index that was opened for reading.
	ErrReadOnly = errors.New("index is open for reading only")
	// ErrFailed means that a write failed before; the index must be closed and opened again.
	ErrFailed = errors.New("a write to the index failed; open it again")
	// ErrClosed means that the index was closed.
	ErrClosed = errors.New("index is closed")
	// ErrQuery means that a query is out of bounds or names something that the index does not have.
	ErrQuery = errors.New("invalid query")
	// ErrDocument means that a document cannot be indexed.
	ErrDocument = errors.New("invalid document")
)
