package classify

import (
	"math"
	"slices"

	"github.com/gongxu/gongxu/learn"
)

// curves make probabilities of scores.
type curves struct {
	Subclass, Branch, Division learn.Logistic
}

const (
	leastScore = 0.01 // Scores below have the same logarithm.
	flatness   = 1e-3 // Penalty that keeps a curve finite where all samples agree.
	steps      = 1e4  // To which part of 1 probabilities are rounded, so that the last bits of a platform's logarithm do not show.
)

// sample is a score among others of its text, and whether its class was right.
type sample struct {
	score float64
	// gap is the distance from the best score of the text; the best has its distance from the second.
	gap   float64
	right bool
}

// inputs of a curve: what scores little is still likely where nothing else scores more.
func (s sample) inputs() []float64 { return []float64{math.Log(max(leastScore, s.score)), s.gap} }

// probability of a sample by a curve.
func probability(c learn.Logistic, s sample) float64 {
	return math.Round(c.Probability(s.inputs())*steps) / steps
}

// ranked sorts the samples of a text, the best first, those of one score in the order given, and gives them their gaps.
func ranked(list []sample) []sample {
	slices.SortStableFunc(list, func(a, b sample) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	for i := range list {
		switch {
		case i > 0:
			list[i].gap = list[i].score - list[0].score
		case len(list) > 1:
			list[i].gap = list[0].score - list[1].score
		default:
			list[i].gap = list[i].score
		}
	}
	return list
}

// fitCurve fits a curve to samples, and to one sample of each kind that is beyond doubt: few samples may be all of one kind.
func fitCurve(list []sample) (learn.Logistic, error) {
	list = append([]sample{{score: 1, gap: 1, right: true}, {score: 0, gap: -1}}, list...)
	rows, right := make([][]float64, len(list)), make([]bool, len(list))
	for i, s := range list {
		rows[i], right[i] = s.inputs(), s.right
	}
	return learn.FitLogistic(rows, right, flatness)
}
