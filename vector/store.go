package vector

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/mmap-go"
	"github.com/gofrs/flock"
)

// Store is a file of packed vectors of one model. Any number of goroutines may read while one adds.
type Store struct {
	path       string
	dimensions int
	size       int // of a record

	mu     sync.Mutex   // held by Put, Refresh and Close
	file   *os.File     // nil when it is open for reading only
	lock   *flock.Flock // likewise
	opened os.FileInfo  // the file that is open for reading, nil when there was none
	rows   atomic.Pointer[rows]
	mean   meanSum

	atMu sync.RWMutex
	at   map[Key]uint32 // row of each key
}

// rows are the records at one moment. They never change.
type rows struct {
	mapped *mapping
	tail   []byte // records that were added since the file was mapped
	count  int
}

// mapping is a mapped file without its header.
type mapping struct{ records []byte }

// remapBytes is the amount of added records after which the file is mapped anew.
const remapBytes = 16 << 20

// Open opens the vectors of a model in a file, which is made if need be. A record that was not written whole, by a program that was
// killed, and all behind it is cut off; a damaged one before that is ErrCorrupt. While it is open, another Open of the file is ErrLocked.
func Open(path, model string, dimensions int) (*Store, error) {
	lock, err := lockWriter(path)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("vector: %w", err), lock.Unlock())
	}
	s := &Store{path: path, dimensions: dimensions, size: recordBytes(dimensions), file: f, lock: lock}
	if err := s.begin(model); err != nil {
		return nil, errors.Join(fmt.Errorf("vector: open %s: %w", path, err), f.Close(), lock.Unlock())
	}
	return s, nil
}

// OpenReadOnly opens the vectors of a model in a file for reading, which any number of processes may do while one adds; see Refresh. A
// file that does not exist is like an empty one.
func OpenReadOnly(path, model string, dimensions int) (*Store, error) {
	s := &Store{path: path, dimensions: dimensions, size: recordBytes(dimensions)}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		s.rows.Store(&rows{mapped: &mapping{}})
		return s, nil
	}
	if err != nil {
		return nil, fmt.Errorf("vector: %w", err)
	}
	defer f.Close()
	h := make([]byte, headerBytes)
	if _, err := io.ReadFull(f, h); err != nil {
		return nil, fmt.Errorf("vector: open %s: %w: %w", path, ErrCorrupt, err)
	}
	if s.opened, err = f.Stat(); err == nil {
		err = checkHeader(h, model, dimensions)
	}
	if err == nil {
		_, err = s.load(f)
	}
	if err != nil {
		return nil, fmt.Errorf("vector: open %s: %w", path, err)
	}
	return s, nil
}

// begin reads a file that is open for writing, or writes the header of a new one.
func (s *Store) begin(model string) error {
	st, err := s.file.Stat()
	if err != nil {
		return err
	}
	if st.Size() < headerBytes { // new, or cut short before anything was in it
		if err := s.file.Truncate(0); err != nil {
			return err
		}
		if _, err := s.file.WriteAt(header(model, s.dimensions), 0); err != nil {
			return err
		}
	}
	h := make([]byte, headerBytes)
	if _, err := s.file.ReadAt(h, 0); err != nil {
		return err
	}
	if err := checkHeader(h, model, s.dimensions); err != nil {
		return err
	}
	count, err := s.load(s.file)
	if err != nil {
		return err
	}
	return s.file.Truncate(int64(headerBytes + count*s.size))
}

// load maps the records of a file and checks them.
func (s *Store) load(f *os.File) (count int, err error) {
	m, err := mapRecords(f)
	if err != nil {
		return 0, err
	}
	count = len(m.records) / s.size
	s.at = make(map[Key]uint32, count)
	for i := range count {
		record := m.records[i*s.size:][:s.size]
		if !whole(record) {
			if i < count-1 {
				return 0, fmt.Errorf("%w: record %d of %d has another checksum than it was written with", ErrCorrupt, i+1, count)
			}
			count--
			break
		}
		s.at[Key(record[:keyBytes])] = uint32(i)
	}
	m.records = m.records[:count*s.size]
	s.rows.Store(&rows{mapped: m, count: count})
	return count, nil
}

// mapRecords maps what is behind the header.
func mapRecords(f *os.File) (*mapping, error) {
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if st.Size() <= headerBytes {
		return &mapping{}, nil
	}
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, err
	}
	m := &mapping{records: data[headerBytes:]}
	// The mapping lives as long as rows refer to it.
	runtime.AddCleanup(m, func(d mmap.MMap) { _ = d.Unmap() }, data)
	return m, nil
}

// Len is the number of vectors.
func (s *Store) Len() int { return s.rows.Load().count }

// Dimensions is the length of the vectors.
func (s *Store) Dimensions() int { return s.dimensions }

// Row returns the row of a key, which stays the same as long as the file exists.
func (s *Store) Row(key Key) (row int, ok bool) {
	s.atMu.RLock()
	defer s.atMu.RUnlock()
	at, ok := s.at[key]
	return int(at), ok
}

// Vector returns a copy of the vector of a row below Len.
func (s *Store) Vector(row int) []int8 {
	r := s.rows.Load()
	out := make([]int8, s.dimensions)
	copy(out, int8s(r.record(row, s.size)[vectorAt:]))
	runtime.KeepAlive(r)
	return out
}

// record returns the bytes of a row.
func (r *rows) record(row, size int) []byte {
	if at := row * size; at < len(r.mapped.records) {
		return r.mapped.records[at : at+size]
	}
	return r.tail[row*size-len(r.mapped.records):][:size]
}

// Nearest returns the k vectors with the largest cosine to q, the nearest first; of equal ones those of smaller rows. It looks at all
// of them that keep allows, on as many goroutines as workers says, at least one. Bit row%64 of keep[row/64] allows a row; a nil keep
// allows all, another none behind its end. The error is ErrLength, or the context's.
func (s *Store) Nearest(ctx context.Context, q []int8, k, workers int, keep []uint64) ([]Near, error) {
	if err := checkLength(q, s.dimensions); err != nil {
		return nil, err
	}
	r := s.rows.Load()
	defer runtime.KeepAlive(r)
	return newScan(q, k, keep, r.blocks(s.size)...).run(ctx, workers)
}

// Cosines writes the cosine of q and of each of some rows below Len, as Nearest computes it, to the same place of out, which is as long
// as rows or longer. The error is ErrLength.
func (s *Store) Cosines(q []int8, rows []uint32, out []float64) error {
	if err := checkLength(q, s.dimensions); err != nil {
		return err
	}
	r := s.rows.Load()
	defer runtime.KeepAlive(r)
	cosines(q, r.blocks(s.size), rows, out)
	return nil
}

// blocks returns the vectors of records of one size.
func (r *rows) blocks(size int) []block {
	var out []block
	first := 0
	for _, records := range [][]byte{r.mapped.records, r.tail} {
		if len(records) > 0 {
			out = append(out, blockOf(records, size, first))
			first += len(records) / size
		}
	}
	return out
}

// Item is a vector with its key.
type Item struct {
	Key    Key
	Vector []int8
}

// Put adds vectors; a key that is there already is left as it is. When Put returns they are on disk.
func (s *Store) Put(items ...Item) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return fmt.Errorf("%w: %s", ErrClosed, s.path)
	}
	old := s.rows.Load()
	var added []byte
	var keys []Key
	seen := map[Key]bool{}
	for _, item := range items {
		if err := checkLength(item.Vector, s.dimensions); err != nil {
			return err
		}
		if _, ok := s.Row(item.Key); ok || seen[item.Key] {
			continue
		}
		seen[item.Key] = true
		added, keys = appendRecord(added, item.Key, item.Vector), append(keys, item.Key)
	}
	if len(keys) == 0 {
		return nil
	}
	_, err := s.file.WriteAt(added, int64(headerBytes+old.count*s.size))
	if err == nil {
		err = s.file.Sync()
	}
	if err != nil {
		return fmt.Errorf("vector: write %s: %w", s.path, err)
	}
	next := &rows{
		mapped: old.mapped, count: old.count + len(keys), tail: append(old.tail[:len(old.tail):len(old.tail)], added...),
	}
	if len(next.tail) >= remapBytes {
		m, err := mapRecords(s.file)
		if err != nil {
			return fmt.Errorf("vector: map %s: %w", s.path, err)
		}
		m.records = m.records[:next.count*s.size]
		next.mapped, next.tail = m, nil
	}
	s.rows.Store(next) // before the keys, so that a row that Row returns is there
	s.atMu.Lock()
	defer s.atMu.Unlock()
	for i, key := range keys {
		s.at[key] = uint32(old.count + i)
	}
	return nil
}

// Close ends writing. Reading goes on to work.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	err := errors.Join(s.file.Close(), s.lock.Unlock())
	s.file = nil
	if err != nil {
		return fmt.Errorf("vector: close %s: %w", s.path, err)
	}
	return nil
}
