package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/learn"
	"github.com/gongxu/gongxu/matcher"
)

// tuneOptions are the flags of gongxu tune.
type tuneOptions struct {
	runOptions
	associationGrid
	qrels, plot string
	feedback    bool
	with        []string
	condensed   bool
	calibrate   bool
	folds       int
	seed        uint64
}

func newTuneCommand() *cobra.Command {
	var o tuneOptions
	cmd := &cobra.Command{
		Use:   "tune {--qrels Q --needs F | --feedback} {--dir D | --docs F} [--out WEIGHTS]",
		Short: "Learn the weights of the signals from judgments, or what probability a score stands for",
		Long: `Learn the weights of the signals from judgments, listwise and with a pull towards the weights in use, and say by
cross-validation over topics what that is worth: every topic is ranked by weights that were learnt without it. --out writes the
weights learnt from all topics; match, match-all, run, serve and index take the file by --weights. The weights are those with an
embedder if one is given, else those without.

With --calibrate the weights stay, and the probability that a judge gives a pair grade 2 or higher is fitted to the score, and
measured in the same way: Brier skill, calibration error, a reliability table, and how well the probability of the first match tells the
needs that can be met. --plot draws the reliability.

With --feedback the judgments are those that gongxu feedback has recorded in the directory, alone or together with those of --qrels, which
win where both grade a pair. The feedback signal itself takes no part while weights are learnt, for it has seen the answers; it keeps its
weight. --with freshness lets a signal that has no weight yet begin at 0.05 and be learnt too.

With --association maps of terms are learnt from the texts of the patents alone, as gongxu retrain --association does, one for each of
--windows, of which the first --dimensions are taken; the needs are ranked with each at each of --meaning-weights, and the choice among them is measured on topics
that it was not made by, beside no such map at all and the one in use. What all topics chose at last is what to retrain with, and
--out writes its weight.

Judgments of few topics can tell little: where the interval of the difference holds 0, keep the weights in use.`,
		Example: `  gongxu tune --dir data --needs needs.jsonl --qrels qrels.txt --out weights.json
  gongxu tune --dir data --needs needs.jsonl --qrels qrels.txt --weights weights.json --calibrate --plot plots --out weights.json
  gongxu tune --dir data --feedback --condensed --out weights.json
  gongxu tune --dir data --needs needs.jsonl --qrels qrels.txt --association --windows 0,5,10 --dimensions 100,200
  gongxu run --dir data --needs needs.jsonl --weights weights.json --out tuned.run`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.associationGrid.misplaced(cmd); err != nil {
				return err
			}
			return o.tune(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	o.runOptions.add(cmd, true)
	o.embedder.add(cmd, 0)
	o.ranking.add(cmd, "start from the weights of this file")
	flags := cmd.Flags()
	flags.StringVar(&o.qrels, "qrels", "", "judgments: topic 0 docno grade")
	flags.BoolVar(&o.feedback, "feedback", false, "learn from the judgments that the directory's feedback holds")
	flags.StringSliceVar(&o.with, "with", nil, "signals without a weight to learn too, such as freshness")
	flags.StringSliceVar(&o.needs, "needs", nil, "files of needs")
	flags.StringSliceVar(&o.docs, "docs", nil, "rank these plain documents instead of a directory's patents")
	flags.BoolVar(&o.condensed, "condensed", false, "leave out unjudged documents, where unjudged means unknown")
	flags.BoolVar(&o.calibrate, "calibrate", false, "fit probabilities instead of weights")
	flags.StringVar(&o.plot, "plot", "", "with --calibrate, directory to draw reliability.svg and reliability.png in")
	flags.IntVar(&o.folds, "folds", learn.DefaultOptions().Folds, "number of parts that the topics are dealt into, from 2")
	flags.Uint64Var(&o.seed, "seed", learn.DefaultOptions().Seed, "seed of the deal")
	flags.StringVar(&o.out, "out", "", "file to write what was learnt to, - for standard output")
	flags.BoolVar(&o.quiet, "quiet", false, "no progress, no warnings")
	o.associationGrid.add(cmd)
	cmd.MarkFlagsOneRequired("qrels", "feedback")
	cmd.MarkFlagsOneRequired("needs", "feedback")
	cmd.MarkFlagsMutuallyExclusive("docs", "feedback")
	cmd.MarkFlagsOneRequired("dir", "docs")
	cmd.MarkFlagsMutuallyExclusive("dir", "docs")
	return cmd
}

func (o *tuneOptions) tune(ctx context.Context, w, stderr io.Writer) error {
	if o.folds < 2 {
		return usage("--folds %d must be at least 2", o.folds)
	}
	if err := o.check(); err != nil {
		return err
	}
	needs, err := readNeeds(o.needs, stderr, o.quiet)
	if err != nil {
		return err
	}
	o.noFeedback = true
	engine, err := o.openOrBuild(ctx, stderr, o.docs, o.quiet)
	if err != nil {
		return err
	}
	defer engine.Close()
	qrels, needs, err := o.judgments(ctx, engine, needs)
	if err != nil {
		return err
	}
	topics, err := o.valued(ctx, stderr, engine, needs, qrels)
	if err != nil {
		return err
	}
	learnt := &matcher.Ranking{Version: matcher.RankingVersion, About: fmt.Sprintf("gongxu tune, judgments %s, %d topics", o.about(), len(topics))}
	switch {
	case o.calibrate:
		err = o.fitProbabilities(w, engine, topics, learnt)
	case o.association:
		err = o.chooseAssociation(ctx, w, stderr, engine, needs, topics, learnt)
	default:
		err = o.fitWeights(w, engine, topics, qrels, learnt)
	}
	if err != nil || o.out == "" {
		return err
	}
	return writeFile(o.out, w, func(w io.Writer) error { return writeJSON(w, learnt) })
}

// valuedNeed is a judged need with its candidates.
type valuedNeed struct {
	id         string
	grades     map[string]int
	outlook    matcher.Outlook
	candidates []matcher.Valued
	others     []eval.Scored // judged patents that are no candidates; with --calibrate only
}

// valued asks the engine for the candidates of every judged need.
func (o *tuneOptions) valued(ctx context.Context, stderr io.Writer, engine *matcher.Engine, needs []corpus.Need, qrels eval.Qrels) ([]valuedNeed, error) {
	var out []valuedNeed
	p := newProgress(stderr, "needs", int64(len(needs)), o.quiet)
	defer p.finish()
	for i, n := range needs {
		p.reach(i + 1)
		if len(qrels[n.ID]) == 0 {
			continue
		}
		candidates, err := engine.Values(ctx, n)
		if err != nil {
			return nil, fmt.Errorf("need %s: %w", n.ID, err)
		}
		outlook, err := engine.Outlook(ctx, n)
		if err != nil {
			return nil, fmt.Errorf("need %s: %w", n.ID, err)
		}
		if len(candidates) == 0 {
			continue
		}
		v := valuedNeed{id: n.ID, grades: qrels[n.ID], outlook: outlook, candidates: candidates}
		if o.calibrate {
			if err := v.scoreOthers(ctx, engine, n); err != nil {
				return nil, fmt.Errorf("need %s: %w", n.ID, err)
			}
		}
		out = append(out, v)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("none of the needs of %v is judged in %s", o.needs, o.about())
	}
	return out, nil
}

// scoreOthers scores the judged patents that are no candidates.
func (n *valuedNeed) scoreOthers(ctx context.Context, engine *matcher.Engine, need corpus.Need) error {
	rest := maps.Clone(n.grades)
	for _, c := range n.candidates {
		delete(rest, c.ID)
	}
	found, err := engine.Explain(ctx, need, matcher.Query{}, slices.Sorted(maps.Keys(rest))...)
	for _, m := range found {
		n.others = append(n.others, eval.Scored{Doc: m.ID, Score: m.Score})
	}
	return err
}

// topic lays out a need for learning weights.
func (n valuedNeed) topic(condensed bool) learn.Topic {
	out := learn.Topic{Name: n.id, Unjudged: condensed}
	for _, c := range n.candidates {
		grade, judged := n.grades[c.ID]
		if !judged {
			grade = -1
		}
		out.Docs = append(out.Docs, learn.Doc{ID: c.ID, Values: c.Values, Grade: grade})
	}
	return out
}

// weightsInUse returns the weights by which the engine ranks. That of feedback is the one of the options, whether or not there is any.
func weightsInUse(engine *matcher.Engine, dense bool) (matcher.Weights, error) {
	given := engine.Options().Weights
	if dense {
		given = engine.Options().DenseWeights
	}
	w, err := matcher.WeightsOf(engine.SignalWeights())
	w.Feedback = given.Feedback
	if !engine.Meaning().Associated() {
		w.Association = given.Association
	}
	return w, err
}

// fitWeights cross-validates weights and puts those learnt from all topics into the ranking.
func (o *tuneOptions) fitWeights(w io.Writer, engine *matcher.Engine, needs []valuedNeed, qrels eval.Qrels, learnt *matcher.Ranking) error {
	dense := needs[0].outlook.Dense
	inUse, err := weightsInUse(engine, dense)
	if err != nil {
		return err
	}
	start, err := o.start(inUse)
	if err != nil {
		return err
	}
	topics := make([]learn.Topic, len(needs))
	judged := eval.Qrels{}
	for i, n := range needs {
		topics[i], judged[n.id] = n.topic(o.condensed), qrels[n.id]
	}
	opts := learn.DefaultOptions()
	opts.Folds, opts.Seed, opts.Eval.Condensed = o.folds, o.seed, o.condensed
	opts.Eval.Measures = nil
	for _, name := range []string{"ndcg@10", "p@5", "recall@100"} {
		m, err := eval.ParseMeasure(name)
		if err != nil {
			return err
		}
		opts.Eval.Measures = append(opts.Eval.Measures, m)
	}
	v, err := learn.CrossValidate(topics, judged, start.Values(), opts)
	if err != nil {
		return err
	}
	if err := printValidated(w, v, judged, opts); err != nil {
		return err
	}
	weights, err := matcher.WeightsOf(v.Final.Weights)
	if err != nil {
		return err
	}
	weights.Feedback, weights.Association = inUse.Feedback, inUse.Association
	printWeights(w, start, v)
	if dense {
		learnt.DenseWeights = &weights
	} else {
		learnt.Weights = &weights
	}
	return nil
}

// printValidated prints what the learnt weights are worth on topics that they were not learnt from.
func printValidated(w io.Writer, v *learn.Validated, qrels eval.Qrels, opts learn.Options) error {
	before, err := eval.Evaluate(qrels, v.Start, opts.Eval)
	if err != nil {
		return err
	}
	after, err := eval.Evaluate(qrels, v.Run, opts.Eval)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%d topics, %d folds; weights in use:\n", len(after.Topics), opts.Folds)
	if err := before.WriteTable(w); err != nil {
		return err
	}
	fmt.Fprintln(w, "\nlearnt, each topic by weights that were learnt without it:")
	if err := after.WriteTable(w); err != nil {
		return err
	}
	var comparisons []eval.Comparison
	for _, m := range opts.Eval.Measures {
		c, err := eval.Compare(after, before, m, eval.DefaultIterations, comparisonSeed)
		if err != nil {
			return err
		}
		comparisons = append(comparisons, c)
	}
	fmt.Fprintln(w, "\na = learnt, b = in use")
	return eval.WriteComparisons(w, comparisons)
}

// printWeights prints what was learnt of every signal.
func printWeights(w io.Writer, start matcher.Weights, v *learn.Validated) {
	fmt.Fprintf(w, "\n%-18s %8s %8s   folds\n", "weight", "in use", "learnt")
	for k, name := range matcher.SignalNames() {
		if start.Values()[k] == 0 {
			continue
		}
		fmt.Fprintf(w, "%-18s %8.3f %8.3f  ", name, start.Values()[k], v.Final.Weights[k])
		for _, f := range v.Folds {
			fmt.Fprintf(w, " %.3f", f.Weights[k])
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%-18s %8s %8g  ", "strength of pull", "", v.Final.Strength)
	for _, f := range v.Folds {
		fmt.Fprintf(w, " %g", f.Strength)
	}
	fmt.Fprintln(w)
}
