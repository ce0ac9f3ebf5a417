package main

import (
	"context"
	"log/slog"
	"os"
	"time"
)

// refreshPoll is how often a server looks for what gongxu embed and gongxu retrain have changed. Caches start anew with each change.
const refreshPoll = 30 * time.Second

// refresher takes in something that another process may change, and tells whether it has and what there is now.
type refresher struct {
	name    string
	refresh func() (now slog.Attr, changed bool, err error)
}

// watch refreshes at every signal and tick, until the context ends. What goes wrong is logged once, and tried again.
func (r refresher) watch(ctx context.Context, signals <-chan os.Signal, ticks <-chan time.Time, logger *slog.Logger) {
	told := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-signals:
		case <-ticks:
		}
		now, changed, err := r.refresh()
		switch {
		case err == nil:
			told = ""
			if changed {
				logger.LogAttrs(ctx, slog.LevelInfo, r.name, now)
			}
		case err.Error() != told:
			told = err.Error()
			logger.LogAttrs(ctx, slog.LevelError, r.name+" not changed", slog.String("error", told))
		}
	}
}
