package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/gongxu/gongxu/matcher"
)

// jsonType is the content type of results.
const jsonType = "application/json"

// encode writes a value as one JSON document; Chinese and angle brackets stay as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("server: encode the answer: %w", err)
	}
	return b.Bytes(), nil
}

// reply answers with a value.
func reply(c *gin.Context, v any) error {
	body, err := encode(v)
	if err != nil {
		return err
	}
	send(c, http.StatusOK, jsonType, body)
	return nil
}

// send writes an answer. That a client has gone is no fault of ours and shows in the log as the number of bytes.
func send(c *gin.Context, status int, contentType string, body []byte) {
	c.Header("Content-Type", contentType)
	c.Header("Content-Length", strconv.Itoa(len(body)))
	c.Status(status)
	_, _ = c.Writer.Write(body)
}

// passing tells whether an answer holds for the moment only, because a model was not to be had.
func passing(v any) bool {
	switch v := v.(type) {
	case *matcher.Matches:
		return v.Degraded
	case *matcher.NeedMatches:
		return v.Degraded
	}
	return false
}

// cached answers from the cache, or computes the answer and keeps it. The request is what the answer depends on beside the
// state of the engine, already read and checked, so that two spellings of one request are one.
func (s *Server) cached(c *gin.Context, b *backend, route string, request any, compute func(ctx context.Context) (any, error)) error {
	key, err := cacheKey(b, route, request)
	if err != nil {
		return err
	}
	if body, ok := s.cache.get(key); ok {
		s.metrics.cacheHits.Inc()
		c.Header(headerCache, "hit")
		send(c, http.StatusOK, jsonType, body)
		return nil
	}
	s.metrics.cacheMisses.Inc()
	v, err := compute(c.Request.Context())
	if err != nil {
		return err
	}
	body, err := encode(v)
	if err != nil {
		return err
	}
	if !passing(v) {
		s.cache.put(key, body)
	}
	c.Header(headerCache, "miss")
	send(c, http.StatusOK, jsonType, body)
	return nil
}
