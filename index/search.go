package index

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Search implements Searcher. The result is exact: terms are skipped only where their largest possible contribution cannot lift
// a document above the k-th best one known.
func (r *Reader) Search(ctx context.Context, q Query) (*Result, error) {
	s, err := r.newSearch(q)
	if err != nil {
		return nil, err
	}
	plan := planPool.Get().(*plan)
	defer planPool.Put(plan)
	defer plan.clear()
	s.plan = plan
	for i := range r.segments {
		if err := s.add(i); err != nil {
			return nil, err
		}
	}
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	s.collector.finish()
	for _, f := range s.facets {
		for i, seg := range r.segments {
			if err := f.add(seg, s.collector.matched[i]); err != nil {
				return nil, err
			}
		}
		s.collector.result.Facets = append(s.collector.result.Facets, f.facet())
	}
	runtime.KeepAlive(s) // its postings may lie in a mapped file
	return s.collector.result, nil
}

// search is one query on its way through the windows.
type search struct {
	reader *Reader
	query  Query
	lists  []*termPostings
	facets []*facetCounter
	*plan
	next      atomic.Int64
	scored    atomic.Int64  // windows that were scored
	floor     atomic.Uint32 // scores below it are not looked for: they cannot be among the best k, or so it is guessed
	collector collector
}

// plan is what is to be done. It is used again for other searches.
type plan struct {
	tasks []task
	parts []part // of all tasks, one after another
	sizes []int  // scratch space
}

var planPool = sync.Pool{New: func() any { return new(plan) }}

// clear lets go of the postings.
func (p *plan) clear() {
	clear(p.parts)
	p.tasks, p.parts = p.tasks[:0], p.parts[:0]
}

// task is one window of one segment.
type task struct {
	segment, number int
	from, to        int    // parts
	docs            int    // documents of the window
	floor           uint32 // below which documents were not looked for when it was scored
}

// part is one term in one window.
type part struct {
	list   *postings
	at     int32 // place of the window in the list
	weight uint32
	bound  uint32 // largest contribution: weight · largest impact
	count  uint32
	form   uint8
}

// newSearch checks a query and finds its postings.
func (r *Reader) newSearch(q Query) (*search, error) {
	if q.K < 1 || q.K > MaxK {
		return nil, fmt.Errorf("%w: k %d is not within 1…%d", ErrQuery, q.K, MaxK)
	}
	if q.Sort.Field != "" && !slices.Contains(r.index.opts.Keywords, q.Sort.Field) {
		return nil, fmt.Errorf("%w: sort by %q", ErrQuery, q.Sort.Field)
	}
	s := &search{reader: r, query: q, lists: make([]*termPostings, len(q.Terms))}
	for i, t := range q.Terms {
		p, err := r.postings(t.Term)
		if err != nil {
			return nil, err
		}
		s.lists[i] = p
	}
	var err error
	if s.facets, err = r.facetCounters(q.Facets); err != nil {
		return nil, err
	}
	s.collector = newCollector(r, q)
	return s, nil
}

// add prepares the windows of a segment: which terms occur in each.
func (s *search) add(i int) error {
	seg := s.reader.segments[i]
	if err := s.collector.prepare(i, seg, s.query); err != nil {
		return err
	}
	windows := (seg.docs + windowSize - 1) / windowSize
	sizes := append(s.sizes[:0], make([]int, windows+1)...)
	s.sizes = sizes
	for _, l := range s.lists {
		p := l.segments[i]
		for _, e := range p.block.entries(p.windows) {
			sizes[e.number+1]++
		}
	}
	base := len(s.parts)
	for w := range windows {
		sizes[w+1] += sizes[w]
	}
	s.parts = slices.Grow(s.parts, sizes[windows])[:base+sizes[windows]]
	for w := range windows {
		if sizes[w] < sizes[w+1] || s.query.all() {
			docs := min(windowSize, seg.docs-w*windowSize)
			s.tasks = append(s.tasks, task{segment: i, number: w, from: base + sizes[w], to: base + sizes[w+1], docs: docs})
			s.collector.docs += docs
		}
	}
	for j, l := range s.lists {
		p, weight := l.segments[i], uint32(s.query.Terms[j].W)
		first := uint32(0)
		for k, e := range p.block.entries(p.windows) {
			s.parts[base+sizes[e.number]] = part{p, int32(k), weight, weight * uint32(e.largest), e.end - first, e.form}
			sizes[e.number]++
			first = e.end
		}
	}
	return nil
}

// run works through the windows, and once more through those that were scored with a guess that was too high.
func (s *search) run(ctx context.Context) error {
	if err := s.runTasks(ctx); err != nil {
		return err
	}
	if s.tasks = s.collector.redo(s.tasks); len(s.tasks) == 0 {
		return nil
	}
	s.next.Store(0)
	s.floor.Store(uint32(s.collector.floor))
	return s.runTasks(ctx)
}

// runTasks works through the windows on as many goroutines as the reader allows.
func (s *search) runTasks(ctx context.Context) error {
	if s.reader.workers == 1 || len(s.tasks) == 1 {
		return s.work(ctx)
	}
	var group sync.WaitGroup
	errs := make([]error, min(s.reader.workers, len(s.tasks)))
	for i := range errs {
		group.Go(func() { errs[i] = s.work(ctx) })
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// work takes one window after another.
func (s *search) work(ctx context.Context) error {
	w := workerPool.Get().(*worker)
	defer workerPool.Put(w)
	for {
		i := int(s.next.Add(1)) - 1
		if i >= len(s.tasks) {
			return nil
		}
		if err := ctx.Err(); err != nil {
			s.next.Store(int64(len(s.tasks)))
			return err
		}
		s.scored.Add(1)
		w.window(s, &s.tasks[i])
	}
}
