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
	"slices"
	"strings"
	"unsafe"

	"github.com/blevesearch/mmap-go"

	"github.com/gongxu/gongxu/segment"
)

// A posting file holds the postings of a segment's views and the features of its documents, in the form in which they are
// searched: it is mapped into memory and read in place. It lies beside the segment's own file, with the suffix ".post", and is
// written once. The same image in memory belongs to a segment that is not on disk yet. In words of 8 bytes in the writing
// machine's byte order:
//
//	header: magic, words of the file, documents, first word of the records, first word of the checksums, number of
//	    views, then for each view: its number, its terms, first word of its pages, first word of its page index, pages; padding;
//	    CRC-32C of all this
//	for each view: the blocks of its frequent terms; the pages of its dictionary; the page index: where each page begins in
//	    bytes (uint32) and, last, where the last one ends
//	records: the end of each document's record (uint64 × documents), then the records: the external id with its length before it
//	    (uvarint), and the features
//	checksums: CRC-32C (uint32) of every 4 MiB between header and checksums
//
// See termdict.go for pages and block.go for blocks. The magic word reads differently on a machine of the other byte order, which
// refuses the file.
const postingMagic = uint64(0x31736f5078476e47) // GnGxPos1, least significant byte first

const (
	postingSuffix = ".post"
	headerWords   = 24
	headerViews   = 6 // word at which the views begin
	viewWords     = 5
	sumChunk      = 4 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// postingPath is where the posting file of a segment file lies.
func postingPath(segmentPath string) string {
	return strings.TrimSuffix(segmentPath, filepath.Ext(segmentPath)) + postingSuffix
}

// postingFile is an open posting file, or its image in memory.
type postingFile struct {
	words []uint64
	docs  int
	views []viewDict
	ends  []uint64 // of the records, by document
	data  []byte   // the records
}

// readPostings interprets the words of a posting file. It does not look at the checksums.
func readPostings(words []uint64) (*postingFile, error) {
	if len(words) < headerWords {
		return nil, fmt.Errorf("%d words", len(words))
	}
	h := words[:headerWords]
	switch {
	case h[0] != postingMagic:
		return nil, errors.New("not a posting file of this version and byte order")
	case h[headerWords-1] != uint64(crc32.Checksum(wordBytes(h[:headerWords-1]), castagnoli)):
		return nil, errors.New("its header is damaged")
	case h[1] != uint64(len(words)):
		return nil, fmt.Errorf("%d words, not the %d that were written", len(words), h[1])
	}
	f := &postingFile{words: words, docs: int(h[2])}
	for i := range int(h[5]) {
		v := h[headerViews+i*viewWords:][:viewWords]
		d := viewDict{view: segment.View(v[0]), terms: int(v[1])}
		d.pages = wordBytes(words[v[2]:v[3]])
		index := words[v[3]:][:(int(v[4])+2)/2]
		d.starts = unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(index))), v[4]+1)
		f.views = append(f.views, d)
	}
	f.ends = words[h[3]:][:f.docs]
	f.data = wordBytes(words[int(h[3])+f.docs : h[4]])
	return f, nil
}

// openPostings maps a posting file.
func openPostings(path string) (*postingFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if st.Size() < headerWords*8 || st.Size()%8 != 0 {
		return nil, fmt.Errorf("%w: posting file %s is cut short", ErrCorrupt, filepath.Base(path))
	}
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("index: map %s: %w", path, err)
	}
	p, err := readPostings(unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(data))), len(data)/8))
	if err != nil {
		_ = data.Unmap() // what is wrong with the file matters
		return nil, fmt.Errorf("%w: posting file %s: %w", ErrCorrupt, filepath.Base(path), err)
	}
	// The mapping lives as long as anything refers to the file; postings do.
	runtime.AddCleanup(p, func(m mmap.MMap) { _ = m.Unmap() }, data)
	return p, nil
}

// verify compares all checksums with the content.
func (p *postingFile) verify() error {
	defer runtime.KeepAlive(p) // the loop holds on to the mapped bytes only
	sums := p.words[p.words[4]:]
	body := wordBytes(p.words[headerWords:p.words[4]])
	want := unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(sums))), 2*len(sums))
	for i := 0; len(body) > 0; i++ {
		chunk := body[:min(sumChunk, len(body))]
		body = body[len(chunk):]
		if i >= len(want) || crc32.Checksum(chunk, castagnoli) != want[i] {
			return fmt.Errorf("checksum of part %d of 4 MiB is not what was written", i)
		}
	}
	return nil
}

// dict returns the dictionary of a view.
func (p *postingFile) dict(v segment.View) (*viewDict, bool) {
	for i := range p.views {
		if p.views[i].view == v {
			return &p.views[i], true
		}
	}
	return nil, false
}

// record returns the record of a document.
func (p *postingFile) record(doc uint32) []byte {
	from := uint64(0)
	if doc > 0 {
		from = p.ends[doc-1]
	}
	return p.data[from:p.ends[doc]:p.ends[doc]]
}

// appendRecord appends a record.
func appendRecord(b []byte, id string, features []byte) []byte {
	return append(append(binary.AppendUvarint(b, uint64(len(id))), id...), features...)
}

// id returns the external id of a document.
func (p *postingFile) id(doc uint32) string {
	n, rest := uvarint(p.record(doc))
	return string(rest[:n])
}

// features returns the features of a document.
func (p *postingFile) features(doc uint32) []byte {
	n, rest := uvarint(p.record(doc))
	return rest[n:]
}

// each calls visit with every document and impact of a dictionary entry, ascending.
func (p *postingFile) each(e dictEntry, visit func(doc uint32, impact uint8)) {
	if e.short == nil {
		p.block(e).each(e.windows, p.docs, visit)
		return
	}
	doc, distance, rest := uint64(0), uint64(0), e.short
	for range e.count {
		distance, rest = uvarint(rest)
		doc += distance
		visit(uint32(doc), rest[0])
		rest = rest[1:]
	}
}

func (p *postingFile) block(e dictEntry) block { return block(p.words[e.start : e.start+e.words]) }

// wordBytes returns the bytes that words consist of.
func wordBytes(words []uint64) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), 8*len(words))
}

// postingWriter writes a posting file from its beginning to its end: views in order, each with its terms in order, then the
// records, then finish.
type postingWriter struct {
	out    func([]byte) error // takes whole words
	buffer []byte
	words  uint64 // written or in the buffer, with the header
	sums   []uint32
	header [headerWords]uint64
	views  int
	dict   dictWriter
	docs   int
	err    error
}

// newPostingWriter begins a file for a segment of so many documents. out takes its content after the header.
func newPostingWriter(docs int, out func([]byte) error) *postingWriter {
	return &postingWriter{out: out, words: headerWords, docs: docs, buffer: make([]byte, 0, sumChunk)}
}

// write appends bytes, padded to a whole word, and returns the word at which they begin.
func (w *postingWriter) write(data []byte) uint64 {
	start := w.words
	for rest := data; len(rest) > 0; {
		n := min(len(rest), sumChunk-len(w.buffer))
		w.buffer = append(w.buffer, rest[:n]...)
		rest = rest[n:]
		w.full()
	}
	for len(w.buffer)%8 != 0 {
		w.buffer = append(w.buffer, 0)
	}
	w.full()
	w.words += uint64(len(data)+7) / 8
	return start
}

func (w *postingWriter) full() {
	if len(w.buffer) == sumChunk {
		w.flush()
	}
}

func (w *postingWriter) flush() {
	if len(w.buffer) == 0 {
		return
	}
	w.sums = append(w.sums, crc32.Checksum(w.buffer, castagnoli))
	if w.err == nil {
		w.err = w.out(w.buffer)
	}
	w.buffer = w.buffer[:0]
}

// add writes the postings of a term of the current view; terms must ascend and have a posting.
func (w *postingWriter) add(term []byte, l *postingList) {
	n := len(l.docs)
	if n < shortPostings {
		w.dict.addShort(term, l)
		return
	}
	b, windows := l.pack(w.docs)
	w.dict.addBlock(term, n, w.write(wordBytes(b)), uint64(len(b)), windows)
}

// endView ends a view; the terms that follow are of another.
func (w *postingWriter) endView(v segment.View) error {
	pages, starts, terms := w.dict.finish()
	if len(pages) > math.MaxUint32 {
		return fmt.Errorf("index: dictionary of %s takes %d bytes", v, len(pages))
	}
	h := w.header[headerViews+w.views*viewWords:][:viewWords]
	w.views++
	h[0], h[1], h[4] = uint64(v), uint64(terms), uint64(len(starts)-1)
	h[2] = w.write(pages)
	h[3] = w.write(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(starts))), 4*len(starts)))
	w.dict = dictWriter{}
	return w.err
}

// addRecords writes the records of all documents, which each goes through in order, as often as it is called.
func (w *postingWriter) addRecords(each func(visit func(record []byte))) {
	ends, size := make([]uint64, 0, w.docs), uint64(0)
	each(func(record []byte) {
		size += uint64(len(record))
		ends = append(ends, size)
	})
	w.header[3] = w.write(wordBytes(ends))
	var run []byte
	each(func(record []byte) {
		if run = append(run, record...); len(run) >= 1<<16 {
			whole := len(run) &^ 7
			w.write(run[:whole])
			run = append(run[:0], run[whole:]...)
		}
	})
	w.write(run)
}

// finish writes the checksums and returns the header.
func (w *postingWriter) finish() ([]byte, error) {
	w.flush()
	h := &w.header
	h[0], h[2], h[4], h[5] = postingMagic, uint64(w.docs), w.words, uint64(w.views)
	sums := w.sums
	if len(sums)%2 != 0 {
		sums = append(slices.Clone(sums), 0)
	}
	if w.err == nil && len(sums) > 0 {
		w.err = w.out(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(sums))), 4*len(sums)))
	}
	h[1] = w.words + uint64(len(sums)/2)
	h[headerWords-1] = uint64(crc32.Checksum(wordBytes(h[:headerWords-1]), castagnoli))
	return wordBytes(h[:]), w.err
}

// createFile makes a file with what fill writes and waits until it is on disk. A file that cannot be written whole is removed.
func createFile(path string, fill func(*os.File) error) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err == nil {
		if err = fill(f); err == nil {
			err = f.Sync()
		}
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			_ = os.Remove(path) // best effort: the error is what matters
		}
	}
	if err != nil {
		return fmt.Errorf("index: write %s: %w", path, err)
	}
	return nil
}

// writePostingFile writes a file with what fill gives the writer.
func writePostingFile(path string, docs int, fill func(*postingWriter) error) error {
	return createFile(path, func(f *os.File) error {
		at := int64(headerWords * 8)
		w := newPostingWriter(docs, func(data []byte) error {
			n, err := f.WriteAt(data, at)
			at += int64(n)
			return err
		})
		if err := fill(w); err != nil {
			return err
		}
		header, err := w.finish()
		if err == nil {
			_, err = f.WriteAt(header, 0)
		}
		return err
	})
}

// writePostingImage makes the image of a file in memory.
func writePostingImage(docs int, fill func(*postingWriter) error) (*postingFile, error) {
	words := make([]uint64, headerWords)
	w := newPostingWriter(docs, func(data []byte) error {
		from := len(words)
		words = append(words, make([]uint64, len(data)/8)...)
		copy(wordBytes(words[from:]), data)
		return nil
	})
	if err := fill(w); err != nil {
		return nil, err
	}
	header, err := w.finish()
	if err != nil {
		return nil, err
	}
	copy(wordBytes(words), header)
	return readPostings(words)
}

// persist writes an image to a file.
func (p *postingFile) persist(path string) error {
	return createFile(path, func(f *os.File) error {
		_, err := f.Write(wordBytes(p.words))
		return err
	})
}
