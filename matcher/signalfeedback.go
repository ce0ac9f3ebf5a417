package matcher

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/vector"
)

// The feedback signal moves the score of the other signals, base, by what was said of like pairs:
//
//	v = Σ s(need, need′) · s(patent, patent′) · g′ / (Σ s(need, need′) · s(patent, patent′) + feedbackShrink)
//	value = base + v · (1 − base) for v ≥ 0, base · (1 + v) below
//
// over the judgments (need′, patent′) with grades g′ centred to −1, −⅓, ⅓ and 1. The likeness s is 0 at the floor of the cosine by the map
// of terms and below, and rises to 1 at a cosine of 1, which the same text has. So the value lies between 0, which all like pairs
// being unfit lead to, and 1; a single judgment of the very pair goes half the way, and one of a pair that is half as like on both sides a
// fifth. Sums are integers: their order does not matter.
const (
	// likenessFloor is the cosine up to which two needs, or two patents, have nothing to do with each other. Of pairs of real needs, and
	// of real patents, drawn at random one in two hundred and one in three hundred lie above.
	likenessFloor = 0.7
	// feedbackShrink is how many judgments of the same pair pull as strongly as having none.
	feedbackShrink = 1
	// nearNeeds and nearJudgments bound the work for one need: so many of the nearest judged needs, and of their judgments.
	nearNeeds, nearJudgments = 64, 256
)

// feedbackSignal is what brokers and firms said of earlier pairs that are like this one.
func feedbackSignal() signal {
	return signal{
		name: "feedback", label: "历史反馈",
		value: func(_ *profile, c *candidate) (float64, bool) {
			v := c.said.opinion()
			switch {
			case c.said.weight == 0:
				return c.base, false
			case v < 0:
				return c.base * (1 + v), true
			}
			return c.base + float64(v*(1-c.base)), true
		},
		note: func(x *explainer, c *candidate) string { return x.p.precedents.note(c) },
	}
}

// levels is what a likeness of 1 is in integers.
const levels = 255

// likeness turns a cosine into 0…levels.
func likeness(cosine float64) int64 {
	if !(cosine > likenessFloor) {
		return 0
	}
	return min(levels, int64(math.Round(levels*(cosine-likenessFloor)/(1-likenessFloor))))
}

// verdict is what the judgments of like pairs say together. Grades count −3, −1, 1, 3.
type verdict struct{ weight, sum int64 }

func (v *verdict) add(likeness int64, grade int) {
	v.weight += likeness
	v.sum += likeness * int64(2*grade-corpus.HighestGrade)
}

// opinion is in (−1, 1).
func (v verdict) opinion() float64 {
	return float64(v.sum) / corpus.HighestGrade / float64(v.weight+feedbackShrink*levels*levels)
}

// judgedNeeds are all needs that were judged, ready to be compared with others. They do not change.
type judgedNeeds struct {
	needs     []judgedNeed
	judgments []corpus.Judgment // in the order of the needs
	matrix    *vector.Matrix    // directions of the needs' parts; nil when there is none
	owners    []int             // need of each row
}

// judgedNeed is a need with its judgments.
type judgedNeed struct {
	id, title string
	from, to  int
}

// judgedNeeds lays out the judgments that count; nil when there are none. What was laid out before is kept until a judgment comes.
func (e *edition) judgedNeeds() (*judgedNeeds, error) {
	p := e.past
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.newest) == 0 {
		return nil, nil //nolint:nilnil // nothing was judged
	}
	if e.judged != nil && e.judgedAt == p.version {
		return e.judged, nil
	}
	judgments := p.sorted()
	out := &judgedNeeds{judgments: judgments}
	var components []int8
	for from := 0; from < len(judgments); {
		id := judgments[from].Need
		to := from + 1
		for to < len(judgments) && judgments[to].Need == id {
			to++
		}
		words := p.texts[id]
		for _, d := range e.directionsOfWords(words) {
			components, out.owners = append(components, d...), append(out.owners, len(out.needs))
		}
		out.needs = append(out.needs, judgedNeed{id, words.title, from, to})
		from = to
	}
	if len(components) > 0 {
		var err error
		if out.matrix, err = vector.NewMatrix(e.meaning.Dimensions(), components); err != nil {
			return nil, fmt.Errorf("matcher: judged needs: %w", err)
		}
	}
	e.judged, e.judgedAt = out, p.version
	return out, nil
}

// directionsOfWords returns the directions of the separate needs in a text. The caller holds the lock.
func (e *edition) directionsOfWords(words needWords) [][]int8 {
	if known, ok := e.directions[words]; ok {
		return known
	}
	var out [][]int8
	for _, n := range subNeeds(corpus.Need{Title: words.title, Description: words.description}) {
		if d := e.needDirection(needTextOf(e.seg, n, e.opts.NeedTitle)); d != nil {
			out = append(out, d)
		}
	}
	e.directions[words] = out
	return out
}

// precedents are the judgments of needs that are like one need.
type precedents struct {
	list   []precedent
	matrix *vector.Matrix // directions of the judged patents, all zeros where there is none
	rows   []uint32       // all of them
}

type precedent struct {
	corpus.Judgment
	title string // of the need
	need  int64  // likeness of the needs
}

// finder is what looking up judged patents takes of an index besides searching. Over another kind of index there is no feedback.
type finder interface {
	Find(ctx context.Context, id string) (h index.Hit, ok bool, err error)
}

// precedents looks for judgments of needs that are like a profile's; nil when there are none. Patents that are no more in the library
// are left out.
func (e *edition) precedents(ctx context.Context, s index.Searcher, p *profile) (*precedents, error) {
	r, ok := s.(finder)
	if !ok || p.direction == nil || e.past.empty() {
		return nil, nil
	}
	all, err := e.judgedNeeds()
	if err != nil || all == nil || all.matrix == nil {
		return nil, err
	}
	near, err := all.like(ctx, p.direction)
	if err != nil {
		return nil, err
	}
	out := &precedents{}
	var components []int8
	for _, n := range near {
		need := all.needs[n.need]
		for _, j := range all.judgments[need.from:need.to] {
			if len(out.list) == nearJudgments {
				break
			}
			h, ok, err := r.Find(ctx, j.Patent)
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
			f, err := e.features(ctx, s, h)
			if err != nil {
				return nil, err
			}
			d := f.direction(p.dimensions)
			if d == nil {
				d = make([]int8, p.dimensions)
			}
			components, out.rows = append(components, d...), append(out.rows, uint32(len(out.list)))
			out.list = append(out.list, precedent{j, need.title, n.likeness})
		}
	}
	if len(out.list) == 0 {
		return nil, nil
	}
	if out.matrix, err = vector.NewMatrix(p.dimensions, components); err != nil {
		return nil, fmt.Errorf("matcher: judged patents: %w", err)
	}
	return out, nil
}

// likeNeed is a judged need with its likeness to the one in hand.
type likeNeed struct {
	need     int
	likeness int64
}

// like returns the needs that are like a direction, the most alike first, then by id.
func (j *judgedNeeds) like(ctx context.Context, direction []int8) ([]likeNeed, error) {
	near, err := j.matrix.Nearest(ctx, direction, nearNeeds, 1, nil)
	if err != nil {
		return nil, fmt.Errorf("matcher: judged needs: %w", err)
	}
	var out []likeNeed
	seen := map[int]bool{}
	for _, n := range near { // the nearest first, so that the nearest part of a need decides
		if l, owner := likeness(n.Cosine), j.owners[n.Row]; l > 0 && !seen[owner] {
			seen[owner] = true
			out = append(out, likeNeed{owner, l})
		}
	}
	slices.SortFunc(out, func(a, b likeNeed) int {
		return cmp.Or(cmp.Compare(b.likeness, a.likeness), cmp.Compare(a.need, b.need))
	})
	return out, nil
}

// each calls visit with every precedent that is like the pair of the need and a patent, and how like it is.
func (p *precedents) each(id string, direction []int8, visit func(i int, likeness int64)) {
	var cosines [nearJudgments]float64
	if direction != nil {
		if err := p.matrix.Cosines(direction, p.rows, cosines[:]); err != nil { // of other dimensions than the map, which no features have
			clear(cosines[:])
		}
	}
	for i := range p.list {
		patent := likeness(cosines[i])
		if p.list[i].Patent == id {
			patent = levels
		}
		if patent > 0 {
			visit(i, p.list[i].need*patent)
		}
	}
}

// of returns what the precedents say of a patent.
func (p *precedents) of(id string, direction []int8) (v verdict) {
	if p == nil {
		return v
	}
	p.each(id, direction, func(i int, likeness int64) { v.add(likeness, *p.list[i].Grade) })
	return v
}

// note names the precedent that is most like the pair.
func (p *precedents) note(c *candidate) string {
	if c.said.weight == 0 {
		return "与该专利相近的专利没有历史反馈，得分不变。"
	}
	best, n, most := 0, 0, int64(0)
	p.each(c.hit.ID, c.features.direction(p.matrix.Dimensions()), func(i int, likeness int64) {
		n++
		if likeness > most {
			best, most = i, likeness
		}
	})
	change := "上调"
	if c.said.sum < 0 {
		change = "下调"
	}
	top := p.list[best]
	said := fmt.Sprintf("评为 %d 级", *top.Grade)
	if label := top.Action.Label(); label != "" {
		said += "（" + label + "）"
	}
	need := top.title
	if need == "" {
		need = top.Need
	}
	return fmt.Sprintf("相近的需求与专利有 %d 条历史反馈，得分因此%s；最相近的一条：需求“%s”与专利 %s，%s。",
		n, change, shortened(need, 30), top.Patent, said)
}

// bytes is about what the precedents take in memory.
func (p *precedents) bytes() int64 {
	if p == nil {
		return 0
	}
	return int64(len(p.list)) * int64(p.matrix.Dimensions()+200)
}
