package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// distillOptions are the flags of gongxu distill.
type distillOptions struct {
	engineFlags
	learnFlags
	out string
	// texts fits to abstracts as well.
	texts bool
}

func newDistillCommand() *cobra.Command {
	var o distillOptions
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
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.engineFlags.add(cmd, false)
	o.embedder.add(cmd, 0)
	o.learnFlags.add(cmd)
	cmd.Flags().StringVar(&o.out, "out", "", "file to write the map to")
	cmd.Flags().BoolVar(&o.texts, "texts", false, "fit to beginnings of abstracts as well, and give characters vectors: a map for gongxu industry train")
	cmd.MarkFlagsMutuallyExclusive("texts", "association")
	required(cmd, "out")
	return cmd
}

func (o *distillOptions) run(cmd *cobra.Command) error {
	engine, err := o.openReadOnly()
	if err != nil {
		return err
	}
	defer engine.Close()
	bars := &stages{w: cmd.ErrOrStderr(), quiet: o.quiet}
	learn := engine.Distill
	if o.association {
		learn = engine.Associate
	}
	if o.texts {
		learn = engine.DistillTexts
	}
	m, err := learn(cmd.Context(), o.options(cmd, bars))
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
