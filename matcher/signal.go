package matcher

import (
	"fmt"
	"math"
	"slices"

	"github.com/gongxu/gongxu/index"
)

// kind numbers the signals.
type kind uint8

// The signals, in the order in which explanations list them.
const (
	lexical kind = iota
	characters
	titleCharacters
	meaning
	dense
	sentences
	fields
	textFields
	supply
	fresh
	feedback
	kinds int = iota
)

// signal is one reason for a patent to meet a need. Each lies in a file of its own.
type signal struct {
	name  string // in options, explanations and run files
	label string // in Chinese
	// value of a pair, in [0, 1]; known is false when there are no data, and the value is what stands in for them.
	value func(p *profile, c *candidate) (v float64, known bool)
	// note says in Chinese what decided the value.
	note func(x *explainer, c *candidate) string
}

// signalTable holds the signals by kind.
func signalTable() [kinds]signal {
	return [kinds]signal{
		lexical:         lexicalSignal(),
		characters:      charactersSignal(),
		titleCharacters: titleCharactersSignal(),
		meaning:         meaningSignal(),
		dense:           denseSignal(),
		sentences:       sentencesSignal(),
		fields:          fieldsSignal(),
		textFields:      textFieldsSignal(),
		supply:          supplySignal(),
		fresh:           freshnessSignal(),
		feedback:        feedbackSignal(),
	}
}

var table = signalTable()

// signals are the values of one pair of need and patent, each in [0, 1].
type signals struct {
	values [kinds]float64
	known  [kinds]bool
}

// score computes the signals of a candidate and its score: the mean of the signals by the profile's weights. Feedback comes last: it
// moves what the others say, and where there is none of a pair, the score is theirs to the bit.
func (p *profile) score(c *candidate) {
	sum, total := 0.0, 0.0
	for k, w := range p.weights {
		if w == 0 || kind(k) == feedback {
			continue
		}
		v, known := table[k].value(p, c)
		c.signals.values[k], c.signals.known[k] = v, known
		sum += float64(w * v)
		total += w
	}
	c.score, c.of = sum/total, p
	c.base = c.score
	w := p.weights[feedback]
	if w == 0 {
		return
	}
	v, known := table[feedback].value(p, c)
	c.signals.values[feedback], c.signals.known[feedback] = v, known
	if known {
		c.score = (sum + float64(w*v)) / (total + w)
	}
}

// Weights are the shares of the signals in the score; only their ratios matter. A signal with weight 0 is not computed.
type Weights struct {
	Lexical         float64 `json:"lexical"`
	Characters      float64 `json:"characters"`
	TitleCharacters float64 `json:"title_characters"`
	Meaning         float64 `json:"meaning"`
	// Association, where it is positive, takes the place of Meaning when the engine's map was learnt by association: such a map deserves
	// less than one that was distilled from a model. It is no signal of its own.
	Association float64 `json:"association,omitempty"`
	Dense       float64 `json:"dense"`
	Sentences   float64 `json:"sentences"`
	Industry    float64 `json:"industry"`
	Inferred    float64 `json:"inferred"`
	Supply      float64 `json:"supply"`
	Freshness   float64 `json:"freshness"`
	// Feedback counts only for needs that are like one that was judged before; for others it has no share.
	Feedback float64 `json:"feedback"`
}

// byKind returns the weights in the order of the signals.
func (w Weights) byKind() [kinds]float64 {
	return [kinds]float64{w.Lexical, w.Characters, w.TitleCharacters, w.Meaning, w.Dense, w.Sentences, w.Industry, w.Inferred, w.Supply, w.Freshness, w.Feedback}
}

// validate reports weights that are not finite or negative, or a lexical one that is not positive.
func (w Weights) validate() error {
	all := w.byKind()
	if w.Lexical > 0 && w.Association >= 0 && !math.IsInf(w.Association, 1) && !slices.ContainsFunc(all[:], func(x float64) bool { return !(x >= 0) || math.IsInf(x, 1) }) {
		return nil
	}
	return fmt.Errorf("%w: signal weights %+v must be finite and not negative, and the lexical weight positive", index.ErrOptions, w)
}

// SignalNames returns the names of the signals in the order in which explanations list them.
func SignalNames() []string {
	out := make([]string, 0, kinds)
	for _, s := range table {
		out = append(out, s.name)
	}
	return out
}

// standard measures how far a value lies from the mean of many, in standard deviations.
type standard struct{ mean, deviation float64 }

// standardOf computes mean and standard deviation of the values that are not NaN.
func standardOf(values []float64) standard {
	sum, squares, n := 0.0, 0.0, 0.0
	for _, v := range values {
		if !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	if n == 0 {
		return standard{}
	}
	mean := sum / n
	for _, v := range values {
		if !math.IsNaN(v) {
			squares += float64((v - mean) * (v - mean))
		}
	}
	return standard{mean, math.Sqrt(squares / n)}
}

// leastDeviation is the standard deviation below which values are taken to be the same.
const leastDeviation = 1e-9

// of returns a value's distance from the mean; 0 when all values are the same.
func (s standard) of(v float64) float64 {
	if s.deviation < leastDeviation {
		return 0
	}
	return (v - s.mean) / s.deviation
}

// unitOf brings a distance in standard deviations to [0, 1]: −2 and less is 0, 8 and more is 1.
func unitOf(deviations float64) float64 { return min(1, max(0, (deviations+2)/10)) }
