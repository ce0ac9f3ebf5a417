package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// matchOptions are the flags of gongxu match.
type matchOptions struct {
	engineFlags
	filterFlags
	title, text, file, need string
	industries              []string
	k, perField             int
	explain, json           bool
	allStatus               bool
	threshold               float64
	diversity               diversityFlags
}

func newMatchCommand() *cobra.Command {
	var o matchOptions
	cmd := &cobra.Command{
		Use:   "match --dir D {--title T --text X | --file F | --need ID | -}",
		Short: "Find the patents that meet one need",
		Long: `Find the patents that meet one need, best first. The need is a title, a text, or both; the text may come from a file
or, with -, from standard input. --need takes a need that the directory holds.

Patents that are known not to be in force any more are left out unless --all-status is given.`,
		Example: `  gongxu match --dir data --title 锂电池正极材料 --text '需要提高磷酸铁锂的低温性能' -k 10
  gongxu match --dir data --file need.txt --sei 3.3 --status 有效 --explain
  cat need.txt | gongxu match --dir data - --json
  gongxu match --dir data --need N-001 --per-field 3`,
		Args: cobra.MatchAll(cobra.MaximumNArgs(1), onlyDash),
		RunE: func(cmd *cobra.Command, args []string) error { return o.match(cmd, len(args) > 0) },
	}
	o.engineFlags.add(cmd, false)
	o.embedder.add(cmd, defaultEmbedBudget)
	o.reranker.add(cmd, defaultRerankBudget)
	o.synonyms.add(cmd)
	o.ranking.add(cmd, "weights and calibration of this file, made by gongxu tune, instead of the directory's")
	addThreshold(cmd, &o.threshold)
	o.diversity.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.title, "title", "", "title of the need")
	flags.StringVar(&o.text, "text", "", "text of the need")
	flags.StringVar(&o.file, "file", "", "file that holds the text of the need, - for standard input")
	flags.StringVar(&o.need, "need", "", "id of a need in the directory")
	flags.StringSliceVar(&o.industries, "industry", nil, "fields that the need is in, by SEI, GB/T 4754 or IPC code or name")
	flags.IntVarP(&o.k, "k", "k", 10, "number of patents")
	flags.IntVar(&o.perField, "per-field", 0, "list that many patents of every industry branch as well")
	flags.BoolVar(&o.explain, "explain", false, "print how every score is made up")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	flags.BoolVar(&o.allStatus, "all-status", false, "let in patents that are known not to be in force")
	o.filterFlags.add(cmd)
	cmd.MarkFlagsMutuallyExclusive("text", "file", "need")
	cmd.MarkFlagsMutuallyExclusive("title", "need")
	return cmd
}

// onlyDash allows no argument but -, which stands for standard input.
func onlyDash(_ *cobra.Command, args []string) error {
	for _, a := range args {
		if a != "-" {
			return fmt.Errorf("unexpected argument %q; give the need with --title and --text, or - to read it from standard input", a)
		}
	}
	return nil
}

func (o *matchOptions) match(cmd *cobra.Command, stdin bool) error {
	if o.k < 1 {
		return usage("-k %d must be at least 1", o.k)
	}
	if stdin {
		if o.text != "" || o.file != "" || o.need != "" {
			return usage("- reads the text of the need; leave out --text, --file and --need")
		}
		o.file = "-"
	}
	need, err := o.read(cmd.InOrStdin())
	if err != nil {
		return err
	}
	engine, err := o.openReadOnly()
	if err != nil {
		return err
	}
	defer engine.Close()
	if o.need != "" {
		if need, err = engine.Need(cmd.Context(), o.need); err != nil {
			return err
		}
	}
	need.Industries = append(need.Industries, o.industries...)
	q := matcher.DefaultQuery()
	q.K, q.PerField, q.Filter, q.Expired, q.Records = o.k, o.perField, o.filter, o.allStatus, !o.json
	q.Threshold = o.threshold
	o.diversity.apply(&q)
	res, err := engine.Match(cmd.Context(), need, q)
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(cmd.OutOrStdout(), res)
	}
	return o.print(cmd.OutOrStdout(), res)
}

// read takes the need from flags, a file or standard input.
func (o *matchOptions) read(stdin io.Reader) (corpus.Need, error) {
	need := corpus.Need{Title: o.title, Description: o.text}
	var data []byte
	var err error
	switch o.file {
	case "":
		if o.title == "" && o.text == "" && o.need == "" {
			return need, usage("no need given; use --title and --text, --file, --need, or - for standard input")
		}
	case "-":
		data, err = io.ReadAll(stdin)
	default:
		data, err = os.ReadFile(o.file)
	}
	if err != nil {
		return need, fmt.Errorf("read the need: %w", err)
	}
	need.Description += string(data)
	return need, nil
}

func (o *matchOptions) print(w io.Writer, res *matcher.Matches) error {
	s := styleFor(w)
	for _, n := range res.Notices {
		fmt.Fprintln(w, s.dim(n))
	}
	if res.Reason != "" {
		_, err := fmt.Fprintln(w, res.Reason)
		return err
	}
	if err := matchTable(res.Matches).write(w, "", s); err != nil {
		return err
	}
	for i, m := range res.Matches {
		if !o.explain {
			break
		}
		fmt.Fprintf(w, "\n%s\n", s.head(fmt.Sprintf("%d. %s %s", i+1, m.ID, oneLine(m.Title))))
		printExplanation(w, s, m)
	}
	return printFields(w, s, res.Fields)
}
