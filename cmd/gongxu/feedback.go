package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

func newFeedbackCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "feedback",
		Short: "Record what brokers and firms said of matches, which later matches heed",
		Long: `Record and list what was said of pairs of need and patent, or done with them. It is kept with the directory, in
feedback.jsonl; adding patents and needs never touches it. A later match of the same need, or of one that is like it, moves patents up or
down that are like those that were judged, and the explanation says so. Each person has one say about a pair: the newest.

A grade is from 0 (unfit) to 3 (just what is sought); an action stands for one:
  rejected 0   ignored 1   pushed 2   opened 2   contacted 3   signed 3`,
		Example: `  gongxu feedback add --dir data --need N-001 --patent CN112233445A --action signed --who 张三
  gongxu feedback import --dir data --qrels qrels.txt --needs needs.jsonl
  gongxu feedback list --dir data --need N-001`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newFeedbackAddCommand(), newFeedbackListCommand(), newFeedbackImportCommand())
	return cmd
}

// feedbackFlags are the flags of all commands below gongxu feedback.
type feedbackFlags struct {
	engineFlags
	json bool
}

func (f *feedbackFlags) add(cmd *cobra.Command) {
	f.engineFlags.add(cmd, false)
	cmd.Flags().BoolVar(&f.json, "json", false, "print JSON")
}

// open opens the directory for reading, which is enough to record feedback, also beside a server.
func (f *feedbackFlags) open(stderr io.Writer) (*matcher.Engine, error) {
	engine, err := f.openReadOnly()
	if err == nil {
		warnTorn(stderr, engine)
	}
	return engine, err
}

// warnTorn tells of a judgment that was not written whole.
func warnTorn(stderr io.Writer, engine *matcher.Engine) {
	if n := engine.FeedbackTorn(); n > 0 {
		fmt.Fprintf(stderr, "warning: feedback.jsonl ends in %d bytes of a line that was not written whole; they do not count\n", n)
	}
}

// feedbackSummary is what recording prints.
type feedbackSummary struct {
	Recorded int `json:"recorded"`
	Known    int `json:"known"`
	Rejected int `json:"rejected"`
}

func (f *feedbackFlags) printSummary(w io.Writer, s feedbackSummary) error {
	if f.json {
		return writeJSON(w, s)
	}
	_, err := fmt.Fprintf(w, "recorded %d, known before %d, rejected %d\n", s.Recorded, s.Known, s.Rejected)
	return err
}

// printJudgments prints judgments as a table.
func printJudgments(w io.Writer, judgments []corpus.Judgment) error {
	t := newTable(column{name: "需求", limit: 36}, column{name: "名称", limit: 40}, column{name: "专利", limit: 24},
		column{name: "等级", right: true}, column{name: "动作"}, column{name: "评价人", limit: 20}, column{name: "时间"})
	for _, j := range judgments {
		t.add(j.Need, j.Title, j.Patent, fmt.Sprint(*j.Grade), j.Action.Label(), j.Who, j.When.Format("2006-01-02 15:04"))
	}
	return t.write(w, "", styleFor(w))
}
