package main

import (
	"context"
	"iter"
	"slices"
	"sync"
)

// ordered applies a function to every item of a sequence on several goroutines and hands the results over one by one in the order
// of the items. The first error, of the sequence, the function or emit, ends it. At most 4·workers results wait for their turn, so
// that memory does not grow with the sequence.
func ordered[T, R any](ctx context.Context, items iter.Seq2[T, error], workers int, apply func(context.Context, T) (R, error), emit func(int, R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	type outcome struct {
		result R
		err    error
	}
	type job struct {
		item T
		done chan outcome
	}
	jobs := make(chan job)
	waiting := make(chan chan outcome, 4*workers) // in the order of the items
	var running sync.WaitGroup
	running.Go(func() {
		defer close(waiting)
		defer close(jobs)
		for item, err := range items {
			done := make(chan outcome, 1)
			select {
			case waiting <- done:
			case <-ctx.Done():
				return
			}
			if err != nil {
				done <- outcome{err: err}
				return
			}
			select {
			case jobs <- job{item, done}:
			case <-ctx.Done():
				done <- outcome{err: context.Cause(ctx)}
				return
			}
		}
	})
	for range workers {
		running.Go(func() {
			for j := range jobs {
				result, err := apply(ctx, j.item)
				j.done <- outcome{result, err}
			}
		})
	}
	defer running.Wait()
	defer cancel()
	n := 0
	for done := range waiting {
		var o outcome
		select {
		case o = <-done:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if o.err == nil {
			o.err = emit(n, o.result)
		}
		if o.err != nil {
			return o.err
		}
		n++
	}
	return context.Cause(ctx)
}

// each makes a sequence of the items of a slice.
func each[T any](items []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for item := range slices.Values(items) {
			if !yield(item, nil) {
				return
			}
		}
	}
}
