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
	reader *reader
	places places
	first  *vector.Narrow // the first plane of the weights of nearness; nil without places
	fields fields
	// weighted has the number of the class of each weight of terms.
	weighted []uint16
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
	weighted := make([]uint16, entries)
	for t, from := range c.Starts[:terms] {
		to := c.Starts[t+1]
		if from > to || int(to) > entries {
			return nil, fmt.Errorf("%w: its weights of terms are out of order", ErrClassifier)
		}
		class := 0
		for e, step := range c.Steps[from:to] {
			class += int(step)
			weighted[int(from)+e] = uint16(class)
		}
		if class >= classes {
			return nil, fmt.Errorf("%w: class %d of %d", ErrClassifier, class, classes)
		}
	}
	out := &Classifier{
		reader: newReader(newVocabulary(c.Terms, c.IDF), m), places: newPlaces(m.Dimensions(), c.Places), fields: fieldsOf(c.Classes), weighted: weighted,
		content: c,
	}
	if places > 0 {
		first, err := vector.NewNarrow(c.Nearness, places, planes*places, classes)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrClassifier, err)
		}
		out.first = first
	}
	return out, nil
}

// Classes are the IPC subclasses that can be inferred, ascending.
func (c *Classifier) Classes() []string { return append([]string(nil), c.content.Classes...) }

// scores returns the score of each class; nil when no term of the texts is known.
func (c *Classifier) scores(texts []*segment.Analysis) []float32 {
	x, p := c.reader.read(texts)
	if len(x) == 0 && p == nil {
		return nil
	}
	near := c.nearness(p)
	scores := make([]float32, len(c.content.Classes))
	c.addNearness(scores, near)
	for _, f := range x {
		factor := float32(f.value * c.Scales[f.term])
		from, to := c.Starts[f.term], c.Starts[f.term+1]
		weights := c.Weights[from:to]
		for i, class := range c.weighted[from:to] {
			scores[class] += float32(factor * float32(weights[i]))
		}
	}
	c.refine(scores, near)
	return scores
}

// largest returns the places of the n largest scores, and of those that equal the last.
func largest(scores []float32, n int) (places []int) {
	best := make([]float32, 0, n+1) // ascending
	for _, s := range scores {
		if len(best) == n && s <= best[0] {
			continue
		}
		at, _ := slices.BinarySearch(best, s)
		best = slices.Insert(best, at, s)
		best = best[max(0, len(best)-n):]
	}
	for i, s := range scores {
		if len(best) > 0 && s >= best[0] {
			places = append(places, i)
		}
	}
	return places
}

// packed returns a vector as vector.Quantize packs it, and what one unit is worth.
func packed(v []float32) (q []int8, unit float32) {
	return vector.Quantize(v), vector.Largest(v) / math.MaxInt8
}
