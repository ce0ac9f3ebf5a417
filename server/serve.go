package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
)

// maxHeaderBytes bounds the head of a request.
const maxHeaderBytes = 64 << 10

// Serve answers on a listener until the context ends. Then it takes no more connections, lets running requests finish within
// Options.ShutdownTimeout, and returns nil; an error means that some were cut off, or that the listener failed. The listener is
// closed in any case. A server serves once.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	// Requests outlive ctx for as long as the shutdown may take.
	base, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	h := &http.Server{
		Handler:           s.Handler(),
		BaseContext:       func(net.Listener) context.Context { return base },
		ReadHeaderTimeout: s.opts.Timeout,
		ReadTimeout:       s.opts.Timeout,
		WriteTimeout:      3 * s.opts.Timeout, // reading, computing, writing
		IdleTimeout:       4 * s.opts.Timeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(s.opts.Logger.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("server: serve %s: %w", l.Addr(), errors.Join(err, h.Close()))
	case <-ctx.Done():
	}
	s.draining.Store(true)
	grace, stop := context.WithTimeout(context.WithoutCancel(ctx), s.opts.ShutdownTimeout)
	defer stop()
	err := h.Shutdown(grace)
	if err == nil {
		return nil
	}
	cancel(errShutdown)
	return fmt.Errorf("server: requests were cut off after %s: %w", s.opts.ShutdownTimeout, errors.Join(err, h.Close()))
}
