package matcher

import (
	"context"
	"iter"
	"math"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/semantic"
	"github.com/gongxu/gongxu/vector"
)

// DistillTexts fits a map as [Engine.Distill] does, but to titles and beginnings of abstracts alike, both to the mean of the vectors of
// title and abstract, and gives single characters a vector as well. Terms count by how rare they are in titles. Its directions of
// titles are coarser; it is what package classify wants, which has to place any text.
func (e *Engine) DistillTexts(ctx context.Context, o semantic.Options) (*semantic.Map, error) {
	x := e.hold()
	defer x.release()
	return x.learnt(ctx, x.distilTexts, o)
}

// distilTexts fits a map to the vectors of the titles and abstracts that a reader sees.
func (e *edition) distilTexts(ctx context.Context, r *index.Reader, o semantic.Options) (*semantic.Map, error) {
	store, patents, err := e.embedded(ctx, r)
	if err != nil {
		return nil, err
	}
	titles, n := map[semantic.Term]int{}, 0
	for p, err := range patents {
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
	return semantic.Distill(ctx, e.library.embedder.ID(), e.textExamples(patents, store), o)
}

func (e *edition) termsOf(text string) []semantic.Term {
	return semantic.TermsOf(e.seg.Analyze(text, e.opts.Patents.Genre))
}

// beginning is how much of an abstract is read where only the beginning is, in characters: what the invention is comes first.
const beginning = 200

// textExamples yields the terms of every title, and those of the beginning of the abstract, with the mean of the vectors that title
// and abstract have.
func (e *edition) textExamples(patents iter.Seq2[corpus.Patent, error], store *vector.Store) iter.Seq2[semantic.Example, error] {
	return func(yield func(semantic.Example, error) bool) {
		for p, err := range patents {
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
		length := max(1, vector.Norm(v))
		for i, x := range v {
			sum[i] += float32(float64(x) / length)
		}
	}
	if !found {
		return nil
	}
	return vector.Quantize(sum)
}
