package index

import (
	"bytes"
	"os"

	scorchsegment "github.com/blevesearch/scorch_segment_api/v2"
)

// mergePostings writes the posting file of a merge. numbers holds, by file, the new number of each document, or dropped; new
// numbers ascend within a file and from file to file.
func mergePostings(files []*postingFile, numbers [][]uint64, path string, closed chan struct{}) (size uint64, err error) {
	docs := 0
	for _, file := range numbers {
		for _, n := range file {
			if n != dropped {
				docs = max(docs, int(n)+1)
			}
		}
	}
	err = writePostingFile(path, docs, func(w *postingWriter) error {
		for v := range files[0].views {
			if err := mergeView(w, files, numbers, v, closed); err != nil {
				return err
			}
		}
		w.addRecords(func(visit func([]byte)) {
			for i, f := range files {
				for doc, to := range numbers[i] {
					if to != dropped {
						visit(f.record(uint32(doc)))
					}
				}
			}
		})
		return nil
	})
	if err != nil {
		return 0, err
	}
	st, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return uint64(st.Size()), nil
}

// mergeView merges the v-th dictionary of all files term by term.
func mergeView(w *postingWriter, files []*postingFile, numbers [][]uint64, v int, closed chan struct{}) error {
	type source struct {
		*dictIterator
		file *postingFile
		to   []uint64
	}
	var sources []*source // those that have terms left, in the order of the files
	for i, f := range files {
		s := &source{f.views[v].iterate(""), f, numbers[i]}
		if s.next() {
			sources = append(sources, s)
		}
	}
	var list postingList
	var term []byte
	for n := 0; len(sources) > 0; n++ {
		if n%1024 == 0 && isClosed(closed) {
			return scorchsegment.ErrClosed
		}
		least := sources[0].term
		for _, s := range sources[1:] {
			if bytes.Compare(s.term, least) < 0 {
				least = s.term
			}
		}
		term = append(term[:0], least...)
		list.reset()
		kept := sources[:0]
		for _, s := range sources {
			if bytes.Equal(s.term, term) {
				s.file.each(s.dictEntry, func(doc uint32, impact uint8) {
					if to := s.to[doc]; to != dropped {
						list.docs, list.impacts = append(list.docs, uint32(to)), append(list.impacts, impact)
					}
				})
				if !s.next() {
					continue
				}
			}
			kept = append(kept, s)
		}
		sources = kept
		if len(list.docs) > 0 {
			w.add(term, &list)
		}
	}
	return w.endView(files[0].views[v].view)
}

func isClosed(closed chan struct{}) bool {
	select {
	case <-closed:
		return true
	default:
		return false
	}
}
