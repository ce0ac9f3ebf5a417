package matcher

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
)

// Engine matches patents and needs. All methods may be called from any number of goroutines.
type Engine struct {
	dir        string
	opts       Options
	seg        *segment.Segmenter
	meaning    *semantic.Map
	library    *library // nil without an embedder
	reranker   *reranker
	patents    *index.Index
	needs      *index.Index
	cache      *recordCache
	synonyms   atomic.Pointer[segment.Synonyms] // may hold nil
	generation atomic.Uint64
	statsMu    sync.Mutex
	stats      *statistics
	recent     atomic.Pointer[recency]
	past       *past // what was said of earlier pairs
}

// directories of the two indexes below the engine's.
const (
	patentsDir = "patents"
	needsDir   = "needs"
)

// Create makes an empty engine in a directory. A directory that holds one already gives index.ErrExists.
func Create(dir string, set Settings) (*Engine, error) {
	set.Options = set.Ranking.apply(set.Options)
	if err := set.Options.Validate(); err != nil {
		return nil, err
	}
	if Exists(dir) {
		return nil, fmt.Errorf("%w: %s", index.ErrExists, dir)
	}
	seg, err := segmenter(set.UserTerms)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("matcher: create %s: %w", dir, err)
	}
	d := description{Terms: set.UserTerms, Options: set.Options}
	return assemble(dir, d, seg, set, false, func(sub string, o index.Options, set index.Settings) (*index.Index, error) {
		path := filepath.Join(dir, sub)
		if index.Exists(path) { // left by a creation that was cut short
			return index.Open(path, o, seg, set)
		}
		return index.Create(path, o, seg, set)
	}, func() error { return writeDescription(dir, d) })
}

// Open opens the engine in a directory for reading and writing.
func Open(dir string, set Settings) (*Engine, error) { return open(dir, set, false, index.Open) }

// OpenReadOnly opens the engine in a directory for reading, which several processes may do at once while none writes.
func OpenReadOnly(dir string, set Settings) (*Engine, error) {
	return open(dir, set, true, index.OpenReadOnly)
}

type opener func(dir string, o index.Options, seg *segment.Segmenter, set index.Settings) (*index.Index, error)

func open(dir string, set Settings, readOnly bool, open opener) (*Engine, error) {
	d, err := readDescription(dir)
	if err != nil {
		return nil, err
	}
	d.Options = set.Ranking.apply(d.Options)
	if err := d.Options.Validate(); err != nil {
		return nil, err
	}
	if set.UserTerms != nil && !slices.Equal(set.UserTerms, d.Terms) {
		return nil, fmt.Errorf("%w: %s was made with a user dictionary of %d terms, not with the one given (%d terms); "+
			"leave the dictionary out to use its own, or index the source files again into a new directory",
			index.ErrOptionsChanged, dir, len(d.Terms), len(set.UserTerms))
	}
	seg, err := segmenter(d.Terms)
	if err != nil {
		return nil, err
	}
	e, err := assemble(dir, d, seg, set, readOnly, func(sub string, o index.Options, set index.Settings) (*index.Index, error) {
		return open(filepath.Join(dir, sub), o, seg, set)
	}, nil)
	if errors.Is(err, index.ErrOptionsChanged) || errors.Is(err, index.ErrFormat) {
		return nil, fmt.Errorf("%w: gongxu index --patents FILE --dir NEW", err)
	}
	return e, err
}

// NewMemory makes an empty engine without a directory.
func NewMemory(set Settings) (*Engine, error) {
	set.Options = set.Ranking.apply(set.Options)
	if err := set.Options.Validate(); err != nil {
		return nil, err
	}
	seg, err := segmenter(set.UserTerms)
	if err != nil {
		return nil, err
	}
	return assemble("", description{set.UserTerms, set.Options}, seg, set, false, func(_ string, o index.Options, set index.Settings) (*index.Index, error) {
		return index.NewMemory(o, seg, set)
	}, nil)
}

func segmenter(terms []string) (*segment.Segmenter, error) {
	if len(terms) == 0 {
		return segment.Default(), nil
	}
	o := segment.DefaultOptions()
	o.Terms = terms
	return segment.New(o)
}

func assemble(dir string, d description, seg *segment.Segmenter, set Settings, readOnly bool, open func(string, index.Options, index.Settings) (*index.Index, error), finish func() error) (*Engine, error) {
	cache, err := newRecordCache(set.RecordCacheBytes)
	if err != nil {
		return nil, err
	}
	e := &Engine{dir: dir, opts: d.Options, seg: seg, cache: cache}
	e.synonyms.Store(set.Synonyms)
	if e.reranker, err = newReranker(set); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	if e.meaning, err = openMeaning(dir, set); err == nil {
		e.library, err = openLibrary(dir, set, readOnly)
	}
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	if e.past, err = openPast(dir, set.NoFeedback); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	withFeatures := d.Options.Patents
	withFeatures.Features = e.featureName()
	if e.patents, err = open(patentsDir, withFeatures, set.Index); err == nil {
		ofNeeds := set.Index
		ofNeeds.CacheBytes = set.NeedCacheBytes
		e.needs, err = open(needsDir, d.Options.Needs, ofNeeds)
	}
	if err == nil && finish != nil {
		err = finish()
	}
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// Close lets go of the directory.
func (e *Engine) Close() error {
	var errs []error
	for _, x := range []*index.Index{e.patents, e.needs} {
		if x != nil {
			errs = append(errs, x.Close())
		}
	}
	e.cache.close()
	return errors.Join(append(errs, e.library.close())...)
}

// Options returns the options that the engine was made with.
func (e *Engine) Options() Options { return e.opts }

// Generation changes whenever patents, needs or judgments change; caches of results are keyed by it.
func (e *Engine) Generation() uint64 { return e.generation.Load() }

// LoadPatents adds or replaces patents from a sequence such as corpus.Reader.All. progress, if not nil, is called after every
// batch. An error of the sequence ends the load; what was written before stays and is counted.
func (e *Engine) LoadPatents(ctx context.Context, patents iter.Seq2[corpus.Patent, error], progress func(index.Summary)) (index.Summary, error) {
	return load(ctx, e, e.patents, patents, e.patentDocument, progress)
}

// LoadNeeds adds or replaces needs.
func (e *Engine) LoadNeeds(ctx context.Context, needs iter.Seq2[corpus.Need, error], progress func(index.Summary)) (index.Summary, error) {
	return load(ctx, e, e.needs, needs, needDocument, progress)
}

func load[T any](ctx context.Context, e *Engine, x *index.Index, rows iter.Seq2[T, error], document func(T) (index.Document, error), progress func(index.Summary)) (index.Summary, error) {
	opts := index.DefaultLoadOptions()
	opts.Progress = func(s index.Summary) {
		e.generation.Add(1)
		if progress != nil {
			progress(s)
		}
	}
	return x.Load(ctx, func(yield func(index.Document, error) bool) {
		for row, err := range rows {
			var d index.Document
			if err == nil {
				d, err = document(row)
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}, opts)
}

// AddPatents adds or replaces a few patents in one atomic step.
func (e *Engine) AddPatents(ctx context.Context, patents ...corpus.Patent) error {
	return add(ctx, e, e.patents, patents, e.patentDocument)
}

// AddNeeds adds or replaces a few needs in one atomic step.
func (e *Engine) AddNeeds(ctx context.Context, needs ...corpus.Need) error {
	return add(ctx, e, e.needs, needs, needDocument)
}

func add[T any](ctx context.Context, e *Engine, x *index.Index, rows []T, document func(T) (index.Document, error)) error {
	docs := make([]index.Document, 0, len(rows))
	for _, row := range rows {
		d, err := document(row)
		if err != nil {
			return err
		}
		docs = append(docs, d)
	}
	_, err := x.Apply(ctx, docs, nil)
	e.generation.Add(1)
	return err
}

// DeletePatents removes patents by id and returns how many were there.
func (e *Engine) DeletePatents(ctx context.Context, ids ...string) (int, error) {
	s, err := e.patents.Apply(ctx, nil, ids)
	e.generation.Add(1)
	return s.Deleted, err
}

// DeleteNeeds removes needs by id and returns how many were there.
func (e *Engine) DeleteNeeds(ctx context.Context, ids ...string) (int, error) {
	s, err := e.needs.Apply(ctx, nil, ids)
	e.generation.Add(1)
	return s.Deleted, err
}

// Patent returns a patent by id, or ErrNotFound.
func (e *Engine) Patent(ctx context.Context, id string) (corpus.Patent, error) {
	return get[corpus.Patent](ctx, e.patents, "patent", id)
}

// Need returns a need by id, or ErrNotFound.
func (e *Engine) Need(ctx context.Context, id string) (corpus.Need, error) {
	return get[corpus.Need](ctx, e.needs, "need", id)
}

func get[T any](ctx context.Context, x *index.Index, kind, id string) (T, error) {
	var out T
	r, err := x.Reader()
	if err != nil {
		return out, err
	}
	defer r.Close()
	stored, ok, err := r.Get(ctx, id)
	if err != nil {
		return out, err
	}
	if !ok {
		return out, fmt.Errorf("%w: %s %q", ErrNotFound, kind, id)
	}
	if err := json.Unmarshal(stored, &out); err != nil {
		return out, fmt.Errorf("%w: stored %s %q: %w", index.ErrCorrupt, kind, id, err)
	}
	return out, nil
}

// Patents yields every patent of the library, in an order that stays as long as nothing changes.
func (e *Engine) Patents(ctx context.Context) iter.Seq2[corpus.Patent, error] {
	return all[corpus.Patent](ctx, e.patents, "patent")
}

// Needs yields every need of the library, in an order that stays as long as nothing changes.
func (e *Engine) Needs(ctx context.Context) iter.Seq2[corpus.Need, error] {
	return all[corpus.Need](ctx, e.needs, "need")
}

func all[T any](ctx context.Context, x *index.Index, kind string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		r, err := x.Reader()
		if err != nil {
			yield(none, err)
			return
		}
		defer r.Close()
		wanted := true
		err = r.IDs(ctx, func(id string, stored []byte) bool {
			var row T
			if err := json.Unmarshal(stored, &row); err != nil {
				err = fmt.Errorf("%w: stored %s %q: %w", index.ErrCorrupt, kind, id, err)
				wanted = false
				yield(none, err)
				return false
			}
			wanted = yield(row, nil)
			return wanted
		})
		if err != nil && wanted {
			yield(none, err)
		}
	}
}

// Counts returns the number of patents and needs.
func (e *Engine) Counts() (patents, needs uint64, err error) {
	if patents, err = e.patents.Count(); err != nil {
		return 0, 0, err
	}
	needs, err = e.needs.Count()
	return patents, needs, err
}

// Optimize merges the indexes after a large load.
func (e *Engine) Optimize(ctx context.Context) error {
	return errors.Join(e.patents.Optimize(ctx), e.needs.Optimize(ctx))
}
