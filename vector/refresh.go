package vector

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Refresh takes in the records that another process has added to the file of a store that is open for reading, and returns their number. A
// record that is not written whole yet, and all behind it, is left for the next time. Who reads meanwhile sees the records of before, or
// all. The error is ErrReplaced when the file is not the one that was opened, or shorter; the store stays as it is then. While there is
// no file, nothing is new. A store that is open for writing knows all its records.
func (s *Store) Refresh() (added int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file != nil {
		return 0, nil
	}
	old := s.rows.Load()
	st, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("vector: %w", err)
	case s.opened == nil || !os.SameFile(s.opened, st) || st.Size() < int64(headerBytes+old.count*s.size):
		return 0, fmt.Errorf("%w: %s", ErrReplaced, s.path)
	case st.Size() < int64(headerBytes+(old.count+1)*s.size):
		return 0, nil
	}
	f, err := os.Open(s.path)
	if err != nil {
		return 0, fmt.Errorf("vector: %w", err)
	}
	defer f.Close()
	m, err := mapRecords(f)
	if err != nil {
		return 0, fmt.Errorf("vector: map %s: %w", s.path, err)
	}
	count := old.count
	for ; (count+1)*s.size <= len(m.records) && whole(m.records[count*s.size:][:s.size]); count++ {
	}
	if count == old.count {
		return 0, nil
	}
	m.records = m.records[:count*s.size]
	s.rows.Store(&rows{mapped: m, count: count}) // before the keys, so that a row that Row returns is there
	s.atMu.Lock()
	defer s.atMu.Unlock()
	for row := old.count; row < count; row++ {
		s.at[Key(m.records[row*s.size:][:keyBytes])] = uint32(row)
	}
	return count - old.count, nil
}
