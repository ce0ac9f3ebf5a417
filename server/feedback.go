package server

import (
	"fmt"

	"github.com/gin-gonic/gin"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// FeedbackRequest is the body of POST /v1/feedback: what was said of pairs of need and patent, or done with them.
type FeedbackRequest struct {
	// Judgments are recorded all together or not at all. One without a time gets that of the request.
	Judgments []corpus.Judgment `json:"judgments"`
}

// FeedbackResult answers POST /v1/feedback.
type FeedbackResult struct {
	// Recorded is the number of judgments that were news.
	Recorded int `json:"recorded"`
}

// Feedback answers GET /v1/feedback.
type Feedback struct {
	// Total is the number of judgments that count and were asked for.
	Total int `json:"total"`
	// Judgments of the page, by need, patent and who.
	Judgments []corpus.Judgment `json:"judgments"`
}

// feedbackParameters are the parameters of GET /v1/feedback.
type feedbackParameters struct {
	Need   string `query:"need" description:"Only judgments of the need with this id."`
	Patent string `query:"patent" description:"Only judgments of the patent with this id."`
	Who    string `query:"who" description:"Only what this person or firm said."`
	Offset int    `query:"offset" default:"0" description:"Number of judgments to pass over."`
	K      int    `query:"k" default:"100" description:"Number of judgments."`
}

// record answers POST /v1/feedback.
func (s *Server) record(c *gin.Context) error {
	b, err := s.engine()
	if err != nil {
		return err
	}
	if err := readParameters(c.Request, &struct{}{}); err != nil {
		return err
	}
	var req FeedbackRequest
	if err := readBody(c.Writer, c.Request, s.opts.BodyLimit, &req); err != nil {
		return err
	}
	now := s.opts.Now()
	for i := range req.Judgments {
		j := &req.Judgments[i]
		if err := s.checkLength(fmt.Sprintf("judgment %d: ", i), j.Title, j.Description); err != nil {
			return err
		}
		if j.When.IsZero() {
			j.When = now
		}
	}
	n, err := b.Judge(c.Request.Context(), req.Judgments)
	if err != nil {
		return err
	}
	return reply(c, FeedbackResult{Recorded: n})
}

// feedback answers GET /v1/feedback.
func (s *Server) feedback(c *gin.Context) error {
	b, err := s.engine()
	if err != nil {
		return err
	}
	var p feedbackParameters
	if err := readParameters(c.Request, &p); err != nil {
		return err
	}
	if err := s.checkK(p.K); err != nil {
		return err
	}
	if p.Offset < 0 {
		return fmt.Errorf("%w: offset %d is negative", matcher.ErrQuery, p.Offset)
	}
	all, err := b.Judgments(c.Request.Context())
	if err != nil {
		return err
	}
	out := Feedback{Judgments: []corpus.Judgment{}}
	for _, j := range all {
		if p.Need != "" && j.Need != p.Need || p.Patent != "" && j.Patent != p.Patent || p.Who != "" && j.Who != p.Who {
			continue
		}
		if out.Total++; out.Total > p.Offset && len(out.Judgments) < p.K {
			out.Judgments = append(out.Judgments, j)
		}
	}
	return reply(c, out)
}
