package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
)

// feedbackListOptions are the flags of gongxu feedback list.
type feedbackListOptions struct {
	feedbackFlags
	need, patent, who string
}

func newFeedbackListCommand() *cobra.Command {
	var o feedbackListOptions
	cmd := &cobra.Command{
		Use:     "list --dir D [--need ID] [--patent ID] [--who W]",
		Short:   "List the judgments that count",
		Example: `  gongxu feedback list --dir data --need N-001`,
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.need, "need", "", "only judgments of this need")
	flags.StringVar(&o.patent, "patent", "", "only judgments of this patent")
	flags.StringVar(&o.who, "who", "", "only what this person or firm said")
	return cmd
}

func (o *feedbackListOptions) run(cmd *cobra.Command) error {
	engine, err := o.open(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	defer engine.Close()
	all, err := engine.Judgments(cmd.Context())
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(j corpus.Judgment) bool {
		return o.need != "" && j.Need != o.need || o.patent != "" && j.Patent != o.patent || o.who != "" && j.Who != o.who
	})
	if o.json {
		return writeJSON(cmd.OutOrStdout(), all)
	}
	return printJudgments(cmd.OutOrStdout(), all)
}
