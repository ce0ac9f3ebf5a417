package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/segment"
)

// dictCheckOptions are the flags of gongxu dict check.
type dictCheckOptions struct {
	userDict    string
	patents     []string
	sample, top int
	json, quiet bool
}

// dictReport is what gongxu dict check --json prints.
type dictReport struct {
	Terms   int                 `json:"terms"` // that can be used
	Patents int                 `json:"patents"`
	Differ  int                 `json:"differ"` // patents that are cut differently
	Changes []segment.CutChange `json:"changes"`
	Faults  []segment.TermFault `json:"faults"`
	Whole   []segment.UserTerm  `json:"whole"` // are one word without the dictionary
	Unmet   []segment.UserTerm  `json:"unmet"` // are a word of no patent
}

func newDictCheckCommand() *cobra.Command {
	var o dictCheckOptions
	cmd := &cobra.Command{
		Use:   "check --user-dict F --patents F[,F…]",
		Short: "Show what a user dictionary changes, and what is wrong with it",
		Long: `Cut patents without and with a user dictionary and show what changes: how many patents are cut differently, the most frequent
changes, terms that no patent holds, and terms that are one word anyway. Lines that cannot be used are named; then the command ends
with exit code 1, for gongxu index would refuse the file.`,
		Example: `  gongxu dict check --user-dict terms.txt --patents patents.jsonl.gz --sample 5000`,
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.userDict, "user-dict", "", "the user dictionary")
	flags.StringSliceVar(&o.patents, "patents", nil, "files of patents")
	flags.IntVar(&o.sample, "sample", 0, "draw so many patents, the same ones every time; 0 for all")
	flags.IntVar(&o.top, "top", 20, "show so many changes and terms")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	flags.BoolVar(&o.quiet, "quiet", false, "no progress, no warnings")
	required(cmd, "user-dict", "patents")
	return cmd
}

func (o *dictCheckOptions) run(cmd *cobra.Command) error {
	if o.sample < 0 || o.top < 0 {
		return usage("--sample %d and --top %d must not be negative", o.sample, o.top)
	}
	all, err := readUserDict(o.userDict)
	if err != nil {
		return err
	}
	report, err := o.report(cmd, all)
	if err != nil {
		return err
	}
	if o.json {
		err = writeJSON(cmd.OutOrStdout(), report)
	} else {
		err = o.print(cmd.OutOrStdout(), report)
	}
	for _, f := range report.Faults {
		if f.Reason == segment.FaultInvalid {
			return errors.Join(err, fmt.Errorf("%s has lines that cannot be used, the first is line %d", o.userDict, f.Line))
		}
	}
	return err
}

func readUserDict(path string) ([]segment.UserTerm, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("user dictionary: %w", err)
	}
	defer file.Close()
	terms, err := segment.ReadUserTerms(file)
	if err != nil {
		return nil, fmt.Errorf("user dictionary %s: %w", path, err)
	}
	return terms, nil
}

func (o *dictCheckOptions) report(cmd *cobra.Command, all []segment.UserTerm) (dictReport, error) {
	good, faults := segment.CheckUserTerms(all)
	r := dictReport{
		Terms: len(good), Faults: append([]segment.TermFault{}, faults...),
		Changes: []segment.CutChange{}, Whole: []segment.UserTerm{}, Unmet: []segment.UserTerm{},
	}
	texts := make([]string, len(good))
	for i, t := range good {
		texts[i] = t.Text
	}
	after, err := segmenterFor(texts)
	if err != nil {
		return r, err
	}
	before := segment.Default()
	c := segment.Compare(before, after)
	add := func(p corpus.Patent) { c.Add(segment.PatentText, p.Title, p.Abstract) }
	drawn := newReservoir[corpus.Patent](o.sample)
	take := add
	if o.sample > 0 {
		take = drawn.add
	}
	if err := eachPatent(cmd, o.patents, o.quiet, take); err != nil {
		return r, err
	}
	for _, p := range drawn.items {
		add(p)
	}
	r.Patents, r.Differ = c.Texts()
	r.Changes = append(r.Changes, c.Changes()...)
	for _, t := range good {
		if before.Whole(t.Text) {
			r.Whole = append(r.Whole, t)
		}
		if c.Docs(t.Text) == 0 {
			r.Unmet = append(r.Unmet, t)
		}
	}
	return r, nil
}

func (o *dictCheckOptions) print(w io.Writer, r dictReport) error {
	s := styleFor(w)
	fmt.Fprintf(w, "术语 %d 个；专利 %d 件，其中 %d 件切分有变化\n", r.Terms, r.Patents, r.Differ)
	if len(r.Changes) > 0 {
		fmt.Fprintf(w, "\n%s\n", s.head(fmt.Sprintf("切分的变化（%d 种）：", len(r.Changes))))
		t := newTable(column{name: "次数", right: true}, column{name: "原来", limit: 40}, column{name: "现在", limit: 40})
		for _, x := range r.Changes[:min(o.top, len(r.Changes))] {
			t.add(fmt.Sprint(x.Count), x.Before, x.After)
		}
		if err := t.write(w, "  ", s); err != nil {
			return err
		}
	}
	o.list(w, s, "没有出现的术语", r.Unmet)
	o.list(w, s, "本来就不会切开的术语", r.Whole)
	if len(r.Faults) > 0 {
		fmt.Fprintf(w, "\n%s\n", s.head(fmt.Sprintf("有问题的行（%d）：", len(r.Faults))))
		for _, f := range r.Faults {
			fmt.Fprintf(w, "  第 %d 行 %s：%s\n", f.Line, oneLine(f.Text), faultReason(f))
		}
	}
	return nil
}

// list prints terms with their lines.
func (o *dictCheckOptions) list(w io.Writer, s style, title string, terms []segment.UserTerm) {
	if len(terms) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", s.head(fmt.Sprintf("%s（%d）：", title, len(terms))))
	for _, t := range terms[:min(o.top, len(terms))] {
		fmt.Fprintf(w, "  第 %d 行 %s\n", t.Line, oneLine(t.Text))
	}
	if n := len(terms) - o.top; n > 0 {
		fmt.Fprintf(w, "  另有 %d 个\n", n)
	}
}

func faultReason(f segment.TermFault) string {
	switch f.Reason {
	case segment.FaultInvalid:
		return "不能使用，应为 2 至 32 个字，含汉字或字母"
	case segment.FaultRepeated:
		return fmt.Sprintf("与第 %d 行重复", f.First)
	case segment.FaultSign:
		return "含有空格或标点，原文写法相同时才起作用；每行只写一个术语，行末不能加注释"
	}
	return f.Reason
}
