package classify

import (
	"fmt"
	"math"

	"github.com/gongxu/gongxu/vector"
)

// system is the ridge regression of some examples.
type system struct {
	Options
	examples []example
	classes  int
	// factor is that of the nearness of landmarks to each other, L·Lᵀ, and near has for each example its nearness to the landmarks b as
	// x with L·x = b: products of such x are nearnesses of the examples, as far as the landmarks tell.
	factor, near [][]float32
}

func newSystem(list []example, landmarks *vector.Matrix, classes int, o Options) (*system, error) {
	s := &system{Options: o, examples: list, classes: classes}
	for l := range landmarks.Len() {
		row := nearnessTo(landmarks, landmarks.Vector(l))
		row[l] += jitter
		s.factor = append(s.factor, row)
	}
	for _, e := range list {
		row := nearnessTo(landmarks, e.place)
		if row == nil {
			row = make([]float32, landmarks.Len())
		}
		s.near = append(s.near, row)
	}
	if err := cholesky(s.factor, s.near); err != nil {
		return nil, fmt.Errorf("%w: landmarks: %w", ErrTexts, err)
	}
	return s, nil
}

// weights returns for each class the weight of each example.
func (s *system) weights() ([][]float32, error) {
	gram, targets := zeros(len(s.examples), len(s.examples)), zeros(s.classes, len(s.examples))
	addGram(gram, s.near, float32(s.Nearness))
	type seen struct {
		example int
		value   float32
	}
	before := map[uint32][]seen{} // by term
	for i, e := range s.examples {
		for _, f := range e.features {
			before[f.term] = append(before[f.term], seen{i, f.value})
			for _, o := range before[f.term] {
				gram[i][o.example] += float32(f.value * o.value)
			}
		}
		ridge := s.Ridge
		if e.Definition {
			ridge *= definitionRidge
		}
		gram[i][i] += float32(ridge)
		for _, class := range e.classes {
			targets[class][i] = 1
		}
	}
	if err := cholesky(gram, targets); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTexts, err)
	}
	solveTransposed(gram, targets)
	return targets, nil
}

// keepNearness turns weights of examples into packed weights of landmarks.
func (s *system) keepNearness(weights [][]float32, c *content) {
	rows := zeros(s.classes, len(s.factor))
	for class, row := range rows {
		for i, w := range weights[class] {
			addScaled(row, s.near[i], float32(s.Nearness)*w)
		}
	}
	solveTransposed(s.factor, rows)
	for _, row := range rows {
		c.Nearness = append(c.Nearness, vector.Quantize(row)...)
		c.Gains = append(c.Gains, peak(row)/math.MaxInt8)
	}
}
