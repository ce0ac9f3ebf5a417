package embedding

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
)

// ErrScore is wrapped when an endpoint gives scores that cannot be used: too few, of documents that it was not asked for, or no
// finite numbers.
var ErrScore = errors.New("embedding: unusable score")

// RerankClient asks an endpoint how well documents answer a query. It may be used by any number of goroutines.
type RerankClient struct {
	opts   RerankOptions
	sender *sender
	form   atomic.Int32 // rerankForm that the endpoint is known to take, or the first
}

// NewRerank makes a client that sends requests through hc, http.DefaultClient when nil.
func NewRerank(o RerankOptions, hc *http.Client) (*RerankClient, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	return &RerankClient{opts: o, sender: o.connection().sender(hc, ErrScore)}, nil
}

// Options returns the options that the client was made with.
func (c *RerankClient) Options() RerankOptions { return c.opts }

// Rerank returns a score for each document, in their order: the higher, the better it answers the query, on a scale that is the
// model's own. It fails as a whole: with the error of the endpoint after the last try, with ErrScore, or with that of the context.
func (c *RerankClient) Rerank(ctx context.Context, query string, documents []string) ([]float64, error) {
	out := make([]float64, len(documents))
	err := batches(ctx, len(documents), c.opts.Batch, c.opts.Concurrency, func(ctx context.Context, from, to int) error {
		answer, err := c.request(ctx, query, documents[from:to])
		if err != nil {
			return err
		}
		missing, err := scoresOf(answer, out[from:to])
		if err == nil && missing >= 0 {
			err = fmt.Errorf("%w: none for document %d of %d", ErrScore, from+missing+1, len(documents))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// request asks about one batch, in another form when the endpoint refuses one.
func (c *RerankClient) request(ctx context.Context, query string, documents []string) ([]byte, error) {
	for form := rerankForm(c.form.Load()); ; {
		answer, err := c.sender.post(ctx, form.request(c.opts.Model, query, documents))
		next, ok := form.after(err)
		if !ok {
			if err == nil {
				c.form.Store(int32(form))
			}
			return answer, err
		}
		form = next
	}
}
