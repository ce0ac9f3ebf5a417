package benchmarks

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

// Serving is what a new process that answers needs does: all first-stage views, every core for one need, and then needs at once.
type Serving struct {
	// OpenMillis is the time from the start of the measurement until the first need can be asked, the dictionary included.
	OpenMillis float64 `json:"open_ms"`
	// ColdFirstNeed is the time of the very first need, in milliseconds, Cold that of all in the first round.
	ColdFirstNeed float64   `json:"cold_first_need_ms"`
	Cold          Quantiles `json:"cold"`
	// Runs are the times of needs in the rounds after that.
	Runs []Quantiles `json:"runs"`
	// NeedsPerSecond are the rates of the rounds with a need on every core at a time.
	NeedsPerSecond []float64 `json:"needs_per_s"`
	// MeanTerms is the mean number of terms of a need, MeanBigrams that of its bigrams.
	MeanTerms   float64 `json:"mean_terms"`
	MeanBigrams float64 `json:"mean_bigrams"`
	Memory
}

// OneCore is the work that the peers do as well: bigrams alone, one core.
type OneCore struct {
	Runs []Quantiles `json:"runs"`
	Memory
}

// Matching is the rate of whole matches, with all signals and reasons, on all cores.
type Matching struct {
	NeedsPerSecond float64   `json:"needs_per_s"`
	Need           Quantiles `json:"need"`
	Memory
}

// atOnceNeeds is the least number of needs of a round at full concurrency.
const atOnceNeeds = 500

func (t Task) serve(ctx context.Context, log *Log) (_ Serving, err error) {
	var out Serving
	needs, err := readNeeds(t.Needs)
	if err != nil {
		return out, err
	}
	memory := watchMemory()
	defer memory.end()
	start := time.Now()
	l, err := t.openLibrary()
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	out.OpenMillis = milliseconds(time.Since(start))
	cores := runtime.GOMAXPROCS(0)
	ask := func(need corpus.Need) error {
		terms, _, err := l.ask(ctx, need, cores)
		out.MeanTerms += float64(len(terms)) / float64(len(needs))
		for _, term := range terms {
			if term.View == segment.Bigrams {
				out.MeanBigrams += 1 / float64(len(needs))
			}
		}
		return err
	}
	cold, err := timed(needs, ask)
	if err != nil {
		return out, err
	}
	out.ColdFirstNeed, out.Cold = milliseconds(cold[0]), QuantilesOf(cold)
	log.Printf("gongxu: %d needs cold, median %.2f ms", len(needs), out.Cold.P50)
	if out.Runs, err = rounds(t.Runs, needs, func(need corpus.Need) error {
		_, _, err := l.ask(ctx, need, cores)
		return err
	}); err != nil {
		return out, err
	}
	log.Printf("gongxu: %d rounds warm, median %.2f ms", t.Runs, MedianOf(out.Runs).P50)
	for range t.Runs {
		rate, _, err := atOnce(needs, cores, func(need corpus.Need) error {
			_, _, err := l.ask(ctx, need, 1)
			return err
		})
		if err != nil {
			return out, err
		}
		out.NeedsPerSecond = append(out.NeedsPerSecond, rate)
	}
	log.Printf("gongxu: %.0f needs/s on %d cores", median(slices.Clone(out.NeedsPerSecond)), cores)
	out.Memory = memory.end()
	return out, nil
}

func (t Task) bigrams(ctx context.Context, log *Log) (_ OneCore, err error) {
	var out OneCore
	needs, err := readNeeds(t.Needs)
	if err != nil {
		return out, err
	}
	memory := watchMemory()
	defer memory.end()
	l, err := t.openLibrary()
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	ask := func(need corpus.Need) error {
		_, _, err := l.ask(ctx, need, 1, segment.Bigrams)
		return err
	}
	if _, err := timed(needs, ask); err != nil {
		return out, err
	}
	if out.Runs, err = rounds(t.Runs, needs, ask); err != nil {
		return out, err
	}
	log.Printf("gongxu: bigrams on one core, median %.2f ms", MedianOf(out.Runs).P50)
	out.Memory = memory.end()
	return out, nil
}

// match asks an engine for whole matches as match-all does, after one round that does not count. A number behind the text, which is no
// term, keeps the engine from finding needs of earlier rounds in its cache.
func (t Task) match(ctx context.Context, log *Log) (_ Matching, err error) {
	var out Matching
	needs, err := readNeeds(t.Needs)
	if err != nil {
		return out, err
	}
	memory := watchMemory()
	defer memory.end()
	set, err := t.settings()
	if err != nil {
		return out, err
	}
	e, err := matcher.OpenReadOnly(t.Dir, set)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	q := matcher.DefaultQuery()
	q.Places, q.Records = false, true
	var took []time.Duration
	var mu sync.Mutex
	cores := runtime.GOMAXPROCS(0)
	if err := each(needs, cores, func(need corpus.Need) error {
		_, err := e.Match(ctx, need, q)
		return err
	}); err != nil {
		return out, err
	}
	var all []corpus.Need
	for len(all) < atOnceNeeds {
		for _, need := range needs {
			need.Description += fmt.Sprintf("\n%d", len(all))
			all = append(all, need)
		}
	}
	p := log.start("gongxu", len(all), "needs matched")
	start := time.Now()
	err = each(all, cores, func(need corpus.Need) error {
		start := time.Now()
		_, err := e.Match(ctx, need, q)
		mu.Lock()
		defer mu.Unlock()
		took = append(took, time.Since(start))
		p.set(len(took))
		return err
	})
	if err != nil {
		return out, err
	}
	out.NeedsPerSecond, out.Need = perSecond(len(all), time.Since(start)), QuantilesOf(took)
	p.finish()
	out.Memory = memory.end()
	return out, nil
}

// timed asks all needs one after the other and returns how long each took.
func timed(needs []corpus.Need, ask func(corpus.Need) error) ([]time.Duration, error) {
	took := make([]time.Duration, len(needs))
	for i, need := range needs {
		start := time.Now()
		if err := ask(need); err != nil {
			return nil, err
		}
		took[i] = time.Since(start)
	}
	return took, nil
}

// rounds asks all needs n times over.
func rounds(n int, needs []corpus.Need, ask func(corpus.Need) error) ([]Quantiles, error) {
	out := make([]Quantiles, n)
	for i := range out {
		took, err := timed(needs, ask)
		if err != nil {
			return nil, err
		}
		out[i] = QuantilesOf(took)
	}
	return out, nil
}

// atOnce asks needs on several goroutines, all of them as often as it takes for a rate, and returns needs per second.
func atOnce(needs []corpus.Need, cores int, ask func(corpus.Need) error) (rate float64, asked int, err error) {
	var all []corpus.Need
	for len(all) < atOnceNeeds {
		all = append(all, needs...)
	}
	start := time.Now()
	err = each(all, cores, ask)
	return perSecond(len(all), time.Since(start)), len(all), err
}

// each calls f for every need on several goroutines. The first error ends it.
func each(needs []corpus.Need, cores int, f func(corpus.Need) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, cores)
	for i := range cores {
		group.Go(func() {
			for {
				at := int(next.Add(1)) - 1
				if at >= len(needs) {
					return
				}
				if errs[i] = f(needs[at]); errs[i] != nil {
					next.Store(int64(len(needs)))
					return
				}
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}
