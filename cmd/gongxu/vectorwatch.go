package main

import (
	"context"
	"log/slog"
	"os"
	"time"
)

// vectorPoll is how often a server looks for vectors that gongxu embed has added. Caches start anew with each change.
const vectorPoll = 30 * time.Second

// vectorUser is a matcher that can take in vectors of another process.
type vectorUser interface {
	RefreshVectors() (count int, changed bool, err error)
}

// watchVectors takes in new vectors at every signal and tick, until the context ends. What goes wrong is logged once, and tried again.
func watchVectors(ctx context.Context, signals <-chan os.Signal, ticks <-chan time.Time, user vectorUser, logger *slog.Logger) {
	told := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-signals:
		case <-ticks:
		}
		count, changed, err := user.RefreshVectors()
		switch {
		case err == nil:
			told = ""
			if changed {
				logger.LogAttrs(ctx, slog.LevelInfo, "vectors", slog.Int("vectors", count))
			}
		case err.Error() != told:
			told = err.Error()
			logger.LogAttrs(ctx, slog.LevelError, "vectors not changed", slog.String("error", told))
		}
	}
}
