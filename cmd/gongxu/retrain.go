package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/matcher"
)

// retrainOptions are the flags of gongxu retrain.
type retrainOptions struct {
	engineFlags
	learnFlags
	json bool
}

func newRetrainCommand() *cobra.Command {
	var o retrainOptions
	cmd := &cobra.Command{
		Use:   "retrain --dir D {--embedder URL --embed-query-model M --embed-passage-model M | --association}",
		Short: "Learn what terms mean and let the directory rank by it",
		Long: `Learn a map of terms as gongxu distill does, make a second index of the patents with it, and let both take the place of the first in
one step. A run that was cut short leaves the directory as it was. Meanwhile the second index takes as much space as the first.

The directory may be served meanwhile: gongxu serve goes over to the new map within half a minute, or at once at a SIGHUP. Other
commands that have it open end with the map that they began with.`,
		Example: `  gongxu retrain --dir data --embedder http://127.0.0.1:8080/v1 --embed-query-model e5-query --embed-passage-model e5-passage
  gongxu retrain --dir data --association
  gongxu retrain --dir data --association --window 5 --dimensions 100 --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.engineFlags.add(cmd, false)
	o.embedder.add(cmd, 0)
	o.learnFlags.add(cmd)
	cmd.Flags().BoolVar(&o.json, "json", false, "print the summary as JSON")
	return cmd
}

func (o *retrainOptions) run(cmd *cobra.Command) error {
	engine, err := o.openReadOnly()
	if err != nil {
		return err
	}
	defer engine.Close()
	bars := &stages{w: cmd.ErrOrStderr(), quiet: o.quiet}
	r, err := engine.Retrain(cmd.Context(), matcher.RetrainOptions{Association: o.association, Fit: o.options(cmd, bars)})
	bars.finish()
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	switch {
	case o.json:
		return writeJSON(w, r)
	case r.Changed:
		fmt.Fprintf(w, "语义映射已更新：%d 个词，%d 维，%s（学习 %.0f 秒）；%d 件专利已按它重建索引（%.0f 秒）\n",
			r.Terms, r.Dimensions, r.Hash, r.LearningSeconds, r.Patents, r.IndexingSeconds)
	default:
		fmt.Fprintf(w, "学得的语义映射与现用的相同（%s），目录未变\n", r.Hash)
	}
	return nil
}
