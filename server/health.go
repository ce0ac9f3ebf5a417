package server

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// Health is the answer of /healthz and, when all is well, of /readyz.
type Health struct {
	// Status is "ok" for a process that lives, "ready" for one whose engine is open and warm.
	Status string `json:"status"`
}

// healthz tells that the process lives.
func (s *Server) healthz(c *gin.Context) error { return reply(c, Health{"ok"}) }

// readyz tells that requests can be answered.
func (s *Server) readyz(c *gin.Context) error {
	if _, err := s.engine(); err != nil {
		return err
	}
	return reply(c, Health{"ready"})
}

// showMetrics answers in the form of Prometheus.
func (s *Server) showMetrics(c *gin.Context) error {
	s.metrics.handler.ServeHTTP(c.Writer, c.Request)
	return nil
}

// showDocument answers with the OpenAPI document.
func (s *Server) showDocument(c *gin.Context) error {
	send(c, http.StatusOK, jsonType, s.document)
	return nil
}
