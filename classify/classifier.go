package classify

import (
	"fmt"
	"math"
	"slices"

	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
	"github.com/gongxu/gongxu/vector"
)

// Classifier infers the fields of texts. It never changes; any number of goroutines may use it. [Default] is shipped, [Train] makes
// one.
type Classifier struct {
	meaning *semantic.Map
	known   vocabulary
	places  *vector.Matrix
	fields  fields
	content
}

// content is what a file keeps of a classifier.
type content struct {
	// Meaning is the hash of the map that gives places.
	Meaning string
	// Classes are subclasses such as H01M, ascending.
	Classes []string
	// Terms are ascending; IDF is of each of them.
	Terms []semantic.Term
	IDF   []float32
	// Places are those of the texts that it was trained on, packed, one after the other.
	Places []int8
	// Nearness has for each class rows of a packed weight for each place, as many as planes says, which add up; Gains have what one unit
	// of each is worth.
	Nearness []int8
	Gains    []float32
	// The heaviest weights of terms: those of term t are Starts[t] to Starts[t+1]. A step is the number of the class, less that of the
	// one before.
	Starts  []uint32
	Steps   []uint16
	Weights []int8
	// Scales has for each term what one unit of its weights is worth.
	Scales []float32
	Curves curves
}

// planes is the number of rows that the weights of a class are packed in: few are large, and the many small ones, which one row would
// round to nothing, matter as much together. The second row is looked at for the refined best classes by the first.
const (
	planes  = 2
	refined = 40
)

// newClassifier makes what is derived from the content, and checks that the content fits together and to the map.
func newClassifier(m *semantic.Map, c content) (*Classifier, error) {
	if c.Meaning != m.Hash() {
		return nil, fmt.Errorf("%w: it was trained with the map %s, not with %s", ErrClassifier, c.Meaning, m.Hash())
	}
	places := len(c.Places) / m.Dimensions()
	classes, terms, entries := len(c.Classes), len(c.Terms), len(c.Steps)
	if classes == 0 || len(c.Places) != places*m.Dimensions() || len(c.Gains) != planes*classes || len(c.Nearness) != planes*classes*places ||
		len(c.IDF) != terms || len(c.Scales) != terms || len(c.Starts) != terms+1 || len(c.Weights) != entries ||
		int(c.Starts[terms]) != entries {
		return nil, fmt.Errorf("%w: its parts have lengths that do not fit together", ErrClassifier)
	}
	for _, code := range c.Classes {
		if !isSubclass(code) {
			return nil, fmt.Errorf("%w: %q is no IPC subclass", ErrClassifier, code)
		}
	}
	for t, from := range c.Starts[:terms] {
		to := c.Starts[t+1]
		if from > to || int(to) > entries {
			return nil, fmt.Errorf("%w: its weights of terms are out of order", ErrClassifier)
		}
		class := 0
		for _, step := range c.Steps[from:to] {
			class += int(step)
		}
		if class >= classes {
			return nil, fmt.Errorf("%w: class %d of %d", ErrClassifier, class, classes)
		}
	}
	matrix, err := vector.NewMatrix(m.Dimensions(), c.Places)
	if err != nil {
		return nil, err
	}
	return &Classifier{meaning: m, known: newVocabulary(c.Terms, c.IDF), places: matrix, fields: fieldsOf(c.Classes), content: c}, nil
}

// Classes are the IPC subclasses that can be inferred, ascending.
func (c *Classifier) Classes() []string { return append([]string(nil), c.content.Classes...) }

// scores returns the score of each class; nil when no term of the texts is known.
func (c *Classifier) scores(texts []*segment.Analysis) []float32 {
	x := c.known.features(texts)
	p := placeOf(c.meaning, texts)
	if len(x) == 0 && p == nil {
		return nil
	}
	scores := make([]float32, len(c.content.Classes))
	near, unit := c.nearness(p)
	addNearness := func(class, plane int) {
		if near != nil {
			row := planes*class + plane
			scores[class] += float32(c.Gains[row] * unit * float32(vector.Dot(near, c.Nearness[row*len(near):][:len(near)])))
		}
	}
	for class := range scores {
		addNearness(class, 0)
	}
	for _, f := range x {
		factor := float32(f.value * c.Scales[f.term])
		class := 0
		for e := c.Starts[f.term]; e < c.Starts[f.term+1]; e++ {
			class += int(c.Steps[e])
			scores[class] += float32(factor * float32(c.Weights[e]))
		}
	}
	for _, class := range largest(scores, refined) {
		addNearness(class, 1)
	}
	return scores
}

// largest returns the places of the n largest scores, and of those that equal the last.
func largest(scores []float32, n int) (places []int) {
	least := float32(math.Inf(-1))
	if len(scores) > n {
		sorted := slices.Sorted(slices.Values(scores))
		least = sorted[len(sorted)-n]
	}
	for i, s := range scores {
		if s >= least {
			places = append(places, i)
		}
	}
	return places
}

// nearness returns the packed nearness of a place to each place, and what one unit is worth; nil without a place.
func (c *Classifier) nearness(place []int8) (near []int8, unit float32) {
	exact := nearnessTo(c.places, place, c.places.Len())
	if exact == nil {
		return nil, 0
	}
	return packed(exact)
}

// nearnessTo returns the nearness of a place to each of the first places, 0…1; nil without a place. It is ((1 + cosine) / 2)⁴: a bell that needs
// no exponential and so is the same on every machine.
func nearnessTo(places *vector.Matrix, place []int8, first int) []float32 {
	if place == nil {
		return nil
	}
	rows := make([]uint32, first)
	for i := range rows {
		rows[i] = uint32(i)
	}
	cosines := make([]float64, len(rows))
	if places.Cosines(place, rows, cosines) != nil {
		return nil // a place of another length; there is none
	}
	near := make([]float32, len(rows))
	for i, cosine := range cosines {
		half := float64((1 + cosine) / 2)
		squared := float64(half * half)
		near[i] = float32(squared * squared)
	}
	return near
}

// packed returns a vector as vector.Quantize packs it, and what one unit is worth.
func packed(v []float32) (q []int8, unit float32) {
	return vector.Quantize(v), peak(v) / math.MaxInt8
}

func peak(v []float32) float32 {
	p := float32(0)
	for _, x := range v {
		p = max(p, x, -x)
	}
	return p
}
