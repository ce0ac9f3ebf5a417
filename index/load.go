package index

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// LoadOptions shape a load.
type LoadOptions struct {
	// BatchBytes is the amount of text and stored data after which a batch is written, > 0. A batch is atomic: after a
	// crash it is there as a whole or not at all.
	BatchBytes int
	// BatchDocs is the number of documents after which a batch is written, > 0.
	BatchDocs int
	// Workers analyse and write batches at the same time, > 0.
	Workers int
	// Progress, if not nil, is called after every batch with the sums so far, never by two goroutines at once.
	Progress func(Summary)
}

// DefaultLoadOptions returns batches of 12 MiB or 5,000 documents and one worker more than there are cores.
func DefaultLoadOptions() LoadOptions {
	return LoadOptions{BatchBytes: 12 << 20, BatchDocs: 5000, Workers: runtime.GOMAXPROCS(0) + 1}
}

// Summary counts what a load or a change did.
type Summary struct {
	Added     int `json:"added"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
	Deleted   int `json:"deleted"`
}

func (s *Summary) add(o Summary) {
	s.Added += o.Added
	s.Updated += o.Updated
	s.Unchanged += o.Unchanged
	s.Deleted += o.Deleted
}

// Total is the number of documents that were looked at.
func (s Summary) Total() int { return s.Added + s.Updated + s.Unchanged + s.Deleted }

// batch is a set of documents with distinct ids, in order of arrival.
type batch struct {
	docs  []Document
	at    map[string]int
	bytes int
	again Summary // documents that a later one of the same id in this batch replaced
}

func newBatch() *batch { return &batch{at: map[string]int{}} }

func (b *batch) put(d Document) {
	size := len(d.Stored) + 64
	for _, t := range d.Texts {
		size += len(t.Content)
	}
	b.bytes += size
	if i, ok := b.at[d.ID]; ok {
		if bytes.Equal(b.docs[i].Stored, d.Stored) {
			b.again.Unchanged++
		} else {
			b.again.Updated++
		}
		b.docs[i] = d
		return
	}
	b.at[d.ID] = len(b.docs)
	b.docs = append(b.docs, d)
}

// Load adds documents, replacing those of the same id; the last of several with one id stays. Documents whose stored bytes are
// those in the index already are left alone. An error of the sequence or a full disk ends the load; the batches written
// before stay, and the summary counts them.
func (x *Index) Load(ctx context.Context, docs iter.Seq2[Document, error], opts LoadOptions) (Summary, error) {
	if opts.BatchBytes < 1 || opts.BatchDocs < 1 || opts.Workers < 1 {
		return Summary{}, fmt.Errorf("%w: load with %+v", ErrOptions, opts)
	}
	if x.readOnly {
		return Summary{}, fmt.Errorf("%w: %s", ErrReadOnly, x.dir)
	}
	x.loading.Lock()
	defer x.loading.Unlock()
	l := &loader{index: x, opts: opts, busy: map[string]bool{}, jobs: make(chan *batch)}
	l.idle = sync.NewCond(&l.mu)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var workers sync.WaitGroup
	for range opts.Workers {
		workers.Go(func() {
			for b := range l.jobs {
				l.run(ctx, cancel, b)
			}
		})
	}
	err := l.feed(ctx, docs)
	close(l.jobs)
	workers.Wait()
	x.removeLeftovers()
	if l.err != nil {
		err = l.err
	}
	return l.sum, err
}

// Apply adds and deletes documents in one atomic batch. Deleting an id that is not there does nothing. An id in both is an error.
func (x *Index) Apply(ctx context.Context, docs []Document, deletes []string) (Summary, error) {
	if x.readOnly {
		return Summary{}, fmt.Errorf("%w: %s", ErrReadOnly, x.dir)
	}
	x.loading.Lock()
	defer x.loading.Unlock()
	b := newBatch()
	for _, d := range docs {
		if d.ID == "" {
			return Summary{}, fmt.Errorf("%w: empty id", ErrDocument)
		}
		b.put(d)
	}
	for _, id := range deletes {
		if _, ok := b.at[id]; ok {
			return Summary{}, fmt.Errorf("%w: %q is both added and deleted", ErrDocument, id)
		}
	}
	return x.write(ctx, b, deletes)
}

// loader is the pipeline of one Load: one goroutine fills batches, workers analyse and write them.
type loader struct {
	index *Index
	opts  LoadOptions
	jobs  chan *batch

	mu   sync.Mutex
	idle *sync.Cond
	busy map[string]bool // ids in batches that are being written
	sum  Summary
	err  error
}

func (l *loader) feed(ctx context.Context, docs iter.Seq2[Document, error]) error {
	b := newBatch()
	for d, err := range docs {
		if err != nil {
			return errors.Join(err, l.dispatch(ctx, b))
		}
		if d.ID == "" {
			return errors.Join(fmt.Errorf("%w: empty id", ErrDocument), l.dispatch(ctx, b))
		}
		b.put(d)
		if b.bytes >= l.opts.BatchBytes || len(b.docs) >= l.opts.BatchDocs {
			if err := l.dispatch(ctx, b); err != nil {
				return err
			}
			b = newBatch()
		}
	}
	return l.dispatch(ctx, b)
}

// dispatch hands a batch to the workers, after the batches that hold one of its ids are written: the last document must win.
func (l *loader) dispatch(ctx context.Context, b *batch) error {
	if len(b.docs) == 0 {
		return nil
	}
	l.mu.Lock()
	for l.err == nil && l.overlaps(b) {
		l.idle.Wait()
	}
	for id := range b.at {
		l.busy[id] = true
	}
	l.mu.Unlock()
	select {
	case l.jobs <- b:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (l *loader) overlaps(b *batch) bool {
	for id := range b.at {
		if l.busy[id] {
			return true
		}
	}
	return false
}

func (l *loader) run(ctx context.Context, cancel context.CancelFunc, b *batch) {
	sum, err := l.index.write(ctx, b, nil)
	l.mu.Lock()
	defer l.mu.Unlock()
	for id := range b.at {
		delete(l.busy, id)
	}
	l.idle.Broadcast()
	if err != nil {
		if l.err == nil {
			l.err = err
		}
		cancel()
		return
	}
	l.sum.add(sum)
	if l.opts.Progress != nil {
		l.opts.Progress(l.sum)
	}
}

// write compares a batch with the index, analyses what is new and writes it.
func (x *Index) write(ctx context.Context, b *batch, deletes []string) (Summary, error) {
	sum := b.again
	old, err := x.current(b, deletes)
	if err != nil {
		return Summary{}, err
	}
	out := bleveindex.NewBatch()
	build := x.opts.builder(x.seg)
	for _, d := range b.docs {
		if err := ctx.Err(); err != nil {
			return Summary{}, err
		}
		stored, ok := old[d.ID]
		switch {
		case !ok:
			sum.Added++
		case bytes.Equal(stored, d.Stored):
			sum.Unchanged++
			continue
		default:
			sum.Updated++
		}
		out.Update(build.build(d))
	}
	for _, id := range deletes {
		if _, ok := old[id]; ok {
			out.Delete(id)
			sum.Deleted++
			delete(old, id) // an id that is given twice is deleted once
		}
	}
	if len(out.IndexOps) == 0 {
		return sum, nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.closed {
		return Summary{}, ErrClosed
	}
	if err := x.batch(out); err != nil {
		return Summary{}, err
	}
	return sum, nil
}

// batch writes a batch. After a write that fails, on a full disk say, scorch's view of the index in memory is no longer to be
// relied on, and what it does with it may even panic: from then on this handle refuses everything with ErrFailed. What is on disk
// is as it was before the batch.
func (x *Index) batch(b *bleveindex.Batch) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %s: %v", ErrFailed, x.dir, p)
		}
		if err != nil {
			x.failed.Store(true)
		}
	}()
	if x.failed.Load() {
		return fmt.Errorf("%w: %s", ErrFailed, x.dir)
	}
	if err := x.scorch.Batch(b); err != nil {
		return fmt.Errorf("index: write %s: %w", x.dir, err)
	}
	return nil
}

// current returns the stored bytes of those ids of a batch that the index holds.
func (x *Index) current(b *batch, deletes []string) (map[string][]byte, error) {
	r, err := x.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	out := map[string][]byte{}
	if r.total == 0 {
		return out, nil
	}
	ids := make([]string, 0, len(b.docs)+len(deletes))
	for _, d := range b.docs {
		ids = append(ids, d.ID)
	}
	ids = append(ids, deletes...)
	for _, s := range r.segments {
		found, err := s.snapshot.DocNumbers(ids)
		if err != nil {
			return nil, fmt.Errorf("%w: look up ids: %w", ErrCorrupt, err)
		}
		it := found.Iterator()
		for it.HasNext() {
			doc := it.Next()
			if s.deleted != nil && s.deleted.has(doc) {
				continue
			}
			if out[s.externalID(doc)], err = s.stored(doc); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
