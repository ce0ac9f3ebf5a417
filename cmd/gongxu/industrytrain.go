package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/classify"
	"github.com/gongxu/gongxu/semantic"
)

// trainingFlags say what a classifier is trained on.
type trainingFlags struct {
	titles  []string
	groups  string
	meaning string
	quiet   bool
	opts    classify.Options
}

func (f *trainingFlags) add(cmd *cobra.Command) {
	f.opts = classify.DefaultOptions()
	flags := cmd.Flags()
	flags.StringSliceVar(&f.titles, "titles", nil, "JSONL files of {title, ipc_subclasses}, also gzipped (.gz)")
	flags.StringVar(&f.groups, "groups", "", "titles of the main groups of the IPC to train on as well: a table with columns subclass and title, split by tabs")
	flags.StringVar(&f.meaning, "meaning", "", "map of gongxu distill that places the texts (default: the shipped one)")
	flags.BoolVar(&f.quiet, "quiet", false, "no progress")
	flags.IntVar(&f.opts.Folds, "folds", f.opts.Folds, "parts, each of which is tested on the others")
	flags.IntVar(&f.opts.Weights, "weights", f.opts.Weights, "weights of terms to keep")
	flags.IntVar(&f.opts.MinTexts, "min-texts", f.opts.MinTexts, "texts that a term must occur in")
	flags.Float64Var(&f.opts.Ridge, "ridge", f.opts.Ridge, "penalty of large weights")
	flags.Float64Var(&f.opts.Nearness, "nearness", f.opts.Nearness, "weight of nearness against terms")
	required(cmd, "titles")
}

// fit reads the texts and the map, and does the work with a bar for its progress.
func (f *trainingFlags) fit(stderr io.Writer, work func([]classify.Labelled, *semantic.Map, classify.Progress) error) error {
	var texts []classify.Labelled
	for _, path := range f.titles {
		list, err := readUnzipped(path, classify.ReadLabelled)
		if err != nil {
			return err
		}
		texts = append(texts, list...)
	}
	texts = append(texts, classify.ClassTexts()...)
	if f.groups != "" {
		list, err := readUnzipped(f.groups, classify.ReadGroups)
		if err != nil {
			return err
		}
		texts = append(texts, list...)
	}
	m := classify.DefaultMap()
	if f.meaning != "" {
		var err error
		if m, err = semantic.Open(f.meaning); err != nil {
			return err
		}
	}
	bars := &stages{w: stderr, quiet: f.quiet}
	err := work(texts, m, func(done, of int) { bars.show("fits", done, of) })
	bars.finish()
	if errors.Is(err, classify.ErrOptions) {
		return usage("%w", err)
	}
	return err
}

func newIndustryEvalCommand() *cobra.Command {
	var f trainingFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "eval --titles F [--groups F] [--folds 5]",
		Short: "Cross-validate inference on titles with known IPC subclasses",
		Long: `Cross-validate inference on titles with known IPC subclasses: each part of the titles is inferred by a classifier that is trained
on the others. Titles that differ only in set wording are in one part. A title counts as right where one of its subclasses is inferred.`,
		Example: `  gongxu industry eval --titles titles.jsonl.gz --groups ipc_main_groups_zh.tsv.gz`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.fit(cmd.ErrOrStderr(), func(texts []classify.Labelled, m *semantic.Map, progress classify.Progress) error {
				r, err := classify.CrossValidate(cmd.Context(), texts, m, f.opts, progress)
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(cmd.OutOrStdout(), r)
				}
				return printIndustryReport(cmd.OutOrStdout(), r)
			})
		},
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func printIndustryReport(w io.Writer, r *classify.Report) error {
	s := styleFor(w)
	fmt.Fprintf(w, "%s %d 个名称，%d 个小类\n", s.head("交叉验证："), r.Titles, r.Classes)
	fmt.Fprintf(w, "  前 1 位命中 %.3f，前 3 位 %.3f，前 5 位 %.3f\n", r.Top1, r.Top3, r.Top5)
	for _, part := range []struct {
		head string
		r    classify.Reliability
	}{{"IPC 小类首位：", r.Subclass}, {"战略性新兴产业首位：", r.Branch}, {"国民经济行业大类首位：", r.Division}} {
		fmt.Fprintf(w, "\n%s %d 个，正确 %.3f，ECE %.3f\n", s.head(part.head), part.r.Answers, part.r.Right, part.r.ECE)
		t := newTable(column{name: "概率"}, column{name: "个数", right: true}, column{name: "平均概率", right: true}, column{name: "正确", right: true})
		for _, b := range part.r.Bins {
			t.add(fmt.Sprintf("%.2f–%.2f", b.Low, b.High), fmt.Sprint(b.Count), fmt.Sprintf("%.3f", b.Predicted), fmt.Sprintf("%.3f", b.Observed))
		}
		if err := t.write(w, "  ", s); err != nil {
			return err
		}
	}
	return nil
}

func newIndustryTrainCommand() *cobra.Command {
	var f trainingFlags
	var out string
	cmd := &cobra.Command{
		Use:   "train --titles F [--groups F] --out FILE",
		Short: "Train the classifier that infers IPC subclasses",
		Long: `Train the classifier that infers IPC subclasses from titles whose subclasses are known and from what the classification says of its
places. The shipped one is classify/tables/subclasses.classifier.`,
		Example: `  gongxu industry train --titles titles.jsonl.gz --groups ipc_main_groups_zh.tsv.gz --out my.classifier`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.fit(cmd.ErrOrStderr(), func(texts []classify.Labelled, m *semantic.Map, progress classify.Progress) error {
				c, err := classify.Train(cmd.Context(), texts, m, f.opts, progress)
				if err != nil {
					return err
				}
				return writeFile(out, cmd.OutOrStdout(), c.Write)
			})
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&out, "out", "", "file to write")
	required(cmd, "out")
	return cmd
}
