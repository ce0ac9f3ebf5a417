package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/classify"
)

func newIndustryCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "industry",
		Short: "Infer the fields of a text; measure and train what infers them",
		Example: `  gongxu industry infer 一种锂离子电池正极材料的制备方法
  gongxu industry eval --titles titles.jsonl.gz`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newIndustryInferCommand(), newIndustryEvalCommand(), newIndustryTrainCommand())
	return cmd
}

func newIndustryInferCommand() *cobra.Command {
	var path string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "infer TITLE [TEXT…]",
		Short: "Infer IPC subclasses, SEI branches and GB/T 4754 divisions of a text",
		Long: `Infer the IPC subclasses, the branches of the strategic emerging industries (战略性新兴产业) and the divisions of GB/T 4754-2017
(国民经济行业大类) of a text, with calibrated probabilities. Each text after the first, such as a description, counts half as much as the
one before.`,
		Example: `  gongxu industry infer 一种锂离子电池正极材料的制备方法`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, texts []string) error {
			c := classify.Default()
			if path != "" {
				var err error
				if c, err = classify.Open(path, classify.DefaultMap()); err != nil {
					return err
				}
			}
			in := c.InferText(texts...).Fields()
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), in)
			}
			return printInference(cmd.OutOrStdout(), in)
		},
	}
	cmd.Flags().StringVar(&path, "classifier", "", "file of gongxu industry train (default: the shipped classifier)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// mostPrinted is how many fields of a kind are printed.
const mostPrinted = 5

func printInference(w io.Writer, in classify.Fields) error {
	s := styleFor(w)
	if len(in.IPC) == 0 {
		_, err := fmt.Fprintln(w, "文本中没有分类器认识的词，无法推断所属领域。")
		return err
	}
	for _, part := range []struct {
		head string
		list []classify.Field
	}{{"IPC 小类：", in.IPC}, {"战略性新兴产业：", in.SEI}, {"国民经济行业大类：", in.GBT}} {
		fmt.Fprintln(w, s.head(part.head))
		t := newTable(column{name: "代码"}, column{name: "概率", right: true}, column{name: "名称", limit: 60})
		for _, x := range part.list[:min(mostPrinted, len(part.list))] {
			t.add(x.Code, fmt.Sprintf("%.2f", x.Probability), x.Name)
		}
		if err := t.write(w, "  ", s); err != nil {
			return err
		}
	}
	return nil
}
