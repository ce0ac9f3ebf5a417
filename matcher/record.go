package matcher

import (
	"context"
	"fmt"

	"github.com/dgraph-io/ristretto/v2"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
)

// record is a patent with its features, nil until they are asked for.
type record struct {
	key      uint64
	patent   corpus.Patent
	features features
}

// recordCache keeps decoded records and need profiles within a budget of bytes.
type recordCache struct {
	records  *ristretto.Cache[uint64, *record]
	profiles *ristretto.Cache[string, *profile]
}

func newRecordCache(budget int64) (*recordCache, error) {
	if budget <= 0 {
		return nil, fmt.Errorf("%w: record cache of %d bytes", index.ErrOptions, budget)
	}
	records, err := ristretto.NewCache(&ristretto.Config[uint64, *record]{
		NumCounters: max(1000, budget/300), MaxCost: budget * 3 / 4, BufferItems: 64, IgnoreInternalCost: true,
	})
	if err != nil {
		return nil, fmt.Errorf("matcher: record cache: %w", err)
	}
	profiles, err := ristretto.NewCache(&ristretto.Config[string, *profile]{
		NumCounters: max(1000, budget/3000), MaxCost: max(1, budget/4), BufferItems: 64, IgnoreInternalCost: true,
	})
	if err != nil {
		records.Close()
		return nil, fmt.Errorf("matcher: profile cache: %w", err)
	}
	return &recordCache{records, profiles}, nil
}

// put keeps a record; its cost is about what it takes in memory.
func (c *recordCache) put(r *record) {
	c.records.Set(r.key, r, int64(2*(len(r.patent.Title)+len(r.patent.Abstract))+len(r.features)+600))
}

func (c *recordCache) close() {
	c.records.Close()
	c.profiles.Close()
}

// features returns a hit's features, from where the index keeps them or made from the record.
func (e *edition) features(ctx context.Context, s index.Searcher, h index.Hit) (features, error) {
	f, ok, err := s.Features(ctx, h)
	if err != nil || ok {
		return f, err
	}
	r, err := e.record(ctx, s, h)
	if err != nil {
		return nil, err
	}
	if r.features == nil { // records are shared: one with features takes its place
		texts := e.analysed(r.patent)
		r = &record{key: r.key, patent: r.patent, features: e.featuresOf(r.patent, texts, e.inferredOf(r.patent, texts))}
		e.cache.put(r)
	}
	return r.features, nil
}

// record returns the record of a hit, from the cache or decoded from what the index stores.
func (e *edition) record(ctx context.Context, s index.Searcher, h index.Hit) (*record, error) {
	if r, ok := e.cache.records.Get(h.Key); ok && r.key == h.Key && r.patent.ID == h.ID {
		return r, nil
	}
	data, err := s.Stored(ctx, h)
	if err != nil {
		return nil, err
	}
	p, err := decodePatent(data)
	if err != nil {
		return nil, err
	}
	r := &record{key: h.Key, patent: p}
	e.cache.put(r)
	return r, nil
}

// analysed makes a patent's texts ready to be cut.
func (e *edition) analysed(p corpus.Patent) index.Analyses {
	return e.opts.Patents.Analyze(e.seg, patentTexts(p))
}

func patentTexts(p corpus.Patent) []index.Text {
	return []index.Text{{Field: fieldTitle, Content: p.Title}, {Field: fieldAbstract, Content: p.Abstract}}
}

func needTexts(n corpus.Need) []index.Text {
	return []index.Text{{Field: fieldTitle, Content: n.Title}, {Field: fieldDescription, Content: n.Description}}
}
