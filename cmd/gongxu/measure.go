package main

import (
	"context"
	"iter"
	"math"
	"runtime"
	"sync"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

// lengthKey is one text field in one view.
type lengthKey struct {
	view  segment.View
	field string
}

// lengthSum adds up the content tokens of a field in a view over the documents that have any.
type lengthSum struct {
	tokens, docs int
}

// lengths are the sums of a corpus.
type lengths map[lengthKey]lengthSum

// measureLengths counts the content tokens of every field and view over a corpus, on all cores. A document without a field
// says nothing about the field's length.
func measureLengths(ctx context.Context, seg *segment.Segmenter, genre segment.Genre, docs iter.Seq2[[]index.Text, error]) (lengths, error) {
	jobs := make(chan []index.Text, 64)
	parts := make([]lengths, runtime.GOMAXPROCS(0))
	var workers sync.WaitGroup
	for i := range parts {
		parts[i] = lengths{}
		workers.Go(func() {
			for texts := range jobs {
				parts[i].add(seg, genre, texts)
			}
		})
	}
	var fault error
	for texts, err := range docs {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			fault = err
			break
		}
		jobs <- texts
	}
	close(jobs)
	workers.Wait()
	out := lengths{}
	for _, part := range parts {
		for k, s := range part {
			sum := out[k]
			out[k] = lengthSum{sum.tokens + s.tokens, sum.docs + s.docs}
		}
	}
	return out, fault
}

func (l lengths) add(seg *segment.Segmenter, genre segment.Genre, texts []index.Text) {
	for _, t := range texts {
		a := seg.Analyze(t.Content, genre)
		for _, v := range segment.Views() {
			n := a.Count(v, map[string]int{})
			if n == 0 {
				continue
			}
			k := lengthKey{v, t.Field}
			sum := l[k]
			l[k] = lengthSum{sum.tokens + n, sum.docs + 1}
		}
	}
}

// average is the mean length of a field in a view, 0 when no document has it.
func (l lengths) average(v segment.View, field string) float64 {
	s := l[lengthKey{v, field}]
	return float64(s.tokens) / float64(max(1, s.docs))
}

// apply puts the averages into the options of a view, to a thousandth. A field without text keeps what it has.
func (l lengths) apply(v index.ViewOptions) index.ViewOptions {
	fields := make([]index.FieldOptions, len(v.Fields))
	for i, f := range v.Fields {
		if s := l[lengthKey{v.View, f.Name}]; s.docs > 0 {
			f.AverageLength = math.Round(1000*l.average(v.View, f.Name)) / 1000
		}
		fields[i] = f
	}
	v.Fields = fields
	return v
}

// only leaves out the fields that have no text anywhere, unless that would leave none.
func (l lengths) only(v index.ViewOptions) index.ViewOptions {
	var fields []index.FieldOptions
	for _, f := range v.Fields {
		if l[lengthKey{v.View, f.Name}].docs > 0 {
			fields = append(fields, f)
		}
	}
	if len(fields) > 0 {
		v.Fields = fields
	}
	return v
}

// eachView changes the options of every view of a side, without touching the original.
func eachView(views []index.ViewOptions, change func(index.ViewOptions) index.ViewOptions) []index.ViewOptions {
	out := make([]index.ViewOptions, len(views))
	for i, v := range views {
		out[i] = change(v)
	}
	return out
}

// applyPatents puts the measured lengths of patents into an engine's options.
func (l lengths) applyPatents(o *matcher.Options) {
	o.Patents.Views = eachView(o.Patents.Views, l.apply)
	o.Characters = l.apply(o.Characters)
}

// applyNeeds puts the measured lengths of needs into an engine's options.
func (l lengths) applyNeeds(o *matcher.Options) {
	o.Needs.Views = eachView(o.Needs.Views, l.apply)
}

// segmenterFor returns the segmenter that an engine with these user terms has.
func segmenterFor(terms []string) (*segment.Segmenter, error) {
	if len(terms) == 0 {
		return segment.Default(), nil
	}
	o := segment.DefaultOptions()
	o.Terms = terms
	return segment.New(o)
}

// textsOf turns rows into the texts that are measured.
func textsOf[T any](rows iter.Seq2[T, error], texts func(T) []index.Text) iter.Seq2[[]index.Text, error] {
	return func(yield func([]index.Text, error) bool) {
		for row, err := range rows {
			if !yield(texts(row), err) {
				return
			}
		}
	}
}

func patentTexts(p corpus.Patent) []index.Text {
	return []index.Text{{Field: "title", Content: p.Title}, {Field: "abstract", Content: p.Abstract}}
}

func needTexts(n corpus.Need) []index.Text {
	return []index.Text{{Field: "title", Content: n.Title}, {Field: "description", Content: n.Description}}
}
