package classify

import "fmt"

// system is the ridge regression of some examples.
type system struct {
	Options
	examples []example
	places   places // of the examples, in their order
	classes  int
}

// weights returns for each class the weight of each example.
func (s *system) weights() ([][]float32, error) {
	gram, targets := zeros(len(s.examples), len(s.examples)), zeros(s.classes, len(s.examples))
	type seen struct {
		example int
		value   float32
	}
	before := map[uint32][]seen{} // by term
	for i, e := range s.examples {
		for j, near := range s.places.nearness(e.place, i+1) {
			gram[i][j] = float32(float32(s.Nearness) * near)
		}
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

// keepNearness packs the weights of the examples that have a place, and keeps these places.
func (s *system) keepNearness(weights [][]float32, c *content) {
	for i, e := range s.examples {
		if e.place != nil {
			c.Places = append(c.Places, s.places.at(i)...)
		}
	}
	for _, row := range weights {
		var kept []float32
		for i, e := range s.examples {
			if e.place != nil {
				kept = append(kept, float32(float32(s.Nearness)*row[i]))
			}
		}
		for range planes {
			row, gain := packed(kept)
			c.Nearness, c.Gains = append(c.Nearness, row...), append(c.Gains, gain)
			for i, q := range row { // the next plane has what this one rounded away
				kept[i] -= float32(gain * float32(q))
			}
		}
	}
}
