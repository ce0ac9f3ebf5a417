package main

import (
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/embedding"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
)

// rerankerKey is the environment variable that holds the key of the re-ranker's endpoint.
const rerankerKey = "GONGXU_RERANKER_KEY"

// defaultRerankBudget is how long the list of one need waits to be re-ranked.
const defaultRerankBudget = 3 * time.Second

// rerankerFlags say what reads the best matches once more.
type rerankerFlags struct {
	options embedding.RerankOptions
	budget  time.Duration
	depth   int
	weight  float64
}

// add declares the flags; with a default budget also that for the wait.
func (f *rerankerFlags) add(cmd *cobra.Command, budget time.Duration) {
	f.options = embedding.DefaultRerankOptions()
	flags := cmd.Flags()
	flags.StringVar(&f.options.URL, "reranker", "", "base URL of an endpoint whose /rerank takes the form of Jina, Cohere or TEI; key in $"+rerankerKey)
	flags.StringVar(&f.options.Model, "rerank-model", "", "the endpoint's model for re-ranking")
	flags.IntVar(&f.depth, "rerank-depth", matcher.DefaultRerankDepth, "number of the best patents of a need that are re-ranked")
	flags.Float64Var(&f.weight, "rerank-weight", matcher.DefaultRerankWeight, "share of the re-ranker in their score, above 0 and at most 1")
	flags.IntVar(&f.options.Batch, "rerank-batch", f.options.Batch, "patents of one request")
	flags.DurationVar(&f.options.Timeout, "rerank-timeout", f.options.Timeout, "longest wait for one try of a request")
	if budget > 0 {
		flags.DurationVar(&f.budget, "rerank-budget", budget, "longest wait for re-ranking the list of one need, after which it stays as it is")
	}
	cmd.MarkFlagsRequiredTogether("reranker", "rerank-model")
}

// apply gives the settings the re-ranker that the flags name, if any.
func (f *rerankerFlags) apply(set *matcher.Settings) error {
	if f.options.URL == "" {
		return nil
	}
	if f.depth < 1 || f.depth > index.MaxK || !(f.weight > 0 && f.weight <= 1) {
		return usage("--rerank-depth %d is not within 1…%d, or --rerank-weight %v not above 0 and at most 1", f.depth, index.MaxK, f.weight)
	}
	f.options.Key = os.Getenv(rerankerKey)
	client, err := embedding.NewRerank(f.options, nil)
	if err != nil {
		return usage("%w", err)
	}
	set.Reranker, set.RerankBudget, set.RerankDepth, set.RerankWeight = client, f.budget, f.depth, f.weight
	return nil
}

// choices are what the ranking depends on; the same model at another address gives the same scores.
func (f *rerankerFlags) choices() []any { return []any{f.options.Model, f.depth, f.weight} }
