package main

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/learn"
	"github.com/gongxu/gongxu/matcher"
)

const (
	// recommended is the lowest grade that a broker would put before an enterprise.
	recommended = 2
	// ridge pulls the coefficients of standardised values to 0; the judged pairs number some thousand.
	ridge = 5
	// needRidge does the same where the needs are counted, which number some dozen.
	needRidge = 0.5
	// reliabilityBins is the number of lines of a reliability table.
	reliabilityBins = 10
)

// calibrated are the probabilities of judged pairs, and of the best match of each need, by models that were fitted without the need.
type calibrated struct {
	pairs    []float64
	outcomes []bool
	best     []float64 // by need
	met      []bool    // whether the need has a patent of the grade
	others   int       // of the pairs, those whose patent is no candidate
	missed   int       // judged pairs whose patent is not in the library
}

// fitProbabilities cross-validates probabilities and puts the model of all needs into the ranking.
func (o *tuneOptions) fitProbabilities(w io.Writer, engine *matcher.Engine, needs []valuedNeed, learnt *matcher.Ranking) error {
	c := &calibrated{best: make([]float64, len(needs)), met: make([]bool, len(needs))}
	for _, fold := range learn.Folds(len(needs), o.folds, o.seed) {
		_, rest := learn.Split(needs, fold)
		m, err := calibrationOf(rest)
		if err != nil {
			return err
		}
		for _, i := range fold {
			c.add(needs[i], i, m)
		}
	}
	if err := c.print(w); err != nil {
		return err
	}
	model, err := calibrationOf(needs)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nfitted to all: intercept %.2f, score %.2f, meaning %.2f, agreement %.2f\n", model.Intercept, model.Score, model.Meaning, model.Agreement)
	if c := model.Contrast; c != nil {
		fmt.Fprintf(w, "whether a need can be met: intercept %.2f, contrast %.2f\n", c.Intercept, c.Slope)
	}
	if o.plot != "" {
		if err := drawReliability(o.plot, c); err != nil {
			return err
		}
	}
	weights := engine.Options()
	if needs[0].outlook.Dense {
		learnt.DenseWeights, learnt.DenseCalibration = &weights.DenseWeights, &model
	} else {
		learnt.Weights, learnt.Calibration = &weights.Weights, &model
	}
	return nil
}

// calibrationOf fits the judged pairs of needs. With an embedder, and where some needs can be met and others cannot, it is fitted in two
// steps: whether a need can be met, by its contrast, and the pairs of the needs that can.
func calibrationOf(needs []valuedNeed) (matcher.Calibration, error) {
	contrast, err := contrastOf(needs)
	if err != nil {
		return matcher.Calibration{}, err
	}
	var rows [][]float64
	var outcomes []bool
	for _, n := range needs {
		if contrast != nil && !n.met() {
			continue
		}
		for _, s := range n.judged() {
			row := []float64{s.Score, n.outlook.Agreement}
			if contrast == nil { // which says more than the mean cosine by the map of terms
				row = append(row, n.outlook.Meaning)
			}
			rows = append(rows, row)
			outcomes = append(outcomes, n.grades[s.Doc] >= recommended)
		}
	}
	m, err := learn.FitLogistic(rows, outcomes, ridge)
	if err != nil {
		return matcher.Calibration{}, err
	}
	out := matcher.Calibration{
		Intercept: hundredth(m.Intercept), Score: hundredth(m.Coefficients[0]), Agreement: hundredth(m.Coefficients[1]), Contrast: contrast,
	}
	if contrast == nil {
		out.Meaning = hundredth(m.Coefficients[2])
	}
	if !(out.Score > 0) {
		return out, fmt.Errorf("%w: grades do not rise with the score", learn.ErrInvalid)
	}
	return out, nil
}

// contrastOf fits whether needs can be met; nil where that is the same for all of them or none has a contrast.
func contrastOf(needs []valuedNeed) (*matcher.ContrastCalibration, error) {
	var rows [][]float64
	var outcomes []bool
	for _, n := range needs {
		if !n.outlook.Dense {
			return nil, nil
		}
		rows, outcomes = append(rows, []float64{n.outlook.Contrast}), append(outcomes, n.met())
	}
	if !slices.Contains(outcomes, true) || !slices.Contains(outcomes, false) {
		return nil, nil
	}
	m, err := learn.FitLogistic(rows, outcomes, needRidge)
	if err != nil {
		return nil, err
	}
	return &matcher.ContrastCalibration{Intercept: hundredth(m.Intercept), Slope: hundredth(m.Coefficients[0])}, nil
}

// met reports whether some patent has the grade.
func (n valuedNeed) met() bool {
	for _, grade := range n.grades {
		if grade >= recommended {
			return true
		}
	}
	return false
}

// judged returns the patents that were judged, candidates or not, with their scores.
func (n valuedNeed) judged() []eval.Scored {
	var out []eval.Scored
	for _, v := range n.candidates {
		if _, judged := n.grades[v.ID]; judged {
			out = append(out, eval.Scored{Doc: v.ID, Score: v.Score})
		}
	}
	return append(out, n.others...)
}

// hundredth rounds a coefficient to what the judgments can tell.
func hundredth(x float64) float64 { return math.Round(100*x) / 100 }

// add takes the probabilities of a need.
func (c *calibrated) add(n valuedNeed, i int, m matcher.Calibration) {
	for _, v := range n.candidates {
		c.best[i] = max(c.best[i], m.Probability(v.Score, n.outlook))
	}
	judged := n.judged()
	for _, s := range judged {
		c.pairs, c.outcomes = append(c.pairs, m.Probability(s.Score, n.outlook)), append(c.outcomes, n.grades[s.Doc] >= recommended)
	}
	c.met[i] = n.met()
	c.others += len(n.others)
	c.missed += len(n.grades) - len(judged)
}

func (c *calibrated) print(w io.Writer) error {
	bins := learn.Reliability(c.pairs, c.outcomes, reliabilityBins)
	fmt.Fprintf(w, "%d judged pairs of %d needs, each by a model that was fitted without its need; %d of them no candidates (%d more not in the library)\n",
		len(c.pairs), len(c.best), c.others, c.missed)
	fmt.Fprintf(w, "base rate %.4f   Brier %.4f   Brier skill %.3f   calibration error %.4f   AUC of pairs %.3f\n\n",
		learn.Rate(c.outcomes), learn.Brier(c.pairs, c.outcomes), learn.BrierSkill(c.pairs, c.outcomes), learn.CalibrationError(bins), learn.AUC(c.pairs, c.outcomes))
	fmt.Fprintf(w, "%17s %6s %10s %9s\n", "probability", "pairs", "predicted", "observed")
	for _, b := range bins {
		fmt.Fprintf(w, "%7.3f … %7.3f %6d %10.3f %9.3f\n", b.Low, b.High, b.Count, b.Predicted, b.Observed)
	}
	auc := learn.AUC(c.best, c.met)
	if math.IsNaN(auc) {
		return nil
	}
	met := 0
	for _, m := range c.met {
		if m {
			met++
		}
	}
	interval := learn.AUCInterval(c.best, c.met, eval.DefaultIterations, comparisonSeed)
	fmt.Fprintf(w, "\nprobability of the best match, %d needs that can be met against %d that cannot: AUC %.3f %s\n", met, len(c.met)-met, auc, interval)
	fmt.Fprintf(w, "%9s %20s %20s\n", "threshold", "met and recommended", "unmet and said so")
	for _, t := range []float64{0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5} {
		right, said := 0, 0
		for i, p := range c.best {
			switch {
			case c.met[i] && p >= t:
				right++
			case !c.met[i] && p < t:
				said++
			}
		}
		fmt.Fprintf(w, "%9.2f %14d of %2d %14d of %2d\n", t, right, met, said, len(c.met)-met)
	}
	return nil
}
