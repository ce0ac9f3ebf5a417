package index

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// removeLeftovers removes the posting files whose segment scorch has removed. One that cannot be removed does no harm, and the next
// call tries again.
func (x *Index) removeLeftovers() {
	if x.dir == "" || x.readOnly {
		return
	}
	for _, f := range x.files(postingSuffix) {
		if !fileExists(strings.TrimSuffix(f, postingSuffix) + segmentSuffix) {
			_ = os.Remove(f)
		}
	}
}

func (x *Index) files(suffix string) []string {
	files, _ := filepath.Glob(filepath.Join(x.dir, dataDir, "*"+suffix)) // the pattern is well formed
	return files
}

// removeUnused removes the files that the newest snapshot does not consist of. Scorch does so a while after a merge, or when the
// index is opened the next time: until then it may take twice the space. To be called when scorch is closed.
func (x *Index) removeUnused() {
	if x.dir == "" || x.readOnly {
		return
	}
	db, err := bolt.Open(filepath.Join(x.dir, dataDir, rootFile), 0o600, &bolt.Options{ReadOnly: true, Timeout: time.Millisecond})
	if err != nil {
		return // nothing was written yet, or somebody else has opened the index
	}
	defer db.Close() // its lock keeps others from opening the index meanwhile
	used, err := segmentFiles(db)
	if err != nil {
		return
	}
	for _, f := range x.files(segmentSuffix) {
		if !slices.Contains(used, filepath.Base(f)) {
			_ = os.Remove(f)
		}
	}
	x.removeLeftovers()
}
