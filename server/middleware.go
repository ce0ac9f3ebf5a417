package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/gin-gonic/gin"
)

// headers that the server sets.
const (
	headerRequestID = "X-Request-ID"
	headerCache     = "X-Cache"
)

// keys of values in a gin.Context.
const (
	keyRequestID = "request_id"
	keyError     = "error"
)

// retryAfter is what 503 answers suggest, in seconds.
const retryAfter = "1"

// handler answers a request, or returns an error before anything is written.
type handler func(c *gin.Context) error

// adapt makes a gin handler of ours; it is the only place where errors become answers.
func (s *Server) adapt(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.fail(c, err)
		}
	}
}

// fail answers with a problem.
func (s *Server) fail(c *gin.Context, err error) {
	if errors.Is(err, context.Canceled) && errors.Is(context.Cause(c.Request.Context()), errShutdown) {
		err = errShutdown
	}
	c.Set(keyError, err)
	p := problemOf(err, c.GetString(keyRequestID))
	if p.Status == http.StatusServiceUnavailable {
		c.Header("Retry-After", retryAfter)
	}
	body, err := encode(p)
	if err != nil { // strings and numbers always encode
		c.Status(http.StatusInternalServerError)
		return
	}
	send(c, p.Status, "application/problem+json", body)
}

// observe gives a request its id, catches panics, and tells log and metrics how it went.
func (s *Server) observe(c *gin.Context) {
	start := s.opts.Now()
	id := c.GetHeader(headerRequestID)
	if !validRequestID(id) {
		id = s.opts.NewRequestID()
	}
	c.Set(keyRequestID, id)
	c.Header(headerRequestID, id)
	c.Header("X-Content-Type-Options", "nosniff")
	s.metrics.inFlight.Inc()
	defer func() {
		s.metrics.inFlight.Dec()
		thrown := recover()
		if thrown != nil && thrown != any(http.ErrAbortHandler) {
			s.opts.Logger.LogAttrs(c.Request.Context(), slog.LevelError, "panic", slog.String("request_id", id),
				slog.Any("value", thrown), slog.String("stack", string(debug.Stack())))
			if !c.Writer.Written() {
				s.fail(c, fmt.Errorf("panic: %v", thrown))
				thrown = nil
			}
		}
		took := s.opts.Now().Sub(start)
		s.metrics.observe(c, took)
		s.log(c, id, slog.Duration("duration", took))
		if thrown != nil { // nothing that can be mended: the connection is cut
			panic(http.ErrAbortHandler)
		}
	}()
	c.Next()
}

// limit ends the context of a request after the time limit.
func (s *Server) limit(c *gin.Context) {
	ctx, stop := context.WithTimeout(c.Request.Context(), s.opts.Timeout)
	defer stop()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}

// log writes the record of a request. Queries and needs are business secrets of their firms and stay out.
func (s *Server) log(c *gin.Context, id string, more ...slog.Attr) {
	status := c.Writer.Status()
	level := slog.LevelInfo
	switch {
	case status >= http.StatusInternalServerError:
		level = slog.LevelError
	case !strings.HasPrefix(c.FullPath(), "/v1/") && status < http.StatusBadRequest:
		level = slog.LevelDebug // probes and scrapes
	}
	attrs := append([]slog.Attr{
		slog.String("request_id", id), slog.String("method", c.Request.Method), slog.String("route", routeLabel(c)),
		slog.Int("status", status), slog.Int("bytes", max(c.Writer.Size(), 0)),
	}, more...)
	if hit := c.Writer.Header().Get(headerCache); hit != "" {
		attrs = append(attrs, slog.String("cache", hit))
	}
	if err, ok := c.Value(keyError).(error); ok && status >= statusClosed {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	s.opts.Logger.LogAttrs(c.Request.Context(), level, "request", attrs...)
}

// validRequestID tells whether an id that a client brings can be taken over.
func validRequestID(id string) bool {
	const allowed = "-_.:"
	if id == "" || len(id) > 128 {
		return false
	}
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(allowed, r) {
			return false
		}
	}
	return true
}
