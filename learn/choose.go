package learn

import (
	"fmt"
	"slices"

	"github.com/gongxu/gongxu/eval"
)

// Chosen is the outcome of Choose.
type Chosen struct {
	// HeldOut has every topic as the candidate ranks it that was chosen without it.
	HeldOut *eval.Report
	// Folds are the numbers of the candidates that were chosen, fold by fold; Final was chosen by all topics.
	Folds []int
	Final int
}

// Choose says what choosing the best of several rankings is worth: by topic-wise folds the one with the largest mean of a measure on the
// other topics is taken, the first of equals. The candidates are reports on the same topics with the same measures. Only HeldOut is a
// result; the best mean of all candidates is too good to be true. The error is ErrInvalid, or eval.ErrMeasure.
func Choose(candidates []*eval.Report, m eval.Measure, folds int, seed uint64) (*Chosen, error) {
	if len(candidates) == 0 || folds < 2 || len(candidates[0].Topics) < 2*folds {
		return nil, fmt.Errorf("%w: choosing of %d rankings with %d folds", ErrInvalid, len(candidates), folds)
	}
	values := make([][]float64, len(candidates))
	for i, c := range candidates {
		var err error
		if values[i], err = c.Values(m); err != nil {
			return nil, err
		}
		if !slices.EqualFunc(c.Topics, candidates[0].Topics, func(a, b eval.TopicValues) bool { return a.Topic == b.Topic }) {
			return nil, fmt.Errorf("%w: rankings of other topics", ErrInvalid)
		}
	}
	held := *candidates[0]
	held.Topics = slices.Clone(held.Topics)
	out := &Chosen{HeldOut: &held, Final: best(values, nil)}
	for _, fold := range Folds(len(held.Topics), folds, seed) {
		chosen := best(values, fold)
		for _, topic := range fold {
			held.Topics[topic] = candidates[chosen].Topics[topic]
		}
		out.Folds = append(out.Folds, chosen)
	}
	return out, nil
}

// best returns the candidate with the largest sum over the topics that are not in the fold, the first of equals.
func best(values [][]float64, fold []int) int {
	chosen, largest := 0, 0.0
	for i, v := range values {
		sum := 0.0
		_, others := Split(v, fold)
		for _, x := range others {
			sum += x
		}
		if i == 0 || sum > largest {
			chosen, largest = i, sum
		}
	}
	return chosen
}
