package main

import (
	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/semantic"
)

// learnFlags say how a map of terms is learnt.
type learnFlags struct {
	fit   semantic.Options
	quiet bool
	// association learns from the texts alone.
	association bool
}

// add declares the flags. Those of an embedder must be declared before.
func (f *learnFlags) add(cmd *cobra.Command) {
	f.fit = semantic.DefaultOptions()
	flags := cmd.Flags()
	flags.IntVar(&f.fit.Dimensions, "dimensions", f.fit.Dimensions, "numbers of a vector")
	flags.IntVar(&f.fit.MinTexts, "min-titles", f.fit.MinTexts, "titles that a term must occur in")
	flags.IntVar(&f.fit.MaxTexts, "max-texts", f.fit.MaxTexts, "texts to learn from at most, a fixed sample of a larger library")
	flags.IntVar(&f.fit.Window, "window", f.fit.Window, "with --association, how many terms apart terms go together at most, 0 for anywhere in the text (default 10)")
	flags.IntVar(&f.fit.MaxTerms, "max-terms", f.fit.MaxTerms, "terms to keep at most, the most frequent ones")
	flags.Float64Var(&f.fit.Lambda, "lambda", f.fit.Lambda, "weight of the ridge")
	flags.IntVar(&f.fit.Steps, "steps", f.fit.Steps, "steps of conjugate gradients")
	flags.BoolVar(&f.quiet, "quiet", false, "no progress")
	flags.BoolVar(&f.association, "association", false, "learn from which terms go together in the patents' texts instead; no embedding model is needed")
	cmd.MarkFlagsOneRequired("embedder", "association")
	cmd.MarkFlagsMutuallyExclusive("embedder", "association")
	cmd.MarkFlagsMutuallyExclusive("embedder", "window")
}

// options are those of the flags that were given, with progress shown; where none was given those of the way of learning.
func (f *learnFlags) options(cmd *cobra.Command, bars *stages) semantic.Options {
	o := f.fit
	if f.association {
		o = semantic.DefaultAssociation()
		for name, keep := range map[string]func(){
			"dimensions": func() { o.Dimensions = f.fit.Dimensions },
			"min-titles": func() { o.MinTexts = f.fit.MinTexts },
			"max-texts":  func() { o.MaxTexts = f.fit.MaxTexts },
			"window":     func() { o.Window = f.fit.Window },
			"max-terms":  func() { o.MaxTerms = f.fit.MaxTerms },
			"steps":      func() { o.Steps = f.fit.Steps },
		} {
			if cmd.Flags().Changed(name) {
				keep()
			}
		}
	}
	o.Progress = bars.show
	return o
}
