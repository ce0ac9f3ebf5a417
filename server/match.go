package server

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// MatchRequest is the body of POST /v1/match: a need and how to match it. The answer is a matcher.Matches.
type MatchRequest struct {
	// Title and Text are the need; one of them may be empty.
	Title string `json:"title,omitempty"`
	Text  string `json:"text,omitempty"`
	// K is the number of patents wanted.
	K int `json:"k,omitempty" default:"10"`
	// Filters restrict the patents.
	Filters matcher.Filter `json:"filters,omitzero"`
	// Industries that the need is in, by SEI, GB/T 4754 or IPC code or name. What cannot be read counts nothing.
	Industries []string `json:"industries,omitempty"`
	// Region of the enterprise.
	Region string `json:"region,omitempty"`
	// Modes of conversion that the enterprise wants.
	Modes []corpus.Mode `json:"modes,omitempty"`
	// PerField asks for that many patents of every industry branch as well.
	PerField int `json:"per_field,omitempty"`
	// PerApplicant bounds how many patents of one applicant are listed as long as there are those of others; 0 sets no bound.
	PerApplicant int `json:"per_applicant,omitempty" default:"3" minimum:"0"`
	// Duplicates lists patents of the same title and applicant by themselves, not as one family.
	Duplicates bool `json:"duplicates,omitempty"`
	// Threshold is the probability below which the best match leaves the need unmet; without it, Options.Threshold.
	Threshold *float64 `json:"threshold,omitempty" minimum:"0" maximum:"1"`
	// AllStatus lets in patents that are known not to be in force any more.
	AllStatus bool `json:"all_status,omitempty"`
	// Explain lists the terms behind every score. Without it explanations hold the signals only.
	Explain bool `json:"explain,omitempty" default:"true"`
	// Records adds the whole patents.
	Records bool `json:"records,omitempty"`
}

// DefaultMatchRequest returns what members that a body leaves out stand for.
func DefaultMatchRequest() MatchRequest {
	q := matcher.DefaultQuery()
	return MatchRequest{K: q.K, PerApplicant: q.PerApplicant, Explain: true}
}

// Need returns the need as the engine takes it.
func (r MatchRequest) Need() corpus.Need {
	return corpus.Need{Title: r.Title, Description: r.Text, Industries: r.Industries, Region: r.Region, Modes: r.Modes}
}

// Query returns the query as the engine takes it, with the package's threshold where the request has none.
func (r MatchRequest) Query() matcher.Query {
	q := query(r.K, r.Explain, r.Records)
	q.Filter, q.PerField, q.Expired = r.Filters, r.PerField, r.AllStatus
	q.PerApplicant, q.Duplicates = r.PerApplicant, r.Duplicates
	if r.Threshold != nil {
		q.Threshold = *r.Threshold
	}
	return q
}

func query(k int, explain, records bool) matcher.Query {
	q := matcher.DefaultQuery()
	q.K, q.Records = k, records
	if !explain {
		q.Terms = 0
	}
	return q
}

// match answers POST /v1/match.
func (s *Server) match(c *gin.Context) error {
	b, err := s.engine()
	if err != nil {
		return err
	}
	if err := readParameters(c.Request, &struct{}{}); err != nil {
		return err
	}
	req := DefaultMatchRequest()
	if err := readBody(c.Writer, c.Request, s.opts.BodyLimit, &req); err != nil {
		return err
	}
	if err := s.checkLength("", req.Title, req.Text); err != nil {
		return err
	}
	if err := s.checkK(req.K); err != nil {
		return err
	}
	if err := readModes(req.Modes); err != nil {
		return err
	}
	if req.Threshold == nil {
		req.Threshold = &s.opts.Threshold
	}
	return s.cached(c, b, "match", req, func(ctx context.Context) (any, error) {
		return b.Match(ctx, req.Need(), req.Query())
	})
}

// checkLength refuses texts that are longer together than the server takes; where begins what it says of them.
func (s *Server) checkLength(where string, texts ...string) error {
	n := 0
	for _, text := range texts {
		n += utf8.RuneCountInString(text)
	}
	if n > s.opts.TextLimit {
		return fmt.Errorf("%w: %s%d characters, of which %d are allowed", errTooLong, where, n, s.opts.TextLimit)
	}
	return nil
}

// checkK refuses more results than the server gives.
func (s *Server) checkK(k int) error {
	if k < 1 || k > s.opts.MaxK {
		return fmt.Errorf("%w: k %d is not within 1…%d", matcher.ErrQuery, k, s.opts.MaxK)
	}
	return nil
}

// readModes puts modes in the words of exchanges into those of the conversion record.
func readModes(modes []corpus.Mode) error {
	for i, m := range modes {
		read, ok := corpus.ParseMode(string(m))
		if !ok {
			return fmt.Errorf("%w: mode %q; there are %v", matcher.ErrQuery, m, corpus.Modes())
		}
		modes[i] = read
	}
	return nil
}
