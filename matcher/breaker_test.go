package matcher

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// unsteady answers as it is told to.
type unsteady struct {
	calls  int
	answer func(ctx context.Context) error
}

func (u *unsteady) ID() string { return "unsteady" }

func (u *unsteady) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	return u.Queries(ctx, texts)
}

func (u *unsteady) Queries(ctx context.Context, texts []string) ([][]float32, error) {
	u.calls++
	if err := u.answer(ctx); err != nil {
		return nil, err
	}
	return make([][]float32, len(texts)), nil
}

// newUnsteady returns an embedder that never answers, and a function that asks it through a library with a budget.
func newUnsteady(t *testing.T, budget time.Duration) (*unsteady, func(ctx context.Context) error) {
	t.Helper()
	u := &unsteady{answer: func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	}}
	l := &library{embedder: u, budget: budget, breaker: newBreaker()}
	return u, func(ctx context.Context) error {
		_, err := l.within(ctx, []string{"冷却"})
		return err
	}
}

// Three needs wait for an embedder that does not answer; those behind them do not, until one of them asks again after the pause.
func TestEmbedderIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u, ask := newUnsteady(t, 3*time.Second)
		start := time.Now()
		for range 3 {
			err := ask(t.Context())
			require.ErrorIs(t, err, ErrEmbedder)
			require.NotErrorIs(t, err, errPaused)
		}
		for range 5 {
			err := ask(t.Context())
			require.ErrorIs(t, err, errPaused)
			require.ErrorIs(t, err, ErrEmbedder)
		}
		require.Equal(t, 9*time.Second, time.Since(start), "the budgets of three")
		require.Equal(t, 3, u.calls)

		time.Sleep(breakerPause + 1)
		release := make(chan error)
		u.answer = func(context.Context) error { return <-release }
		probe := make(chan error)
		go func() { probe <- ask(t.Context()) }()
		synctest.Wait()
		require.ErrorIs(t, ask(t.Context()), errPaused, "one asks at a time")
		release <- errors.New("down")
		require.ErrorIs(t, <-probe, ErrEmbedder)
		require.ErrorIs(t, ask(t.Context()), errPaused, "it failed again")
		require.Equal(t, 4, u.calls)

		time.Sleep(breakerPause + 1)
		u.answer = func(context.Context) error { return nil }
		for range 3 {
			require.NoError(t, ask(t.Context()))
		}
		require.Equal(t, 7, u.calls)
	})
}

// Failures with an answer between them are not in a row, and a caller that has gone is no failure.
func TestEmbedderIsAskedOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u, ask := newUnsteady(t, time.Second)
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		for range 5 {
			require.ErrorIs(t, ask(gone), context.Canceled)
		}
		down := errors.New("down")
		for i := range 9 {
			u.answer = func(context.Context) error {
				if i%3 == 2 {
					return nil
				}
				return down
			}
			require.NotErrorIs(t, ask(t.Context()), errPaused)
		}
		require.Equal(t, 14, u.calls)
	})
}

// Without a budget every failure is the caller's to know.
func TestEmbedderWithoutBudget(t *testing.T) {
	u, ask := newUnsteady(t, 0)
	down := errors.New("down")
	u.answer = func(context.Context) error { return down }
	for range 5 {
		require.ErrorIs(t, ask(t.Context()), down)
	}
	require.Equal(t, 5, u.calls)
}
