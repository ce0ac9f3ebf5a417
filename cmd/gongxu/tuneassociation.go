package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/learn"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/semantic"
)

// associationGrid are the flags of gongxu tune --association.
type associationGrid struct {
	association         bool
	windows, dimensions []int
	meaningWeights      []float64
	json                bool
}

func (g *associationGrid) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&g.association, "association", false, "choose how a map of terms is learnt from the patents' texts, instead of weights")
	flags.IntSliceVar(&g.windows, "windows", []int{0, 5, 10, 20}, "with --association, windows in terms to choose from, 0 for whole texts")
	flags.IntSliceVar(&g.dimensions, "dimensions", []int{100, 200, 300}, "with --association, numbers of a vector to choose from")
	flags.Float64SliceVar(&g.meaningWeights, "meaning-weights", []float64{0.1, 0.2, 0.4, 0.8, 1.7}, "with --association, weights of the signal to choose from")
	flags.BoolVar(&g.json, "json", false, "with --association, print JSON")
	cmd.MarkFlagsMutuallyExclusive("association", "calibrate")
	cmd.MarkFlagsMutuallyExclusive("association", "with")
}

// misplaced refuses flags that mean nothing without --association.
func (g *associationGrid) misplaced(cmd *cobra.Command) error {
	for _, name := range []string{"windows", "dimensions", "meaning-weights", "json"} {
		if !g.association && cmd.Flags().Changed(name) {
			return usage("--%s goes with --association", name)
		}
	}
	return nil
}

func (g *associationGrid) check() error {
	if len(g.windows) == 0 || len(g.dimensions) == 0 || len(g.meaningWeights) == 0 {
		return usage("--windows, --dimensions and --meaning-weights need a value each")
	}
	if sorted := slices.Sorted(slices.Values(g.windows)); len(slices.Compact(sorted)) < len(g.windows) {
		return usage("--windows has a value twice")
	}
	if slices.Min(g.windows) < 0 || slices.Min(g.dimensions) < 1 || !(slices.Min(g.meaningWeights) > 0) {
		return usage("--windows must be 0 or more, --dimensions 1 or more and --meaning-weights above 0")
	}
	return nil
}

// associationCell is a map of terms with a weight, and what the ranking by both is worth.
type associationCell struct {
	Window     int     `json:"window"`
	Dimensions int     `json:"dimensions"`
	Weight     float64 `json:"weight"`
	NDCG       float64 `json:"ndcg@10"`
	report     *eval.Report
}

// meanWithInterval is a mean over topics with its bootstrap interval.
type meanWithInterval struct {
	NDCG     float64       `json:"ndcg@10"`
	Interval eval.Interval `json:"interval"`
	report   *eval.Report
}

// associationTrial is the outcome of gongxu tune --association.
type associationTrial struct {
	Topics int    `json:"topics"`
	Folds  int    `json:"folds"`
	Seed   uint64 `json:"seed"`
	// HeldOut ranks every topic as the cell does that was chosen without it; None ranks without the signal, InUse by the map and weight
	// in use.
	HeldOut meanWithInterval `json:"held_out"`
	None    meanWithInterval `json:"none"`
	InUse   meanWithInterval `json:"in_use"`
	// Differences are those of held-out from none and from the map in use.
	Differences []eval.Comparison `json:"differences"`
	// FoldCells were chosen fold by fold, Final by all topics.
	FoldCells []associationCell `json:"fold_cells"`
	Final     associationCell   `json:"final"`
	Cells     []associationCell `json:"cells"`
}

// chooseAssociation learns maps from the patents, ranks with each, and says what the choice between them is worth.
func (o *tuneOptions) chooseAssociation(ctx context.Context, w, stderr io.Writer, engine *matcher.Engine, needs []corpus.Need, valued []valuedNeed, learnt *matcher.Ranking) error {
	if len(valued) < 2*o.folds {
		return usage("--folds %d need at least %d judged needs, there are %d", o.folds, 2*o.folds, len(valued))
	}
	m := rankingMeasure(o.condensed, valued)
	weights, err := weightsInUse(engine, valued[0].outlook.Dense)
	if err != nil {
		return err
	}
	kept := weights.Feedback
	weights.Feedback = 0
	out := &associationTrial{Folds: o.folds, Seed: o.seed}
	if err := m.rank(&out.InUse, valued, weights); err != nil {
		return err
	}
	none := weights
	none.Meaning = 0
	if err := m.rank(&out.None, valued, none); err != nil {
		return err
	}
	needs = slices.DeleteFunc(slices.Clone(needs), func(n corpus.Need) bool {
		return !slices.ContainsFunc(valued, func(v valuedNeed) bool { return v.id == n.ID })
	})
	trials := engine.Trials()
	defer trials.Close()
	for _, window := range o.windows {
		widest, err := o.associated(ctx, stderr, engine, window)
		if err != nil {
			return err
		}
		tried := map[int]bool{}
		for _, dimensions := range o.dimensions {
			if dimensions = min(dimensions, widest.Dimensions()); tried[dimensions] { // a small library gives no more
				continue
			}
			tried[dimensions] = true
			if err := m.cells(ctx, out, trials, widest.First(dimensions), needs, window, o.meaningWeights, weights); err != nil {
				return err
			}
		}
	}
	if err := out.choose(m.measure); err != nil {
		return err
	}
	weights.Meaning, weights.Association, weights.Feedback = out.Final.Weight, 0, kept
	if valued[0].outlook.Dense {
		learnt.DenseWeights = &weights
	} else {
		learnt.Weights = &weights
	}
	if o.json {
		return writeJSON(w, out)
	}
	return out.print(w)
}

// associated learns the map of a window with the most dimensions that are asked for.
func (o *tuneOptions) associated(ctx context.Context, stderr io.Writer, engine *matcher.Engine, window int) (*semantic.Map, error) {
	fit := semantic.DefaultAssociation()
	fit.Window, fit.Dimensions = window, slices.Max(o.dimensions)
	bars := &stages{w: stderr, quiet: o.quiet}
	defer bars.finish()
	fit.Progress = func(stage string, done, total int) {
		bars.show(fmt.Sprintf("window %d, %s", window, stage), done, total)
	}
	return engine.Associate(ctx, fit)
}

// measured is how rankings are measured.
type measured struct {
	qrels   eval.Qrels
	options eval.Options
	measure eval.Measure
}

func rankingMeasure(condensed bool, valued []valuedNeed) *measured {
	m := &measured{qrels: eval.Qrels{}, options: eval.DefaultOptions(), measure: learn.DefaultOptions().Measure}
	m.options.Condensed, m.options.Measures = condensed, []eval.Measure{m.measure}
	for _, n := range valued {
		m.qrels[n.id] = n.grades
	}
	return m
}

// evaluate measures the ranking of topics by weights.
func (m *measured) evaluate(topics []learn.Topic, weights matcher.Weights) (*eval.Report, float64, error) {
	report, err := eval.Evaluate(m.qrels, learn.Ranking(topics, weights.Values()), m.options)
	if err != nil {
		return nil, 0, err
	}
	mean, err := report.Mean(m.measure)
	return report, mean, err
}

func (m *measured) rank(out *meanWithInterval, valued []valuedNeed, weights matcher.Weights) error {
	topics := make([]learn.Topic, len(valued))
	for i, n := range valued {
		topics[i] = n.topic(m.options.Condensed)
	}
	report, _, err := m.evaluate(topics, weights)
	if err != nil {
		return err
	}
	return out.of(report, m.measure)
}

func (v *meanWithInterval) of(report *eval.Report, m eval.Measure) (err error) {
	v.report = report
	if v.NDCG, err = report.Mean(m); err != nil {
		return err
	}
	v.Interval, err = eval.MeanInterval(report, m, eval.DefaultIterations, comparisonSeed)
	return err
}

// cells ranks with a map at every weight.
func (m *measured) cells(ctx context.Context, out *associationTrial, trials *matcher.Trials, meaning *semantic.Map, needs []corpus.Need, window int, meaningWeights []float64, weights matcher.Weights) error {
	var topics []learn.Topic
	err := trials.Values(ctx, meaning, needs, func(n corpus.Need, candidates []matcher.Valued) {
		topics = append(topics, valuedNeed{id: n.ID, grades: m.qrels[n.ID], candidates: candidates}.topic(m.options.Condensed))
	})
	if err != nil {
		return err
	}
	for _, weights.Meaning = range meaningWeights {
		report, mean, err := m.evaluate(topics, weights)
		if err != nil {
			return err
		}
		out.Cells = append(out.Cells, associationCell{window, meaning.Dimensions(), weights.Meaning, mean, report})
	}
	return nil
}

// choose cross-validates the choice between the cells.
func (a *associationTrial) choose(m eval.Measure) error {
	reports := make([]*eval.Report, len(a.Cells))
	for i, c := range a.Cells {
		reports[i] = c.report
	}
	chosen, err := learn.Choose(reports, m, a.Folds, a.Seed)
	if err != nil {
		return err
	}
	a.Topics, a.Final = len(chosen.HeldOut.Topics), a.Cells[chosen.Final]
	for _, i := range chosen.Folds {
		a.FoldCells = append(a.FoldCells, a.Cells[i])
	}
	for _, other := range []*eval.Report{a.None.report, a.InUse.report} {
		c, err := eval.Compare(chosen.HeldOut, other, m, eval.DefaultIterations, comparisonSeed)
		if err != nil {
			return err
		}
		a.Differences = append(a.Differences, c)
	}
	return a.HeldOut.of(chosen.HeldOut, m)
}

func (a *associationTrial) print(w io.Writer) error {
	fmt.Fprintf(w, "%d topics, %d folds, nDCG@10\n\n", a.Topics, a.Folds)
	for _, line := range []struct {
		name string
		v    meanWithInterval
	}{{"no meaning at all", a.None}, {"map in use", a.InUse}, {"association, held out", a.HeldOut}} {
		fmt.Fprintf(w, "%-22s %.4f %s\n", line.name, line.v.NDCG, line.v.Interval)
	}
	fmt.Fprintln(w, "\na = association, b = no meaning at all, then the map in use")
	if err := eval.WriteComparisons(w, a.Differences); err != nil {
		return err
	}
	fmt.Fprintln(w, "\nchosen by the other topics, fold by fold, then by all topics:")
	for _, c := range append(slices.Clone(a.FoldCells), a.Final) {
		fmt.Fprintf(w, "window %d, dimensions %d, weight %g\n", c.Window, c.Dimensions, c.Weight)
	}
	fmt.Fprintln(w, "\nall that were tried; the best of them is too good to be true:")
	last := associationCell{Window: -1}
	for _, c := range a.Cells {
		if c.Window != last.Window || c.Dimensions != last.Dimensions {
			fmt.Fprintf(w, "window %3d, dimensions %3d:", c.Window, c.Dimensions)
		}
		fmt.Fprintf(w, "  %g: %.4f", c.Weight, c.NDCG)
		if last = c; c.Weight == a.Cells[len(a.Cells)-1].Weight {
			fmt.Fprintln(w)
		}
	}
	return nil
}
