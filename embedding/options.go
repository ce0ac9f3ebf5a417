package embedding

import (
	"errors"
	"fmt"
	"time"
)

// ErrOptions is wrapped by every fault that Validate finds.
var ErrOptions = errors.New("embedding: invalid options")

// Options say where vectors come from. Start from DefaultOptions and set URL and the models.
type Options struct {
	// URL is the base of the endpoint up to and including /v1; /embeddings is appended.
	URL string
	// QueryModel embeds needs, PassageModel patents. They may be the same.
	QueryModel, PassageModel string
	// QueryPrefix and PassagePrefix are put before every text; models of the E5 family want "query: " and "passage: " when the
	// endpoint does not add them itself.
	QueryPrefix, PassagePrefix string
	// Key is sent as a bearer token; empty sends none.
	Key string
	// Batch is the number of texts of one request, ≥ 1.
	Batch int
	// Concurrency is the number of requests at the same time, ≥ 1.
	Concurrency int
	// Timeout bounds one try of a request, > 0.
	Timeout time.Duration
	// Retries is how often a request is tried again after a failure that may pass, ≥ 0.
	Retries int
	// Backoff is the wait before the second try, > 0; each further one waits twice as long.
	Backoff time.Duration
	// Dimensions is the length that vectors must have; 0 takes that of the first vector and refuses others after it.
	Dimensions int
}

// DefaultOptions returns batches of 16, two requests at a time, a minute for each, three more tries beginning after half a second.
func DefaultOptions() Options {
	return Options{Batch: 16, Concurrency: 2, Timeout: time.Minute, Retries: 3, Backoff: 500 * time.Millisecond}
}

// Validate reports every fault, joined, each wrapping ErrOptions.
func (o Options) Validate() error {
	faults := o.connection("").faults("/v1")
	if o.QueryModel == "" || o.PassageModel == "" {
		faults = append(faults, fmt.Errorf("%w: a model for queries (%q) and one for passages (%q) are needed", ErrOptions, o.QueryModel, o.PassageModel))
	}
	if o.Dimensions < 0 {
		faults = append(faults, fmt.Errorf("%w: dimensions %d", ErrOptions, o.Dimensions))
	}
	return errors.Join(faults...)
}

// connection is what of the options is about requests to a path below the URL.
func (o Options) connection(path string) connection {
	return connection{o.URL, path, o.Key, o.Batch, o.Concurrency, o.Retries, o.Timeout, o.Backoff}
}

// Side tells which of the two models embeds a text.
type Side uint8

// The sides.
const (
	// Query is the side of needs.
	Query Side = iota
	// Passage is the side of patents.
	Passage
)

// model returns model and prefix of a side.
func (o Options) model(s Side) (name, prefix string) {
	if s == Query {
		return o.QueryModel, o.QueryPrefix
	}
	return o.PassageModel, o.PassagePrefix
}
