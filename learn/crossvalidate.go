package learn

import (
	"fmt"
	"math/rand/v2"

	"github.com/gongxu/gongxu/eval"
)

// Options shape a cross-validation. Start from DefaultOptions.
type Options struct {
	// Folds of topics, ≥ 2, and of the folds inside the training topics that the strength is chosen by.
	Folds, InnerFolds int
	// Seed deals the topics.
	Seed uint64
	// Strengths of the pull towards the weights in use, > 0, of which one is chosen, weakest first. A very large one keeps the weights.
	Strengths []float64
	// Measure is what a strength is chosen by.
	Measure eval.Measure
	// Eval is how rankings are measured.
	Eval eval.Options
}

// DefaultOptions returns five folds, four inner ones, and strengths from 0.01 to 1000.
func DefaultOptions() Options {
	return Options{
		Folds: 5, InnerFolds: 4, Seed: 1,
		Strengths: []float64{0.01, 0.03, 0.1, 0.3, 1, 1000},
		Measure:   eval.Measure{Kind: eval.NDCG, Depth: 10},
		Eval:      eval.DefaultOptions(),
	}
}

// Validated is the outcome of a cross-validation.
type Validated struct {
	// Run ranks every topic by weights that were learnt without it; Start ranks the same by the weights in use.
	Run, Start eval.Run
	// Folds are what was learnt, fold by fold.
	Folds []Learnt
	// Final was learnt from all topics, with a strength chosen in the same way.
	Final Learnt
}

// Learnt are weights with the strength that was chosen.
type Learnt struct {
	Weights  []float64
	Strength float64
}

// CrossValidate learns weights by topic-wise folds, and at last from all topics. Only topics with a relevant document among qrels take
// part, which are those that are measured. Each strength is judged inside the training topics alone; among equals the strongest is taken.
func CrossValidate(topics []Topic, qrels eval.Qrels, start []float64, o Options) (*Validated, error) {
	if o.Folds < 2 || o.InnerFolds < 2 || len(o.Strengths) == 0 {
		return nil, fmt.Errorf("%w: %d folds, %d inner ones, %d strengths", ErrInvalid, o.Folds, o.InnerFolds, len(o.Strengths))
	}
	var measured []Topic
	for _, t := range topics {
		for _, grade := range qrels[t.Name] {
			if grade >= o.Eval.RelLevel {
				measured = append(measured, t)
				break
			}
		}
	}
	if len(measured) < 2*o.Folds {
		return nil, fmt.Errorf("%w: %d topics with a relevant document are too few for %d folds", ErrInvalid, len(measured), o.Folds)
	}
	out := &Validated{Run: eval.Run{}, Start: Ranking(measured, start)}
	for i, fold := range Folds(len(measured), o.Folds, o.Seed) {
		held, rest := Split(measured, fold)
		l, err := o.learn(rest, qrels, start, uint64(i))
		if err != nil {
			return nil, err
		}
		out.Folds = append(out.Folds, l)
		for topic, hits := range Ranking(held, l.Weights) {
			out.Run[topic] = hits
		}
	}
	var err error
	out.Final, err = o.learn(measured, qrels, start, uint64(o.Folds))
	return out, err
}

// learn chooses a strength by folds of the topics and fits with it.
func (o Options) learn(topics []Topic, qrels eval.Qrels, start []float64, stream uint64) (Learnt, error) {
	folds := deal(len(topics), o.InnerFolds, rand.New(rand.NewPCG(o.Seed+stream, innerStream)))
	judged := eval.Qrels{}
	for _, t := range topics {
		judged[t.Name] = qrels[t.Name]
	}
	best, strength := -1.0, 0.0
	for _, s := range o.Strengths {
		run := eval.Run{}
		for _, fold := range folds {
			held, rest := Split(topics, fold)
			w, err := Fit(rest, start, s)
			if err != nil {
				return Learnt{}, err
			}
			for topic, hits := range Ranking(held, w) {
				run[topic] = hits
			}
		}
		opts := o.Eval
		opts.Measures = []eval.Measure{o.Measure}
		report, err := eval.Evaluate(judged, run, opts)
		if err != nil {
			return Learnt{}, err
		}
		if mean, err := report.Mean(o.Measure); err != nil {
			return Learnt{}, err
		} else if mean >= best {
			best, strength = mean, s
		}
	}
	w, err := Fit(topics, start, strength)
	return Learnt{w, strength}, err
}

// Ranking scores the documents of topics by weights.
func Ranking(topics []Topic, weights []float64) eval.Run {
	run := make(eval.Run, len(topics))
	for _, t := range topics {
		hits := make([]eval.Scored, len(t.Docs))
		for i, d := range t.Docs {
			hits[i] = eval.Scored{Doc: d.ID, Score: Score(weights, d.Values)}
		}
		run[t.Name] = hits
	}
	return run
}
