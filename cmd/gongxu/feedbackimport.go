package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/matcher"
)

// feedbackImportOptions are the flags of gongxu feedback import.
type feedbackImportOptions struct {
	feedbackFlags
	files, needs  []string
	qrels, who    string
	when          string
	strict, quiet bool
	defaultMoment time.Time
	texts         map[string]corpus.Need
	rejected      int
}

func newFeedbackImportCommand() *cobra.Command {
	var o feedbackImportOptions
	cmd := &cobra.Command{
		Use:   "import --dir D {--files F[,F…] | --qrels Q} [--needs F]",
		Short: "Record the judgments of files",
		Long: `Record judgments of JSONL, CSV, TSV or XLSX files with the columns need (or title and description), patent, grade or action, who
and when, also under Chinese names; or of a qrels file (topic 0 docno grade), whose grades above 3 count as 3 and below 0 as 0. Needs
that the directory does not hold take their texts from the files of --needs. What is recorded already is not recorded again. A
judgment of an unknown need or patent is reported and left out, the others go in; with --strict nothing goes in then.`,
		Example: `  gongxu feedback import --dir data --files feedback.csv
  gongxu feedback import --dir data --qrels qrels.txt --needs needs.jsonl --who 专家组`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.add(cmd)
	flags := cmd.Flags()
	flags.StringSliceVar(&o.files, "files", nil, "files of judgments")
	flags.StringVar(&o.qrels, "qrels", "", "judgments: topic 0 docno grade")
	flags.StringSliceVar(&o.needs, "needs", nil, "files of needs to take texts from")
	flags.StringVar(&o.who, "who", "", "who says so, where the file does not tell")
	flags.StringVar(&o.when, "when", "", "day or time (RFC 3339) where the file does not tell, now if it is left out")
	flags.BoolVar(&o.strict, "strict", false, "record nothing when anything is wrong")
	flags.BoolVar(&o.quiet, "quiet", false, "no warnings")
	cmd.MarkFlagsOneRequired("files", "qrels")
	cmd.MarkFlagsMutuallyExclusive("files", "qrels")
	return cmd
}

func (o *feedbackImportOptions) run(cmd *cobra.Command) (err error) {
	ctx, stderr := cmd.Context(), cmd.ErrOrStderr()
	if o.defaultMoment, err = moment(o.when); err != nil {
		return err
	}
	o.texts = map[string]corpus.Need{}
	if len(o.needs) > 0 {
		needs, err := readNeeds(o.needs, stderr, o.quiet)
		if err != nil {
			return err
		}
		for _, n := range needs {
			o.texts[n.ID] = n
		}
	}
	judgments, err := o.read(stderr)
	if err != nil {
		return err
	}
	engine, err := o.open(stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	good, err := o.good(ctx, stderr, engine, judgments)
	if err != nil {
		return err
	}
	n, err := engine.Judge(ctx, good)
	if err != nil {
		return err
	}
	return o.printSummary(cmd.OutOrStdout(), feedbackSummary{Recorded: n, Known: len(good) - n, Rejected: o.rejected})
}

// read reads all judgments of the files.
func (o *feedbackImportOptions) read(stderr io.Writer) ([]corpus.Judgment, error) {
	if o.qrels != "" {
		qrels, err := readFile(o.qrels, eval.ReadQrels)
		return judgmentsOf(qrels), err
	}
	p := &problems{w: stderr, quiet: o.quiet}
	defer p.rest()
	s := &source[corpus.Judgment]{files: o.files, open: corpus.OpenJudgments, problems: p, strict: o.strict}
	var out []corpus.Judgment
	for j, err := range s.rows() {
		if err != nil {
			return nil, err
		}
		out = append(out, j)
	}
	o.rejected = p.rejected
	return out, s.err()
}

// judgmentsOf makes judgments of qrels.
func judgmentsOf(qrels eval.Qrels) []corpus.Judgment {
	var out []corpus.Judgment
	for topic, docs := range qrels {
		for doc, grade := range docs {
			g := min(max(grade, 0), corpus.HighestGrade)
			out = append(out, corpus.Judgment{Need: topic, Patent: doc, Grade: &g})
		}
	}
	return out
}

// good fills in what the flags say and leaves out, with a report, what the engine would not take.
func (o *feedbackImportOptions) good(ctx context.Context, stderr io.Writer, engine *matcher.Engine, judgments []corpus.Judgment) ([]corpus.Judgment, error) {
	known := map[string]bool{} // needs that were judged before
	before, err := engine.Judgments(ctx)
	if err != nil {
		return nil, err
	}
	for _, j := range before {
		known[j.Need] = true
	}
	p := &problems{w: stderr, quiet: o.quiet}
	defer p.rest()
	var out []corpus.Judgment
	for _, j := range judgments {
		if j.Who == "" {
			j.Who = o.who
		}
		if j.When.IsZero() {
			j.When = o.defaultMoment
		}
		if n, ok := o.texts[j.Need]; ok && j.Title == "" && j.Description == "" {
			j.Title, j.Description = n.Title, n.Description
		}
		_, fault := engine.Patent(ctx, j.Patent)
		if fault == nil && j.Title == "" && j.Description == "" && !known[j.Need] {
			_, fault = engine.Need(ctx, j.Need)
		}
		switch {
		case fault == nil:
			out = append(out, j)
		case !errors.Is(fault, matcher.ErrNotFound):
			return nil, fault
		default:
			p.add(corpus.Problem{File: o.qrels, Field: "need, patent", Value: j.Need + ", " + j.Patent, Reason: fault.Error(), Severity: corpus.Rejected})
		}
	}
	o.rejected += p.rejected
	if o.strict && o.rejected > 0 {
		return nil, fmt.Errorf("%d judgments are bad, and with --strict none goes in", o.rejected)
	}
	return out, nil
}
