package matcher

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/gongxu/gongxu/index"
)

// RankingVersion is the version of the file that Ranking is written as.
const RankingVersion = 1

// Ranking are weights and calibrations in place of those of the options, such as gongxu tune learns; what is nil stays as it is. As JSON it is
// the file that the command writes and --weights reads.
type Ranking struct {
	// Version is RankingVersion.
	Version int `json:"version"`
	// About says where the numbers come from.
	About string `json:"about,omitempty"`
	// Weights and Calibration are used without an embedder, the others with one.
	Weights          *Weights     `json:"weights,omitempty"`
	DenseWeights     *Weights     `json:"dense_weights,omitempty"`
	Calibration      *Calibration `json:"calibration,omitempty"`
	DenseCalibration *Calibration `json:"dense_calibration,omitempty"`
}

// ReadRanking reads a ranking's file, strictly: an unknown member is a fault.
func ReadRanking(r io.Reader) (*Ranking, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	out := &Ranking{}
	if err := d.Decode(out); err != nil {
		return nil, fmt.Errorf("matcher: weights: %w", err)
	}
	if err := d.Decode(&struct{}{}); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: weights: something follows the object", index.ErrOptions)
	}
	if out.Version != RankingVersion {
		return nil, fmt.Errorf("%w: weights: version %d, want %d", index.ErrOptions, out.Version, RankingVersion)
	}
	return out, out.apply(DefaultOptions()).Validate()
}

// apply returns the options with what the ranking holds; a nil ranking changes nothing.
func (r *Ranking) apply(o Options) Options {
	if r == nil {
		return o
	}
	replace(&o.Weights, r.Weights)
	replace(&o.DenseWeights, r.DenseWeights)
	replace(&o.Calibration, r.Calibration)
	replace(&o.DenseCalibration, r.DenseCalibration)
	return o
}

func replace[T any](old *T, by *T) {
	if by != nil {
		*old = *by
	}
}

// Values returns the weights in the order of SignalNames.
func (w Weights) Values() []float64 {
	all := w.byKind()
	return all[:]
}

// WeightsOf makes weights of values in the order of SignalNames; they are rounded to three digits that count. It fails with index.ErrOptions
// when they are no valid weights.
func WeightsOf(values []float64) (Weights, error) {
	if len(values) != kinds {
		return Weights{}, fmt.Errorf("%w: %d weights, want %d", index.ErrOptions, len(values), kinds)
	}
	v := make([]float64, kinds)
	for k, x := range values {
		v[k] = rounded(x)
	}
	w := Weights{
		Lexical: v[lexical], Characters: v[characters], TitleCharacters: v[titleCharacters], Meaning: v[meaning], Dense: v[dense],
		Sentences: v[sentences], Industry: v[fields], Inferred: v[textFields], Supply: v[supply], Freshness: v[fresh], Feedback: v[feedback],
	}
	return w, w.validate()
}

// rounded keeps three digits that count.
func rounded(x float64) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	unit := math.Pow(10, 2-math.Floor(math.Log10(math.Abs(x))))
	return math.Round(x*unit) / unit
}
