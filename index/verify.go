package index

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/sync/errgroup"
)

// names of scorch's root file and of what verify reads in it: snapshots by epoch, each with its segments and, beside them, its meta
// data and internal values; a segment has the name of its file.
const (
	rootFile         = "root.bolt"
	rootSnapshots    = "s"
	rootMetaData     = "m"
	rootInternal     = "i"
	rootSegmentsFile = "p"
	segmentSuffix    = ".zap"
)

// verify compares the checksum of every segment file that the newest snapshot names, before scorch opens them: scorch writes a
// checksum at the end of a file and never looks at it, and passes over a snapshot that it cannot load as if there were none.
// Reading a gigabyte from the page cache takes about half a second. A directory without a root file is a new one.
func verify(path string, wait time.Duration) error {
	root := filepath.Join(path, rootFile)
	if !fileExists(root) {
		return nil
	}
	db, err := bolt.Open(root, 0o600, &bolt.Options{ReadOnly: true, Timeout: wait})
	if err != nil {
		return err
	}
	files, err := segmentFiles(db)
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	var group errgroup.Group
	group.SetLimit(4)
	for _, name := range files {
		group.Go(func() error { return verifyFile(filepath.Join(path, name)) })
		group.Go(func() error { return verifyPostings(postingPath(filepath.Join(path, name))) })
	}
	return group.Wait()
}

// segmentFiles lists the files of the newest snapshot.
func segmentFiles(db *bolt.DB) (files []string, err error) {
	err = db.View(func(tx *bolt.Tx) error {
		snapshots := tx.Bucket([]byte(rootSnapshots))
		if snapshots == nil {
			return nil
		}
		newest, _ := snapshots.Cursor().Last()
		snapshot := snapshots.Bucket(newest)
		if newest == nil || snapshot == nil {
			return nil
		}
		return snapshot.ForEachBucket(func(k []byte) error {
			if string(k) == rootMetaData || string(k) == rootInternal {
				return nil
			}
			name := snapshot.Bucket(k).Get([]byte(rootSegmentsFile))
			if name == nil {
				return fmt.Errorf("%w: %s names no file for a segment", ErrCorrupt, rootFile)
			}
			files = append(files, string(name))
			return nil
		})
	})
	return files, err
}

// verifyFile checks the CRC-32 (IEEE) of a segment file, its last four bytes.
func verifyFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || st.Size() < 4 {
		return fmt.Errorf("%w: segment file %s is cut short", ErrCorrupt, filepath.Base(path))
	}
	sum := crc32.NewIEEE()
	in := bufio.NewReaderSize(f, 1<<20)
	if _, err := io.CopyN(sum, in, st.Size()-4); err != nil {
		return fmt.Errorf("%w: segment file %s: %w", ErrCorrupt, filepath.Base(path), err)
	}
	var want [4]byte
	if _, err := io.ReadFull(in, want[:]); err != nil {
		return fmt.Errorf("%w: segment file %s: %w", ErrCorrupt, filepath.Base(path), err)
	}
	if sum.Sum32() != binary.BigEndian.Uint32(want[:]) {
		return fmt.Errorf("%w: segment file %s has another checksum than it was written with", ErrCorrupt, filepath.Base(path))
	}
	return nil
}

// verifyPostings checks the checksums of a posting file. Reading it all makes the first searches quick, too.
func verifyPostings(path string) error {
	p, err := openPostings(path)
	if err != nil {
		return err
	}
	if err := p.verify(); err != nil {
		return fmt.Errorf("%w: posting file %s: %w", ErrCorrupt, filepath.Base(path), err)
	}
	return nil
}
