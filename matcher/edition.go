package matcher

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
)

// common is what all editions of an engine share.
type common struct {
	dir        string
	opts       Options
	seg        *segment.Segmenter
	library    *library // nil without an embedder
	reranker   *reranker
	needs      *index.Index
	synonyms   atomic.Pointer[segment.Synonyms] // may hold nil
	generation atomic.Uint64
	past       *past // what was said of earlier pairs
}

// edition is a map of terms with the patents whose directions are by it, and all that was computed from either. Retrain puts another in
// its place; who has begun with one ends with it, so that no answer mixes two.
type edition struct {
	*common
	name    string // of the directory of the patents, below the engine's
	meaning *semantic.Map
	patents *index.Index
	cache   *recordCache
	trial   *trial // nil but for Trials
	statsMu sync.Mutex
	stats   *statistics
	recent  atomic.Pointer[recency]

	rowsMu sync.Mutex
	rows   map[uint64]*segmentRows // by part of the index

	// What the map makes of the needs that were judged; past.mu guards it.
	judged     *judgedNeeds
	judgedAt   int                    // version of the judgments
	directions map[needWords][][]int8 // of needs by their texts

	users   atomic.Int64 // the engine, as long as it is the current one, and all who have it on hold
	retired bool         // another has taken its place; set before the engine lets go
}

// newEdition returns an edition without an index, with the engine as its user.
func newEdition(shared *common, name string, meaning *semantic.Map, cacheBytes int64) (*edition, error) {
	cache, err := newRecordCache(cacheBytes)
	if err != nil {
		return nil, err
	}
	x := &edition{
		common: shared, name: name, meaning: meaning, cache: cache,
		rows: map[uint64]*segmentRows{}, directions: map[needWords][][]int8{},
	}
	x.users.Store(1)
	return x, nil
}

// hold returns the current edition, which stays whole until it is released.
func (e *Engine) hold() *edition {
	e.swap.RLock()
	defer e.swap.RUnlock()
	e.current.users.Add(1)
	return e.current
}

// release lets go of an edition. The last one to do so removes it if another has taken its place.
func (e *edition) release() {
	if e.users.Add(-1) == 0 && e.retired {
		_ = e.discard() // what is left of it goes when the directory is opened the next time
	}
}

// replace puts another edition in the place of the current one, which goes when the last of its users does.
func (e *Engine) replace(next *edition) {
	e.swap.Lock()
	old := e.current
	e.current = next
	e.swap.Unlock()
	e.generation.Add(1)
	old.retired = true
	old.release()
}

func (e *edition) close() error {
	var err error
	if e.patents != nil {
		err = e.patents.Close()
	}
	e.cache.close()
	return err
}

// discard removes an edition that never was in use.
func (e *edition) discard() error {
	err := e.close()
	e.removeFiles()
	return err
}

// path is the directory of the patents.
func (e *edition) path() string { return filepath.Join(e.dir, e.name) }

// indexOptions are those of the patents, whose features have directions by the edition's map.
func (e *edition) indexOptions() index.Options {
	o := e.opts.Patents
	o.Features = e.featureName()
	return o
}

// meaningPath is where the edition's map is, if it is not the shipped one.
func (e *edition) meaningPath() string { return meaningPath(e.dir, e.name) }

// removeFiles removes the files of an edition that is not in use. What cannot be removed is so when the directory is opened.
func (e *edition) removeFiles() {
	if e.dir == "" {
		return
	}
	_ = os.RemoveAll(e.path())
	_ = os.Remove(e.meaningPath())
}

// trainedName is the name of the directory of patents that the n-th retraining of a directory made. Numbers never come again, so that an
// edition which is still in use shares its files with none.
func trainedName(n int, m *semantic.Map) string {
	return patentsDir + "-" + strconv.Itoa(n) + "-" + m.Hash()
}

// trainedNumber is the number in a name that trainedName made; 0 for other names.
func trainedNumber(name string) int {
	rest, ok := strings.CutPrefix(name, patentsDir+"-")
	number, hash, both := strings.Cut(rest, "-")
	n, err := strconv.Atoi(number)
	if _, herr := hex.DecodeString(hash); !ok || !both || hash == "" || err != nil || herr != nil {
		return 0
	}
	return max(0, n)
}

// removeLeftovers removes the patents and maps of a directory that are not those in use: the ones that a retraining left which was cut
// short, or the ones that it replaced. Nobody else may be retraining.
func removeLeftovers(dir, used string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("matcher: %w", err)
	}
	var errs []error
	for _, f := range entries {
		old := used != patentsDir && (f.Name() == patentsDir || f.Name() == meaningFile)
		if f.Name() != used && (old || trainedNumber(f.Name()) > 0) {
			errs = append(errs, os.RemoveAll(filepath.Join(dir, f.Name())))
		}
	}
	return errors.Join(errs...)
}
