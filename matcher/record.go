package matcher

import (
	"encoding/json"
	"fmt"

	"github.com/dgraph-io/ristretto/v2"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/segment"
)

// record is a patent with what the signals need of it.
type record struct {
	key    uint64
	patent corpus.Patent
	chars  []charImpact
	fields industry.Profile
}

// charImpact is a Han character with its impact in a patent.
type charImpact struct {
	char   rune
	impact uint8
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

func (c *recordCache) close() {
	c.records.Close()
	c.profiles.Close()
}

// newRecord makes a patent ready for the signals.
func (e *Engine) newRecord(p corpus.Patent) *record {
	r := &record{patent: p}
	symbols := p.Symbols()
	r.fields = industry.Profile{IPC: symbols, SEI: industry.Of(symbols...)}
	o := index.Options{Genre: e.opts.Patents.Genre, Views: []index.ViewOptions{e.opts.Characters}}
	for term, q := range o.Impacts(e.seg, segment.Chars, patentTexts(p)) {
		if chars := []rune(term); len(chars) == 1 {
			r.chars = append(r.chars, charImpact{chars[0], q})
		}
	}
	return r
}

// record returns the record of a hit, from the cache or decoded from what the index stores.
func (e *Engine) record(stored func() ([]byte, error), h index.Hit) (*record, error) {
	if r, ok := e.cache.records.Get(h.Key); ok && r.key == h.Key && r.patent.ID == h.ID {
		return r, nil
	}
	data, err := stored()
	if err != nil {
		return nil, err
	}
	var p corpus.Patent
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("%w: stored patent %q: %w", index.ErrCorrupt, h.ID, err)
	}
	r := e.newRecord(p)
	r.key = h.Key
	e.cache.records.Set(h.Key, r, int64(2*len(data)+8*len(r.chars)+400))
	return r, nil
}

func patentTexts(p corpus.Patent) []index.Text {
	return []index.Text{{Field: fieldTitle, Content: p.Title}, {Field: fieldAbstract, Content: p.Abstract}}
}

func needTexts(n corpus.Need) []index.Text {
	return []index.Text{{Field: fieldTitle, Content: n.Title}, {Field: fieldDescription, Content: n.Description}}
}
