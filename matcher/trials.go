package matcher

import (
	"context"
	"math"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
)

// Trials rank an engine's candidates by maps of terms that it does not have, without an index for each: the directions of candidates are
// computed when they are asked for. Not for use by several goroutines, nor while patents are written. Close it.
type Trials struct {
	x       *edition
	numbers map[semantic.Term]uint32
	terms   []semantic.Term           // by number
	impacts map[string][]index.Impact // of a candidate's terms, by its id
}

// Trials begins trials with the patents as they are now.
func (e *Engine) Trials() *Trials {
	return &Trials{x: e.hold(), numbers: map[semantic.Term]uint32{}, impacts: map[string][]index.Impact{}}
}

// Close ends the trials.
func (t *Trials) Close() { t.x.release() }

// Values gives each what Engine.Values of a need would be if the engine had been retrained with a map, but for feedback, which takes no
// part.
func (t *Trials) Values(ctx context.Context, m *semantic.Map, needs []corpus.Need, each func(corpus.Need, []Valued)) error {
	shared := &common{dir: t.x.dir, opts: t.x.opts, seg: t.x.seg, library: t.x.library, needs: t.x.needs, past: t.x.past}
	shared.opts.Weights.Feedback, shared.opts.DenseWeights.Feedback = 0, 0
	shared.synonyms.Store(t.x.synonyms.Load())
	shared.generation.Store(t.x.generation.Load())
	x, err := newEdition(shared, t.x.name, t.x.meaning, 1<<20)
	if err != nil {
		return err
	}
	defer x.cache.close()
	x.patents = t.x.patents
	x.trial = &trial{t, m, nil, map[string][]int8{}}
	for _, n := range needs {
		values, err := x.values(ctx, n)
		if err != nil {
			return err
		}
		each(n, values)
	}
	return nil
}

// unknown stands for the row of a term that a map does not have.
const unknown = math.MaxUint32

// trial are the directions of patents by a map that they were not indexed with.
type trial struct {
	*Trials
	m          *semantic.Map
	rows       []uint32 // of the map, by the number of a term, or unknown
	directions map[string][]int8
}

// ranksBy returns the map of terms that needs and candidates are compared by: the edition's own, or the one that is on trial.
func (e *edition) ranksBy() *semantic.Map {
	if e.trial != nil {
		return e.trial.m
	}
	return e.meaning
}

// measure puts the cosines by the map in the place of those by the engine's.
func (t *trial) measure(ctx context.Context, s index.Searcher, p *profile, found []candidate) error {
	for i := range found {
		d, err := t.of(ctx, s, found[i].hit)
		if err != nil {
			return err
		}
		found[i].meaning = cosine(p.direction, d)
	}
	return nil
}

// of returns the direction of a patent, all zeros when the map knows none of its terms.
func (t *trial) of(ctx context.Context, s index.Searcher, h index.Hit) ([]int8, error) {
	if d, ok := t.directions[h.ID]; ok {
		return d, nil
	}
	impacts, ok := t.impacts[h.ID]
	if !ok {
		r, err := t.x.record(ctx, s, h)
		if err != nil {
			return nil, err
		}
		impacts = t.impactsOf(t.x.analysed(r.patent))
		t.impacts[h.ID] = impacts
	}
	for _, term := range t.terms[len(t.rows):] {
		row, ok := t.m.Row(term.View, term.Text)
		if !ok {
			row = unknown
		}
		t.rows = append(t.rows, row)
	}
	sum := t.m.NewSum()
	for _, i := range impacts {
		if row := t.rows[i.ID]; row != unknown {
			sum.Add(row, uint32(i.Q))
		}
	}
	d := sum.Packed()
	t.directions[h.ID] = d
	return d, nil
}

// impactsOf returns the impacts of the terms that a map may know.
func (t *Trials) impactsOf(texts index.Analyses) []index.Impact {
	c := counters.Get().(*index.Counter)
	defer counters.Put(c)
	var out []index.Impact
	for _, v := range t.x.opts.Patents.Views {
		if v.View == segment.Chars {
			continue
		}
		out = append(out, c.Impacts(v, texts, func(text string) (uint32, bool) {
			term := semantic.Term{View: v.View, Text: text}
			id, ok := t.numbers[term]
			if !ok {
				id, term.Text = uint32(len(t.terms)), strings.Clone(text)
				t.numbers[term], t.terms = id, append(t.terms, term)
			}
			return id, true
		})...)
	}
	return out
}
