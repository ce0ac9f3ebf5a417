package learn

import (
	"errors"
	"fmt"
	"math"
)

// ErrInvalid is wrapped by errors about arguments that nothing can be learnt from.
var ErrInvalid = errors.New("learn: invalid")

// Topic is a need with its candidates.
type Topic struct {
	Name string
	Docs []Doc
	// Unjudged tells that documents without a judgment are unknown and left out, rather than not relevant.
	Unjudged bool
}

// Doc is a candidate.
type Doc struct {
	ID string
	// Values of the signals, as many as there are weights.
	Values []float64
	// Grade of relevance from 0; −1 when it was not judged.
	Grade int
}

// sharpness is where the scale of the scores in the softmax starts.
const sharpness = 20

// Fit returns weights that rank the topics better than the given ones, as far as the pull towards these allows. Weight k is start[k] times
// the exponential of a parameter; the loss is the mean cross-entropy, over the topics, between the shares of the gain 2^grade−1 and the
// softmax of the scores, plus strength times the sum of the squared parameters, so that a strength of 0.1 makes a weight twice as large
// cost 0.05. The scale of the softmax is learnt too. The first weight and those that are 0 stay: only ratios matter, and a signal that is not
// in use stays out.
// A grade counts by its gain and not by its rank, and all documents of a topic share one loss, so that a single wrong grade moves little.
func Fit(topics []Topic, start []float64, strength float64) ([]float64, error) {
	if len(start) == 0 || !(start[0] > 0) {
		return nil, fmt.Errorf("%w: the first weight must be positive", ErrInvalid)
	}
	m := listwise{start: start, strength: strength}
	for k, w := range start {
		m.total += w
		if k > 0 && w > 0 {
			m.free = append(m.free, k)
		}
	}
	for _, t := range topics {
		l, err := newListLoss(t, len(start))
		if err != nil {
			return nil, err
		}
		if l != nil {
			m.lists = append(m.lists, *l)
		}
	}
	if len(m.lists) == 0 {
		return nil, fmt.Errorf("%w: no topic has a relevant candidate", ErrInvalid)
	}
	if len(m.free) == 0 {
		return append([]float64(nil), start...), nil
	}
	x := make([]float64, len(m.free)+1)
	x[len(m.free)] = math.Log(sharpness)
	return m.weights(minimise(m.loss, x)), nil
}

// listLoss is one topic with the share of the gain of each document.
type listLoss struct {
	values [][]float64
	shares []float64
}

// newListLoss is nil for a topic without any gain.
func newListLoss(t Topic, weights int) (*listLoss, error) {
	l := &listLoss{}
	total := 0.0
	for _, d := range t.Docs {
		if len(d.Values) != weights {
			return nil, fmt.Errorf("%w: document %q of topic %q has %d values for %d weights", ErrInvalid, d.ID, t.Name, len(d.Values), weights)
		}
		if t.Unjudged && d.Grade < 0 {
			continue
		}
		gain := math.Ldexp(1, max(d.Grade, 0)) - 1
		total += gain
		l.values, l.shares = append(l.values, d.Values), append(l.shares, gain)
	}
	if total == 0 {
		return nil, nil
	}
	for i := range l.shares {
		l.shares[i] /= total
	}
	return l, nil
}

type listwise struct {
	lists    []listLoss
	start    []float64
	total    float64
	free     []int // the weights that are learnt
	strength float64
}

func (m *listwise) weights(x []float64) []float64 {
	w := append([]float64(nil), m.start...)
	for i, k := range m.free {
		w[k] *= math.Exp(x[i])
	}
	return w
}

// loss returns the loss at x and writes its gradient.
func (m *listwise) loss(x, gradient []float64) float64 {
	w := m.weights(x)
	last := len(m.free)
	scale := math.Exp(x[last]) / m.total
	clear(gradient)
	sum := 0.0
	slope := make([]float64, len(w)) // by weight, then by free parameter
	for _, l := range m.lists {
		scores := make([]float64, len(l.values))
		top := math.Inf(-1)
		for i, v := range l.values {
			scores[i] = scale * Score(w, v)
			top = max(top, scores[i])
		}
		z := 0.0
		for _, s := range scores {
			z += math.Exp(s - top)
		}
		clear(slope)
		for i, s := range scores {
			sum -= l.shares[i] * (s - top - math.Log(z))
			d := math.Exp(s-top)/z - l.shares[i]
			gradient[last] += d * s
			for _, k := range m.free {
				slope[k] += d * scale * l.values[i][k]
			}
		}
		for i, k := range m.free {
			gradient[i] += slope[k] * w[k]
		}
	}
	n := float64(len(m.lists))
	sum /= n
	for i := range gradient {
		gradient[i] /= n
	}
	for i := range m.free {
		sum += m.strength * x[i] * x[i]
		gradient[i] += 2 * m.strength * x[i]
	}
	return sum
}

// Score is the sum of weight times value.
func Score(weights, values []float64) float64 {
	sum := 0.0
	for k, w := range weights {
		sum += w * values[k]
	}
	return sum
}
