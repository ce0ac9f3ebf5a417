package main

import (
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/embedding"
	"github.com/gongxu/gongxu/matcher"
)

// embedderKey is the environment variable that holds the endpoint's key, so that it is in no command line.
const embedderKey = "GONGXU_EMBEDDER_KEY"

// defaultEmbedBudget is how long one need waits for its vectors.
const defaultEmbedBudget = 3 * time.Second

// embedderFlags say where vectors come from.
type embedderFlags struct {
	options embedding.Options
	budget  time.Duration
}

// add declares the flags; with a default budget also that for the wait.
func (f *embedderFlags) add(cmd *cobra.Command, budget time.Duration) {
	f.options = embedding.DefaultOptions()
	flags := cmd.Flags()
	flags.StringVar(&f.options.URL, "embedder", "", "base URL, with /v1, of an OpenAI-compatible endpoint for embeddings; key in $"+embedderKey)
	flags.StringVar(&f.options.QueryModel, "embed-query-model", "", "the endpoint's model for needs")
	flags.StringVar(&f.options.PassageModel, "embed-passage-model", "", "the endpoint's model for patents")
	flags.StringVar(&f.options.QueryPrefix, "embed-query-prefix", "", "text to put before each need")
	flags.StringVar(&f.options.PassagePrefix, "embed-passage-prefix", "", "text to put before each patent")
	flags.IntVar(&f.options.Batch, "embed-batch", f.options.Batch, "texts of one request")
	flags.IntVar(&f.options.Concurrency, "embed-concurrency", f.options.Concurrency, "requests at the same time")
	flags.DurationVar(&f.options.Timeout, "embed-timeout", f.options.Timeout, "longest wait for one try of a request")
	if budget > 0 {
		flags.DurationVar(&f.budget, "embed-budget", budget, "longest wait for the vectors of one need, after which it is matched without them")
	}
	cmd.MarkFlagsRequiredTogether("embedder", "embed-query-model", "embed-passage-model")
}

// apply gives the settings the embedder that the flags name, if any.
func (f *embedderFlags) apply(set *matcher.Settings) error {
	if f.options.URL == "" {
		return nil
	}
	f.options.Key = os.Getenv(embedderKey)
	client, err := embedding.New(f.options, nil)
	if err != nil {
		return usage("%w", err)
	}
	set.Embedder, set.EmbedBudget = client, f.budget
	return nil
}

// models names what the vectors are made by; the same models at another address make the same ones.
func (f *embedderFlags) models() []string {
	o := f.options
	return []string{o.QueryModel, o.PassageModel, o.QueryPrefix, o.PassagePrefix}
}
