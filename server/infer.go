package server

import (
	"github.com/gin-gonic/gin"

	"github.com/gongxu/gongxu/classify"
)

// InferenceRequest is the body of POST /v1/industries/infer.
type InferenceRequest struct {
	Title string `json:"title"`
	// Text counts half as much as the title.
	Text string `json:"text"`
}

// infer answers POST /v1/industries/infer. It needs no engine.
func (s *Server) infer(c *gin.Context) error {
	if err := readParameters(c.Request, &struct{}{}); err != nil {
		return err
	}
	var req InferenceRequest
	if err := readBody(c.Writer, c.Request, s.opts.BodyLimit, &req); err != nil {
		return err
	}
	if err := s.checkLength("", req.Title, req.Text); err != nil {
		return err
	}
	return reply(c, classify.Default().InferText(req.Title, req.Text).Fields())
}
