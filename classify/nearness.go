package classify

import (
	"github.com/gongxu/gongxu/vector"
)

// places are packed directions of one length, one after the other.
type places struct {
	dimensions int
	vectors    []int8
	inverse    []float64 // of the length of each; 0 where it has none
}

func newPlaces(dimensions int, vectors []int8) places {
	p := places{dimensions: dimensions, vectors: vectors, inverse: make([]float64, len(vectors)/dimensions)}
	for i := range p.inverse {
		if length := float32(vector.Norm(p.at(i))); length > 0 {
			p.inverse[i] = 1 / float64(length)
		}
	}
	return p
}

func (p places) at(i int) []int8 { return p.vectors[i*p.dimensions:][:p.dimensions] }

// dotsAtOnce is how many dots are computed at a time.
const dotsAtOnce = 256

// nearness returns the nearness of a place to each of the first of the places, 0…1; nil without a place. It is ((1 + cosine) / 2)⁴: a
// bell that needs no exponential and so is the same on every machine.
func (p places) nearness(place []int8, first int) []float32 {
	if place == nil {
		return nil
	}
	inverse := 0.0
	if length := vector.Norm(place); length > 0 {
		inverse = 1 / length
	}
	near := make([]float32, first)
	var dots [dotsAtOnce]int32
	for from := 0; from < first; from += dotsAtOnce {
		to := min(from+dotsAtOnce, first)
		vector.Dots(place, p.vectors[from*p.dimensions:], p.dimensions, dots[:to-from])
		lengths, out := p.inverse[from:to], near[from:to]
		for i, dot := range dots[:to-from] {
			half := 0.5 + float64(0.5*float64(float64(dot)*float64(inverse*lengths[i])))
			squared := float64(half * half)
			out[i] = float32(squared * squared)
		}
	}
	return near
}

// packedNearness is the packed nearness of a text to each of the places, and what one unit of it is worth; nil for a text or a classifier
// without places.
type packedNearness struct {
	near []int8
	unit float32
}

func (c *Classifier) nearness(place []int8) packedNearness {
	near, unit := packed(c.places.nearness(place, len(c.places.inverse)))
	return packedNearness{near, unit}
}

// addNearness adds to the score of each class what the first plane of its weights says.
func (c *Classifier) addNearness(scores []float32, n packedNearness) {
	dots := make([]int32, len(scores))
	if c.first == nil || c.first.Dots(n.near, dots) != nil {
		return // there is no place
	}
	for class, dot := range dots {
		scores[class] += c.worth(n, planes*class, dot)
	}
}

// refine adds to the largest scores what the second plane says.
func (c *Classifier) refine(scores []float32, n packedNearness) {
	if len(n.near) == 0 {
		return
	}
	for _, class := range largest(scores, refined) {
		row := planes*class + 1
		scores[class] += c.worth(n, row, vector.Dot(n.near, c.Nearness[row*len(n.near):][:len(n.near)]))
	}
}

// worth is what the dot of a nearness and a row of weights is worth.
func (c *Classifier) worth(n packedNearness, row int, dot int32) float32 {
	return float32(float32(c.Gains[row]*n.unit) * float32(dot))
}
