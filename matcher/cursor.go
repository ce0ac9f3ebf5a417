package matcher

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// cursor is where a page of a search ended. It keeps the weights that the hits were ranked by: document frequencies change
// with the library, and with new weights every page would be cut from another ranking.
type cursor struct {
	Rank uint64 `json:"r"`
	ID   string `json:"i"`
	Sort string `json:"s"`
	// Weights of the query's terms in their order, 0 for a term that was too light to count.
	Weights []byte `json:"w,omitempty"`
}

func (c cursor) encode() string {
	data, err := json.Marshal(c)
	if err != nil { // numbers, strings and bytes always encode
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

// decodeCursor reads the cursor of a request; an empty one gives the zero cursor, which starts at the top.
func decodeCursor(req SearchRequest) (cursor, error) {
	var c cursor
	if req.Cursor == "" {
		return c, nil
	}
	data, err := base64.RawURLEncoding.DecodeString(req.Cursor)
	if err == nil {
		err = json.Unmarshal(data, &c)
	}
	if err != nil || c.ID == "" {
		return cursor{}, fmt.Errorf("%w: cursor %q is not one that a search gave", ErrQuery, req.Cursor)
	}
	if c.Sort != cmp.Or(req.Sort, sortScore) {
		return cursor{}, fmt.Errorf("%w: cursor %q belongs to a search sorted by %s", ErrQuery, req.Cursor, c.Sort)
	}
	return c, nil
}

// weighted gives the terms of the query the weights that the cursor keeps.
func (c cursor) weighted(terms []index.Term) ([]index.Weighted, error) {
	if len(c.Weights) != len(terms) {
		return nil, fmt.Errorf("%w: the cursor belongs to another query", ErrQuery)
	}
	var out []index.Weighted
	for i, t := range terms {
		if c.Weights[i] > 0 {
			out = append(out, index.Weighted{Term: t, W: c.Weights[i]})
		}
	}
	return out, nil
}

// cursorAt returns the cursor behind a hit of a search that was ranked by some of the query's terms.
func cursorAt(h index.Hit, sort string, terms []index.Term, ranked []index.Weighted) cursor {
	c := cursor{Rank: h.Rank, ID: h.ID, Sort: cmp.Or(sort, sortScore), Weights: make([]byte, len(terms))}
	w := make(map[index.Term]uint8, len(ranked))
	for _, t := range ranked {
		w[t.Term] = t.W
	}
	for i, t := range terms {
		c.Weights[i] = w[t]
	}
	return c
}

// queryTerms lists the terms of a query's ranked words in the order that a cursor keeps their weights in.
func queryTerms(views []index.ViewOptions, frequencies func(segment.View) map[string]int) []index.Term {
	var out []index.Term
	for _, v := range views {
		for text := range frequencies(v.View) {
			out = append(out, index.Term{View: v.View, Text: text})
		}
	}
	slices.SortFunc(out, index.Term.Compare)
	return out
}
