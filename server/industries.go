package server

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/matcher"
)

// Industries is the answer to GET /v1/industries: the strategic emerging industries of 2018 (战略性新兴产业) with the number of
// patents in each, expired ones included.
type Industries struct {
	// Areas in the order of their codes.
	Areas []IndustryArea `json:"areas"`
	// Unknown is the number of patents whose branch is neither declared nor inferred.
	Unknown uint64 `json:"unknown"`
}

// IndustryArea is one of the 9 areas. A patent in several of its branches counts once.
type IndustryArea struct {
	IndustryBranch
	// Branches in the order of their codes.
	Branches []IndustryBranch `json:"branches"`
}

// IndustryBranch is one of the 40 branches, or an area by itself.
type IndustryBranch struct {
	// Code is 1 for an area, 1.2 for a branch; the filter sei takes it.
	Code string `json:"code"`
	// Name is the official Chinese name.
	Name string `json:"name"`
	// Patents is the number of patents in it by their records, Inferred that of further ones whose texts suggest it.
	Patents  uint64 `json:"patents"`
	Inferred uint64 `json:"inferred"`
}

// allBranches is a facet size that no classification reaches.
const allBranches = 1000

// industries answers GET /v1/industries.
func (s *Server) industries(c *gin.Context) error {
	b, err := s.engine()
	if err != nil {
		return err
	}
	if err := readParameters(c.Request, &struct{}{}); err != nil {
		return err
	}
	return s.cached(c, b, "industries", nil, func(ctx context.Context) (any, error) { return countIndustries(ctx, b) })
}

func countIndustries(ctx context.Context, e Engine) (*Industries, error) {
	req := matcher.DefaultSearchRequest()
	req.K = 1
	req.Facets, req.FacetSize = []string{"sei"}, allBranches
	res, err := e.Search(ctx, req)
	if err != nil {
		return nil, err
	}
	out := &Industries{}
	counts := map[string]matcher.FacetValue{}
	for _, f := range res.Facets {
		out.Unknown = f.Missing
		for _, v := range f.Values {
			counts[v.Value] = v
		}
	}
	req.Facets = nil
	for _, a := range industry.Areas() {
		req.Filter.SEI = []string{a.Code}
		req.Filter.DeclaredOnly = false
		all, err := e.Search(ctx, req)
		if err != nil {
			return nil, err
		}
		req.Filter.DeclaredOnly = true
		declared, err := e.Search(ctx, req)
		if err != nil {
			return nil, err
		}
		area := IndustryArea{IndustryBranch: IndustryBranch{a.Code, a.Name, declared.Total, all.Total - min(all.Total, declared.Total)}, Branches: []IndustryBranch{}}
		for _, b := range industry.Branches() {
			if b.Parent == a.Code {
				area.Branches = append(area.Branches, IndustryBranch{b.Code, b.Name, counts[b.Code].Count, counts[b.Code].Inferred})
			}
		}
		out.Areas = append(out.Areas, area)
	}
	return out, nil
}
