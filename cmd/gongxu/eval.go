package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/eval"
)

// evalOptions are the flags of gongxu eval.
type evalOptions struct {
	qrels, run, baseline string
	condensed            bool
	relLevel             int
	measures             []string
	perTopic             bool
	json, benchstat      bool
	name                 string
}

// comparisonSeed makes a comparison come out the same each time.
const comparisonSeed = 1

func newEvalCommand() *cobra.Command {
	o := evalOptions{relLevel: eval.DefaultOptions().RelLevel}
	cmd := &cobra.Command{
		Use:   "eval --qrels Q --run RUN [--baseline RUN2]",
		Short: "Measure a run file against judgments",
		Long: `Measure a TREC run against TREC judgments: nDCG with gain 2^grade−1 and log2 discount, precision, recall, MRR, MAP,
and the number of unjudged documents. Means are over the topics that have a document of the level of relevance; a topic
that the run lacks counts 0.

With --condensed unjudged documents are dropped from the run, and judged ones that it missed are appended. With --baseline
every measure is compared by a paired randomisation test.`,
		Example: `  gongxu eval --qrels qrels.txt --run gongxu.run
  gongxu eval --qrels qrels.txt --run new.run --baseline old.run --measures ndcg@10,map
  gongxu eval --qrels qrels.txt --run gongxu.run --condensed --per-topic`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.evaluate(cmd.OutOrStdout()) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.qrels, "qrels", "", "judgments: topic 0 docno grade")
	flags.StringVar(&o.run, "run", "", "run: topic Q0 docno rank score tag")
	flags.StringVar(&o.baseline, "baseline", "", "second run to compare with")
	flags.BoolVar(&o.condensed, "condensed", false, "measure condensed lists, where unjudged means unknown")
	flags.IntVar(&o.relLevel, "rel-level", o.relLevel, "lowest grade that is relevant")
	flags.StringSliceVar(&o.measures, "measures", nil, "such as ndcg@10,p@5,mrr,map,recall@100,unjudged@10")
	flags.BoolVar(&o.perTopic, "per-topic", false, "print every topic as well")
	flags.BoolVar(&o.json, "json", false, "print the report as JSON")
	flags.BoolVar(&o.benchstat, "benchstat", false, "print in the Go benchmark format, for benchstat")
	flags.StringVar(&o.name, "name", "", "with --benchstat, the benchmark's name (default: the name of the judgments' file)")
	required(cmd, "qrels", "run")
	cmd.MarkFlagsMutuallyExclusive("json", "benchstat")
	cmd.MarkFlagsMutuallyExclusive("baseline", "benchstat")
	return cmd
}

func (o *evalOptions) evaluate(w io.Writer) error {
	opts := eval.DefaultOptions()
	opts.RelLevel, opts.Condensed = o.relLevel, o.condensed
	if len(o.measures) > 0 {
		opts.Measures = nil
	}
	for _, name := range o.measures {
		m, err := eval.ParseMeasure(name)
		if err != nil {
			return err
		}
		opts.Measures = append(opts.Measures, m)
	}
	if err := opts.Validate(); err != nil {
		return usage("%w", err)
	}
	qrels, err := readFile(o.qrels, eval.ReadQrels)
	if err != nil {
		return err
	}
	report, err := o.report(qrels, o.run, opts)
	if err != nil {
		return err
	}
	var baseline *eval.Report
	var comparisons []eval.Comparison
	if o.baseline != "" {
		if baseline, err = o.report(qrels, o.baseline, opts); err != nil {
			return err
		}
		for _, m := range opts.Measures {
			c, err := eval.Compare(report, baseline, m, eval.DefaultIterations, comparisonSeed)
			if err != nil {
				return err
			}
			comparisons = append(comparisons, c)
		}
	}
	switch {
	case o.benchstat:
		return report.WriteBenchstat(w, o.benchmarkName())
	case o.json:
		return writeReports(w, report, baseline, comparisons)
	}
	return o.print(w, report, comparisons)
}

func (o *evalOptions) report(qrels eval.Qrels, path string, opts eval.Options) (*eval.Report, error) {
	run, err := readFile(path, eval.ReadRun)
	if err != nil {
		return nil, err
	}
	report, err := eval.Evaluate(qrels, run, opts)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return report, nil
}

func (o *evalOptions) benchmarkName() string {
	if o.name != "" {
		return o.name
	}
	name := filepath.Base(o.qrels)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

func (o *evalOptions) print(w io.Writer, report *eval.Report, comparisons []eval.Comparison) error {
	if o.perTopic {
		if err := report.WriteTopics(w); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	if err := report.WriteTable(w); err != nil || comparisons == nil {
		return err
	}
	fmt.Fprintf(w, "\na = %s, b = %s\n", o.run, o.baseline)
	return eval.WriteComparisons(w, comparisons)
}

// writeReports writes the report's own JSON object, with the baseline's and the comparisons beside its members.
func writeReports(w io.Writer, report, baseline *eval.Report, comparisons []eval.Comparison) error {
	if baseline == nil {
		return report.WriteJSON(w)
	}
	data, err := json.Marshal(report)
	if err != nil {
		return err
	}
	members := map[string]any{}
	if err := json.Unmarshal(data, &members); err != nil {
		return err
	}
	members["baseline"], members["comparisons"] = baseline, comparisons
	return writeJSON(w, members)
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
