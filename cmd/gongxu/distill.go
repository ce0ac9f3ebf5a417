package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/semantic"
)

// distillOptions are the flags of gongxu distill.
type distillOptions struct {
	engineFlags
	fit   semantic.Options
	out   string
	quiet bool
	// association learns from the texts alone.
	association bool
	// texts fits to abstracts as well.
	texts bool
}

func newDistillCommand() *cobra.Command {
	o := distillOptions{fit: semantic.DefaultOptions()}
	cmd := &cobra.Command{
		Use:   "distill --dir D {--embedder URL --embed-query-model M --embed-passage-model M | --association} --out MAP",
		Short: "Learn what terms mean from the titles that an embedding model has seen",
		Long: `Fit a linear map from the terms of a title to the vector that an embedding model gave it, over all titles of a directory
that have one (gongxu embed). With gongxu index --meaning MAP a new directory ranks by it: no model is needed at match time.
The endpoint is not asked, it only names the model.

With --association no model is needed at all: terms that go together in the patents' texts get vectors that point the same way.`,
		Example: `  gongxu distill --dir data --embedder http://127.0.0.1:8080/v1 --embed-query-model e5-query --embed-passage-model e5-passage --out my.map
  gongxu index --patents patents.jsonl --dir better --meaning my.map
  gongxu distill --association --dir data --out own.map`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.association {
				o.fit = associationOptions(cmd, o.fit)
			}
			return o.run(cmd)
		},
	}
	o.add(cmd, false)
	o.embedder.add(cmd, 0)
	flags := cmd.Flags()
	flags.StringVar(&o.out, "out", "", "file to write the map to")
	flags.IntVar(&o.fit.Dimensions, "dimensions", o.fit.Dimensions, "numbers of a vector")
	flags.IntVar(&o.fit.MinTexts, "min-titles", o.fit.MinTexts, "titles that a term must occur in")
	flags.IntVar(&o.fit.MaxTerms, "max-terms", o.fit.MaxTerms, "terms to keep at most, the most frequent ones")
	flags.Float64Var(&o.fit.Lambda, "lambda", o.fit.Lambda, "weight of the ridge")
	flags.IntVar(&o.fit.Steps, "steps", o.fit.Steps, "steps of conjugate gradients")
	flags.BoolVar(&o.quiet, "quiet", false, "no progress")
	flags.BoolVar(&o.association, "association", false, "learn from which terms go together in the patents' texts instead; no embedding model is needed")
	flags.BoolVar(&o.texts, "texts", false, "fit to beginnings of abstracts as well, and give characters vectors: a map for gongxu industry train")
	required(cmd, "out")
	cmd.MarkFlagsOneRequired("embedder", "association")
	cmd.MarkFlagsMutuallyExclusive("texts", "association")
	cmd.MarkFlagsMutuallyExclusive("embedder", "association")
	return cmd
}

func (o *distillOptions) run(cmd *cobra.Command) error {
	engine, err := o.openReadOnly()
	if err != nil {
		return err
	}
	defer engine.Close()
	bars := &stages{w: cmd.ErrOrStderr(), quiet: o.quiet}
	o.fit.Progress = bars.show
	learn := engine.Distill
	if o.association {
		learn = engine.Associate
	}
	if o.texts {
		learn = engine.DistillTexts
	}
	m, err := learn(cmd.Context(), o.fit)
	bars.finish()
	if err != nil {
		return err
	}
	if err := writeFile(o.out, cmd.OutOrStdout(), func(w io.Writer) error { return m.Write(w) }); err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%d terms, %d dimensions, hash %s\n", m.Len(), m.Dimensions(), m.Hash())
	return nil
}

// associationOptions are those of an association where no flag says otherwise.
func associationOptions(cmd *cobra.Command, given semantic.Options) semantic.Options {
	o := semantic.DefaultAssociation()
	for name, keep := range map[string]func(){
		"dimensions": func() { o.Dimensions = given.Dimensions },
		"min-titles": func() { o.MinTexts = given.MinTexts },
		"max-terms":  func() { o.MaxTerms = given.MaxTerms },
		"steps":      func() { o.Steps = given.Steps },
	} {
		if cmd.Flags().Changed(name) {
			keep()
		}
	}
	return o
}
