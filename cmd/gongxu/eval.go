package main

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/eval"
)

// evalOptions are the flags of gongxu eval.
type evalOptions struct {
	needsFlags
	qrels           string
	runs            []string
	baseline        string
	condensed       bool
	relLevel        int
	measures        []string
	perTopic        bool
	json, benchstat bool
	name            string
	worst           int
	explain         bool
	ablate          bool
	plot            string

	wanted []eval.Measure // the measures that are compared
	opts   eval.Options   // with the number of unjudged documents beside them
}

// comparisonSeed makes a comparison come out the same each time.
const comparisonSeed = 1

func newEvalCommand() *cobra.Command {
	o := evalOptions{relLevel: eval.DefaultOptions().RelLevel}
	cmd := &cobra.Command{
		Use:   "eval --qrels Q {--run RUN [--run RUN2 …] [--baseline RUN] | --ablate}",
		Short: "Measure run files against judgments, find out what failed and which signals matter",
		Long: `Measure TREC runs against TREC judgments: nDCG with gain 2^grade−1 and log2 discount, precision, recall, MRR, MAP,
and the number of unjudged documents. Means are over the topics that have a document of the level of relevance; a topic
that a run lacks counts 0. The number of unjudged documents among the first ten is always told: a run with more of them is
measured too low.

With --condensed unjudged documents are dropped from the run, and judged ones that it missed are appended. With several runs
each is compared with --baseline, or else with the first one, by a paired randomisation test, with Holm's correction over all
that is compared; --per-topic lists the topics by the difference of the first measure.

--worst N lists the worst topics by the first measure, the best patents that the judgments know and what the run put above them;
--explain says why, by the signals of the engine in --dir. The engine must be the one that made the run, with the same embedder.

--ablate ranks the needs by all signals, then without each one of them, by each one alone and by each one beside the lexical one. The
patents that are ranked are the same each time.`,
		Example: `  gongxu eval --qrels qrels.txt --run gongxu.run
  gongxu eval --qrels qrels.txt --run old.run --run new.run --measures ndcg@10,map --per-topic
  gongxu eval --qrels qrels.txt --run gongxu.run --condensed
  gongxu eval --qrels qrels.txt --run gongxu.run --needs needs.jsonl --dir data --worst 10 --explain
  gongxu eval --qrels qrels.txt --needs needs.jsonl --dir data --ablate`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.evaluate(cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.qrels, "qrels", "", "judgments: topic 0 docno grade")
	flags.StringArrayVar(&o.runs, "run", nil, "run: topic Q0 docno rank score tag; may be given several times")
	flags.StringVar(&o.baseline, "baseline", "", "run to compare with (default: the first of several)")
	flags.BoolVar(&o.condensed, "condensed", false, "measure condensed lists, where unjudged means unknown")
	flags.IntVar(&o.relLevel, "rel-level", o.relLevel, "lowest grade that is relevant")
	flags.StringSliceVar(&o.measures, "measures", nil, "such as ndcg@10,p@5,mrr,map,recall@100,unjudged@10; --ablate: ndcg@10")
	flags.BoolVar(&o.perTopic, "per-topic", false, "print every topic as well")
	flags.BoolVar(&o.json, "json", false, "print the report as JSON")
	flags.BoolVar(&o.benchstat, "benchstat", false, "print in the Go benchmark format, for benchstat")
	flags.StringVar(&o.name, "name", "", "with --benchstat, the benchmark's name (default: the name of the judgments' file)")
	flags.IntVar(&o.worst, "worst", 0, "look at that many topics, the worst by the first measure")
	flags.BoolVar(&o.explain, "explain", false, "with --worst, say by the signals of --dir or --docs why wrong patents won")
	flags.BoolVar(&o.ablate, "ablate", false, "measure what each signal contributes to the ranking")
	flags.StringVar(&o.plot, "plot", "", "SVG file for the differences by topic of the first two runs")
	o.add(cmd)
	required(cmd, "qrels")
	cmd.MarkFlagsOneRequired("run", "ablate")
	cmd.MarkFlagsMutuallyExclusive("json", "benchstat")
	for _, flag := range []string{"run", "baseline", "benchstat", "per-topic", "worst", "plot"} {
		cmd.MarkFlagsMutuallyExclusive("ablate", flag)
	}
	for _, flag := range []string{"baseline", "benchstat", "per-topic", "plot"} {
		cmd.MarkFlagsMutuallyExclusive("worst", flag)
	}
	cmd.MarkFlagsMutuallyExclusive("baseline", "benchstat")
	return cmd
}

// unjudgedMeasure is told of every run.
var unjudgedMeasure = eval.Measure{Kind: eval.Unjudged, Depth: 10}

// prepare turns the flags into options.
func (o *evalOptions) prepare() error {
	o.opts = eval.DefaultOptions()
	o.opts.RelLevel, o.opts.Condensed = o.relLevel, o.condensed
	switch {
	case len(o.measures) > 0:
		o.opts.Measures = nil
	case o.ablate:
		o.opts.Measures = o.opts.Measures[:1]
	}
	for _, name := range o.measures {
		m, err := eval.ParseMeasure(name)
		if err != nil {
			return err
		}
		o.opts.Measures = append(o.opts.Measures, m)
	}
	o.wanted = slices.Clone(o.opts.Measures)
	if len(o.measures) == 0 { // how many are unjudged is told, not tested
		o.wanted = slices.DeleteFunc(o.wanted, func(m eval.Measure) bool { return !m.HigherIsBetter() })
	}
	if !slices.Contains(o.opts.Measures, unjudgedMeasure) {
		o.opts.Measures = append(o.opts.Measures, unjudgedMeasure)
	}
	if err := o.opts.Validate(); err != nil {
		return usage("%w", err)
	}
	return o.check()
}

// check refuses flags that do not go together.
func (o *evalOptions) check() error {
	compared := len(o.runs)
	if o.baseline != "" {
		compared++
	}
	switch {
	case (o.benchstat || o.worst != 0) && len(o.runs) > 1:
		return usage("--benchstat and --worst take one --run, not %d", len(o.runs))
	case o.worst < 0:
		return usage("--worst %d must be at least 1", o.worst)
	case o.plot != "" && compared < 2:
		return usage("--plot needs two runs to compare")
	case o.explain && o.worst == 0:
		return usage("--explain goes with --worst")
	case (o.explain || o.ablate) && (len(o.needs) == 0 || o.dir == "" && len(o.docs) == 0):
		return usage("--explain and --ablate need --needs, and --dir or --docs")
	case o.workers < 1:
		return usage("--workers %d must be at least 1", o.workers)
	}
	return nil
}

func (o *evalOptions) evaluate(cmd *cobra.Command) error {
	if err := o.prepare(); err != nil {
		return err
	}
	qrels, err := readFile(o.qrels, eval.ReadQrels)
	if err != nil {
		return err
	}
	switch {
	case o.ablate:
		return o.printAblation(cmd, qrels)
	case o.worst > 0:
		return o.printWorst(cmd, qrels)
	}
	return o.compare(cmd.OutOrStdout(), qrels)
}

func (o *evalOptions) benchmarkName() string {
	if o.name != "" {
		return o.name
	}
	name := filepath.Base(o.qrels)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// readFile reads a whole file with one of eval's readers.
func readFile[T any](path string, read func(io.Reader, string) (T, error)) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	return read(f, path)
}

// needsFlags name an engine and needs, for what must be ranked or explained anew.
type needsFlags struct {
	engineFlags
	needs, docs []string
	workers     int
	quiet       bool
}

func (f *needsFlags) add(cmd *cobra.Command) {
	f.engineFlags.add(cmd, true)
	f.embedder.add(cmd, 0)
	flags := cmd.Flags()
	flags.StringSliceVar(&f.needs, "needs", nil, "files of needs, for --worst and --ablate")
	flags.StringSliceVar(&f.docs, "docs", nil, "plain documents instead of a directory's patents")
	flags.IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "needs ranked at the same time")
	flags.BoolVar(&f.quiet, "quiet", false, "no progress, no warnings")
	cmd.MarkFlagsMutuallyExclusive("dir", "docs")
}
