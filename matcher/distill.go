package matcher

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
	"github.com/gongxu/gongxu/vector"
)

// Distill fits a map of terms to the vectors that the engine's embedder has given the titles of its patents. Give it to a new engine
// with Settings.Meaning: there it says what a text means without the embedder.
func (e *Engine) Distill(ctx context.Context, o semantic.Options) (*semantic.Map, error) {
	x := e.hold()
	defer x.release()
	return x.learnt(ctx, x.distil, o)
}

// Associate learns a map of terms from the titles and abstracts of the engine's patents alone.
func (e *Engine) Associate(ctx context.Context, o semantic.Options) (*semantic.Map, error) {
	x := e.hold()
	defer x.release()
	return x.learnt(ctx, x.associate, o)
}

// learnt learns from the patents as they are now.
func (e *edition) learnt(ctx context.Context, learn func(context.Context, *index.Reader, semantic.Options) (*semantic.Map, error), o semantic.Options) (*semantic.Map, error) {
	r, err := e.patents.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return learn(ctx, r, o)
}

// distil fits a map to the vectors of the titles that a reader sees.
func (e *edition) distil(ctx context.Context, r *index.Reader, o semantic.Options) (*semantic.Map, error) {
	store, patents, err := e.embedded(ctx, r)
	if err != nil {
		return nil, err
	}
	var fault error
	o.IDF = func(t semantic.Term) float64 {
		df, total, err := r.DocFreqs(ctx, []index.Term{{View: t.View, Text: t.Text}})
		if err != nil {
			fault = err
			return 1
		}
		return math.Log(1 + float64(total)/float64(max(1, df[0])))
	}
	m, err := semantic.Distill(ctx, e.library.embedder.ID(), e.titleExamples(patents, store), o)
	if err == nil {
		err = fault
	}
	return m, err
}

// embedded returns the embedder's vectors with the patents that a reader sees.
func (e *edition) embedded(ctx context.Context, r *index.Reader) (*vector.Store, iter.Seq2[corpus.Patent, error], error) {
	store := e.library.vectors()
	if store == nil {
		return nil, nil, fmt.Errorf("%w: the titles have no vectors yet; make them with: gongxu embed", ErrEmbedder)
	}
	patents, err := patentsDealt(ctx, r)
	return store, patents, err
}

// associate learns a map from the patents that a reader sees.
func (e *edition) associate(ctx context.Context, r *index.Reader, o semantic.Options) (*semantic.Map, error) {
	patents, err := patentsDealt(ctx, r)
	if err != nil {
		return nil, err
	}
	return semantic.Associate(ctx, func(yield func([]semantic.Term, error) bool) {
		for p, err := range patents {
			var terms []semantic.Term
			for _, t := range patentTexts(p) {
				terms = e.bigramsOf(t.Content, terms)
			}
			if !yield(terms, err) || err != nil {
				return
			}
		}
	}, o)
}

// patentsDealt yields what a reader sees in the order of a hash of the ids: a map, whose sums depend on the order, is the same for every
// layout of the index, and the first so many, which are all that a map is learnt from, are a sample of the library that hardly changes
// as it grows.
func patentsDealt(ctx context.Context, r *index.Reader) (iter.Seq2[corpus.Patent, error], error) {
	type dealt struct {
		key vector.Key
		id  string
	}
	ids := make([]dealt, 0, r.Total())
	err := r.IDs(ctx, func(id string, _ []byte) bool {
		ids = append(ids, dealt{vector.KeyOf(id), id})
		return true
	})
	slices.SortFunc(ids, func(a, b dealt) int { return cmp.Or(bytes.Compare(a.key[:], b.key[:]), cmp.Compare(a.id, b.id)) })
	return func(yield func(corpus.Patent, error) bool) {
		for _, d := range ids {
			var p corpus.Patent
			stored, _, err := r.Get(ctx, d.id)
			if err == nil {
				p, err = decodePatent(stored)
			}
			if err == nil {
				err = ctx.Err()
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}, err
}

// bigramsOf appends the bigrams of a patent's text.
func (e *edition) bigramsOf(text string, terms []semantic.Term) []semantic.Term {
	e.seg.Analyze(text, e.opts.Patents.Genre).Each(segment.Bigrams, func(term string) {
		terms = append(terms, semantic.Term{View: segment.Bigrams, Text: term})
	})
	return terms
}

// titleExamples yields the bigrams of every title that has a vector, with the vector. Bigrams do not depend on a dictionary, and words
// beside them made no difference.
func (e *edition) titleExamples(patents iter.Seq2[corpus.Patent, error], store *vector.Store) iter.Seq2[semantic.Example, error] {
	return func(yield func(semantic.Example, error) bool) {
		for p, err := range patents {
			if err != nil {
				yield(semantic.Example{}, err)
				return
			}
			row, ok := store.Row(vector.KeyOf(p.Title))
			if !ok {
				continue
			}
			if !yield(semantic.Example{Terms: e.bigramsOf(p.Title, nil), Target: store.Vector(row)}, nil) {
				return
			}
		}
	}
}
