package matcher

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/dgraph-io/ristretto/v2"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/vector"
)

// Embedder turns texts into vectors of which the cosine says how near their meanings are. Package embedding has one.
type Embedder interface {
	// ID names the model. Vectors of different names are kept apart.
	ID() string
	// Passages returns a vector for each text of a patent, all of one length, or an error for all of them.
	Passages(ctx context.Context, texts []string) ([][]float32, error)
	// Queries returns a vector for each text of a need.
	Queries(ctx context.Context, texts []string) ([][]float32, error)
}

// ErrEmbedder is wrapped when a vector was needed and could not be had.
var ErrEmbedder = errors.New("matcher: no vector from the embedder")

// passageRunes is how much of an abstract is embedded, in characters.
const passageRunes = 1200

// passagesOf returns the texts of a patent that are embedded: its title, and its title with its abstract.
func passagesOf(p corpus.Patent) [2]string {
	return [2]string{p.Title, joined(p.Title, p.Abstract, passageRunes)}
}

// joined puts the first characters of a text behind a title.
func joined(title, text string, limit int) string {
	if text == "" {
		return title
	}
	if title != "" {
		title += "。"
	}
	n := 0
	for i := range text {
		if n == limit {
			return title + text[:i]
		}
		n++
	}
	return title + text
}

// library holds an embedder's vectors of the patents of an engine.
type library struct {
	embedder Embedder
	budget   time.Duration // for one need; 0 waits as long as it takes
	path     string
	scratch  string // directory to remove at the end
	readOnly bool
	queries  *ristretto.Cache[string, []int8]
	breaker  *breaker

	refreshing sync.Mutex // held by refresh

	mu    sync.Mutex
	store *vector.Store // nil until the length of the vectors is known
}

// vectorsDir is the directory of vector files below the engine's, one for each embedder.
const (
	vectorsDir    = "vectors"
	vectorsSuffix = ".vec"
)

// queryCacheBytes bounds the memory for vectors of needs.
const queryCacheBytes = 16 << 20

// openLibrary opens the vectors that a directory has of the embedder of the settings; nil without an embedder.
func openLibrary(dir string, set Settings, readOnly bool) (*library, error) {
	if set.Embedder == nil {
		return nil, nil //nolint:nilnil // no embedder, no vectors
	}
	l := &library{embedder: set.Embedder, budget: set.EmbedBudget, readOnly: readOnly, breaker: newBreaker()}
	if dir == "" {
		var err error
		if l.scratch, err = os.MkdirTemp("", "gongxu-vectors-"); err != nil {
			return nil, fmt.Errorf("matcher: %w", err)
		}
		dir = l.scratch
	}
	id := set.Embedder.ID()
	name := sha256.Sum256([]byte(id))
	l.path = filepath.Join(dir, vectorsDir, hex.EncodeToString(name[:8])+vectorsSuffix)
	var err error
	l.queries, err = ristretto.NewCache(&ristretto.Config[string, []int8]{
		NumCounters: 100_000, MaxCost: queryCacheBytes, BufferItems: 64, IgnoreInternalCost: true,
	})
	if err != nil {
		return nil, fmt.Errorf("matcher: cache of vectors: %w", err)
	}
	dimensions, err := vector.DimensionsOf(l.path, id)
	if err == nil && dimensions > 0 {
		err = l.open(dimensions)
	}
	if err != nil {
		return nil, errors.Join(err, l.close())
	}
	return l, nil
}

// open opens the file for vectors of a length.
func (l *library) open(dimensions int) error {
	var err error
	if l.readOnly {
		l.store, err = vector.OpenReadOnly(l.path, l.embedder.ID(), dimensions)
		return err
	}
	if err := os.MkdirAll(filepath.Dir(l.path), 0o755); err != nil {
		return fmt.Errorf("matcher: %w", err)
	}
	l.store, err = vector.Open(l.path, l.embedder.ID(), dimensions)
	return err
}

// vectors returns what is stored; nil when there is nothing.
func (l *library) vectors() *vector.Store {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.store == nil || l.store.Len() == 0 {
		return nil
	}
	return l.store
}

// put stores vectors of texts.
func (l *library) put(texts []string, vectors [][]float32) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.store == nil {
		if err := l.open(len(vectors[0])); err != nil {
			return err
		}
	}
	items := make([]vector.Item, len(texts))
	for i, text := range texts {
		if len(vectors[i]) != l.store.Dimensions() {
			return fmt.Errorf("%w: it has %d numbers, those that are stored %d", ErrEmbedder, len(vectors[i]), l.store.Dimensions())
		}
		items[i] = vector.Item{Key: vector.KeyOf(text), Vector: vector.Quantize(vectors[i])}
	}
	return l.store.Put(items...)
}

// ask returns packed vectors of texts of a need, from the cache or the embedder, within the budget.
func (l *library) ask(ctx context.Context, texts []string) ([][]int8, error) {
	out := make([][]int8, len(texts))
	var missing []string
	var places []int
	for i, text := range texts {
		if v, ok := l.queries.Get(text); ok {
			out[i] = v
			continue
		}
		missing, places = append(missing, text), append(places, i)
	}
	if len(missing) == 0 {
		return out, nil
	}
	vectors, err := l.within(ctx, missing)
	if err != nil {
		return nil, err
	}
	for i, v := range vectors {
		packed := vector.Quantize(v)
		out[places[i]] = packed
		l.queries.Set(missing[i], packed, int64(len(packed)+len(missing[i])+64))
	}
	return out, nil
}

// checked asks an embedder for a vector for each text. An error is that of the outer context, or wraps ErrEmbedder.
func checked(ctx, outer context.Context, embed func(context.Context, []string) ([][]float32, error), texts []string) ([][]float32, error) {
	vectors, err := embed(ctx, texts)
	switch {
	case err != nil && outer.Err() != nil:
		return nil, outer.Err()
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrEmbedder, err)
	case len(vectors) != len(texts):
		return nil, fmt.Errorf("%w: %d vectors for %d texts", ErrEmbedder, len(vectors), len(texts))
	}
	return vectors, nil
}

func (l *library) close() error {
	if l == nil {
		return nil
	}
	var err error
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.store != nil && !l.readOnly {
		err = l.store.Close()
	}
	if l.queries != nil {
		l.queries.Close()
	}
	if l.scratch != "" {
		err = errors.Join(err, os.RemoveAll(l.scratch))
	}
	return err
}

// segmentRows tell which documents of a part of the index a vector belongs to.
type segmentRows struct {
	store  *vector.Store
	stored int      // vectors that there were when it was made
	pairs  []uint64 // row ‖ document, ascending
}

// randomAccess is what finding patents by their vectors takes of an index besides searching.
type randomAccess interface {
	Scores(ctx context.Context, terms []index.Weighted, f index.Filter, keys []uint64) ([]index.Hit, error)
	SegmentKeys() (numbers []uint64, documents []int)
	EachFeatures(number uint64, visit func(doc uint32, features []byte) bool)
}

// keysOf returns the keys of the documents that vectors belong to, in the order of the vectors.
func (e *edition) keysOf(r randomAccess, store *vector.Store, rows []uint32) []uint64 {
	e.rowsMu.Lock()
	defer e.rowsMu.Unlock()
	numbers, _ := r.SegmentKeys()
	current := make(map[uint64]*segmentRows, len(numbers))
	for _, number := range numbers {
		s := e.rows[number]
		if s == nil || s.store != store || s.stored != store.Len() {
			s = rowsOf(r, store, number)
		}
		current[number] = s
	}
	e.rows = current
	var out []uint64
	for _, row := range rows {
		for _, number := range numbers {
			for doc := range current[number].documents(row) {
				out = append(out, number<<32|uint64(doc))
			}
		}
	}
	return out
}
