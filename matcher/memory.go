package matcher

import (
	"fmt"

	"github.com/gongxu/gongxu/index"
)

// MinMemory is the smallest budget that WithMemory accepts.
const MinMemory = 64 << 20

// WithMemory returns the settings with caches that fit a process of about so many bytes of anonymous memory: three eighths for the
// postings of patents, an eighth for the records and profiles, a sixteenth for the postings of needs. The rest is for what is being
// worked on and for the garbage collector. A tight budget makes searches slower, never wrong. Less than MinMemory gives
// index.ErrOptions.
func (s Settings) WithMemory(bytes int64) (Settings, error) {
	if bytes < MinMemory {
		return s, fmt.Errorf("%w: a memory budget of %d bytes is less than %d", index.ErrOptions, bytes, MinMemory)
	}
	s.Index.CacheBytes = bytes * 3 / 8
	s.NeedCacheBytes = bytes / 16
	s.RecordCacheBytes = bytes / 8
	return s, nil
}
