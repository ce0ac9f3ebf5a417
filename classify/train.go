package classify

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
)

// Options shape a classifier. Start from DefaultOptions.
type Options struct {
	Ridge    float64 // Penalty of large weights, > 0: more makes smoother scores.
	Nearness float64 // Weight of nearness against terms, > 0.
	Weights  int     // Weights of terms to keep, the heaviest, ≥ 0.
	MinTexts int     // Texts that a term must occur in, ≥ 1.
	Folds    int     // Parts for the scores that the curves are fitted on, ≥ 2.
}

// DefaultOptions returns those of the shipped classifier.
func DefaultOptions() Options {
	return Options{Ridge: 3.2, Nearness: 2.1, Weights: 500_000, MinTexts: 2, Folds: 5}
}

// Choices that need no changing.
const (
	// definitionRidge is the penalty of a definition in parts of that of a title.
	definitionRidge = 0.75
	// largestIDF bounds how much a rare term counts.
	largestIDF = 9
)

// ErrOptions is wrapped by the error for options out of bounds, ErrTexts by that for texts that nothing can be learnt from.
var (
	ErrOptions = errors.New("classify: invalid options")
	ErrTexts   = errors.New("classify: nothing to learn from")
)

func (o Options) validate() error {
	if !(o.Ridge > 0) || !(o.Nearness > 0) || o.Weights < 0 || o.MinTexts < 1 || o.Folds < 2 {
		return fmt.Errorf("%w: ridge %g, nearness %g, weights %d, min texts %d, folds %d",
			ErrOptions, o.Ridge, o.Nearness, o.Weights, o.MinTexts, o.Folds)
	}
	return nil
}

// Progress hears of each of so many fits that is done.
type Progress func(done, of int)

// Train fits a classifier to texts: ridge regression, in its dual form, on a target for each subclass, 1 where the text has it. The
// curves are fitted on scores from classifiers that have not seen the text, as [CrossValidate] makes them. The same texts in the same
// order give the same classifier. progress may be nil. The error is ErrOptions, ErrTexts or the context's.
func Train(ctx context.Context, texts []Labelled, m *semantic.Map, o Options, progress Progress) (*Classifier, error) {
	set, err := newTrainingSet(texts, m, o)
	if err != nil {
		return nil, err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	outcomes, err := set.crossValidate(ctx, func(done int) { progress(done, o.Folds+1) })
	if err != nil {
		return nil, err
	}
	c, err := set.fit(set.examples)
	if err != nil {
		return nil, err
	}
	if c.Curves, err = fitCurves(outcomes); err != nil {
		return nil, err
	}
	progress(o.Folds+1, o.Folds+1)
	return c, nil
}

// example is a text made ready.
type example struct {
	Labelled
	analysis *segment.Analysis
	features []feature
	place    []int8
	classes  []int // numbers of its subclasses, ascending
	fold     int
}

// trainingSet is what classifiers are fitted on.
type trainingSet struct {
	Options
	meaning  *semantic.Map
	classes  []string
	terms    []semantic.Term
	idf      []float32
	known    vocabulary
	examples []example
}

// newTrainingSet makes texts ready; those without a known term are left out.
func newTrainingSet(texts []Labelled, m *semantic.Map, o Options) (*trainingSet, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	set := &trainingSet{Options: o, meaning: m}
	for i, t := range texts {
		if len(t.Subclasses) == 0 {
			return nil, fmt.Errorf("%w: text %d has no subclass", ErrTexts, i+1)
		}
		for _, code := range t.Subclasses {
			if !isSubclass(code) {
				return nil, fmt.Errorf("%w: text %d: %q is no IPC subclass", ErrTexts, i+1, code)
			}
			set.classes = append(set.classes, code)
		}
	}
	slices.Sort(set.classes)
	set.classes = slices.Compact(set.classes)
	analyses := make([]*segment.Analysis, len(texts))
	for i, t := range texts {
		analyses[i] = segment.Default().Analyze(t.Text, segment.PatentText)
	}
	set.chooseTerms(analyses)
	titles := 0
	for i, t := range texts {
		one := []*segment.Analysis{analyses[i]}
		e := example{Labelled: t, analysis: analyses[i], features: set.known.features(one), place: placeOf(m, one), fold: foldOf(t.Text, o.Folds)}
		if e.features == nil && e.place == nil {
			continue
		}
		for _, code := range t.Subclasses {
			class, _ := slices.BinarySearch(set.classes, code)
			e.classes = append(e.classes, class)
		}
		slices.Sort(e.classes)
		e.classes = slices.Compact(e.classes)
		set.examples = append(set.examples, e)
		if !t.Definition {
			titles++
		}
	}
	if titles == 0 {
		return nil, fmt.Errorf("%w: no title with a known term", ErrTexts)
	}
	return set, nil
}

// chooseTerms takes the terms of enough texts, with their inverse document frequency.
func (set *trainingSet) chooseTerms(texts []*segment.Analysis) {
	found := map[semantic.Term]int{}
	for _, a := range texts {
		seen := map[semantic.Term]bool{}
		for _, t := range semantic.TermsOf(a) {
			if !seen[t] {
				seen[t] = true
				found[t]++
			}
		}
	}
	for t, n := range found {
		if n >= set.MinTexts {
			set.terms = append(set.terms, t)
		}
	}
	slices.SortFunc(set.terms, semantic.Compare)
	for _, t := range set.terms {
		set.idf = append(set.idf, float32(min(largestIDF, math.Log((float64(len(texts))+1)/(float64(found[t])+0.5)))))
	}
	set.known = newVocabulary(set.terms, set.idf)
}

// fit makes a classifier without curves.
func (set *trainingSet) fit(list []example) (*Classifier, error) {
	s := system{Options: set.Options, examples: list, places: set.places(list), classes: len(set.classes)}
	weights, err := s.weights()
	if err != nil {
		return nil, err
	}
	c := content{Meaning: set.meaning.Hash(), Classes: set.classes, Terms: set.terms, IDF: set.idf}
	s.keepNearness(weights, &c)
	set.keepTerms(weights, list, &c)
	return newClassifier(set.meaning, c)
}

// places returns the places of the examples, all zeros where one has none.
func (set *trainingSet) places(list []example) places {
	dimensions := set.meaning.Dimensions()
	rows := make([]int8, len(list)*dimensions)
	for i, e := range list {
		copy(rows[i*dimensions:], e.place)
	}
	return newPlaces(dimensions, rows)
}

// keepTerms turns weights of examples into weights of terms and keeps the heaviest, a weight being worth what it contributes over all
// examples.
func (set *trainingSet) keepTerms(weights [][]float32, list []example, c *content) {
	rows, norms := make([][]float32, len(set.terms)), make([]float64, len(set.terms))
	column := make([]float32, len(set.classes))
	for i, e := range list {
		for class := range column {
			column[class] = weights[class][i]
		}
		for _, f := range e.features {
			if rows[f.term] == nil {
				rows[f.term] = make([]float32, len(set.classes))
			}
			norms[f.term] += float64(f.value) * float64(f.value)
			addScaled(rows[f.term], column, f.value)
		}
	}
	var worths []float32
	for t, row := range rows {
		norms[t] = math.Sqrt(norms[t])
		for _, w := range row {
			worths = append(worths, float32(math.Abs(float64(w))*norms[t]))
		}
	}
	slices.Sort(worths)
	least := float32(0)
	if len(worths) > set.Weights {
		least = worths[len(worths)-1-set.Weights]
	}
	c.Starts, c.Scales = make([]uint32, len(rows)+1), make([]float32, len(rows))
	for t, row := range rows {
		var kept []float32
		last := 0
		for class, w := range row {
			if float32(math.Abs(float64(w))*norms[t]) > least {
				kept = append(kept, w)
				c.Steps = append(c.Steps, uint16(class-last))
				last = class
			}
		}
		weights, unit := packed(kept)
		c.Weights, c.Scales[t] = append(c.Weights, weights...), unit
		c.Starts[t+1] = uint32(len(c.Weights))
	}
}
