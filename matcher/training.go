package matcher

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"

	"github.com/gongxu/gongxu/index"
)

// training lets one retraining go on at a time, and ends it when the engine is closed.
type training struct {
	mu     sync.Mutex
	closed bool
	cancel context.CancelFunc // of the one that goes on
	ended  chan struct{}      // closed when it has ended; nil when none goes on
}

// begin starts one with a context of its own; end is to be called when it has ended.
func (t *training) begin(ctx context.Context) (own context.Context, end func(), err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.closed:
		return nil, nil, index.ErrClosed
	case t.ended != nil:
		return nil, nil, fmt.Errorf("%w: a retraining is under way", index.ErrLocked)
	}
	own, t.cancel = context.WithCancel(ctx)
	t.ended = make(chan struct{})
	return own, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.cancel()
		close(t.ended)
		t.ended = nil
	}, nil
}

// stop cancels the one that goes on, waits for its end, and lets none begin.
func (t *training) stop() {
	t.mu.Lock()
	t.closed = true
	ended := t.ended
	if ended != nil {
		t.cancel()
	}
	t.mu.Unlock()
	if ended != nil {
		<-ended
	}
}

// trainingFile is held by who retrains a directory. It stays there, empty.
const trainingFile = "retrain.lock"

// lockTraining keeps other processes from retraining a directory, "" for an engine without one. They may go on reading.
func lockTraining(dir string) (unlock func(), err error) {
	if dir == "" {
		return func() {}, nil
	}
	lock := flock.New(filepath.Join(dir, trainingFile))
	ok, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, fmt.Errorf("matcher: lock %s: %w", lock.Path(), err)
	case !ok:
		return nil, fmt.Errorf("%w: another process is retraining %s", index.ErrLocked, dir)
	}
	return func() { _ = lock.Unlock() }, nil // closing the file lets go in any case
}
