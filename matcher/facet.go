package matcher

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
)

// facetKey returns the keyword field of a facet that users see.
func facetKey(name string) (string, bool) {
	switch name {
	case "sei":
		return keySEI, true
	case "ipc":
		return keySubclass, true
	case "type":
		return keyType, true
	case "status":
		return keyState, true
	case "applicant":
		return keyApplicant, true
	case "year":
		return keyYear, true
	case "region":
		return keyRegion, true
	}
	return "", false
}

// mostValues is the largest size of a facet; no classification has as many values.
const mostValues = 1000

// facetsOf returns what is counted for a request: of the facets whose values may be inferred all values, and after the others again all
// that are inferred.
func facetsOf(req SearchRequest) ([]index.FacetRequest, error) {
	var out, guessed []index.FacetRequest
	for _, name := range req.Facets {
		key, ok := facetKey(name)
		if !ok {
			return nil, fmt.Errorf("%w: facet %q; there are %s", ErrQuery, name, strings.Join(FacetNames(), ", "))
		}
		if req.FacetSize < 1 || req.FacetSize > mostValues {
			return nil, fmt.Errorf("%w: facet size %d is not within 1…%d", ErrQuery, req.FacetSize, mostValues)
		}
		size := req.FacetSize
		if other := inferredKey(key); other != "" && !req.Filter.DeclaredOnly {
			size = mostValues
			guessed = append(guessed, index.FacetRequest{Field: other, Size: size})
		}
		out = append(out, index.FacetRequest{Field: key, Size: size})
	}
	return append(out, guessed...), nil
}

// facets puts together what was counted for a request.
func facets(req SearchRequest, res *index.Result) []Facet {
	var out []Facet
	guessed := res.Facets[min(len(req.Facets), len(res.Facets)):]
	for i, name := range req.Facets {
		f := res.Facets[i]
		facet := Facet{Name: name, Missing: f.Missing, Distinct: f.Distinct}
		for _, c := range f.Counts {
			facet.Values = append(facet.Values, FacetValue{Value: c.Value, Count: c.Count})
		}
		if other := inferredKey(f.Field); other != "" && len(guessed) > 0 && guessed[0].Field == other {
			facet.addInferred(guessed[0], res.Total)
			guessed = guessed[1:]
		}
		facet.Values = append([]FacetValue{}, facet.Values[:min(len(facet.Values), req.FacetSize)]...)
		for j := range facet.Values {
			facet.Values[j].Label = facetLabel(name, facet.Values[j].Value)
		}
		out = append(out, facet)
	}
	return out
}

// addInferred adds what is inferred of so many hits, none of which has declared data too.
func (f *Facet) addInferred(guessed index.Facet, hits uint64) {
	f.Inferred = hits - guessed.Missing
	f.Missing -= f.Inferred
	at := make(map[string]int, len(f.Values))
	for i, v := range f.Values {
		at[v.Value] = i
	}
	for _, c := range guessed.Counts {
		i, ok := at[c.Value]
		if !ok {
			i = len(f.Values)
			f.Values = append(f.Values, FacetValue{Value: c.Value})
		}
		f.Values[i].Inferred = c.Count
	}
	f.Distinct = len(f.Values)
	slices.SortFunc(f.Values, func(a, b FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count+b.Inferred, a.Count+a.Inferred), cmp.Compare(a.Value, b.Value))
	})
}

// facetLabel is the Chinese name of a value that is a code; "" for others.
func facetLabel(name, value string) (label string) {
	switch name {
	case "sei":
		if b, ok := industry.BranchByCode(value); ok {
			label = b.Name
		}
	case "ipc":
		if s, err := industry.ParseSymbol(value); err == nil {
			label, _ = industry.Title(s)
		}
	}
	return label
}
