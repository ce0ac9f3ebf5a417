package matcher

import (
	"context"
	"errors"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/vector"
)

// OpenVectors opens the engine in a directory for Embed: patents and needs are only read, beside other processes that read, such as a
// server, and vectors may be added. A second process that adds vectors of the same embedder gets vector.ErrLocked.
func OpenVectors(dir string, set Settings) (*Engine, error) {
	return open(dir, set, opening{readOnly: true})
}

// RefreshVectors takes in what another process has added to the vectors of an engine that is open for reading, and returns how many there
// are and whether there are others than before. It costs a look at the file when nothing has changed, and may be called beside matches: each sees
// the vectors of before, or all of them. Errors leave the vectors as they were.
func (e *Engine) RefreshVectors() (count int, changed bool, err error) {
	if e.library == nil || !e.library.readOnly {
		return 0, false, nil
	}
	count, changed, err = e.library.refresh()
	if changed {
		e.generation.Add(1)
	}
	return count, changed, err
}

// RefreshMeaning goes over to the map of terms, and the index with it, that another process has given a directory by Retrain, and
// tells whether there was one. It is for an engine that is open for reading, costs a look at a small file when nothing has changed, and
// may be called beside matches: each ends with the map that it began with. Errors leave the engine as it was; while it is retraining
// itself that is index.ErrLocked.
func (e *Engine) RefreshMeaning() (changed bool, err error) {
	if !e.readOnly {
		return false, nil
	}
	_, end, err := e.training.begin(context.Background())
	if err != nil {
		return false, err
	}
	defer end()
	d, err := readDescription(e.dir)
	if err != nil || d.patents() == e.current.name {
		return false, err
	}
	meaning, err := openMeaning(e.dir, d.patents(), e.set)
	if err != nil {
		return false, err
	}
	next, err := newEdition(e.common, d.patents(), meaning, e.set.RecordCacheBytes)
	if err != nil {
		return false, err
	}
	if next.patents, err = index.OpenReadOnly(next.path(), next.indexOptions(), e.seg, e.set.Index); err != nil {
		return false, errors.Join(err, next.close())
	}
	e.replace(next)
	return true, nil
}

// refresh looks at the file of a library that is read only.
func (l *library) refresh() (count int, changed bool, err error) {
	l.refreshing.Lock()
	defer l.refreshing.Unlock()
	l.mu.Lock()
	store := l.store
	l.mu.Unlock()
	if store != nil {
		added, err := store.Refresh()
		if !errors.Is(err, vector.ErrReplaced) {
			return store.Len(), added > 0, err
		}
	}
	// There is a file for the first time, or another one.
	dimensions, err := vector.DimensionsOf(l.path, l.embedder.ID())
	if err != nil || dimensions == 0 {
		return 0, false, err
	}
	if store, err = vector.OpenReadOnly(l.path, l.embedder.ID(), dimensions); err != nil {
		return 0, false, err
	}
	l.mu.Lock()
	l.store = store
	l.mu.Unlock()
	return store.Len(), true, nil
}
