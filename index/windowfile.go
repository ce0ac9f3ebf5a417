package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"unsafe"

	"github.com/blevesearch/mmap-go"

	"github.com/gongxu/gongxu/segment"
)

// A window file holds the blocks of a segment's frequent terms, so that a search after a start reads them from the page cache
// instead of decoding postings one by one. It is derived: a file that is absent, of another segment or damaged is not used, and
// the postings come from the segment. In words of the writing machine's byte order:
//
//	magic, fingerprint of the segment and of the features, documents, terms, first word of the directory, bytes of the directory,
//	CRC-32C of the directory, words of the file, first word of the features (0 for none), padding
//	blocks
//	features: the end of each document's bytes (uint32 × documents), CRC-32C of the bytes of every 256 documents (uint32 ×
//	    ⌈documents/256⌉), padding to a whole word, the bytes
//	directory: for each term its view and length (uvarint), its text, first word, words and windows of its block (uvarint),
//	    CRC-32C of its block (4 bytes)
//
// The magic word reads differently on a machine of the other byte order, which then does without.
const windowMagic = uint64(0x31576e69576e6f47) // GonWinW1, least significant byte first

const windowHeader = 10 // words

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errWindowFile means that a window file cannot be used.
var errWindowFile = errors.New("window file")

// windowFile is an open window file.
type windowFile struct {
	words []uint64
	terms map[Term]*fileBlock
	kept  keptFeatures
}

// fileBlock is the place of a block.
type fileBlock struct {
	start, words uint64
	windows      int
	sum          uint32
	checked      atomic.Bool
}

// openWindowFile maps a file. It fails with errWindowFile when the file is not of the segment with the fingerprint, or damaged.
func openWindowFile(path string, fingerprint uint64, docs int) (*windowFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if st.Size() < windowHeader*8 || st.Size()%8 != 0 {
		return nil, fmt.Errorf("%w %s has %d bytes", errWindowFile, path, st.Size())
	}
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("%w %s: %w", errWindowFile, path, err)
	}
	w := &windowFile{words: unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(data))), len(data)/8)}
	// The mapping lives as long as anything refers to the file; postings do.
	runtime.AddCleanup(w, func(m mmap.MMap) { _ = m.Unmap() }, data)
	h := w.words[:windowHeader]
	if h[0] != windowMagic || h[1] != fingerprint || h[2] != uint64(docs) || h[7] != uint64(len(w.words)) {
		return nil, fmt.Errorf("%w %s is not of this segment", errWindowFile, path)
	}
	if h[4] > uint64(len(w.words)) || h[5] > 8*(uint64(len(w.words))-h[4]) {
		return nil, fmt.Errorf("%w %s: directory of %d bytes at word %d of %d", errWindowFile, path, h[5], h[4], len(w.words))
	}
	directory := data[8*h[4] : 8*h[4]+h[5]]
	if crc32.Checksum(directory, castagnoli) != uint32(h[6]) {
		return nil, fmt.Errorf("%w %s: its directory is damaged", errWindowFile, path)
	}
	if err := w.readDirectory(directory, h[3]); err != nil {
		return nil, fmt.Errorf("%w %s: %w", errWindowFile, path, err)
	}
	if err := w.readFeatures(h[8], docs); err != nil {
		return nil, fmt.Errorf("%w %s: %w", errWindowFile, path, err)
	}
	return w, nil
}

func (w *windowFile) readDirectory(d []byte, terms uint64) error {
	w.terms = make(map[Term]*fileBlock, min(terms, uint64(len(d))))
	next := func() uint64 {
		v, n := binary.Uvarint(d)
		if n <= 0 {
			d = nil
			return math.MaxUint64
		}
		d = d[n:]
		return v
	}
	for range terms {
		view, length := next(), next()
		if length > uint64(len(d)) || view > math.MaxUint8 {
			return errors.New("directory is cut short")
		}
		t := Term{View: segment.View(view), Text: string(d[:length])}
		d = d[length:]
		b := &fileBlock{start: next(), words: next(), windows: int(next() & math.MaxUint16)}
		if len(d) < 4 || b.start > uint64(len(w.words)) || b.words > uint64(len(w.words))-b.start {
			return fmt.Errorf("block of %q lies outside", t.Text)
		}
		b.sum = binary.LittleEndian.Uint32(d)
		d = d[4:]
		w.terms[t] = b
	}
	return nil
}

// block returns the block of a term, checked once; ok is false when the file does not have it or it is damaged.
func (w *windowFile) block(t Term, docs int) (b block, windows int, ok bool) {
	f := w.terms[t]
	if f == nil {
		return nil, 0, false
	}
	b = block(w.words[f.start : f.start+f.words])
	if !f.checked.Load() {
		if crc32.Checksum(wordBytes(b), castagnoli) != f.sum || b.check(f.windows, docs) != nil {
			return nil, 0, false
		}
		f.checked.Store(true)
	}
	return b, f.windows, true
}

// wordBytes returns the bytes that words consist of.
func wordBytes(words []uint64) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), 8*len(words))
}

// windowWriter writes a window file term by term.
type windowWriter struct {
	file      *os.File
	path      string
	buffer    []byte
	words     uint64
	terms     uint64
	directory []byte
	features  uint64 // first word of the features
}

// newWindowWriter begins a file, which appears under its path only when it is finished.
func newWindowWriter(path string) (*windowWriter, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "new-*"+windowSuffix)
	if err != nil {
		return nil, fmt.Errorf("index: write %s: %w", path, err)
	}
	w := &windowWriter{file: f, path: path}
	return w, w.write(make([]byte, 8*windowHeader))
}

func (w *windowWriter) write(data []byte) error {
	w.words += uint64(len(data) / 8)
	w.buffer = append(w.buffer, data...)
	if len(w.buffer) < 1<<20 {
		return nil
	}
	return w.flush()
}

func (w *windowWriter) flush() error {
	_, err := w.file.Write(w.buffer)
	w.buffer = w.buffer[:0]
	if err != nil {
		return fmt.Errorf("index: write %s: %w", w.path, err)
	}
	return nil
}

// add writes the block of a term.
func (w *windowWriter) add(t Term, b block, windows int) error {
	data := wordBytes(b)
	w.directory = binary.AppendUvarint(w.directory, uint64(t.View))
	w.directory = binary.AppendUvarint(w.directory, uint64(len(t.Text)))
	w.directory = append(w.directory, t.Text...)
	for _, v := range []uint64{w.words, uint64(len(b)), uint64(windows)} {
		w.directory = binary.AppendUvarint(w.directory, v)
	}
	w.directory = binary.LittleEndian.AppendUint32(w.directory, crc32.Checksum(data, castagnoli))
	w.terms++
	return w.write(data)
}

// finish writes directory and header and moves the file to its path.
func (w *windowWriter) finish(fingerprint uint64, docs int) error {
	at, size := w.words, uint64(len(w.directory))
	sum := crc32.Checksum(w.directory, castagnoli)
	for len(w.directory)%8 != 0 {
		w.directory = append(w.directory, 0)
	}
	err := w.write(w.directory)
	if err == nil {
		err = w.flush()
	}
	header := []uint64{windowMagic, fingerprint, uint64(docs), w.terms, at, size, uint64(sum), w.words, w.features, 0}
	if err == nil {
		_, err = w.file.WriteAt(wordBytes(header), 0)
	}
	if err == nil {
		err = w.file.Sync()
	}
	if cerr := w.file.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(w.file.Name(), w.path)
	}
	if err != nil {
		_ = os.Remove(w.file.Name()) // best effort: the write error is what matters
		return fmt.Errorf("index: write %s: %w", w.path, err)
	}
	return nil
}

// abandon removes an unfinished file.
func (w *windowWriter) abandon() {
	_ = w.file.Close()
	_ = os.Remove(w.file.Name()) // best effort: a left-over is removed at the next opening
}
