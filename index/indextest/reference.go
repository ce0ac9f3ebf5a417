package indextest

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// Reference is the definition of the score, spelled out: documents in a map, every score a plain loop.
type Reference struct {
	opts index.Options
	seg  *segment.Segmenter
	docs map[string]refDoc
}

type refDoc struct {
	doc     index.Document
	impacts map[index.Term]uint32
}

// NewReference returns an empty reference for the options.
func NewReference(opts index.Options, seg *segment.Segmenter) *Reference {
	return &Reference{opts: opts, seg: seg, docs: map[string]refDoc{}}
}

// Put adds or replaces a document.
func (r *Reference) Put(d index.Document) {
	out := refDoc{doc: d, impacts: map[index.Term]uint32{}}
	for _, v := range r.opts.Views {
		for text, q := range r.opts.Impacts(r.seg, v.View, d.Texts) {
			out.impacts[index.Term{View: v.View, Text: text}] = uint32(q)
		}
	}
	r.docs[d.ID] = out
}

// Delete removes a document.
func (r *Reference) Delete(id string) { delete(r.docs, id) }

// DocFreqs counts the documents of every term.
func (r *Reference) DocFreqs(terms []index.Term) (n []uint64, total uint64) {
	n = make([]uint64, len(terms))
	for _, d := range r.docs {
		for i, t := range terms {
			if d.impacts[t] > 0 {
				n[i]++
			}
		}
	}
	return n, uint64(len(r.docs))
}

// Counts counts the documents of every value of a keyword field, by value.
func (r *Reference) Counts(field string) []index.FacetCount {
	counts := map[string]uint64{}
	for _, d := range r.docs {
		for _, k := range d.doc.Keywords {
			if k.Field == field {
				counts[k.Value]++
			}
		}
	}
	out := []index.FacetCount{}
	for _, value := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, index.FacetCount{Value: value, Count: counts[value]})
	}
	return out
}

// Search ranks all documents that pass allow.
func (r *Reference) Search(q index.Query, allow func(index.Document) bool) index.Result {
	var out index.Result
	for id, d := range r.docs {
		if !allow(d.doc) {
			continue
		}
		score, held := uint32(0), q.All || len(q.Terms) == 0
		for _, t := range q.Terms {
			if impact := d.impacts[t.Term]; impact > 0 {
				score += uint32(t.W) * impact
				held = true
			}
		}
		if !held {
			continue
		}
		out.Total++
		h := index.Hit{ID: id, Score: score, Rank: r.rank(d.doc, score, q.Sort)}
		if q.After.ID == "" || h.Rank < q.After.Rank || h.Rank == q.After.Rank && h.ID > q.After.ID {
			out.Hits = append(out.Hits, h)
		}
	}
	slices.SortFunc(out.Hits, func(a, b index.Hit) int { return cmp.Or(cmp.Compare(b.Rank, a.Rank), cmp.Compare(a.ID, b.ID)) })
	out.Hits = out.Hits[:min(q.K, len(out.Hits))]
	return out
}

// rank is the score, or the largest number in the sort field plus one, counted down from 2³² when ascending.
func (r *Reference) rank(d index.Document, score uint32, s index.Sort) uint64 {
	if s.Field == "" {
		return uint64(score)
	}
	best := uint64(0)
	for _, k := range d.Keywords {
		if k.Field != s.Field {
			continue
		}
		n, err := strconv.ParseUint(k.Value, 10, 32)
		if err != nil {
			continue
		}
		if s.Ascending {
			best = max(best, 1<<32-n)
		} else {
			best = max(best, n+1)
		}
	}
	return best
}
