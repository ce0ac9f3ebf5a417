package embedding

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"sync/atomic"
)

// ErrVector is wrapped when an endpoint gives vectors that cannot be used: of another length, not finite, zero, or too few.
var ErrVector = errors.New("embedding: unusable vector")

// Client asks an endpoint for vectors. It may be used by any number of goroutines.
type Client struct {
	opts       Options
	sender     *sender
	dimensions atomic.Int64 // 0 until the first vector
}

// New makes a client that sends requests through hc, http.DefaultClient when nil.
func New(o Options, hc *http.Client) (*Client, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	c := &Client{opts: o, sender: o.connection("/embeddings").sender(hc, ErrVector)}
	c.dimensions.Store(int64(o.Dimensions))
	return c, nil
}

// Options returns the options that the client was made with.
func (c *Client) Options() Options { return c.opts }

// ID names what makes the vectors of passages: model and prefix. The same model at another address has the same vectors.
func (c *Client) ID() string { return c.opts.PassagePrefix + c.opts.PassageModel }

// Dimensions is the length of the vectors, 0 as long as it is not known.
func (c *Client) Dimensions() int { return int(c.dimensions.Load()) }

// Queries returns a unit vector for each need.
func (c *Client) Queries(ctx context.Context, texts []string) ([][]float32, error) {
	return c.Embed(ctx, Query, texts)
}

// Passages returns a unit vector for each patent.
func (c *Client) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	return c.Embed(ctx, Passage, texts)
}

// Embed returns a unit vector for each text, in their order. It fails as a whole: with the error of the endpoint after the last try,
// with ErrVector, or with that of the context.
func (c *Client) Embed(ctx context.Context, side Side, texts []string) ([][]float32, error) {
	model, prefix := c.opts.model(side)
	out := make([][]float32, len(texts))
	err := batches(ctx, len(texts), c.opts.Batch, c.opts.Concurrency, func(ctx context.Context, from, to int) error {
		batch := make([]string, 0, to-from)
		for _, t := range texts[from:to] {
			batch = append(batch, prefix+t)
		}
		vectors, err := c.request(ctx, model, batch)
		if err != nil {
			return err
		}
		for i, v := range vectors {
			if err := c.accept(v); err != nil {
				return fmt.Errorf("%w, of %s for text %d of %d", err, model, from+i+1, len(texts))
			}
			out[from+i] = v
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// accept checks a vector and scales it to length 1.
func (c *Client) accept(v []float32) error {
	if want := c.dimensions.Load(); want == 0 {
		c.dimensions.CompareAndSwap(0, int64(len(v)))
	}
	if want := int(c.dimensions.Load()); len(v) != want || want == 0 {
		return fmt.Errorf("%w: %d dimensions, not %d", ErrVector, len(v), want)
	}
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if !(sum > 0) || math.IsInf(sum, 1) {
		return fmt.Errorf("%w: its length is %g", ErrVector, math.Sqrt(sum))
	}
	scale := 1 / math.Sqrt(sum)
	for i, x := range v {
		v[i] = float32(float64(x) * scale)
	}
	return nil
}
