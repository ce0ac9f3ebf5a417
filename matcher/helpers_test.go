package matcher_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/matcher"
)

// sampleCorpus is the corpus that the root package embeds, with an engine that holds all of it.
type sampleCorpus struct {
	patents []corpus.Patent
	needs   []corpus.Need
	qrels   eval.Qrels
	engine  *matcher.Engine
}

// sampleOnce loads the sample corpus and fills one engine for all tests, which must not change it.
var sampleOnce = sync.OnceValues(func() (*sampleCorpus, error) {
	var s sampleCorpus
	err := errors.Join(decodeRows("patents.jsonl", &s.patents), decodeRows("needs.jsonl", &s.needs))
	if err != nil {
		return nil, err
	}
	f, err := gongxu.Sample().Open("qrels.txt")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if s.qrels, err = eval.ReadQrels(f, "qrels.txt"); err != nil {
		return nil, err
	}
	if s.engine, err = matcher.NewMemory(matcher.DefaultSettings()); err != nil {
		return nil, err
	}
	ctx := context.Background() // the engine outlives the test that asks for it first
	if _, err := s.engine.LoadPatents(ctx, rows(s.patents), nil); err != nil {
		return nil, err
	}
	_, err = s.engine.LoadNeeds(ctx, rows(s.needs), nil)
	return &s, err
})

// decodeRows reads an embedded file, whose lines have the form in which records are stored.
func decodeRows[T any](name string, out *[]T) error {
	f, err := gongxu.Sample().Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	for d := json.NewDecoder(bufio.NewReader(f)); ; {
		var row T
		switch err := d.Decode(&row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("sample %s, row %d: %w", name, len(*out)+1, err)
		}
		*out = append(*out, row)
	}
}

// sample returns the sample corpus and its engine, made by the first test that asks.
func sample(t testing.TB) *sampleCorpus {
	t.Helper()
	s, err := sampleOnce()
	require.NoError(t, err)
	return s
}

// rows makes a sequence, as a reader gives it, of a slice.
func rows[T any](all []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range all {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// settings returns the shipped settings with a small cache, for the many engines of the tests.
func settings() matcher.Settings {
	set := matcher.DefaultSettings()
	set.RecordCacheBytes = 4 << 20
	set.Index.CacheBytes = 8 << 20
	return set
}

// memory returns an engine in memory that holds these patents.
func memory(t testing.TB, patents ...corpus.Patent) *matcher.Engine {
	t.Helper()
	e, err := matcher.NewMemory(settings())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	require.NoError(t, e.AddPatents(context.Background(), patents...))
	return e
}

// query asks for k matches with the default number of terms.
func query(k int) matcher.Query {
	q := matcher.DefaultQuery()
	q.K, q.Duplicates = k, true
	q.PerApplicant, q.Threshold = 0, 0
	return q
}

// ids returns the ids of matches in their order.
func ids(ms []matcher.Match) []string {
	out := []string{}
	for _, m := range ms {
		out = append(out, m.ID)
	}
	return out
}

// found returns the ids of hits in their order.
func found(r *matcher.SearchResult) []string {
	out := []string{}
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return out
}

func date(t testing.TB, s string) corpus.Date {
	t.Helper()
	d, err := corpus.ParseDate(s)
	require.NoError(t, err)
	return d
}

// search is a request for the default page of a query string.
func search(q string) matcher.SearchRequest {
	req := matcher.DefaultSearchRequest()
	req.Query = q
	return req
}
