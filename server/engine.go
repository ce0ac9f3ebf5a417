package server

import (
	"context"
	"fmt"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// Engine is what the server needs of a matching engine; *matcher.Engine has it. Methods are called from many goroutines at
// once and end soon after their context does.
type Engine interface {
	// Match finds patents for a need.
	Match(ctx context.Context, need corpus.Need, q matcher.Query) (*matcher.Matches, error)
	// MatchPatent finds needs for a patent.
	MatchPatent(ctx context.Context, patent corpus.Patent, q matcher.Query) (*matcher.NeedMatches, error)
	// Search finds patents by a query string.
	Search(ctx context.Context, req matcher.SearchRequest) (*matcher.SearchResult, error)
	// Patent returns a stored patent, or matcher.ErrNotFound.
	Patent(ctx context.Context, id string) (corpus.Patent, error)
	// Need returns a stored need, or matcher.ErrNotFound.
	Need(ctx context.Context, id string) (corpus.Need, error)
	// Judge records what was said of pairs of need and patent and returns how many judgments were news.
	Judge(ctx context.Context, judgments []corpus.Judgment) (recorded int, err error)
	// Judgments returns the judgments that count.
	Judgments(ctx context.Context) ([]corpus.Judgment, error)
	// Counts returns the number of patents and needs.
	Counts() (patents, needs uint64, err error)
	// Generation changes whenever patents, needs or judgments change.
	Generation() uint64
}

// backend is an engine in use. The number tells engines apart that follow one another, for the cache.
type backend struct {
	Engine
	number uint64
}

// warm asks an engine once for what it builds on first use: columns, statistics and the postings of common words.
func warm(ctx context.Context, e Engine) error {
	req := matcher.DefaultSearchRequest()
	req.K, req.Facets = 1, matcher.FacetNames()
	if _, err := e.Search(ctx, req); err != nil {
		return fmt.Errorf("server: warm up with a search: %w", err)
	}
	q := matcher.DefaultQuery()
	q.K = 1
	if _, err := e.Match(ctx, corpus.Need{Title: "材料、装置、系统、方法"}, q); err != nil {
		return fmt.Errorf("server: warm up with a match: %w", err)
	}
	return nil
}
