package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/segment"
)

// dictMineOptions are the flags of gongxu dict mine.
type dictMineOptions struct {
	patents              []string
	minDocs, top         int
	aliasDocs            int
	out, aliases         string
	verbose, json, quiet bool
}

// minedTerms is what gongxu dict mine --json prints.
type minedTerms struct {
	Terms   []segment.Candidate `json:"terms"`
	Aliases []segment.Alias     `json:"aliases"`
}

func newDictMineCommand() *cobra.Command {
	var o dictMineOptions
	cmd := &cobra.Command{
		Use:   "mine --patents F[,F…]",
		Short: "Find terms that the dictionary does not hold yet, best first",
		Long: `Find technical terms in titles and abstracts that the dictionary does not hold as one word: words that stick together, stand
free on both sides and do not make a clause. The output is a user dictionary: read it, strike out what is no term, and give the rest
to gongxu index --user-dict. About three in four of the best are terms, fewer further down.

With --aliases other names are looked for too: 聚偏氟乙烯（PVDF）, 甲壳素，又称几丁质. Members of a group stand on one line, joined
by " = " when the text says that they are the same, by " ~ " when a word merely stands in parentheses.`,
		Example: `  gongxu dict mine --patents patents.jsonl.gz --top 2000 --out terms.txt --aliases aliases.txt
  gongxu dict mine --patents patents.csv --min-docs 10 --verbose`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&o.patents, "patents", nil, "files of patents")
	flags.IntVar(&o.minDocs, "min-docs", segment.DefaultMineOptions().MinDocs, "least number of patents that hold a term")
	flags.IntVar(&o.aliasDocs, "alias-min-docs", 2, "least number of patents that give another name; one is enough behind words such as 简称")
	flags.IntVar(&o.top, "top", 0, "at most so many terms; 0 for all")
	flags.StringVar(&o.out, "out", "-", "file to write, - for standard output")
	flags.StringVar(&o.aliases, "aliases", "", "also look for other names, and write their groups to this file")
	flags.BoolVar(&o.verbose, "verbose", false, "a comment with the counts above every term")
	flags.BoolVar(&o.json, "json", false, "print terms and aliases with all their measures as JSON")
	flags.BoolVar(&o.quiet, "quiet", false, "no progress, no warnings")
	required(cmd, "patents")
	return cmd
}

func (o *dictMineOptions) run(cmd *cobra.Command) error {
	set := segment.DefaultMineOptions()
	set.MinDocs = o.minDocs
	if err := set.Validate(); err != nil || o.top < 0 || o.aliasDocs < 1 {
		return usage("--min-docs %d and --alias-min-docs %d must be at least 1, --top %d not negative", o.minDocs, o.aliasDocs, o.top)
	}
	terms, err := segment.NewMiner(segment.Default(), set)
	if err != nil {
		return err
	}
	var names *segment.AliasMiner
	if o.aliases != "" || o.json {
		if names, err = segment.NewAliasMiner(segment.Default()); err != nil {
			return err
		}
	}
	patents := 0
	readErr := eachPatent(cmd, o.patents, o.quiet, func(p corpus.Patent) {
		patents++
		terms.Add(p.Title, p.Abstract)
		if names != nil {
			names.Add(p.Title, p.Abstract)
		}
	})
	if patents == 0 {
		return errors.Join(readErr, errors.New("no patents were read"))
	}
	found := minedTerms{Terms: terms.Candidates(), Aliases: []segment.Alias{}}
	if o.top > 0 {
		found.Terms = found.Terms[:min(o.top, len(found.Terms))]
	}
	if names != nil {
		found.Aliases = append(found.Aliases, names.Aliases(o.aliasDocs)...)
	}
	return errors.Join(readErr, o.write(cmd, patents, found))
}

func (o *dictMineOptions) write(cmd *cobra.Command, patents int, found minedTerms) error {
	if o.aliases != "" {
		err := writeFile(o.aliases, cmd.OutOrStdout(), func(w io.Writer) error {
			fmt.Fprintf(w, "# 从 %d 件专利的文字中找出的别名：= 同义，~ 括号中的近义或举例；请审阅后使用\n", patents)
			for _, group := range segment.AliasGroups(found.Aliases) {
				fmt.Fprintln(w, group)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if o.json {
		return writeFile(o.out, cmd.OutOrStdout(), func(w io.Writer) error { return writeJSON(w, found) })
	}
	return writeFile(o.out, cmd.OutOrStdout(), func(w io.Writer) error {
		fmt.Fprintf(w, "# 从 %d 件专利的文字中找出的技术词 %d 个，按可信程度排列；请审阅后使用\n", patents, len(found.Terms))
		for _, t := range found.Terms {
			if o.verbose {
				fmt.Fprintf(w, "# %d 件，%d 次，得分 %.2f\n", t.Docs, t.Count, t.Score)
			}
			fmt.Fprintln(w, t.Term)
		}
		return nil
	})
}
