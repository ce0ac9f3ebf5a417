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

	"golang.org/x/sync/errgroup"
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

// sender posts requests to an endpoint.
type sender struct {
	http             *http.Client
	endpoint         string
	key              string // sent as a bearer token, if any
	timeout, backoff time.Duration
	retries          int
	unusable         error // what an answer wraps that another try would not mend
}

// batches calls ask with the bounds of runs of texts, several at a time, and ends with the first error.
func batches(ctx context.Context, texts, batch, concurrency int, ask func(ctx context.Context, from, to int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(concurrency)
	for from := 0; from < texts; from += batch {
		group.Go(func() error { return ask(ctx, from, min(from+batch, texts)) })
	}
	return group.Wait()
}

// post sends a request as JSON, again after failures that may pass, and returns the answer.
func (s *sender) post(ctx context.Context, request any) ([]byte, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return nil, fmt.Errorf("embedding: %w", err)
	}
	wait := s.backoff
	for try := 0; ; try++ {
		answer, err := s.once(ctx, body)
		if err == nil || try >= s.retries || ctx.Err() != nil || !s.mayPass(err) {
			return answer, err
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
func (s *sender) mayPass(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return status.passing()
	}
	return !errors.Is(err, s.unusable)
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
func (s *sender) once(ctx context.Context, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("embedding: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if s.key != "" {
		req.Header.Set("Authorization", "Bearer "+s.key)
	}
	res, err := s.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("embedding: %w", err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, answerLimit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("embedding: read the answer of %s: %w", s.endpoint, err)
	case len(answer) > answerLimit:
		return nil, fmt.Errorf("%w: the answer has more than %d bytes", s.unusable, answerLimit)
	case res.StatusCode != http.StatusOK:
		return nil, &StatusError{Status: res.StatusCode, Message: shorten(answer), wait: retryAfter(res.Header)}
	}
	return answer, nil
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
