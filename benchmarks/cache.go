package benchmarks

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"github.com/gongxu/gongxu/corpus"
)

// CorpusFile returns the path of a file of n patents made from a source, in a cache directory. The file is named for all that it
// depends on, so that one that is there is right; it is written once, in one step.
func (s *Source) CorpusFile(ctx context.Context, cache string, n int, seed uint64, log *Log) (string, error) {
	path := filepath.Join(cache, fmt.Sprintf("patents-%.16s-%d-%d-v%d.jsonl.gz", s.Hash, n, seed, GeneratorVersion))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	g, err := NewGenerator(s.Patents)
	if err != nil {
		return "", err
	}
	p := log.start("corpus", n, "patents")
	defer p.finish()
	_, err = corpus.WritePatents(path, watched(ctx, g.Patents(n, seed), p))
	return path, err
}

// watched counts the rows that go by and ends with the context's error when that is cancelled.
func watched[T any](ctx context.Context, rows iter.Seq2[T, error], p *counter) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		n := 0
		for row, err := range rows {
			if err == nil {
				err = ctx.Err()
			}
			n++
			p.set(n)
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}
