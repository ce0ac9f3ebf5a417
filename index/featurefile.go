package index

import (
	"fmt"
	"hash/crc32"
	"math"
	"sync/atomic"
	"unsafe"
)

// featureChunk is the number of documents whose features are checked together.
const featureChunk = 256

// keptFeatures is the part of a window file that holds features.
type keptFeatures struct {
	ends    []uint32
	sums    []uint32
	data    []byte
	checked []atomic.Uint32 // by chunk: 0 not yet, 1 good, 2 damaged
}

// readFeatures finds the features of a file whose features begin at a word; 0 stands for none.
func (w *windowFile) readFeatures(start uint64, docs int) error {
	if start == 0 {
		return nil
	}
	chunks := (docs + featureChunk - 1) / featureChunk
	table := (docs + chunks + 1) / 2 // words
	if start+uint64(table) > uint64(len(w.words)) {
		return fmt.Errorf("features of %d documents at word %d of %d", docs, start, len(w.words))
	}
	numbers := unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(w.words[start:]))), docs+chunks)
	k := keptFeatures{
		ends: numbers[:docs], sums: numbers[docs:], data: wordBytes(w.words[start+uint64(table):]),
		checked: make([]atomic.Uint32, chunks),
	}
	w.kept = k
	return nil
}

// features returns the features of a document; ok is false when the file has none or they are damaged.
func (w *windowFile) features(doc uint32) (features []byte, ok bool) {
	k := &w.kept
	if int(doc) >= len(k.ends) {
		return nil, false
	}
	chunk := doc / featureChunk
	if k.checked[chunk].Load() == 0 {
		k.checked[chunk].Store(k.check(chunk))
	}
	if k.checked[chunk].Load() != 1 {
		return nil, false
	}
	return k.data[k.start(doc):k.ends[doc]:k.ends[doc]], true
}

func (k *keptFeatures) start(doc uint32) uint32 {
	if doc == 0 {
		return 0
	}
	return k.ends[doc-1]
}

// check returns 1 for a chunk whose bytes are as they were written, else 2.
func (k *keptFeatures) check(chunk uint32) uint32 {
	first := chunk * featureChunk
	last := min(first+featureChunk, uint32(len(k.ends)))
	from := k.start(first)
	for doc := first; doc < last; doc++ {
		if k.ends[doc] < k.start(doc) {
			return 2
		}
	}
	to := k.ends[last-1]
	if uint64(to) > uint64(len(k.data)) || from > to || crc32.Checksum(k.data[from:to], castagnoli) != k.sums[chunk] {
		return 2
	}
	return 1
}

// addFeatures writes the features of all documents in order. Those of a segment that has 4 GiB of them are left out.
func (w *windowWriter) addFeatures(docs int, of func(doc uint32) ([]byte, error)) error {
	var data []byte
	ends := make([]uint32, 0, docs)
	var sums []uint32
	from := 0
	for doc := range uint32(docs) {
		f, err := of(doc)
		if err != nil {
			return err
		}
		data = append(data, f...)
		if len(data) > math.MaxUint32 {
			return nil
		}
		ends = append(ends, uint32(len(data)))
		if (doc+1)%featureChunk == 0 || int(doc)+1 == docs {
			sums = append(sums, crc32.Checksum(data[from:], castagnoli))
			from = len(data)
		}
	}
	w.features = w.words
	table := append(ends, sums...)
	if len(table)%2 != 0 {
		table = append(table, 0)
	}
	if err := w.write(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(table))), 4*len(table))); err != nil {
		return err
	}
	for len(data)%8 != 0 {
		data = append(data, 0)
	}
	return w.write(data)
}
