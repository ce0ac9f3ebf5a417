package server

import (
	"net/url"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
)

// patentParameters are the parameters of GET /v1/patents/{id}.
type patentParameters struct {
	ID string `path:"id" description:"Id of the patent, percent-encoded."`
}

// patent answers with a stored patent.
func (s *Server) patent(c *gin.Context) error {
	b, err := s.engine()
	if err != nil {
		return err
	}
	var p patentParameters
	if err := s.read(c, &p.ID, &p); err != nil {
		return err
	}
	patent, err := b.Patent(c.Request.Context(), p.ID)
	if err != nil {
		return err
	}
	return reply(c, patent)
}

// read reads the id out of the path and the other parameters out of the query string.
func (s *Server) read(c *gin.Context, id *string, parameters any) error {
	if err := readParameters(c.Request, parameters); err != nil {
		return err
	}
	var err error
	if *id, err = url.PathUnescape(c.Param("id")); err != nil {
		return &parameterError{"id", err.Error()}
	}
	if !utf8.ValidString(*id) {
		return &parameterError{"id", "invalid UTF-8"}
	}
	return nil
}
