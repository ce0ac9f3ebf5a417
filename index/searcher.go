package index

import "context"

// Searcher is what ranking needs of an engine: weighted terms and filters in, hits with integer scores out, document frequencies
// and stored documents on request. Every call of one Searcher sees the same documents. A *Reader is one; a remote engine
// behind the same contract must give the same integers (package indextest checks it).
type Searcher interface {
	// DocFreqs returns, for every term, how many live documents hold it, and the number of live documents.
	DocFreqs(ctx context.Context, terms []Term) (n []uint64, total uint64, err error)
	// Counts returns how many live documents hold each value of a keyword field, by value ascending.
	Counts(ctx context.Context, field string) ([]FacetCount, error)
	// Search returns the best documents of a query.
	Search(ctx context.Context, q Query) (*Result, error)
	// Stored returns the stored bytes of a hit of this Searcher.
	Stored(ctx context.Context, h Hit) ([]byte, error)
	// Features returns what Document.Features made of a hit's document, valid until the Searcher is closed; ok is false when it is
	// not at hand, and the caller makes it from Stored.
	Features(ctx context.Context, h Hit) (features []byte, ok bool, err error)
	// Get returns the stored bytes of the live document with an external id; ok is false when there is none.
	Get(ctx context.Context, id string) (stored []byte, ok bool, err error)
}

// MaxK is the largest page that Search returns.
const MaxK = 10_000

// Query asks for the K documents with the highest rank. Without Sort the rank is the score. Ties go to the smaller ID.
type Query struct {
	// Terms are added up; a document that holds none of them is not a hit. Without terms every document that the filter
	// allows is a hit with score 0.
	Terms []Weighted
	// All lets in documents that hold none of the terms, with score 0.
	All bool
	// Filter restricts the documents; the zero Filter allows all.
	Filter Filter
	// K is the number of hits wanted, 1…MaxK.
	K int
	// After continues behind the last hit of an earlier page. The zero Cursor starts at the top.
	After Cursor
	// Sort orders by the number in a keyword field instead of the score. The zero Sort orders by score.
	Sort Sort
	// Count asks for Result.Total.
	Count bool
	// Facets ask for counts of keyword values over all hits.
	Facets []FacetRequest
}

// all tells whether a document that holds none of the terms is a hit.
func (q Query) all() bool { return q.All || len(q.Terms) == 0 }

// Sort orders hits by a keyword field that holds decimal numbers such as days written 20240131. Documents without a value
// come last in both directions.
type Sort struct {
	Field     string
	Ascending bool
}

// Cursor is a place in a ranking: the rank and id of the last hit that was seen.
type Cursor struct {
	Rank uint64
	ID   string
}

// FacetRequest asks for the most frequent values of a keyword field among the hits.
type FacetRequest struct {
	Field string
	// Size is the number of values wanted, by count descending, then value ascending.
	Size int
}

// FacetCount is a value with the number of hits that have it.
type FacetCount struct {
	Value string
	Count uint64
}

// Facet holds the counts of one field.
type Facet struct {
	Field  string
	Counts []FacetCount
	// Missing is the number of hits without any value.
	Missing uint64
	// Distinct is the number of values among the hits.
	Distinct int
}

// Hit is one document of a result.
type Hit struct {
	// ID is the external id.
	ID string
	// Score is the integer sum of w·q.
	Score uint32
	// Rank is what the hits are ordered by: the score, or the sort field's key.
	Rank uint64
	// Key identifies this version of the stored document within the life of the engine's process: equal keys, equal bytes.
	Key uint64
}

// Cursor returns the place behind the hit.
func (h Hit) Cursor() Cursor { return Cursor{Rank: h.Rank, ID: h.ID} }

// Result is the answer to a Query.
type Result struct {
	// Hits by rank descending, then ID ascending.
	Hits []Hit
	// Total is the number of documents that match, counted when Query.Count is set.
	Total uint64
	// Facets in the order asked for.
	Facets []Facet
}
