package matcher

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sony/gobreaker/v2"
)

// An embedder that fails so many times in a row is not asked for so long, then by one need; when that fails, it is left alone again.
const (
	breakerFailures = 3
	breakerPause    = 30 * time.Second
)

// errPaused says that an embedder was not asked because it failed before. It wraps ErrEmbedder.
var errPaused = fmt.Errorf("%w: it failed %d times in a row and is left alone for %s", ErrEmbedder, breakerFailures, breakerPause)

// breaker keeps needs from waiting for an embedder that is down, one after the other.
type breaker = gobreaker.CircuitBreaker[[][]float32]

func newBreaker() *breaker {
	return gobreaker.NewCircuitBreaker[[][]float32](gobreaker.Settings{
		Timeout:     breakerPause,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= breakerFailures },
		// That who asked has gone says nothing about the embedder.
		IsExcluded: func(err error) bool { return err != nil && !errors.Is(err, ErrEmbedder) },
	})
}

// within asks the embedder for vectors of texts of a need: within the budget and as long as it does not fail again and again, or, without
// a budget, as long as it takes.
func (l *library) within(ctx context.Context, texts []string) ([][]float32, error) {
	if l.budget <= 0 {
		return checked(ctx, ctx, l.embedder.Queries, texts)
	}
	vectors, err := l.breaker.Execute(func() ([][]float32, error) {
		limited, cancel := within(ctx, l.budget)
		defer cancel()
		return checked(limited, ctx, l.embedder.Queries, texts)
	})
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		return nil, errPaused
	}
	return vectors, err
}
