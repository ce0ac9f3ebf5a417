package embedding

import (
	"errors"
	"fmt"
	"time"
)

// RerankOptions say where scores of query and document come from. Start from DefaultRerankOptions and set URL and Model.
type RerankOptions struct {
	// URL is the base of the endpoint; /rerank is appended. TEI, vLLM and Infinity have none beyond the host, Jina's ends in /v1, Cohere's
	// in /v2.
	URL string
	// Model is the name that the endpoint knows the re-ranker by.
	Model string
	// Key is sent as a bearer token; empty sends none.
	Key string
	// Batch is the number of documents of one request, ≥ 1.
	Batch int
	// Concurrency is the number of requests at the same time, ≥ 1.
	Concurrency int
	// Timeout bounds one try of a request, > 0.
	Timeout time.Duration
	// Retries is how often a request is tried again after a failure that may pass, ≥ 0.
	Retries int
	// Backoff is the wait before the second try, > 0; each further one waits twice as long.
	Backoff time.Duration
}

// DefaultRerankOptions returns batches of 32, the most that TEI takes as it comes (--max-client-batch-size), and otherwise what
// DefaultOptions has.
func DefaultRerankOptions() RerankOptions {
	o := DefaultOptions()
	return RerankOptions{Batch: 32, Concurrency: o.Concurrency, Timeout: o.Timeout, Retries: o.Retries, Backoff: o.Backoff}
}

// Validate reports every fault, joined, each wrapping ErrOptions.
func (o RerankOptions) Validate() error {
	faults := o.connection().faults("")
	if o.Model == "" {
		faults = append(faults, fmt.Errorf("%w: a model for re-ranking is needed", ErrOptions))
	}
	return errors.Join(faults...)
}

func (o RerankOptions) connection() connection {
	return connection{o.URL, "/rerank", o.Key, o.Batch, o.Concurrency, o.Retries, o.Timeout, o.Backoff}
}
