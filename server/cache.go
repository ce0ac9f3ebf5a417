package server

import (
	"encoding/json"
	"fmt"

	"github.com/dgraph-io/ristretto/v2"
)

// resultCache keeps encoded answers within a budget of bytes. A key holds the generation of the engine, so that nothing needs
// to be thrown out when documents change: old answers are never asked for again and give way to new ones.
type resultCache struct {
	results *ristretto.Cache[string, result]
}

// result is an answer with its key: the cache knows keys by their hashes only.
type result struct {
	key  string
	body []byte
}

// resultOverhead is what an entry costs beside key and body, in bytes.
const resultOverhead = 200

// newResultCache makes a cache; without a budget it keeps nothing.
func newResultCache(budget int64) (*resultCache, error) {
	if budget == 0 {
		return &resultCache{}, nil
	}
	results, err := ristretto.NewCache(&ristretto.Config[string, result]{
		NumCounters: max(1000, budget/500), MaxCost: budget, BufferItems: 64, IgnoreInternalCost: true,
	})
	if err != nil {
		return nil, fmt.Errorf("server: cache of %d bytes: %w", budget, err)
	}
	return &resultCache{results}, nil
}

// cacheKey names an answer by everything that it depends on.
func cacheKey(b *backend, route string, request any) (string, error) {
	data, err := json.Marshal(request)
	if err != nil {
		return "", fmt.Errorf("server: key of the answer: %w", err)
	}
	return fmt.Sprintf("%d %d %s %s", b.number, b.Generation(), route, data), nil
}

func (c *resultCache) get(key string) ([]byte, bool) {
	if c.results == nil {
		return nil, false
	}
	r, ok := c.results.Get(key)
	if !ok || r.key != key {
		return nil, false
	}
	return r.body, true
}

// put keeps an answer, or not: the cache may find that others are worth more.
func (c *resultCache) put(key string, body []byte) {
	if c.results != nil {
		c.results.Set(key, result{key, body}, int64(len(key)+len(body)+resultOverhead))
	}
}

func (c *resultCache) close() {
	if c.results != nil {
		c.results.Close()
	}
}
