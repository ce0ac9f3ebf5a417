package server

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/gongxu/gongxu/matcher"
)

// ErrOptions means that options are out of bounds; the message names every fault.
var ErrOptions = errors.New("server: invalid options")

// largestK is the largest number of results that an engine gives.
const largestK = 10_000

// Options shape a Server. Start from DefaultOptions.
type Options struct {
	// Timeout is how long one request may take, reading and computing together, > 0.
	Timeout time.Duration
	// ShutdownTimeout is how long running requests may go on once Serve is told to end, ≥ 0.
	ShutdownTimeout time.Duration
	// BodyLimit is the largest request body in bytes, > 0.
	BodyLimit int64
	// TextLimit is the largest number of characters of title and text of a need, > 0. Explanations show every place of a term, so
	// that an answer can be a hundred times as long as a need.
	TextLimit int
	// CacheBytes bounds the memory for cached results, ≥ 0; with 0 nothing is cached.
	CacheBytes int64
	// MaxK is the largest number of results that a request may ask for, 1…10000.
	MaxK int
	// Threshold is the probability below which the best match of a need leaves it unmet, 0…1, where a request names none.
	Threshold float64
	// Logger gets one record for every request, never nil.
	Logger *slog.Logger
	// Now tells the time, for durations in logs and metrics, never nil.
	Now func() time.Time
	// NewRequestID makes the id of a request that brings none. It is called from many goroutines and gives 1…128 letters,
	// digits and characters of "-_.:"; never nil.
	NewRequestID func() string
	// Collectors are shown under /metrics beside the server's own, such as those of the Go runtime.
	Collectors []prometheus.Collector
}

// DefaultOptions returns the shipped options: 30 seconds, 1 MiB and 20,000 characters
// a request, up to 1000 results, 64 MiB for cached ones, no logs.
func DefaultOptions() Options {
	return Options{
		Timeout:         30 * time.Second,
		ShutdownTimeout: 10 * time.Second,
		BodyLimit:       1 << 20,
		TextLimit:       20_000,
		CacheBytes:      64 << 20,
		MaxK:            1000,
		Threshold:       matcher.DefaultThreshold,
		Logger:          slog.New(slog.DiscardHandler),
		Now:             time.Now,
		NewRequestID:    rand.Text,
	}
}

// Validate reports every fault of the options, as ErrOptions.
func (o Options) Validate() error {
	var faults []error
	check := func(ok bool, format string, args ...any) {
		if !ok {
			faults = append(faults, fmt.Errorf("%w: %s", ErrOptions, fmt.Sprintf(format, args...)))
		}
	}
	check(o.Timeout > 0, "timeout %s is not positive", o.Timeout)
	check(o.ShutdownTimeout >= 0, "shutdown timeout %s is negative", o.ShutdownTimeout)
	check(o.BodyLimit > 0, "body limit of %d bytes is not positive", o.BodyLimit)
	check(o.TextLimit > 0, "text limit of %d characters is not positive", o.TextLimit)
	check(o.CacheBytes >= 0, "cache of %d bytes is negative", o.CacheBytes)
	check(o.MaxK >= 1 && o.MaxK <= largestK, "largest k %d is not within 1…%d", o.MaxK, largestK)
	check(o.Threshold >= 0 && o.Threshold <= 1, "threshold %v is not within 0…1", o.Threshold)
	check(o.Logger != nil, "no logger; slog.New(slog.DiscardHandler) logs nothing")
	check(o.Now != nil, "no clock")
	check(o.NewRequestID != nil, "no source of request ids")
	for i, c := range o.Collectors {
		check(c != nil, "collector %d is nil", i)
	}
	return errors.Join(faults...)
}
