package matcher

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// Search finds patents by a query string. Free words are ranked by the integer sum; everything else restricts: quoted phrases
// and +words must occur, -words must not, field:value must hold. A bad query gives a *QueryError.
func (e *Engine) Search(ctx context.Context, req SearchRequest) (*SearchResult, error) {
	x := e.hold()
	defer x.release()
	if req.K < 1 || req.K > index.MaxK {
		return nil, fmt.Errorf("%w: k %d is not within 1…%d", ErrQuery, req.K, index.MaxK)
	}
	compiled, err := x.compileQuery(req.Query, req.Filter.DeclaredOnly)
	if err != nil {
		return nil, err
	}
	filter, err := req.Filter.compile()
	if err != nil {
		return nil, err
	}
	// One hit more than asked for tells whether there is a page behind this one.
	q := index.Query{Filter: filter.And(compiled.filter), K: min(req.K+1, index.MaxK), Count: true}
	if q.Sort, err = sortOf(req.Sort); err != nil {
		return nil, err
	}
	if q.Facets, err = facetsOf(req); err != nil {
		return nil, err
	}
	after, err := decodeCursor(req)
	if err != nil {
		return nil, err
	}
	q.After = index.Cursor{Rank: after.Rank, ID: after.ID}
	r, err := x.patents.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	frequencies := compiled.frequencies(x.seg)
	if after.ID == "" {
		q.Terms, _, err = weigh(ctx, r, x.opts.Patents.Views, genre{}, frequencies)
	} else {
		q.Terms, err = after.weighted(queryTerms(x.opts.Patents.Views, frequencies))
	}
	if err != nil {
		return nil, err
	}
	if len(compiled.free) > 0 && len(q.Terms) == 0 {
		return &SearchResult{Hits: []SearchHit{}}, nil
	}
	q.All = compiled.optional
	res, err := r.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	return x.searchResult(ctx, r, req, compiled, q, res)
}

// sortScore is the name of the usual order.
const sortScore = "score"

func sortOf(name string) (index.Sort, error) {
	switch name {
	case "", sortScore:
		return index.Sort{}, nil
	case "date":
		return index.Sort{Field: keyDay}, nil
	case "date_asc":
		return index.Sort{Field: keyDay, Ascending: true}, nil
	}
	return index.Sort{}, fmt.Errorf("%w: sort %q; there are score, date, date_asc", ErrQuery, name)
}

func (e *edition) searchResult(ctx context.Context, r *index.Reader, req SearchRequest, c compiledQuery, q index.Query, res *index.Result) (*SearchResult, error) {
	out := &SearchResult{Total: res.Total, Hits: []SearchHit{}}
	wanted := placesOf(q.Terms)
	hits := res.Hits[:min(req.K, len(res.Hits))]
	for _, h := range hits {
		record, err := e.record(ctx, r, h)
		if err != nil {
			return nil, err
		}
		hit := e.searchHit(record.patent, h, c, wanted, req.Records)
		f, err := e.features(ctx, r, h)
		if err != nil {
			return nil, err
		}
		hit.Inferred = f.inferred(e.meaning.Dimensions()).named()
		out.Hits = append(out.Hits, hit)
	}
	out.Facets = facets(req, res)
	if n := len(hits); n < len(res.Hits) || n == index.MaxK {
		terms := queryTerms(e.opts.Patents.Views, c.frequencies(e.seg))
		out.Next = cursorAt(hits[n-1], req.Sort, terms, q.Terms).encode()
	}
	return out, nil
}

func (e *edition) searchHit(p corpus.Patent, h index.Hit, c compiledQuery, wanted termPlaces, whole bool) SearchHit {
	hit := SearchHit{ID: h.ID, Title: p.Title, Score: h.Score}
	for _, t := range patentTexts(p) {
		var spans []Highlight
		add := func(start, end int) {
			spans = append(spans, Highlight{Field: t.Field, Start: start, End: end, Text: t.Content[start:end]})
		}
		a := e.seg.Analyze(t.Content, segment.PatentText)
		wanted.in(t, a, e.opts.Patents.Views, func(_ int32, h Highlight) { add(h.Start, h.End) })
		for _, phrase := range c.phrases {
			for _, s := range a.Find(phrase) {
				add(s.Start, s.End)
			}
		}
		merged := merge(t.Content, spans)
		if t.Field == fieldAbstract {
			hit.Snippet = snippet(t.Content, merged)
		}
		hit.Highlights = append(hit.Highlights, merged...)
	}
	if whole {
		hit.Patent = &p
	}
	return hit
}

// snippetRunes is the length that a snippet aims at.
const snippetRunes = 120

// snippet cuts the run of sentences with the most highlighted bytes out of a text. spans are in order and apart.
func snippet(text string, spans []Highlight) string {
	type border struct{ at, runes, covered int } // a place between sentences, and what is before it
	borders := []border{{}}
	runes, covered, next := 0, 0, 0
	end := func(at int) {
		for next < len(spans) && spans[next].End <= at {
			covered += spans[next].End - spans[next].Start
			next++
		}
		borders = append(borders, border{at, runes, covered})
	}
	for i, r := range text {
		runes++
		if strings.ContainsRune("。；;！？\n", r) {
			end(i + utf8.RuneLen(r))
		}
	}
	if borders[len(borders)-1].at < len(text) {
		end(len(text))
	}
	best, bestCovered := "", -1
	stop := 1
	for i, from := range borders[:len(borders)-1] {
		stop = max(stop, i+1)
		for stop+1 < len(borders) && borders[stop+1].runes-from.runes <= snippetRunes {
			stop++
		}
		if n := borders[stop].covered - from.covered; n > bestCovered {
			best, bestCovered = strings.TrimSpace(text[from.at:borders[stop].at]), n
		}
	}
	if r := []rune(best); len(r) > 2*snippetRunes {
		return string(r[:2*snippetRunes]) + "…"
	}
	return best
}

// searchFields lists the fields of query strings, in one order for error messages.
func searchFields() []string {
	out := []string{fieldTitle, fieldAbstract, "applicant", "ipc", "sei", "type", "status", "region", "mode", "year", "granted", "date"}
	slices.Sort(out)
	return out
}

func knownField(name string) bool { return slices.Contains(searchFields(), name) }
