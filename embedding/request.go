package embedding

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// StatusError is an answer other than 200.
type StatusError struct {
	// Status is the HTTP status.
	Status int
	// Message is what the endpoint said, shortened.
	Message string
	wait    time.Duration // that it asked for
}

// Error implements error.
func (e *StatusError) Error() string {
	return fmt.Sprintf("embedding: the endpoint answered %d %s: %s", e.Status, http.StatusText(e.Status), e.Message)
}

// passing tells whether the same request may succeed later.
func (e *StatusError) passing() bool {
	switch e.Status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return e.Status >= 500 && e.Status != http.StatusNotImplemented
}

// answerLimit bounds an answer: a thousand vectors of 4,096 numbers as text.
const answerLimit = 64 << 20

// messageLimit bounds what an error repeats of an answer.
const messageLimit = 300

type embeddingRequest struct {
	Model          string   `json:"model"`
	Input          []string `json:"input"`
	EncodingFormat string   `json:"encoding_format"`
}

type embeddingAnswer struct {
	Data []struct {
		Index     int       `json:"index"`
		Embedding []float32 `json:"embedding"`
	} `json:"data"`
}

// request asks for the vectors of one batch, again after failures that may pass.
func (c *Client) request(ctx context.Context, model string, texts []string) ([][]float32, error) {
	body, err := json.Marshal(embeddingRequest{Model: model, Input: texts, EncodingFormat: "float"})
	if err != nil {
		return nil, fmt.Errorf("embedding: %w", err)
	}
	wait := c.opts.Backoff
	for try := 0; ; try++ {
		vectors, err := c.once(ctx, body, len(texts))
		if err == nil || try >= c.opts.Retries || ctx.Err() != nil || !mayPass(err) {
			return vectors, err
		}
		var status *StatusError
		if errors.As(err, &status) {
			wait = max(wait, status.wait)
		}
		if err := sleep(ctx, wait); err != nil {
			return nil, err
		}
		wait *= 2
	}
}

// mayPass tells whether another try may do better. Failures below HTTP may.
func mayPass(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return status.passing()
	}
	return !errors.Is(err, ErrVector)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// once sends a request.
func (c *Client) once(ctx context.Context, body []byte, texts int) ([][]float32, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.opts.endpoint(), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("embedding: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if c.opts.Key != "" {
		req.Header.Set("Authorization", "Bearer "+c.opts.Key)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("embedding: %w", err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, answerLimit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("embedding: read the answer of %s: %w", c.opts.endpoint(), err)
	case len(answer) > answerLimit:
		return nil, fmt.Errorf("%w: the answer has more than %d bytes", ErrVector, answerLimit)
	case res.StatusCode != http.StatusOK:
		return nil, &StatusError{Status: res.StatusCode, Message: shorten(answer), wait: retryAfter(res.Header)}
	}
	return vectorsOf(answer, texts)
}

// vectorsOf puts the vectors of an answer in the order of the texts.
func vectorsOf(answer []byte, texts int) ([][]float32, error) {
	var a embeddingAnswer
	if err := json.Unmarshal(answer, &a); err != nil {
		return nil, fmt.Errorf("%w: the answer is no list of embeddings (%w): %s", ErrVector, err, shorten(answer))
	}
	if len(a.Data) != texts {
		return nil, fmt.Errorf("%w: %d vectors for %d texts", ErrVector, len(a.Data), texts)
	}
	out := make([][]float32, texts)
	for _, d := range a.Data {
		if d.Index < 0 || d.Index >= texts || out[d.Index] != nil {
			return nil, fmt.Errorf("%w: index %d twice or not within %d texts", ErrVector, d.Index, texts)
		}
		if len(d.Embedding) == 0 {
			return nil, fmt.Errorf("%w: vector %d is empty", ErrVector, d.Index)
		}
		out[d.Index] = d.Embedding
	}
	return out, nil
}

func shorten(answer []byte) string {
	s := strings.ToValidUTF8(strings.TrimSpace(string(answer[:min(len(answer), messageLimit)])), "")
	if len(answer) > messageLimit {
		s += " …"
	}
	return s
}

// retryAfter reads how many seconds an endpoint asks to wait, at most a minute.
func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(seconds)*time.Second, time.Minute)
}
