package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// A journal keeps the results of a long job as they come, one JSON line for each item after a first line that names the job, so
// that a job that was cut short goes on where it stood. A last line that was not written to its end does not count.
type journal struct {
	path  string
	file  *os.File
	out   *bufio.Writer
	saved time.Time
	// done are the ids of the items that were finished before, in order.
	done []string
}

// journalHeader is the first line.
type journalHeader struct {
	// Job tells everything that the results depend on.
	Job string `json:"job"`
}

// saveEvery is the longest time for which results are kept in memory only.
const saveEvery = time.Second

// errOtherJob means that a journal belongs to another job.
var errOtherJob = errors.New("was begun with other inputs or options")

// openJournal begins a journal. With resume it goes on with one that is there for the same job; one of another job is refused.
func openJournal(path, job string, resume bool) (*journal, error) {
	j := &journal{path: path}
	size := int64(0)
	if resume {
		var err error
		if size, err = j.read(job); err != nil {
			return nil, err
		}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if err = f.Truncate(size); err == nil {
		_, err = f.Seek(size, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	j.file, j.out, j.saved = f, bufio.NewWriterSize(f, 1<<18), time.Now()
	if size == 0 {
		if err := j.put(journalHeader{job}); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return j, nil
}

// read finds the items that are done and returns the number of bytes that hold whole lines.
func (j *journal) read(job string) (size int64, err error) {
	first := true
	err = eachLine(j.path, func(line []byte) error {
		if first {
			var h journalHeader
			if json.Unmarshal(line, &h) != nil || h.Job != job {
				return fmt.Errorf("%s %w; finish it with those, or remove the file", j.path, errOtherJob)
			}
			first = false
		} else {
			var item struct{ ID string }
			if err := json.Unmarshal(line, &item); err != nil {
				return fmt.Errorf("%s, line %d: %w", j.path, len(j.done)+2, err)
			}
			j.done = append(j.done, item.ID)
		}
		size += int64(len(line)) + 1
		return nil
	})
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	return size, err
}

// eachLine visits the lines of a file that end in a line break.
func eachLine(path string, visit func(line []byte) error) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	lines := bufio.NewReaderSize(f, 1<<18)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := visit(bytes.TrimSuffix(line, []byte{'\n'})); err != nil {
			return err
		}
	}
}

// put writes one line.
func (j *journal) put(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if _, err := j.out.Write(append(data, '\n')); err != nil {
		return err
	}
	if time.Since(j.saved) < saveEvery {
		return nil
	}
	j.saved = time.Now()
	return j.out.Flush()
}

// close writes what is in memory. The file stays.
func (j *journal) close() error { return errors.Join(j.out.Flush(), j.file.Close()) }

// items visits the finished items in order.
func (j *journal) items(visit func(line []byte) error) error {
	first := true
	return eachLine(j.path, func(line []byte) error {
		if first {
			first = false
			return nil
		}
		return visit(line)
	})
}
