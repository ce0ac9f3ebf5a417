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

	"github.com/gongxu/gongxu/classify"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// Engine matches patents and needs. All methods may be called from any number of goroutines.
type Engine struct {
	*common
	swap     sync.RWMutex // guards current
	current  *edition
	writes   writes
	training training
	set      Settings // for further editions
	readOnly bool     // the indexes are
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
	seg, err := segmenter(set.UserTerms, set.Options)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("matcher: create %s: %w", dir, err)
	}
	d := description{Terms: set.UserTerms, Options: set.Options}
	return assemble(dir, d, seg, set, opening{}, func(sub string, o index.Options, set index.Settings) (*index.Index, error) {
		path := filepath.Join(dir, sub)
		if index.Exists(path) { // left by a creation that was cut short
			return index.Open(path, o, seg, set)
		}
		return index.Create(path, o, seg, set)
	}, func(*Engine) error { return writeDescription(dir, d) })
}

// Open opens the engine in a directory for reading and writing. What a retraining left that was cut short is removed.
func Open(dir string, set Settings) (*Engine, error) { return open(dir, set, opening{}) }

// OpenReadOnly opens the engine in a directory for reading, which several processes may do at once while none writes.
func OpenReadOnly(dir string, set Settings) (*Engine, error) {
	return open(dir, set, opening{readOnly: true, vectorsReadOnly: true})
}

// opening says what of a directory is only read.
type opening struct{ readOnly, vectorsReadOnly bool }

func (o opening) index(dir string, options index.Options, seg *segment.Segmenter, set index.Settings) (*index.Index, error) {
	if o.readOnly {
		return index.OpenReadOnly(dir, options, seg, set)
	}
	return index.Open(dir, options, seg, set)
}

// open opens a directory. One that is retrained just then by a process that serves it is opened anew, as it is afterwards.
func open(dir string, set Settings, how opening) (*Engine, error) {
	for {
		d, err := readDescription(dir)
		if err != nil {
			return nil, err
		}
		e, err := openDescribed(dir, d, set, how)
		if err == nil {
			return e, nil
		}
		if now, nerr := readDescription(dir); nerr != nil || now.Directory == d.Directory {
			return nil, err
		}
	}
}

func openDescribed(dir string, d description, set Settings, how opening) (*Engine, error) {
	d.Options = set.Ranking.apply(d.Options)
	if err := d.Options.Validate(); err != nil {
		return nil, err
	}
	if set.UserTerms != nil && !slices.Equal(set.UserTerms, d.Terms) {
		return nil, fmt.Errorf("%w: %s was made with a user dictionary of %d terms, not with the one given (%d terms); "+
			"leave the dictionary out to use its own, or index the source files again into a new directory",
			index.ErrOptionsChanged, dir, len(d.Terms), len(set.UserTerms))
	}
	seg, err := segmenter(d.Terms, d.Options)
	if err != nil {
		return nil, err
	}
	e, err := assemble(dir, d, seg, set, how, func(sub string, o index.Options, set index.Settings) (*index.Index, error) {
		return how.index(filepath.Join(dir, sub), o, seg, set)
	}, func(e *Engine) error {
		if how.readOnly { // somebody else who reads may be retraining
			return nil
		}
		return removeLeftovers(dir, e.current.name)
	})
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
	seg, err := segmenter(set.UserTerms, set.Options)
	if err != nil {
		return nil, err
	}
	return assemble("", description{Terms: set.UserTerms, Options: set.Options}, seg, set, opening{}, func(_ string, o index.Options, set index.Settings) (*index.Index, error) {
		return index.NewMemory(o, seg, set)
	}, nil)
}

// segmenter returns the segmenter of these user terms. Where fields are inferred, the classifier is unpacked beside it, for both take a while.
func segmenter(terms []string, o Options) (*segment.Segmenter, error) {
	if o.InferFields {
		go classify.Default()
	}
	if len(terms) == 0 {
		return segment.Default(), nil
	}
	with := segment.DefaultOptions()
	with.Terms = terms
	return segment.New(with)
}

// assemble makes an engine of what open opens. finish, if not nil, is called when all is open.
func assemble(dir string, d description, seg *segment.Segmenter, set Settings, how opening, open func(string, index.Options, index.Settings) (*index.Index, error), finish func(*Engine) error) (*Engine, error) {
	e := &Engine{common: &common{dir: dir, opts: d.Options, seg: seg}, writes: newWrites(), set: set, readOnly: how.readOnly}
	e.synonyms.Store(set.Synonyms)
	name := d.patents()
	meaning, err := openMeaning(dir, name, set)
	if err != nil {
		return nil, err
	}
	if e.current, err = newEdition(e.common, name, meaning, set.RecordCacheBytes); err != nil {
		return nil, err
	}
	if e.reranker, err = newReranker(set); err == nil {
		e.library, err = openLibrary(dir, set, how.vectorsReadOnly)
	}
	if err == nil {
		e.past, err = openPast(dir, set.NoFeedback)
	}
	if err == nil {
		e.current.patents, err = open(name, e.current.indexOptions(), set.Index)
	}
	if err == nil {
		ofNeeds := set.Index
		ofNeeds.CacheBytes = set.NeedCacheBytes
		e.needs, err = open(needsDir, d.Options.Needs, ofNeeds)
	}
	if err == nil && finish != nil {
		err = finish(e)
	}
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// Close lets go of the directory. A retraining that is under way is cancelled first.
func (e *Engine) Close() error {
	e.training.stop()
	err := e.current.close()
	if e.needs != nil {
		err = errors.Join(err, e.needs.Close())
	}
	return errors.Join(err, e.library.close())
}

// Options returns the options that the engine was made with.
func (e *Engine) Options() Options { return e.opts }

// Generation changes whenever patents, needs or judgments change; caches of results are keyed by it.
func (e *Engine) Generation() uint64 { return e.generation.Load() }

// LoadPatents adds or replaces patents from a sequence such as corpus.Reader.All. progress, if not nil, is called after every
// batch. An error of the sequence ends the load; what was written before stays and is counted.
func (e *Engine) LoadPatents(ctx context.Context, patents iter.Seq2[corpus.Patent, error], progress func(index.Summary)) (index.Summary, error) {
	if err := e.writes.begin(ctx); err != nil {
		return index.Summary{}, err
	}
	defer e.writes.end()
	x := e.hold() // of what is not read only nothing replaces it meanwhile
	defer x.release()
	return load(ctx, e, x.patents, patents, func(p corpus.Patent) (index.Document, error) {
		e.writes.note(p.ID)
		return x.patentDocument(p)
	}, progress)
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
	return x.Load(ctx, documents(rows, document), opts)
}

// documents turns rows into what an index holds, up to the first error.
func documents[T any](rows iter.Seq2[T, error], document func(T) (index.Document, error)) iter.Seq2[index.Document, error] {
	return func(yield func(index.Document, error) bool) {
		for row, err := range rows {
			var d index.Document
			if err == nil {
				d, err = document(row)
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

// AddPatents adds or replaces a few patents in one atomic step.
func (e *Engine) AddPatents(ctx context.Context, patents ...corpus.Patent) error {
	if err := e.writes.begin(ctx); err != nil {
		return err
	}
	defer e.writes.end()
	x := e.hold()
	defer x.release()
	for _, p := range patents {
		e.writes.note(p.ID)
	}
	return add(ctx, e, x.patents, patents, x.patentDocument)
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
	if err := e.writes.begin(ctx); err != nil {
		return 0, err
	}
	defer e.writes.end()
	x := e.hold()
	defer x.release()
	e.writes.note(ids...)
	s, err := x.patents.Apply(ctx, nil, ids)
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
	x := e.hold()
	defer x.release()
	return get[corpus.Patent](ctx, x.patents, "patent", id)
}

// Need returns a need by id, or ErrNotFound.
func (e *Engine) Need(ctx context.Context, id string) (corpus.Need, error) {
	return get[corpus.Need](ctx, e.needs, "need", id)
}

func get[T any](ctx context.Context, x *index.Index, kind, id string) (T, error) {
	var none T
	r, err := x.Reader()
	if err != nil {
		return none, err
	}
	defer r.Close()
	stored, ok, err := r.Get(ctx, id)
	if err != nil {
		return none, err
	}
	if !ok {
		return none, fmt.Errorf("%w: %s %q", ErrNotFound, kind, id)
	}
	return decode[T](stored, kind, id)
}

func decode[T any](stored []byte, kind, id string) (row T, err error) {
	if err := json.Unmarshal(stored, &row); err != nil {
		return row, fmt.Errorf("%w: stored %s %q: %w", index.ErrCorrupt, kind, id, err)
	}
	return row, nil
}

// Patents yields every patent of the library, in an order that stays as long as nothing changes.
func (e *Engine) Patents(ctx context.Context) iter.Seq2[corpus.Patent, error] {
	return func(yield func(corpus.Patent, error) bool) {
		x := e.hold()
		defer x.release()
		all[corpus.Patent](ctx, x.patents, "patent")(yield)
	}
}

// Needs yields every need of the library, in an order that stays as long as nothing changes.
func (e *Engine) Needs(ctx context.Context) iter.Seq2[corpus.Need, error] {
	return all[corpus.Need](ctx, e.needs, "need")
}

func all[T any](ctx context.Context, x *index.Index, kind string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		r, err := x.Reader()
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		defer r.Close()
		allOf[T](ctx, r, kind)(yield)
	}
}

// allOf yields every row that a reader sees.
func allOf[T any](ctx context.Context, r *index.Reader, kind string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		wanted := true
		err := r.IDs(ctx, func(id string, stored []byte) bool {
			row, err := decode[T](stored, kind, id)
			wanted = yield(row, err) && err == nil
			return wanted
		})
		if err != nil && wanted {
			var none T
			yield(none, err)
		}
	}
}

// Counts returns the number of patents and needs.
func (e *Engine) Counts() (patents, needs uint64, err error) {
	x := e.hold()
	defer x.release()
	if patents, err = x.patents.Count(); err != nil {
		return 0, 0, err
	}
	needs, err = e.needs.Count()
	return patents, needs, err
}

// Optimize merges the indexes after a large load.
func (e *Engine) Optimize(ctx context.Context) error {
	x := e.hold()
	defer x.release()
	return errors.Join(x.patents.Optimize(ctx), e.needs.Optimize(ctx))
}
