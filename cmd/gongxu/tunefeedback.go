package main

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"slices"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/matcher"
)

// trial is the weight at which a signal begins that has none yet and is to be learnt.
const trial = 0.05

// start returns the weights that learning begins with. Feedback stays out: it would see the very judgments that are to be learnt from.
func (o *tuneOptions) start(inUse matcher.Weights) (matcher.Weights, error) {
	inUse.Feedback = 0
	values := inUse.Values()
	for _, name := range o.with {
		k := slices.Index(matcher.SignalNames(), name)
		if k < 0 || name == "feedback" {
			return inUse, usage("--with %s is none of the signals %v, or feedback, which cannot be learnt from what it has seen", name, matcher.SignalNames())
		}
		if values[k] == 0 {
			values[k] = trial
		}
	}
	return matcher.WeightsOf(values)
}

// judgments collects the grades to learn from, and the needs that they are about.
func (o *tuneOptions) judgments(ctx context.Context, engine *matcher.Engine, needs []corpus.Need) (eval.Qrels, []corpus.Need, error) {
	qrels := eval.Qrels{}
	if o.qrels != "" {
		var err error
		if qrels, err = readFile(o.qrels, eval.ReadQrels); err != nil {
			return nil, nil, err
		}
	}
	if !o.feedback {
		return qrels, needs, nil
	}
	recorded, err := engine.Judgments(ctx)
	if err != nil {
		return nil, nil, err
	}
	known := map[string]bool{}
	for _, n := range needs {
		known[n.ID] = true
	}
	for _, j := range recorded {
		if !known[j.Need] {
			known[j.Need] = true
			needs = append(needs, corpus.Need{ID: j.Need, Title: j.Title, Description: j.Description})
		}
	}
	for topic, docs := range qrelsOf(recorded) {
		if qrels[topic] == nil {
			qrels[topic] = map[string]int{}
		}
		for doc, grade := range docs {
			if _, judged := qrels[topic][doc]; !judged { // a file of judgments was made on purpose
				qrels[topic][doc] = grade
			}
		}
	}
	return qrels, needs, nil
}

// qrelsOf makes qrels of judgments; where several people judged a pair it is the mean of their grades, rounded.
func qrelsOf(judgments []corpus.Judgment) eval.Qrels {
	type pair struct{ need, patent string }
	sums, counts := map[pair]int{}, map[pair]int{}
	for _, j := range judgments {
		p := pair{j.Need, j.Patent}
		sums[p] += *j.Grade
		counts[p]++
	}
	out := eval.Qrels{}
	for p, sum := range sums {
		if out[p.need] == nil {
			out[p.need] = map[string]int{}
		}
		out[p.need][p.patent] = int(math.Round(float64(sum) / float64(counts[p])))
	}
	return out
}

// about says where the judgments come from.
func (o *tuneOptions) about() string {
	switch {
	case !o.feedback:
		return filepath.Base(o.qrels)
	case o.qrels == "":
		return "from feedback"
	}
	return fmt.Sprintf("%s and feedback", filepath.Base(o.qrels))
}
