package matcher

import (
	"context"
	"fmt"
	"iter"
	"math"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
	"github.com/gongxu/gongxu/vector"
)

// Distill fits a map of terms to the vectors that the engine's embedder has given the titles of its patents. Give it to a new engine
// with Settings.Meaning: there it says what a text means without the embedder.
func (e *Engine) Distill(ctx context.Context, o semantic.Options) (*semantic.Map, error) {
	store := e.library.vectors()
	if store == nil {
		return nil, fmt.Errorf("%w: the titles have no vectors yet; make them with: gongxu embed", ErrEmbedder)
	}
	r, err := e.patents.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var fault error
	o.IDF = func(t semantic.Term) float64 {
		df, total, err := r.DocFreqs(ctx, []index.Term{{View: t.View, Text: t.Text}})
		if err != nil {
			fault = err
			return 1
		}
		return math.Log(1 + float64(total)/float64(max(1, df[0])))
	}
	m, err := semantic.Distill(ctx, e.library.embedder.ID(), e.titleExamples(ctx, store), o)
	if err == nil {
		err = fault
	}
	return m, err
}

// DistillTexts fits a map as [Engine.Distill] does, but to titles and beginnings of abstracts alike, both to the mean of the vectors of
// title and abstract, and gives single characters a vector as well. Terms count by how rare they are in titles. Its directions of
// titles are coarser; it is what package classify wants, which has to place any text.
func (e *Engine) DistillTexts(ctx context.Context, o semantic.Options) (*semantic.Map, error) {
	store := e.library.vectors()
	if store == nil {
		return nil, fmt.Errorf("%w: the titles and abstracts have no vectors yet; make them with: gongxu embed", ErrEmbedder)
	}
	titles, n := map[semantic.Term]int{}, 0
	for p, err := range e.Patents(ctx) {
		if err != nil {
			return nil, err
		}
		n++
		seen := map[semantic.Term]bool{}
		for _, t := range e.termsOf(p.Title) {
			if !seen[t] {
				seen[t] = true
				titles[t]++
			}
		}
	}
	o.IDF = func(t semantic.Term) float64 { return math.Log((float64(n) + 1) / (float64(titles[t]) + 0.5)) }
	return semantic.Distill(ctx, e.library.embedder.ID(), e.textExamples(ctx, store), o)
}

func (e *Engine) termsOf(text string) []semantic.Term {
	return semantic.TermsOf(e.seg.Analyze(text, e.opts.Patents.Genre))
}

// beginning is how much of an abstract is read where only the beginning is, in characters: what the invention is comes first.
const beginning = 200

// textExamples yields the terms of every title, and those of the beginning of the abstract, with the mean of the vectors that title
// and abstract have.
func (e *Engine) textExamples(ctx context.Context, store *vector.Store) iter.Seq2[semantic.Example, error] {
	return func(yield func(semantic.Example, error) bool) {
		for p, err := range e.Patents(ctx) {
			if err != nil {
				yield(semantic.Example{}, err)
				return
			}
			target := meanVector(store, passagesOf(p))
			if target == nil {
				continue
			}
			abstract := []rune(p.Abstract)
			for _, text := range []string{p.Title, string(abstract[:min(len(abstract), beginning)])} {
				if text != "" && !yield(semantic.Example{Terms: e.termsOf(text), Target: target}, nil) {
					return
				}
			}
		}
	}
}

// meanVector returns the packed mean of the vectors that texts have, each scaled to length 1; nil where none has one.
func meanVector(store *vector.Store, texts [2]string) []int8 {
	sum, found := make([]float32, store.Dimensions()), false
	for _, text := range texts {
		row, ok := store.Row(vector.KeyOf(text))
		if text == "" || !ok {
			continue
		}
		found = true
		v := store.Vector(row)
		length := math.Sqrt(float64(vector.Dot(v, v)))
		for i, x := range v {
			sum[i] += float32(float64(x) / max(length, 1))
		}
	}
	if !found {
		return nil
	}
	return vector.Quantize(sum)
}

// Associate learns a map of terms from the titles and abstracts of the engine's patents alone.
func (e *Engine) Associate(ctx context.Context, o semantic.Options) (*semantic.Map, error) {
	return semantic.Associate(ctx, func(yield func([]semantic.Term, error) bool) {
		for p, err := range e.Patents(ctx) {
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

// bigramsOf appends the bigrams of a patent's text.
func (e *Engine) bigramsOf(text string, terms []semantic.Term) []semantic.Term {
	e.seg.Analyze(text, e.opts.Patents.Genre).Each(segment.Bigrams, func(term string) {
		terms = append(terms, semantic.Term{View: segment.Bigrams, Text: term})
	})
	return terms
}

// titleExamples yields the bigrams of every title that has a vector, with the vector. Bigrams do not depend on a dictionary, and words
// beside them made no difference.
func (e *Engine) titleExamples(ctx context.Context, store *vector.Store) iter.Seq2[semantic.Example, error] {
	return func(yield func(semantic.Example, error) bool) {
		for p, err := range e.Patents(ctx) {
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
