package main

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
)

// feedbackAddOptions are the flags of gongxu feedback add.
type feedbackAddOptions struct {
	feedbackFlags
	judgment corpus.Judgment
	action   string
	grade    int
	when     string
}

func newFeedbackAddCommand() *cobra.Command {
	var o feedbackAddOptions
	cmd := &cobra.Command{
		Use:   "add --dir D {--need ID | --title T [--text T]} --patent ID {--grade G | --action A}",
		Short: "Record one judgment",
		Example: `  gongxu feedback add --dir data --need N-001 --patent CN112233445A --action signed --who 张三
  gongxu feedback add --dir data --title 低温电池 --patent CN112233445A --grade 0`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.judgment.Need, "need", "", "id of the need")
	flags.StringVar(&o.judgment.Title, "title", "", "title of a need that the directory does not hold")
	flags.StringVar(&o.judgment.Description, "text", "", "text of a need that the directory does not hold")
	flags.StringVar(&o.judgment.Patent, "patent", "", "id of the patent")
	flags.IntVar(&o.grade, "grade", 0, "0 (unfit) to 3 (just what is sought)")
	flags.StringVar(&o.action, "action", "", "rejected, ignored, pushed, opened, contacted or signed, also in Chinese")
	flags.StringVar(&o.judgment.Who, "who", "", "who says so")
	flags.StringVar(&o.when, "when", "", "day or time (RFC 3339), now if it is left out")
	required(cmd, "patent")
	cmd.MarkFlagsOneRequired("need", "title", "text")
	cmd.MarkFlagsOneRequired("grade", "action")
	return cmd
}

func (o *feedbackAddOptions) run(cmd *cobra.Command) (err error) {
	j := o.judgment
	if cmd.Flags().Changed("grade") {
		j.Grade = &o.grade
	}
	if o.action != "" {
		a, ok := corpus.ParseAction(o.action)
		if !ok {
			return usage("--action %q is none of %v", o.action, corpus.Actions())
		}
		j.Action = a
	}
	if j.When, err = moment(o.when); err != nil {
		return err
	}
	engine, err := o.open(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	n, err := engine.Judge(cmd.Context(), []corpus.Judgment{j})
	if err != nil {
		return err
	}
	return o.printSummary(cmd.OutOrStdout(), feedbackSummary{Recorded: n, Known: 1 - n})
}

// moment reads a day or a time; nothing is now.
func moment(s string) (time.Time, error) {
	if s == "" {
		return time.Now().UTC(), nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), nil
	}
	d, err := corpus.ParseDate(s)
	if err != nil {
		return time.Time{}, usage("--when: %w", err)
	}
	return time.Date(d.Year, time.Month(max(1, d.Month)), max(1, d.Day), 0, 0, 0, 0, time.UTC), nil
}
