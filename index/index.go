package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	bleveindex "github.com/blevesearch/bleve_index_api"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/gongxu/gongxu/segment"
)

// Settings are the choices that do not shape the index's content.
type Settings struct {
	// CacheBytes bounds the memory that decoded postings may take, > 0.
	CacheBytes int64
	// LockTimeout is how long opening waits for another process to let go, ≥ 0.
	LockTimeout time.Duration
}

// DefaultSettings returns 256 MiB of postings and a wait of half a second.
func DefaultSettings() Settings {
	return Settings{CacheBytes: 256 << 20, LockTimeout: 500 * time.Millisecond}
}

// Index is a set of documents on scorch. All methods may be called from any number of goroutines; changes are applied one
// after another. One process may have an index open for writing, or several for reading.
type Index struct {
	dir      string
	opts     Options
	seg      *segment.Segmenter
	scorch   bleveindex.Index
	queue    *bleveindex.AnalysisQueue
	cache    *postingCache
	readOnly bool

	mu       sync.RWMutex // held for reading while scorch is in use, for writing by Close
	closed   bool
	failed   atomic.Bool // a write failed; see batch
	loading  sync.Mutex  // one load at a time
	statesMu sync.Mutex
	states   map[uint64]*segmentState
}

// Create makes an empty index in a directory, which is made if need be. A directory that holds an index gives ErrExists.
func Create(dir string, opts Options, seg *segment.Segmenter, set Settings) (*Index, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	if Exists(dir) {
		return nil, fmt.Errorf("%w: %s", ErrExists, dir)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("index: create %s: %w", dir, err)
	}
	m := meta{Format: formatVersion, Segmenter: seg.Hash(), Hash: opts.Hash(seg.Hash()), Options: opts}
	if err := writeMeta(dir, m); err != nil {
		return nil, err
	}
	return open(dir, opts, seg, set, false)
}

// Open opens the index in a directory for reading and writing. It fails with ErrNotIndex, ErrFormat, ErrOptionsChanged,
// ErrLocked or ErrCorrupt.
func Open(dir string, opts Options, seg *segment.Segmenter, set Settings) (*Index, error) {
	return openChecked(dir, opts, seg, set, false)
}

// OpenReadOnly opens the index in a directory for reading. Several processes may do so at once, while none writes.
func OpenReadOnly(dir string, opts Options, seg *segment.Segmenter, set Settings) (*Index, error) {
	return openChecked(dir, opts, seg, set, true)
}

func openChecked(dir string, opts Options, seg *segment.Segmenter, set Settings, readOnly bool) (*Index, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	m, err := readMeta(dir)
	if err != nil {
		return nil, err
	}
	if err := m.check(dir, opts, seg.Hash()); err != nil {
		return nil, err
	}
	return open(dir, opts, seg, set, readOnly)
}

// NewMemory makes an empty index without a directory.
func NewMemory(opts Options, seg *segment.Segmenter, set Settings) (*Index, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	return open("", opts, seg, set, false)
}

func open(dir string, opts Options, seg *segment.Segmenter, set Settings, readOnly bool) (*Index, error) {
	cache, err := newPostingCache(set.CacheBytes)
	if err != nil {
		return nil, err
	}
	config := map[string]any{
		"path": "", "numSnapshotsToKeep": 1, "forceSegmentType": pluginType, "forceSegmentVersion": pluginVersion,
	}
	if dir != "" {
		path := filepath.Join(dir, dataDir)
		if readOnly && !fileExists(filepath.Join(path, rootFile)) {
			cache.close()
			return nil, fmt.Errorf("%w: %s holds no data yet; index something into it first", ErrNotIndex, dir)
		}
		if err := verify(path, max(set.LockTimeout, time.Millisecond)); err != nil {
			cache.close()
			return nil, openError(dir, err)
		}
		config["path"] = path
		config["bolt_timeout"] = max(set.LockTimeout, time.Millisecond).String()
		config["read_only"] = readOnly
		config["scorchMergePlanOptions"] = mergeOptions()
	}
	register()
	queue := bleveindex.NewAnalysisQueue(1)
	sc, err := scorch.NewScorch(scorch.Name, config, queue)
	if err == nil {
		err = openScorch(sc)
	}
	if err != nil {
		if sc != nil {
			closeQuietly(sc)
		}
		queue.Close()
		cache.close()
		return nil, openError(dir, err)
	}
	x := &Index{
		dir: dir, opts: opts, seg: seg, scorch: sc, queue: queue, cache: cache, readOnly: readOnly,
		states: map[uint64]*segmentState{},
	}
	x.removeLeftovers()
	return x, nil
}

// openScorch turns the panics that damaged files cause inside scorch's loaders into errors.
func openScorch(sc bleveindex.Index) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrCorrupt, p)
		}
	}()
	return sc.Open()
}

// closeQuietly lets go of the files and locks of a scorch that could not be opened.
func closeQuietly(sc bleveindex.Index) {
	defer func() { _ = recover() }() // it was left half open
	_ = sc.Close()                   // why it could not be opened is what matters
}

func openError(dir string, err error) error {
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("%w: %s is in use by another process; stop it, or ask the running server instead", ErrLocked, dir)
	case errors.Is(err, ErrCorrupt):
		return fmt.Errorf("%s: %w; build it again from its source files: gongxu index --patents FILE --dir NEW", dir, err)
	}
	return fmt.Errorf("%w: %s: %w; build it again from its source files: gongxu index --patents FILE --dir NEW", ErrCorrupt, dir, err)
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// mergeOptions keep few segments: every segment costs a dictionary look-up a term.
func mergeOptions() map[string]any {
	o := mergeplan.DefaultMergePlanOptions
	return map[string]any{
		"MaxSegmentsPerTier": 4, "MaxSegmentSize": o.MaxSegmentSize, "MaxSegmentFileSize": o.MaxSegmentFileSize, "TierGrowth": o.TierGrowth,
		"SegmentsPerMergeTask": 8, "FloorSegmentSize": 4000, "ReclaimDeletesWeight": o.ReclaimDeletesWeight,
	}
}

// Dir returns the index's directory, "" for one in memory.
func (x *Index) Dir() string { return x.dir }

// Options returns the options that the index was made with.
func (x *Index) Options() Options { return x.opts }

// Segmenter returns the segmenter that cuts its texts.
func (x *Index) Segmenter() *segment.Segmenter { return x.seg }

// Count returns the number of live documents.
func (x *Index) Count() (uint64, error) {
	r, err := x.Reader()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return r.total, nil
}

// Optimize merges the index into as few segments as its size limits allow. It is worth while after a large load.
func (x *Index) Optimize(ctx context.Context) error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.closed {
		return ErrClosed
	}
	if x.readOnly {
		return fmt.Errorf("%w: %s", ErrReadOnly, x.dir)
	}
	sc, ok := x.scorch.(*scorch.Scorch)
	if !ok || x.dir == "" {
		return nil
	}
	o := mergeplan.SingleSegmentMergePlanOptions
	if err := sc.ForceMerge(ctx, &o); err != nil {
		return fmt.Errorf("index: merge %s: %w", x.dir, err)
	}
	x.removeLeftovers()
	return nil
}

// Close waits for running calls and lets go of the directory. A second Close does nothing.
func (x *Index) Close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return nil
	}
	x.closed = true
	err := x.scorch.Close()
	x.removeUnused()
	x.queue.Close()
	x.cache.close()
	if err != nil {
		return fmt.Errorf("index: close %s: %w", x.dir, err)
	}
	return nil
}
