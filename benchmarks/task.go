package benchmarks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

// Phase names one measurement, which has a process of its own so that its memory is its own and its start is cold.
type Phase string

// The phases of Gongxu.
const (
	PhaseIndex   Phase = "index"   // read the patents into a new directory; gives Indexing
	PhaseServe   Phase = "serve"   // needs one by one and at once, all first-stage views; gives Serving
	PhaseBigrams Phase = "bigrams" // needs one by one, bigrams alone, one core; gives OneCore
	PhaseMatch   Phase = "match"   // the whole match with explanations, at once; gives Matching
	PhaseAgree   Phase = "agree"   // against brute force; gives Agreement
)

// The phases of Bleve, the peer that is part of this program.
const (
	PhaseBleveIndex  Phase = "bleve-index"
	PhaseBleveSearch Phase = "bleve-search"
)

// Task is one measurement with all that it needs, in a form that can be handed to another process.
type Task struct {
	Phase Phase `json:"phase"`
	// Corpus and Needs are files of patents and needs.
	Corpus string `json:"corpus"`
	Needs  string `json:"needs"`
	// Patents is the number of rows of Corpus.
	Patents int `json:"patents"`
	// NeedCount is the number of rows of Needs.
	NeedCount int `json:"need_count"`
	// Dir is the engine's directory, or that of the peer's index.
	Dir string `json:"dir"`
	// K is the number of patents wanted for a need.
	K int `json:"k"`
	// Runs is how often all needs are asked on the clock.
	Runs int `json:"runs"`
	// Sample is the number of needs that brute force answers.
	Sample int `json:"sample"`
	// Memory is Gongxu's budget in bytes. Who runs the task in a process of its own also tells the garbage collector.
	Memory int64 `json:"memory"`
	// NoInfer leaves fields of patents uninferred.
	NoInfer bool `json:"no_infer,omitempty"`
	// Analyzer is that of Bleve.
	Analyzer string `json:"analyzer,omitempty"`
}

// ErrTask is wrapped when a task is not one of those that there are.
var ErrTask = errors.New("benchmarks: invalid task")

// oneCore tells whether the phase is to be kept on one core.
func (p Phase) oneCore() bool { return p == PhaseBigrams || p == PhaseBleveSearch }

// Run does the measurement in this process and returns its result as JSON.
func (t Task) Run(ctx context.Context, log *Log) ([]byte, error) {
	var result any
	var err error
	switch t.Phase {
	case PhaseIndex:
		result, err = t.index(ctx, log)
	case PhaseServe:
		result, err = t.serve(ctx, log)
	case PhaseBigrams:
		result, err = t.bigrams(ctx, log)
	case PhaseMatch:
		result, err = t.match(ctx, log)
	case PhaseAgree:
		result, err = t.agree(ctx, log)
	case PhaseBleveIndex:
		result, err = t.bleveIndex(ctx, log)
	case PhaseBleveSearch:
		result, err = t.bleveSearch(ctx, log)
	default:
		err = fmt.Errorf("%w: there is no phase %q", ErrTask, t.Phase)
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(result)
}

// library is an engine's patents, open for reading, with what is needed to ask them.
type library struct {
	*index.Index
	options matcher.Options
	k       int
}

// openLibrary opens the patents of the directory.
func (t Task) openLibrary() (*library, error) {
	dir := filepath.Join(t.Dir, "patents")
	o := matcher.DefaultOptions()
	var err error
	if o.Patents, _, err = index.ReadOptions(dir); err != nil {
		return nil, err
	}
	set, err := t.settings()
	if err != nil {
		return nil, err
	}
	x, err := index.OpenReadOnly(dir, o.Patents, segment.Default(), set.Index)
	if err != nil {
		return nil, err
	}
	return &library{Index: x, options: o, k: t.K}, nil
}

// settings are those for the budget.
func (t Task) settings() (matcher.Settings, error) {
	set := matcher.DefaultSettings()
	set.Options.InferFields = !t.NoInfer
	return set.WithMemory(t.Memory)
}

// ask finds the best patents for a need, from its text to the hits, on some goroutines.
func (l *library) ask(ctx context.Context, need corpus.Need, workers int, views ...segment.View) (terms []index.Weighted, hits []index.Hit, err error) {
	r, err := l.Reader()
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	r.SetWorkers(workers)
	if terms, err = l.options.NeedTerms(ctx, l.Segmenter(), r, need, views...); err != nil || len(terms) == 0 {
		return nil, nil, err
	}
	res, err := r.Search(ctx, index.Query{Terms: terms, K: l.k})
	if err != nil {
		return nil, nil, fmt.Errorf("need %s: %w", need.ID, err)
	}
	return terms, res.Hits, nil
}
