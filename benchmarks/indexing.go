package benchmarks

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

// Indexing is what it took to read the patents into a directory.
type Indexing struct {
	// LoadSeconds is the time of reading, analysing and writing, OptimizeSeconds that of merging.
	LoadSeconds     float64 `json:"load_s"`
	OptimizeSeconds float64 `json:"optimize_s"`
	// Patents that went in.
	Patents int `json:"patents"`
	// Bytes on disk when all is done.
	Bytes int64 `json:"bytes"`
	Memory
}

// seconds is the time from the first row until everything is ready to be asked.
func (i Indexing) seconds() float64 { return i.LoadSeconds + i.OptimizeSeconds }

// index makes a new engine of the patents.
func (t Task) index(ctx context.Context, log *Log) (_ Indexing, err error) {
	var out Indexing
	memory := watchMemory()
	defer memory.end()
	rows, err := corpus.OpenPatents(t.Corpus, quiet())
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	start := time.Now()
	segment.Default() // the dictionary is part of the work
	set, err := t.settings()
	if err != nil {
		return out, err
	}
	e, err := matcher.Create(t.Dir, set)
	if err != nil {
		return out, err
	}
	p := log.start("gongxu", t.Patents, "patents indexed")
	sum, err := e.LoadPatents(ctx, rows.All(), func(s index.Summary) { p.set(s.Total()) })
	p.finish()
	out.Patents, out.LoadSeconds = sum.Added, time.Since(start).Seconds()
	if err == nil {
		start = time.Now()
		err = e.Optimize(ctx)
		out.OptimizeSeconds = time.Since(start).Seconds()
		log.Printf("gongxu: merged in %.1f s", out.OptimizeSeconds)
	}
	if err := errors.Join(err, e.Close()); err != nil {
		return out, err
	}
	out.Bytes, err = dirSize(t.Dir)
	out.Memory = memory.end()
	return out, err
}

// dirSize sums the sizes of the files below a directory.
func dirSize(dir string) (total int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, os.ErrNotExist) { // removed in the background
			return nil
		}
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}
