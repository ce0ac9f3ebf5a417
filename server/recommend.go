package server

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/gongxu/gongxu/matcher"
)

// patentRecommendation are the parameters of GET /v1/patents/{id}/recommendations.
type patentRecommendation struct {
	ID      string   `path:"id" description:"Id of the patent, percent-encoded."`
	K       int      `query:"k" default:"10" description:"Number of needs."`
	SEI     []string `query:"sei" description:"Only needs in these strategic emerging industries, by code or name (1, 1.2)."`
	Region  []string `query:"region" description:"Only regions that begin so (湖北)."`
	Closed  bool     `query:"closed" default:"false" description:"Let in needs that are closed."`
	Explain bool     `query:"explain" default:"true" description:"List the terms behind every score."`
	Records bool     `query:"records" default:"false" description:"Add the whole needs."`
}

// patentRecommendations answers with the needs that a stored patent could meet.
func (s *Server) patentRecommendations(c *gin.Context) error {
	b, err := s.engine()
	if err != nil {
		return err
	}
	var p patentRecommendation
	if err := s.read(c, &p.ID, &p); err != nil {
		return err
	}
	if err := s.checkK(p.K); err != nil {
		return err
	}
	return s.cached(c, b, "patent recommendations", p, func(ctx context.Context) (any, error) {
		patent, err := b.Patent(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		q := query(p.K, p.Explain, p.Records)
		q.Filter, q.Closed = matcher.Filter{SEI: p.SEI, Regions: p.Region}, p.Closed
		return b.MatchPatent(ctx, patent, q)
	})
}

// needRecommendation are the parameters of GET /v1/needs/{id}/recommendations.
type needRecommendation struct {
	ID string `path:"id" description:"Id of the need, percent-encoded."`
	filterParameters
	K            int      `query:"k" default:"10" description:"Number of patents."`
	PerField     int      `query:"per_field" default:"0" description:"List that many patents of every industry branch as well."`
	PerApplicant int      `query:"per_applicant" default:"3" minimum:"0" description:"List at most so many patents of one applicant before those of others; 0 for no bound."`
	Duplicates   bool     `query:"duplicates" default:"false" description:"List patents of the same title and applicant by themselves, not as one family."`
	Threshold    *float64 `query:"threshold" minimum:"0" maximum:"1" description:"Probability below which the best match leaves the need unmet; without it that of the server."`
	AllStatus    bool     `query:"all_status" default:"false" description:"Let in patents that are known not to be in force any more."`
	Explain      bool     `query:"explain" default:"true" description:"List the terms behind every score."`
	Records      bool     `query:"records" default:"false" description:"Add the whole patents."`
}

// needRecommendations answers with the patents that meet a stored need.
func (s *Server) needRecommendations(c *gin.Context) error {
	b, err := s.engine()
	if err != nil {
		return err
	}
	var p needRecommendation
	if err := s.read(c, &p.ID, &p); err != nil {
		return err
	}
	if err := s.checkK(p.K); err != nil {
		return err
	}
	if p.Threshold == nil {
		p.Threshold = &s.opts.Threshold
	}
	return s.cached(c, b, "need recommendations", p, func(ctx context.Context) (any, error) {
		need, err := b.Need(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		q := query(p.K, p.Explain, p.Records)
		q.Filter, q.PerField, q.Expired = p.filter(), p.PerField, p.AllStatus
		q.PerApplicant, q.Duplicates, q.Threshold = p.PerApplicant, p.Duplicates, *p.Threshold
		return b.Match(ctx, need, q)
	})
}
