package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/matcher"
)

// ablation is what gongxu eval --ablate shows, and its JSON form.
type ablation struct {
	Topics    int               `json:"topics"`
	RelLevel  int               `json:"rel_level"`
	Condensed bool              `json:"condensed"`
	Measures  []ablationMeasure `json:"measures"`
}

// ablationMeasure is what all signals together reach by one measure, and what each of them is good for.
type ablationMeasure struct {
	Measure  eval.Measure     `json:"measure"`
	Full     float64          `json:"full"`
	Interval eval.Interval    `json:"interval"`
	Unjudged float64          `json:"unjudged@10"`
	Signals  []ablationSignal `json:"signals"`
}

// ablationSignal is the contribution of one signal.
type ablationSignal struct {
	Signal string `json:"signal"`
	Label  string `json:"label"`
	// Weight is its share in the score, in [0, 1].
	Weight float64 `json:"weight"`
	// Constant says that all candidates of each need have the same value, as without data; alone it gives the order of the ids.
	Constant bool `json:"constant,omitempty"`
	// Without compares the ranking without the signal, a, with the full one, b. Holm's correction is over the signals.
	Without eval.Corrected `json:"without"`
	// Unjudged is the mean number of unjudged documents among the first ten without the signal.
	Unjudged float64 `json:"unjudged@10"`
	// Alone is the mean when nothing else counts, and WithLexical when the lexical signal counts beside it; each keeps its weight.
	Alone       float64 `json:"alone"`
	WithLexical float64 `json:"with_lexical"`
}

func (o *evalOptions) printAblation(cmd *cobra.Command, qrels eval.Qrels) (err error) {
	ctx, stderr := cmd.Context(), cmd.ErrOrStderr()
	needs, err := o.needsByID(stderr)
	if err != nil {
		return err
	}
	engine, err := o.openOrBuild(ctx, stderr, o.docs, o.quiet)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	values, err := o.values(ctx, stderr, engine, needs, qrels)
	if err != nil {
		return err
	}
	a, err := o.ablation(qrels, values, engine.SignalWeights())
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(cmd.OutOrStdout(), a)
	}
	return a.print(cmd.OutOrStdout(), styleFor(cmd.OutOrStdout()))
}

// values computes the signals of the candidates of every need that can be measured.
func (o *evalOptions) values(ctx context.Context, stderr io.Writer, engine *matcher.Engine, needs map[string]corpus.Need, qrels eval.Qrels) (map[string][]matcher.Valued, error) {
	var wanted []corpus.Need
	for id, n := range needs {
		for _, grade := range qrels[id] {
			if grade >= o.relLevel {
				wanted = append(wanted, n)
				break
			}
		}
	}
	slices.SortFunc(wanted, func(a, b corpus.Need) int { return cmp.Compare(a.ID, b.ID) })
	p := newProgress(stderr, "needs", int64(len(wanted)), o.quiet)
	defer p.finish()
	out := make(map[string][]matcher.Valued, len(wanted))
	err := ordered(ctx, each(wanted), o.workers, func(ctx context.Context, n corpus.Need) ([]matcher.Valued, error) {
		values, err := engine.Values(ctx, n)
		if err != nil {
			return nil, fmt.Errorf("need %s: %w", n.ID, err)
		}
		return values, nil
	}, func(i int, values []matcher.Valued) error {
		out[wanted[i].ID] = values
		p.reach(i + 1)
		return nil
	})
	return out, err
}

// ablation ranks by all signals, and by some of them.
func (o *evalOptions) ablation(qrels eval.Qrels, values map[string][]matcher.Valued, weights []float64) (*ablation, error) {
	measured := func(weights []float64) (*eval.Report, error) {
		return eval.Evaluate(qrels, runBy(values, weights), o.opts)
	}
	full, err := measured(weights)
	if err != nil {
		return nil, err
	}
	out := &ablation{Topics: len(full.Topics), RelLevel: o.opts.RelLevel, Condensed: o.opts.Condensed}
	var reports []partialReports
	for k, w := range weights {
		if w == 0 {
			continue
		}
		r := partialReports{kind: k, constant: constant(values, k)}
		for _, v := range []struct {
			report *(*eval.Report)
			keep   func(int) bool
		}{
			{&r.without, func(i int) bool { return i != k }},
			{&r.alone, func(i int) bool { return i == k }},
			{&r.withLexical, func(i int) bool { return i == k || i == 0 }},
		} {
			if *v.report, err = measured(only(weights, v.keep)); err != nil {
				return nil, err
			}
		}
		reports = append(reports, r)
	}
	for _, m := range o.wanted {
		one, err := ablated(m, full, reports, weights)
		if err != nil {
			return nil, err
		}
		out.Measures = append(out.Measures, one)
	}
	return out, nil
}

// partialReports are those of the rankings by some signals.
type partialReports struct {
	kind                        int
	constant                    bool
	without, alone, withLexical *eval.Report
}

// ablated puts together what one measure says.
func ablated(m eval.Measure, full *eval.Report, reports []partialReports, weights []float64) (ablationMeasure, error) {
	out := ablationMeasure{Measure: m}
	var faults []error
	mean := func(r *eval.Report, m eval.Measure) float64 {
		v, err := r.Mean(m)
		faults = append(faults, err)
		return v
	}
	total := 0.0
	for _, w := range weights {
		total += w
	}
	var err error
	out.Interval, err = eval.MeanInterval(full, m, eval.DefaultIterations, comparisonSeed)
	faults = append(faults, err)
	out.Full, out.Unjudged = mean(full, m), mean(full, unjudgedMeasure)
	names, labels := matcher.SignalNames(), matcher.SignalLabels()
	var family []eval.Comparison
	for _, r := range reports {
		c, err := eval.Compare(r.without, full, m, eval.DefaultIterations, comparisonSeed)
		faults = append(faults, err)
		family = append(family, c)
		out.Signals = append(out.Signals, ablationSignal{
			Signal: names[r.kind], Label: labels[r.kind], Weight: weights[r.kind] / total, Constant: r.constant,
			Unjudged: mean(r.without, unjudgedMeasure), Alone: mean(r.alone, m), WithLexical: mean(r.withLexical, m),
		})
	}
	for i, c := range eval.Correct(family) {
		out.Signals[i].Without = c
	}
	return out, errors.Join(faults...)
}

// constant tells whether a signal has one value for all candidates of each need.
func constant(values map[string][]matcher.Valued, k int) bool {
	for _, candidates := range values {
		for _, c := range candidates {
			if c.Values[k] != candidates[0].Values[k] {
				return false
			}
		}
	}
	return true
}

// only keeps some weights and sets the others to 0.
func only(weights []float64, keep func(int) bool) []float64 {
	out := make([]float64, len(weights))
	for i, w := range weights {
		if keep(i) {
			out[i] = w
		}
	}
	return out
}

// runBy ranks the candidates of every need by the weighted mean of their signals, equal ones by id, as Engine.Rank does.
func runBy(values map[string][]matcher.Valued, weights []float64) eval.Run {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	run := make(eval.Run, len(values))
	for topic, candidates := range values {
		hits := make([]eval.Scored, len(candidates))
		for i, c := range candidates {
			sum := 0.0
			for k, w := range weights {
				sum += float64(w * c.Values[k])
			}
			hits[i] = eval.Scored{Doc: c.ID, Score: sum / total}
		}
		slices.SortFunc(hits, func(a, b eval.Scored) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Doc, b.Doc)) })
		for i := range hits { // the order stands, whatever breaks ties
			hits[i].Score = float64(len(hits) - i)
		}
		run[topic] = hits
	}
	return run
}

// print lists the signals by measure, in Chinese.
func (a *ablation) print(w io.Writer, s style) error {
	list := "原样列表"
	if a.Condensed {
		list = "压缩列表"
	}
	fmt.Fprintf(w, "%d 条需求，等级 %d 起为相关，%s\n", a.Topics, a.RelLevel, list)
	for _, m := range a.Measures {
		fmt.Fprintf(w, "\n%s\n", s.head(fmt.Sprintf("%s：全部信号 %.4f %s，unjudged@10 %.2f", m.Measure, m.Full, m.Interval, m.Unjudged)))
		right := func(name string) column { return column{name: name, right: true} }
		t := newTable(column{name: "信号"}, column{name: "名称"}, right("权重"), right("去掉它"), right("差"), column{name: "95 % 区间"},
			right("p"), right("p (Holm)"), column{name: "胜/平/负"}, right("unjudged@10"), right("只用它"), right("只用它和技术词"))
		for _, x := range m.Signals {
			c, alone := x.Without, fmt.Sprintf("%.4f", x.Alone)
			if x.Constant {
				alone = "无区别"
			}
			t.add(x.Label, x.Signal, fmt.Sprintf("%.0f%%", 100*x.Weight), fmt.Sprintf("%.4f", c.MeanA), fmt.Sprintf("%+.4f", c.Difference), c.Interval.String(),
				fmt.Sprintf("%.4f", c.P), fmt.Sprintf("%.4f", c.PHolm), fmt.Sprintf("%d/%d/%d", c.Wins, c.Ties, c.Losses),
				fmt.Sprintf("%.2f", x.Unjudged), alone, fmt.Sprintf("%.4f", x.WithLexical))
		}
		if err := t.write(w, "", s); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, "\n差为去掉后减去全部，负数表示该信号有用；配对随机化检验，Holm 校正跨各信号。候选专利不变，只改排序。")
	return err
}
