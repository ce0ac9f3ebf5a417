package index

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

// cancelled is a context that ends by itself at a certain look.
type cancelled struct {
	context.Context
	looks atomic.Int64
	after int64
}

func (c *cancelled) Err() error {
	if c.looks.Add(1) > c.after {
		return context.Canceled
	}
	return nil
}

// TestCancelScoresAtMostOneMoreWindowAWorker counts windows: every worker looks at the context before it takes one, so that after
// the end of the context no worker begins another.
func TestCancelScoresAtMostOneMoreWindowAWorker(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped in short mode: loads 200,000 documents")
	}
	x, err := NewMemory(DefaultOptions(), segment.Default(), DefaultSettings())
	require.NoError(t, err)
	defer func() { require.NoError(t, x.Close()) }()
	o := DefaultLoadOptions()
	_, err = x.Load(t.Context(), func(yield func(Document, error) bool) {
		for i := range 200_000 {
			if !yield(Document{ID: fmt.Sprint(i), Texts: []Text{{"title", "石墨烯"}}}, nil) {
				return
			}
		}
	}, o)
	require.NoError(t, err)
	r, err := x.Reader()
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	q := Query{Terms: []Weighted{{Term{segment.Bigrams, "石墨"}, 9}}, K: 10}
	for workers := 1; workers <= 3; workers++ {
		for after := range int64(4) {
			r.SetWorkers(workers)
			s, err := r.newSearch(q)
			require.NoError(t, err)
			s.plan = &plan{}
			for i := range r.segments {
				require.NoError(t, s.add(i))
			}
			require.GreaterOrEqual(t, len(s.tasks), 4)
			ctx := &cancelled{Context: t.Context(), after: after}
			require.ErrorIs(t, s.run(ctx), context.Canceled)
			// after looks let a window through each; the next look of every worker ends it.
			require.Equal(t, after, s.scored.Load(), "%d workers", workers)
		}
	}
}
