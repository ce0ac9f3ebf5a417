package server

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// filterParameters are the filters of patents as query parameters, named as in matcher.Filter.
type filterParameters struct {
	IPC           []string    `query:"ipc" description:"Only patents at or below these IPC symbols (H01M, H01M4/58), their own or, of patents without, inferred."`
	SEI           []string    `query:"sei" description:"Only these strategic emerging industries, by code or name (1, 1.2), declared or inferred."`
	DeclaredOnly  bool        `query:"declared_only" default:"false" description:"With ipc, sei, such queries and facets: only declared fields count, not those that are inferred from texts."`
	Region        []string    `query:"region" description:"Only regions that begin so (湖北)."`
	Type          []string    `query:"type" description:"Only 发明, 实用新型 or 外观设计."`
	Status        []string    `query:"status" description:"Only 有效, 审中, 失效 or legal status words as in the data."`
	Applicant     []string    `query:"applicant" description:"Only applicants with this in their name."`
	Mode          []string    `query:"mode" description:"Only 转让, 许可, 开放许可, 自行实施, 作价入股 or 质押."`
	GrantedAfter  corpus.Date `query:"granted_after" description:"Only granted on this day or later (2021, 2021-03, 2021-03-25)."`
	GrantedBefore corpus.Date `query:"granted_before" description:"Only granted on this day or earlier."`
}

func (p filterParameters) filter() matcher.Filter {
	return matcher.Filter{
		IPC: p.IPC, SEI: p.SEI, DeclaredOnly: p.DeclaredOnly, Regions: p.Region, Types: p.Type, Statuses: p.Status, Applicants: p.Applicant, Modes: p.Mode,
		GrantedAfter: p.GrantedAfter, GrantedBefore: p.GrantedBefore,
	}
}

// searchParameters are the parameters of GET /v1/search.
type searchParameters struct {
	Q string `query:"q" description:"Query: free words are ranked; \"phrases\" and +words must occur, -words must not; field:value restricts. Empty finds everything that the filters let through."`
	K int    `query:"k" default:"10" description:"Number of patents on a page."`
	// Cursor continues behind an earlier page.
	Cursor string `query:"cursor" description:"Go on behind an earlier page: the member next of its answer."`
	Sort   string `query:"sort" default:"score" enum:"score,date,date_asc" description:"score, date (newest first) or date_asc."`
	filterParameters
	Facets    []string `query:"facets" description:"Count the hits by sei, ipc, type, status, applicant, year, region."`
	FacetSize int      `query:"facet_size" default:"10" minimum:"1" maximum:"1000" description:"Number of values of each facet."`
	Records   bool     `query:"records" default:"false" description:"Add the whole patents."`
}

func (p searchParameters) request() matcher.SearchRequest {
	return matcher.SearchRequest{
		Query: p.Q, K: p.K, Cursor: p.Cursor, Sort: p.Sort, Filter: p.filter(), Facets: p.Facets, FacetSize: p.FacetSize, Records: p.Records,
	}
}

// search answers GET /v1/search.
func (s *Server) search(c *gin.Context) error {
	b, err := s.engine()
	if err != nil {
		return err
	}
	var p searchParameters
	if err := readParameters(c.Request, &p); err != nil {
		return err
	}
	if err := s.checkK(p.K); err != nil {
		return err
	}
	return s.cached(c, b, "search", p, func(ctx context.Context) (any, error) { return b.Search(ctx, p.request()) })
}
