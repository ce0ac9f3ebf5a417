package matcher

import (
	"context"
	"time"
)

// within bounds a wait for a remote model; a budget of 0 sets no bound.
func within(ctx context.Context, budget time.Duration) (context.Context, context.CancelFunc) {
	if budget <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, budget)
}
