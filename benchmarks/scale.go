package benchmarks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// Scale is a measurement at one size of the library.
type Scale struct {
	// Patents is the number of patents, Needs that of needs, K that of patents wanted for a need, each ≥ 1.
	Patents, Needs, K int
	// Runs is how often all needs are asked on the clock, ≥ 1; what is reported is the median.
	Runs int
	// Sample is the number of needs that are checked against brute force, ≥ 0.
	Sample int
	// Memory is Gongxu's budget in bytes, ≥ matcher.MinMemory.
	Memory int64
	// Seed of the generator.
	Seed uint64
	// Cache is the directory for generated corpora and for what is removed at the end.
	Cache string
	// Dir is where the engine is made and stays. Empty means below Cache, and removed at the end.
	Dir string
	// Reuse takes the engine in Dir as it is when it was made from the same corpus, with the figures of that time.
	Reuse bool
	// Peers are the groups of peers that are measured too, of PeerNames.
	Peers []string
	// Match measures whole matches too when true.
	Match bool
	// NoInfer leaves out that fields of patents are inferred, which no peer does and takes longer than indexing them.
	NoInfer bool
}

// DefaultScale returns a measurement of 51,630 patents and 90 needs, best 50, median of three runs, without peers.
func DefaultScale() Scale {
	return Scale{Patents: 51_630, Needs: 90, K: 50, Runs: 3, Sample: 100, Memory: 1 << 30, Seed: 1, Match: true}
}

// Validate reports every fault, each wrapping ErrTask.
func (s Scale) Validate() error {
	var faults []error
	for _, f := range []struct {
		name  string
		value int
		least int
	}{
		{"patents", s.Patents, 1}, {"needs", s.Needs, 1}, {"k", s.K, 1}, {"runs", s.Runs, 1}, {"sample", s.Sample, 0},
	} {
		if f.value < f.least {
			faults = append(faults, fmt.Errorf("%w: %s %d is less than %d", ErrTask, f.name, f.value, f.least))
		}
	}
	if s.Memory < matcher.MinMemory {
		faults = append(faults, fmt.Errorf("%w: memory %d is less than %d", ErrTask, s.Memory, matcher.MinMemory))
	}
	if s.Cache == "" {
		faults = append(faults, fmt.Errorf("%w: no cache directory", ErrTask))
	}
	for _, name := range s.Peers {
		if !slices.Contains(PeerNames(), name) {
			faults = append(faults, fmt.Errorf("%w: there is no peer %q; there are %s", ErrTask, name, strings.Join(PeerNames(), ", ")))
		}
	}
	if s.Reuse && s.Dir == "" {
		faults = append(faults, fmt.Errorf("%w: reuse without a directory", ErrTask))
	}
	return errors.Join(faults...)
}

// Run measures. Each phase goes through run; log hears of progress.
func (s Scale) Run(ctx context.Context, src *Source, run Runner, log *Log) (_ *Report, err error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	t := Task{Patents: s.Patents, K: s.K, Runs: s.Runs, Sample: s.Sample, Dir: s.Dir, NeedCount: s.Needs, Memory: s.Memory, NoInfer: s.NoInfer}
	if t.Corpus, err = src.CorpusFile(ctx, s.Cache, s.Patents, s.Seed, log); err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp(s.Cache, "run-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	t.Needs = filepath.Join(work, "needs.jsonl")
	if _, err := corpus.WriteNeeds(t.Needs, sequence(src.FirstNeeds(s.Needs))); err != nil {
		return nil, err
	}
	if t.Dir == "" {
		t.Dir = filepath.Join(work, "engine")
	}
	report := &Report{
		Patents: s.Patents, Needs: s.Needs, K: s.K, Runs: s.Runs, Source: src.Name, Cores: runtime.NumCPU(), GoVersion: runtime.Version(), Budget: s.Memory, NoInfer: s.NoInfer, Peers: map[string]PeerReport{},
	}
	if err := s.gongxu(ctx, t, run, log, report); err != nil {
		return nil, err
	}
	return report, s.measurePeers(ctx, t, work, run, log, report)
}

// gongxu runs the phases of Gongxu.
func (s Scale) gongxu(ctx context.Context, t Task, r Runner, log *Log, report *Report) error {
	indexing, err := s.indexed(ctx, t, r, log)
	if err != nil {
		return err
	}
	report.indexing(indexing)
	t.Phase = PhaseServe
	serving, err := run[Serving](ctx, r, t)
	if err != nil {
		return err
	}
	report.serving(serving)
	t.Phase = PhaseBigrams
	bigrams, err := run[OneCore](ctx, r, t)
	if err != nil {
		return err
	}
	report.Bigrams, report.BigramRuns = MedianOf(bigrams.Runs), bigrams.Runs
	if s.Match {
		t.Phase = PhaseMatch
		if report.Matching, err = run[*Matching](ctx, r, t); err != nil {
			return err
		}
	}
	if s.Sample == 0 {
		return nil
	}
	t.Phase = PhaseAgree
	agreement, err := run[Agreement](ctx, r, t)
	if err != nil {
		return err
	}
	report.Agreement, report.Checked, report.Disagree = agreement.Share(), agreement.Needs, agreement.Disagree
	return nil
}

// marker is a file in an engine's directory that tells that it was made here, from which corpus, and with which figures.
const marker = "bench.json"

// marked is the content of the marker.
type marked struct {
	Corpus   string   `json:"corpus"`
	NoInfer  bool     `json:"no_infer"`
	Indexing Indexing `json:"indexing"`
}

// indexed makes the engine, or takes the one that is there.
func (s Scale) indexed(ctx context.Context, t Task, r Runner, log *Log) (Indexing, error) {
	path := filepath.Join(t.Dir, marker)
	data, err := os.ReadFile(path)
	old := marked{}
	switch {
	case err == nil:
		if err := json.Unmarshal(data, &old); err != nil {
			return Indexing{}, fmt.Errorf("%s: %w", path, err)
		}
		if s.Reuse && old.Corpus == filepath.Base(t.Corpus) && old.NoInfer == t.NoInfer {
			log.Printf("gongxu: the engine in %s is there already", t.Dir)
			return old.Indexing, nil
		}
		if err := os.RemoveAll(t.Dir); err != nil {
			return Indexing{}, err
		}
	case errors.Is(err, fs.ErrNotExist):
		if entries, err := os.ReadDir(t.Dir); err == nil && len(entries) > 0 {
			return Indexing{}, fmt.Errorf("%w: %s is not empty and was not made by a measurement; give a new directory", ErrTask, t.Dir)
		}
	default:
		return Indexing{}, err
	}
	if err := os.MkdirAll(t.Dir, 0o755); err != nil {
		return Indexing{}, err
	}
	// The marker is there before the engine, so that one that was cut short is known and made anew.
	if err := writeMarker(path, marked{}); err != nil {
		return Indexing{}, err
	}
	t.Phase = PhaseIndex
	indexing, err := run[Indexing](ctx, r, t)
	if err != nil {
		return indexing, err
	}
	return indexing, writeMarker(path, marked{filepath.Base(t.Corpus), t.NoInfer, indexing})
}

func writeMarker(path string, m marked) error {
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// sequence yields a slice.
func sequence[T any](rows []T) func(func(T, error) bool) {
	return func(yield func(T, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}
