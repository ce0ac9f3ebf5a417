package matcher

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/vector"
)

// denseSignal is how near an embedder puts the need to the patent's title and to its title with abstract: the mean of both cosines,
// each in standard deviations from the mean of the candidates, because raw cosines of embedding models lie within a narrow band.
func denseSignal() signal {
	return signal{
		name: "dense", label: "语义模型",
		value: func(p *profile, c *candidate) (float64, bool) {
			v := p.dense.wholeOf(c.cosines)
			if math.IsNaN(v) {
				return unitOf(0), false
			}
			return unitOf(v), true
		},
		note: func(x *explainer, c *candidate) string {
			v := x.p.dense.wholeOf(c.cosines)
			if math.IsNaN(v) {
				return "专利还没有语义向量，按候选平均计。"
			}
			return fmt.Sprintf("语义模型认为两者比候选专利的平均近 %.1f 个标准差。", v)
		},
	}
}

// sentencesSignal is how near the embedder puts the two sentences of the need that are nearest to the patent: a long need speaks of
// several things, and a patent meets one of them.
func sentencesSignal() signal {
	return signal{
		name: "sentences", label: "语句",
		value: func(p *profile, c *candidate) (float64, bool) {
			v := p.dense.sentencesOf(c.cosines)
			if math.IsNaN(v) {
				return unitOf(0), false
			}
			return unitOf(p.dense.best.of(v)), true
		},
		note: func(x *explainer, c *candidate) string {
			if at := x.p.dense.bestSentence(c.cosines); at >= 0 {
				return fmt.Sprintf("最接近的语句：“%s”。", shortened(x.p.dense.texts[at], 40))
			}
			return "专利还没有语义向量，按候选平均计。"
		},
	}
}

// shortened cuts a text after so many characters.
func shortened(s string, runes int) string {
	n := 0
	for i := range s {
		if n == runes {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// denseNeed is a need as an embedder sees it: as a whole, and sentence by sentence.
type denseNeed struct {
	texts     []string // the whole, then the sentences
	vectors   [][]int8
	near      []uint32      // rows of the vectors that are nearest to the whole
	contrast  float64       // see Outlook
	standards [][2]standard // of the cosines of each text with titles and with abstracts
	best      standard      // of the mean of the two nearest sentences
}

// bounds of what is embedded of a need.
const (
	needRunes     = 300
	sentenceLeast = 6 // characters
	sentenceMost  = 200
	sentenceCount = 24
)

// nearest is the number of vectors nearest to a need whose patents become candidates.
const nearest = 400

// needPassages returns the texts of a need that are embedded: title with description, then its sentences, without corporate
// background.
func needPassages(need corpus.Need, text *segment.Analysis) []string {
	out := []string{joined(need.Title, need.Description, needRunes)}
	add := func(sentence string) {
		sentence = strings.TrimSpace(sentence)
		if n := len([]rune(sentence)); n < sentenceLeast || len(out) > sentenceCount || slices.Contains(out[1:], sentence) {
			return
		} else if n > sentenceMost {
			sentence = string([]rune(sentence)[:sentenceMost])
		}
		out = append(out, sentence)
	}
	for s := range strings.FieldsFuncSeq(need.Title, endsSentence) {
		add(s)
	}
	background := text.Spans()
	at := 0
	for s := range strings.FieldsFuncSeq(need.Description, endsSentence) {
		start := at + strings.Index(need.Description[at:], s)
		at = start + len(s)
		if !slices.ContainsFunc(background, func(b segment.Span) bool { return b.Class == segment.Background && b.Start < at && start < b.End }) {
			add(s)
		}
	}
	return out
}

func endsSentence(r rune) bool { return strings.ContainsRune("。；;！？!?\n\r", r) }

// denseNeed embeds a need and finds the vectors nearest to it.
func (e *edition) denseNeed(ctx context.Context, store *vector.Store, need corpus.Need, text *segment.Analysis) (*denseNeed, error) {
	d := &denseNeed{texts: needPassages(need, text)}
	var err error
	if d.vectors, err = e.library.ask(ctx, d.texts); err != nil {
		return nil, err
	}
	for _, v := range d.vectors {
		if len(v) != store.Dimensions() {
			return nil, fmt.Errorf("%w: it has %d numbers, those of the patents %d", ErrEmbedder, len(v), store.Dimensions())
		}
	}
	near, err := store.Nearest(ctx, d.vectors[0], nearest+1, runtime.GOMAXPROCS(0), nil)
	if err != nil {
		return nil, fmt.Errorf("matcher: nearest vectors: %w", err)
	}
	if len(near) > 0 {
		mean, err := store.MeanCosine(d.vectors[0])
		if err != nil {
			return nil, fmt.Errorf("matcher: mean of vectors: %w", err)
		}
		d.contrast = near[0].Cosine - mean
	}
	if len(near) > nearest { // of vectors that are as near as the first one too many, which ones are here goes by when they were added
		beyond := near[nearest].Cosine
		near = slices.DeleteFunc(near, func(n vector.Near) bool { return n.Cosine == beyond })
	}
	for _, n := range near {
		d.near = append(d.near, uint32(n.Row))
	}
	return d, nil
}

// cosines are those of each text of a need with a patent's title and with its title and abstract, NaN where there is no vector.
type cosines [][2]float64

// measure computes the cosines of a need with patents.
func (d *denseNeed) measure(store *vector.Store, found []candidate) error {
	var at [2][]int
	var rows [2][]uint32
	for i := range found {
		found[i].cosines = make(cosines, len(d.vectors))
		for j := range found[i].cosines {
			found[i].cosines[j] = [2]float64{math.NaN(), math.NaN()}
		}
		keys, ok := found[i].features.passageKeys()
		if !ok {
			continue
		}
		for side, key := range keys {
			if row, ok := store.Row(key); ok {
				at[side], rows[side] = append(at[side], i), append(rows[side], uint32(row))
			}
		}
	}
	out := make([]float64, len(found))
	for side := range 2 {
		for j, v := range d.vectors {
			if err := store.Cosines(v, rows[side], out[:len(rows[side])]); err != nil {
				return fmt.Errorf("matcher: cosines: %w", err)
			}
			for n, i := range at[side] {
				found[i].cosines[j][side] = out[n]
			}
		}
	}
	return nil
}

// learn takes the means and deviations of the candidates.
func (d *denseNeed) learn(found []candidate) {
	d.standards = make([][2]standard, len(d.vectors))
	values := make([]float64, len(found))
	for i := range d.standards {
		for side := range 2 {
			for j, c := range found {
				values[j] = c.cosines[i][side]
			}
			d.standards[i][side] = standardOf(values)
		}
	}
	for j, c := range found {
		values[j] = d.sentencesOf(c.cosines)
	}
	d.best = standardOf(values)
}

// textOf is the mean distance of a text of the need to title and abstract; NaN when there is no vector.
func (d *denseNeed) textOf(c cosines, i int) float64 {
	sum, n := 0.0, 0.0
	for side, v := range c[i] {
		if !math.IsNaN(v) {
			sum += d.standards[i][side].of(v)
			n++
		}
	}
	return sum / n
}

func (d *denseNeed) wholeOf(c cosines) float64 { return d.textOf(c, 0) }

// sentencesOf is the mean of the two nearest sentences; without sentences that of the whole.
func (d *denseNeed) sentencesOf(c cosines) float64 {
	first, second := math.Inf(-1), math.Inf(-1)
	for i := 1; i < len(c); i++ {
		switch v := d.textOf(c, i); {
		case math.IsNaN(v):
			return v
		case v > first:
			first, second = v, first
		case v > second:
			second = v
		}
	}
	switch len(c) {
	case 1:
		return d.wholeOf(c)
	case 2:
		return first
	}
	return (first + second) / 2
}

// bestSentence returns the place of the text that is nearest to the patent; −1 without vectors.
func (d *denseNeed) bestSentence(c cosines) int {
	best, at := math.Inf(-1), -1
	for i := min(1, len(c)-1); i < len(c); i++ {
		if v := d.textOf(c, i); v > best {
			best, at = v, i
		}
	}
	return at
}

// denseHits returns the patents whose vectors are nearest to a need, as hits with the scores of its terms.
func (e *edition) denseHits(ctx context.Context, s index.Searcher, p *profile, filter index.Filter) ([]index.Hit, error) {
	r, ok := s.(randomAccess)
	store := e.library.vectors()
	if p.dense == nil || !ok || store == nil {
		return nil, nil
	}
	hits, err := r.Scores(ctx, p.terms, filter, e.keysOf(r, store, p.dense.near))
	// Vectors and documents lie in the order in which they came; sums over candidates must not depend on it.
	slices.SortFunc(hits, func(a, b index.Hit) int { return cmp.Compare(a.ID, b.ID) })
	return hits, err
}
