package main

import (
	"context"
	"sync"
)

// ordered applies a function to every item on several goroutines and hands the results over one by one in the order of the
// items. The first error, of the function or of emit, ends it. At most 4·workers results wait for their turn.
func ordered[T, R any](ctx context.Context, items []T, workers int, apply func(context.Context, T) (R, error), emit func(int, R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type outcome struct {
		result R
		err    error
	}
	slots := make([]chan outcome, len(items))
	for i := range slots {
		slots[i] = make(chan outcome, 1)
	}
	jobs := make(chan int)
	ahead := make(chan struct{}, 4*workers)
	var running sync.WaitGroup
	running.Go(func() {
		defer close(jobs)
		for i := range items {
			select {
			case ahead <- struct{}{}:
			case <-ctx.Done():
				return
			}
			jobs <- i
		}
	})
	for range workers {
		running.Go(func() {
			for i := range jobs {
				result, err := apply(ctx, items[i])
				slots[i] <- outcome{result, err}
			}
		})
	}
	defer running.Wait()
	defer cancel()
	for i := range items {
		var o outcome
		select {
		case o = <-slots[i]:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		<-ahead
		if o.err == nil {
			o.err = emit(i, o.result)
		}
		if o.err != nil {
			return o.err
		}
	}
	return nil
}
