package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/matcher"
)

// embedOptions are the flags of gongxu embed.
type embedOptions struct {
	engineFlags
	titlesOnly, quiet, json bool
}

func newEmbedCommand() *cobra.Command {
	var o embedOptions
	cmd := &cobra.Command{
		Use:   "embed --dir D --embedder URL --embed-query-model M --embed-passage-model M",
		Short: "Give the patents of a directory the vectors of an embedding model",
		Long: `Give the titles of all patents of a directory the vectors of an embedding model, then their titles with abstracts. What
has a vector is skipped, so that a run that was cut short goes on where it ended. Vectors are kept in the directory by model and text.

The directory may be served meanwhile: gongxu serve takes new vectors in within half a minute, or at once at a SIGHUP.`,
		Example: `  gongxu embed --dir data --embedder http://127.0.0.1:8080/v1 --embed-query-model e5-query --embed-passage-model e5-passage`,
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.add(cmd, false)
	o.embedder.add(cmd, 0)
	flags := cmd.Flags()
	flags.BoolVar(&o.titlesOnly, "titles-only", false, "leave out the abstracts")
	flags.BoolVar(&o.quiet, "quiet", false, "no progress")
	flags.BoolVar(&o.json, "json", false, "print the summary as JSON")
	required(cmd, "embedder")
	return cmd
}

func (o *embedOptions) run(cmd *cobra.Command) error {
	set, err := o.settings()
	if err != nil {
		return err
	}
	engine, err := matcher.OpenVectors(o.dir, set)
	if err != nil {
		return err
	}
	defer engine.Close()
	titles, texts, err := embed(cmd.Context(), cmd.ErrOrStderr(), engine, !o.titlesOnly, o.quiet)
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(cmd.OutOrStdout(), []matcher.EmbedProgress{titles, texts})
	}
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "标题向量 %d/%d（新增 %d）\n", titles.Done, titles.Total, titles.Added)
	if !o.titlesOnly {
		fmt.Fprintf(w, "摘要向量 %d/%d（新增 %d）\n", texts.Done, texts.Total, texts.Added)
	}
	return nil
}

// embed gives an engine's patents vectors, with progress.
func embed(ctx context.Context, w io.Writer, engine *matcher.Engine, abstracts, quiet bool) (titles, texts matcher.EmbedProgress, err error) {
	p := &stages{w: w, quiet: quiet}
	defer p.finish()
	return engine.Embed(ctx, abstracts, func(s matcher.EmbedProgress) { p.show(s.Stage+" embedded", s.Done, s.Total) })
}
