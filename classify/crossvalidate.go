package classify

import (
	"context"
	"maps"
	"slices"

	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/learn"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
)

// CrossValidate trains as [Train] does, on all parts but one at a time, and reports how that part comes out. Definitions are always
// trained on; titles that differ in nothing but set wording are in one part. progress may be nil. The error is ErrOptions, ErrTexts or
// the context's.
func CrossValidate(ctx context.Context, texts []Labelled, m *semantic.Map, o Options, progress Progress) (*Report, error) {
	set, err := newTrainingSet(texts, m, o)
	if err != nil {
		return nil, err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	outcomes, err := set.crossValidate(ctx, func(done int) { progress(done, o.Folds) })
	if err != nil {
		return nil, err
	}
	return newReport(outcomes, set)
}

// outcome is what a classifier that has not seen a title makes of it.
type outcome struct {
	fold     int
	fields   fields
	scores   []float32
	right    []int  // numbers of its classes
	branch   string // the foremost of its classes, "" where they have none
	division string
}

// crossValidate scores each title by a classifier that was fitted on the other parts.
func (set *trainingSet) crossValidate(ctx context.Context, progress func(done int)) ([]outcome, error) {
	var all []outcome
	for fold := range set.Folds {
		var tested, others []example
		for _, e := range set.examples {
			if !e.Definition && e.fold == fold {
				tested = append(tested, e)
			} else {
				others = append(others, e)
			}
		}
		if len(tested) > 0 {
			c, err := set.fit(others)
			if err != nil {
				return nil, err
			}
			for _, e := range tested {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				all = append(all, set.outcomeOf(c, e))
			}
		}
		progress(fold + 1)
	}
	return all, nil
}

func (set *trainingSet) outcomeOf(c *Classifier, e example) outcome {
	var symbols []industry.Symbol
	for _, code := range e.Subclasses {
		symbols = append(symbols, symbol(code))
	}
	first := func(list []industry.Weighted) string {
		if len(list) == 0 {
			return ""
		}
		return list[0].Code
	}
	return outcome{
		fold: e.fold, fields: c.fields, scores: c.scores([]*segment.Analysis{e.analysis}), right: e.classes,
		branch: first(industry.Of(symbols...)), division: first(industry.Divisions(symbols...)),
	}
}

// fitCurves fits the curves to outcomes.
func fitCurves(all []outcome) (c curves, err error) {
	var subclasses, branches, divisions []sample
	for _, o := range all {
		subclasses = append(subclasses, o.subclasses()...)
	}
	if c.Subclass, err = fitCurve(subclasses); err != nil {
		return c, err
	}
	for _, o := range all {
		branches = append(branches, o.branches(c.Subclass)...)
		divisions = append(divisions, o.divisions(c.Subclass)...)
	}
	if c.Branch, err = fitCurve(branches); err != nil {
		return c, err
	}
	c.Division, err = fitCurve(divisions)
	return c, err
}

// sampled is how many of the foremost classes of a title go into a curve; the others are as good as never right.
const sampled = 30

// subclasses returns the foremost subclasses, best first.
func (o outcome) subclasses() []sample {
	list := make([]sample, len(o.scores))
	for class, s := range o.scores {
		_, right := slices.BinarySearch(o.right, class)
		list[class] = sample{score: float64(s), right: right}
	}
	list = ranked(list)
	return list[:min(len(list), sampled)]
}

// branches and divisions return the foremost of those, best first; nothing for a title whose own are not known.
func (o outcome) branches(c learn.Logistic) []sample { return o.mixed(c, o.fields.branches, o.branch) }

func (o outcome) divisions(c learn.Logistic) []sample {
	return o.mixed(c, o.fields.divisions, o.division)
}

func (o outcome) mixed(c learn.Logistic, of [][]industry.Weighted, right string) []sample {
	if right == "" {
		return nil
	}
	m := mixture{}
	m.add(of, probabilities(o.scores, c))
	var list []sample
	for _, code := range slices.Sorted(maps.Keys(m)) {
		list = append(list, sample{score: m[code], right: code == right})
	}
	list = ranked(list)
	return list[:min(len(list), sampled)]
}
