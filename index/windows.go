package index

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	scorchsegment "github.com/blevesearch/scorch_segment_api/v2"
	"golang.org/x/sync/errgroup"
)

const (
	windowDir    = "windows"
	windowSuffix = ".win"
)

// windowTermDocs is the number of documents from which a term gets a block in the window file. Rarer terms are decoded from the
// segment in less time than a place in the directory costs.
const windowTermDocs = 64

// windowSegmentDocs is the size from which a segment gets a window file. Smaller ones are merged away before long.
const windowSegmentDocs = 4096

// windowPath is where the window file of a segment lies.
func (x *Index) windowPath(id uint64) string {
	return filepath.Join(x.dir, windowDir, fmt.Sprintf("%016x%s", id, windowSuffix))
}

// fingerprintOf identifies the content of a persisted segment and the way of its features; ok is false for one in memory.
func (x *Index) fingerprintOf(s scorchsegment.Segment) (fingerprint uint64, ok bool) {
	persisted, isPersisted := s.(scorchsegment.PersistedSegment)
	summed, isSummed := s.(interface{ CRC() uint32 })
	if !isPersisted || !isSummed {
		return 0, false
	}
	st, err := os.Stat(persisted.Path())
	if err != nil {
		return 0, false
	}
	features := uint64(0)
	if x.features.Of != nil {
		features = uint64(crc32.Checksum([]byte(x.features.Version), castagnoli)) | 1<<32
	}
	return (uint64(summed.CRC())<<32 ^ uint64(st.Size())) ^ features*0x9E3779B97F4A7C15, true
}

// WriteWindows writes the window files that large segments lack and removes those whose segment is gone, so that searches need
// not decode the postings of frequent terms. Load and Optimize do not call it; a program calls it after them, or in the
// background while it serves. It does nothing for an index in memory or one that is open for reading.
func (x *Index) WriteWindows(ctx context.Context) error {
	if x.dir == "" || x.readOnly {
		return nil
	}
	x.windowsMu.Lock()
	defer x.windowsMu.Unlock()
	if err := os.MkdirAll(filepath.Join(x.dir, windowDir), 0o755); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	r, err := x.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	keep := map[string]bool{}
	for _, s := range r.segments {
		path := x.windowPath(s.id)
		keep[filepath.Base(path)] = true
		if s.docs < windowSegmentDocs || x.windowFileOf(s) != nil {
			continue
		}
		fingerprint, ok := x.fingerprintOf(s.snapshot.Segment())
		if !ok {
			continue
		}
		if err := x.writeWindows(ctx, s, path, fingerprint); err != nil {
			return err
		}
		file, err := openWindowFile(path, fingerprint, s.docs)
		if err != nil {
			return err
		}
		s.state.file.Store(file)
	}
	return x.removeWindows(keep)
}

// removeWindows removes the window files that are not to be kept.
func (x *Index) removeWindows(keep map[string]bool) error {
	entries, err := os.ReadDir(filepath.Join(x.dir, windowDir))
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), windowSuffix) && !keep[e.Name()] {
			err = errors.Join(err, os.Remove(filepath.Join(x.dir, windowDir, e.Name())))
		}
	}
	return err
}

// writeWindows writes the window file of one segment.
func (x *Index) writeWindows(ctx context.Context, s *readerSegment, path string, fingerprint uint64) (err error) {
	w, err := newWindowWriter(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			w.abandon()
		}
	}()
	dicts := dictionaries{segment: s.snapshot.Segment()}
	for _, v := range x.opts.Views {
		dict, err := dicts.field(viewField(v.View))
		if err != nil {
			return err
		}
		it := dict.AutomatonIterator(nil, nil, nil)
		for n := 0; ; n++ {
			if n%256 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			e, err := it.Next()
			if err != nil {
				return fmt.Errorf("%w: dictionary of %s: %w", ErrCorrupt, v.View, err)
			}
			if e == nil {
				break
			}
			if e.Count < windowTermDocs {
				continue
			}
			p, err := dicts.decode(s.id, s.docs, Term{v.View, strings.Clone(e.Term)})
			if err != nil {
				return err
			}
			if err := w.add(p.term, p.block, p.windows); err != nil {
				return err
			}
		}
	}
	if err := x.writeFeatures(ctx, w, s); err != nil {
		return err
	}
	return w.finish(fingerprint, s.docs)
}

// writeFeatures derives the features of all live documents on all cores, a stretch of documents at a time.
func (x *Index) writeFeatures(ctx context.Context, w *windowWriter, s *readerSegment) error {
	if x.features.Of == nil {
		return nil
	}
	const stretch = 4096
	ready := make([][]byte, stretch)
	return w.addFeatures(s.docs, func(doc uint32) ([]byte, error) {
		if doc%stretch == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if err := x.deriveFeatures(s, doc, ready[:min(stretch, s.docs-int(doc))]); err != nil {
				return nil, err
			}
		}
		return ready[doc%stretch], nil
	})
}

// deriveFeatures fills out with the features of the documents from first on.
func (x *Index) deriveFeatures(s *readerSegment, first uint32, out [][]byte) error {
	var group errgroup.Group
	workers := runtime.GOMAXPROCS(0)
	for worker := range workers {
		group.Go(func() error {
			for i := worker; i < len(out); i += workers {
				doc := first + uint32(i)
				out[i] = nil
				if s.deleted != nil && s.deleted.has(doc) {
					continue
				}
				stored, err := s.stored(doc)
				if err != nil {
					return err
				}
				if out[i], err = x.features.Of(stored); err != nil {
					return fmt.Errorf("index: features of document %d: %w", doc, err)
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// windowFileOf returns the window file of a segment, opened on first use; nil when there is none that can be used.
func (x *Index) windowFileOf(s *readerSegment) *windowFile {
	if f := s.state.file.Load(); f != nil || x.dir == "" || s.docs < windowSegmentDocs {
		return f
	}
	s.state.opening.Do(func() {
		fingerprint, ok := x.fingerprintOf(s.snapshot.Segment())
		if !ok {
			return
		}
		if f, err := openWindowFile(x.windowPath(s.id), fingerprint, s.docs); err == nil {
			s.state.file.CompareAndSwap(nil, f)
		}
	})
	return s.state.file.Load()
}

// load returns a term's postings in a segment from its window file, or decoded from the segment.
func (x *Index) load(s *readerSegment, t Term) (*postings, error) {
	if f := x.windowFileOf(s); f != nil {
		if b, windows, ok := f.block(t, s.docs); ok {
			return &postings{term: t, segment: s.id, docs: s.docs, count: b.count(windows), windows: windows, block: b, file: f}, nil
		}
	}
	return s.dicts.decode(s.id, s.docs, t)
}
