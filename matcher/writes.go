package matcher

import (
	"context"
	"sync"
)

// writes puts changes of the patents in a row, and notes whose ids they concern while an index is made that will need them too.
type writes struct {
	turn chan struct{} // holds something as long as somebody writes

	mu    sync.Mutex
	noted map[string]bool // nil when nobody wants to know
}

func newWrites() writes { return writes{turn: make(chan struct{}, 1)} }

// begin waits for the turn to write.
func (w *writes) begin(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	select {
	case w.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (w *writes) end() { <-w.turn }

// note is to be called before patents of these ids are written or deleted, in turn.
func (w *writes) note(ids ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.noted == nil {
		return
	}
	for _, id := range ids {
		w.noted[id] = true
	}
}

// taken returns what was noted since the last time and goes on noting. It is to be called in turn.
func (w *writes) taken() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	ids := make([]string, 0, len(w.noted))
	for id := range w.noted {
		ids = append(ids, id)
	}
	w.noted = map[string]bool{}
	return ids
}

// forget ends noting.
func (w *writes) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.noted = nil
}
