package matcher

import (
	"github.com/gongxu/gongxu/corpus"
)

// Query shapes one call of Match or MatchPatent. Start from DefaultQuery.
type Query struct {
	// K is the number of matches wanted, 1…index.MaxK.
	K int
	// Filter restricts the patents; for MatchPatent only SEI and Regions apply, to the needs.
	Filter Filter
	// PerField asks for that many matches of every industry branch as well; 0 for none. Not used by MatchPatent.
	PerField int
	// PerApplicant bounds how many patents of one applicant are shown as long as there are those of others; 0 sets no bound.
	PerApplicant int
	// Duplicates shows patents of the same title and applicant by themselves instead of as one family.
	Duplicates bool
	// Terms is the number of terms that explanations list.
	Terms int
	// Places asks for where the terms stand in the texts of the two, and for highlights.
	Places bool
	// Records asks for whole records in the result.
	Records bool
	// Expired lets in patents that are known not to be in force any more. A patent of unknown status is always in.
	Expired bool
	// Threshold is the probability, in [0, 1], below which the best match of a need leaves it unmet. Not used by MatchPatent.
	Threshold float64
	// Closed lets in needs that are closed. Only for MatchPatent.
	Closed bool
}

// DefaultQuery asks for ten matches, of an applicant three, with eight terms each and their places, and DefaultThreshold.
func DefaultQuery() Query {
	return Query{K: 10, Terms: 8, Places: true, PerApplicant: 3, Threshold: DefaultThreshold}
}

// Filter restricts patents by what their records say. Parts are joined by and, the values of one part by or; an empty part
// allows all, a patent without data for a part that is not empty is not allowed.
type Filter struct {
	// IPC symbols of any level: a patent with a symbol at or below one of them. Of a patent without a subclass the inferred ones count.
	IPC []string `json:"ipc,omitempty"`
	// SEI codes or names of areas (1) or branches (1.2), declared or inferred.
	SEI []string `json:"sei,omitempty"`
	// DeclaredOnly lets only declared fields count for IPC and SEI, query strings, facets and lists by field, not those that are inferred from texts.
	DeclaredOnly bool `json:"declared_only,omitempty"`
	// Regions by beginning: 湖北 lets in 湖北省武汉市.
	Regions []string `json:"region,omitempty"`
	// Types of patent: 发明, 实用新型, 外观设计.
	Types []string `json:"type,omitempty"`
	// Statuses are coarse (有效, 审中, 失效) or raw legal status words.
	Statuses []string `json:"status,omitempty"`
	// Applicants by part of the name.
	Applicants []string `json:"applicant,omitempty"`
	// Modes of conversion: 转让, 许可, 开放许可, 自行实施, 作价入股, 质押.
	Modes []string `json:"mode,omitempty"`
	// GrantedAfter and GrantedBefore bound the grant date, both inclusive.
	GrantedAfter  corpus.Date `json:"granted_after,omitzero"`
	GrantedBefore corpus.Date `json:"granted_before,omitzero"`
}

// SearchRequest shapes a Search. Start from DefaultSearchRequest.
type SearchRequest struct {
	// Query in Bleve's query-string syntax; the package comment describes it. Empty means everything that the filter allows.
	Query string
	// K is the page size, 1…index.MaxK.
	K int
	// Cursor continues behind an earlier page: SearchResult.Next.
	Cursor string
	// Sort is "score", "date" (newest first) or "date_asc".
	Sort string
	// Filter restricts the patents.
	Filter Filter
	// Facets asks for counts by sei, ipc, type, status, applicant, year and region.
	Facets []string
	// FacetSize is the number of values of each facet.
	FacetSize int
	// Records asks for whole records.
	Records bool
}

// DefaultSearchRequest asks for ten hits by score.
func DefaultSearchRequest() SearchRequest { return SearchRequest{K: 10, Sort: "score", FacetSize: 10} }

// FacetNames lists the facets that a search can count.
func FacetNames() []string {
	return []string{"sei", "ipc", "type", "status", "applicant", "year", "region"}
}

// SearchResult is the answer to Search.
type SearchResult struct {
	// Total is the number of patents that match.
	Total uint64 `json:"total"`
	// Hits in the order asked for; never nil.
	Hits []SearchHit `json:"hits"`
	// Facets in the order asked for.
	Facets []Facet `json:"facets,omitempty"`
	// Next is the cursor of the following page, empty on the last one. It stays valid when documents are added or deleted.
	Next string `json:"next,omitempty"`
}

// SearchHit is one patent found.
type SearchHit struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Score is the integer sum of w·q of the free text; 0 when there is none.
	Score uint32 `json:"score"`
	// Inferred are fields that the patent's text suggests and nobody has declared; nil for a patent whose own symbols say them.
	Inferred *InferredFields `json:"inferred,omitempty"`
	// Snippet is the stretch of the abstract with the most hits, cut at sentence borders.
	Snippet string `json:"snippet,omitempty"`
	// Highlights are the places that the query hit.
	Highlights []Highlight    `json:"highlights,omitempty"`
	Patent     *corpus.Patent `json:"patent,omitempty"`
}

// Facet holds the counts of one field.
type Facet struct {
	Name   string       `json:"name"`
	Values []FacetValue `json:"values"`
	// Inferred is the number of hits without declared data whose texts suggest a value.
	Inferred uint64 `json:"inferred,omitempty"`
	// Missing is the number of hits without data for the facet, declared or inferred.
	Missing uint64 `json:"missing"`
	// Distinct is the number of different values among the hits.
	Distinct int `json:"distinct"`
}

// FacetValue is one value of a facet.
type FacetValue struct {
	Value string `json:"value"`
	// Label is the value's name in Chinese where the value is a code.
	Label string `json:"label,omitempty"`
	// Count is the number of hits that have it by their records, Inferred of those whose texts suggest it.
	Count    uint64 `json:"count"`
	Inferred uint64 `json:"inferred,omitempty"`
}
