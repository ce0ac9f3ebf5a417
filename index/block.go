package index

import (
	"fmt"
	"math/bits"
	"unsafe"
)

// windowSize is the number of documents whose sums are held at once: 65,536 × 4 bytes stay in the L2 cache, and a document's
// place in its window is a uint16.
const windowSize = 1 << 16

// A block holds all postings of one term in one segment, cut into windows of 65,536 documents, in the form in which they are
// scored. The same bytes are built in memory and mapped from a posting file, so a block is words of the machine's own byte order:
//
//	entry × number of windows that hold the term, ascending:
//	    postings of all windows before and of this one (uint32), start of the payload in words (uint32),
//	    window number (uint16), form (uint8), largest impact (uint8), padding (uint32)
//	payload × window, in one of four forms, where a group is 64 documents in a row:
//	    sparse:  offsets (uint16 × n), impacts (uint8 × n)
//	    grouped: postings before each group (uint16 × groups), offsets (uint16 × n), impacts (uint8 × n)
//	    bitmap:  set bits (uint64 × groups), then as grouped
//	    dense:   impact of every document, 0 where the term is not (uint8 × documents)
//
// A sparse window is only read from end to end. The others give the impact of one document in a few steps, which is what pruning
// needs; they are chosen where they take little more space than the sparse form.
type block []uint64

// entry describes one window of a block.
type entry struct {
	end     uint32 // postings up to and with this window
	start   uint32 // first word of the payload
	number  uint16
	form    uint8
	largest uint8
	_       uint32
}

const (
	formSparse uint8 = iota
	formGrouped
	formBitmap
	formDense
)

// groupsOf is the number of groups of 64 documents.
func groupsOf(size int) int { return (size + 63) / 64 }

// entryWords is the size of an entry.
const entryWords = int(unsafe.Sizeof(entry{}) / 8)

// entries returns the descriptions of the windows.
func (b block) entries(windows int) []entry {
	if windows == 0 {
		return nil
	}
	return unsafe.Slice((*entry)(unsafe.Pointer(unsafe.SliceData(b[:windows*entryWords]))), windows)
}

// bytes returns n bytes of the block from word start on.
func (b block) bytes(start uint32, n int) []byte {
	if n == 0 {
		return nil
	}
	part := b[start : int(start)+(n+7)/8]
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(part))), n)
}

// uint16s returns n uint16 of the block from word start on.
func (b block) uint16s(start uint32, n int) []uint16 {
	if n == 0 {
		return nil
	}
	part := b[start : int(start)+(n+3)/4]
	return unsafe.Slice((*uint16)(unsafe.Pointer(unsafe.SliceData(part))), n)
}

// window is one window of a block made ready to be read.
type window struct {
	form    uint8
	largest uint8
	count   int
	offsets []uint16 // all but dense
	impacts []uint8  // by posting; dense: by document
	set     []uint64 // bitmap
	before  []uint16 // grouped, bitmap: postings before each group
}

// window returns the i-th window of a block in a segment of so many documents.
func (b block) window(entries []entry, i, docs int) window {
	e := &entries[i]
	first := uint32(0)
	if i > 0 {
		first = entries[i-1].end
	}
	n := int(e.end - first)
	size := min(windowSize, docs-int(e.number)*windowSize)
	w := window{form: e.form, largest: e.largest, count: n}
	switch e.form {
	case formSparse:
		w.offsets = b.uint16s(e.start, n)
		w.impacts = b.bytes(e.start, 3*n)[2*n:]
	case formGrouped, formBitmap:
		groups, start := groupsOf(size), e.start
		if e.form == formBitmap {
			w.set = b[start : int(start)+groups]
			start += uint32(groups)
		}
		numbers := b.uint16s(start, groups+n)
		w.before, w.offsets = numbers[:groups], numbers[groups:]
		w.impacts = b.bytes(start, 2*(groups+n)+n)[2*(groups+n):]
	case formDense:
		w.impacts = b.bytes(e.start, size)
	}
	return w
}

// inBitmap returns the impact of a document in a window of the bitmap form, 0 when the window does not hold it.
func (w *window) inBitmap(offset uint16) uint32 {
	word := w.set[offset>>6]
	bit := uint64(1) << (offset & 63)
	if word&bit == 0 {
		return 0
	}
	return uint32(w.impacts[int(w.before[offset>>6])+bits.OnesCount64(word&(bit-1))])
}

// inGroup is inBitmap for the grouped form.
func (w *window) inGroup(offset uint16) uint32 {
	group := int(offset >> 6)
	to := len(w.offsets)
	if group+1 < len(w.before) {
		to = int(w.before[group+1])
	}
	at := int(w.before[group])
	for _, o := range w.offsets[at:to] {
		at += int((uint32(o) - uint32(offset)) >> 31) // 1 for an offset before; no branch to be guessed
	}
	if at < to && w.offsets[at] == offset {
		return uint32(w.impacts[at])
	}
	return 0
}

// postingList collects the postings of a term in document order before they are packed.
type postingList struct {
	docs    []uint32
	impacts []uint8
}

func (l *postingList) reset() { l.docs, l.impacts = l.docs[:0], l.impacts[:0] }

// form chooses the form of a window that holds n of size documents.
func form(n, size int) uint8 {
	switch {
	case 2*n >= size:
		return formDense
	case 16*n >= size && n >= 64:
		return formBitmap
	case 32*n >= size && n >= 64:
		return formGrouped
	}
	return formSparse
}

// pack builds a block from the postings of a segment of so many documents and returns it with its number of windows.
func (l *postingList) pack(docs int) (block, int) {
	windows, words := l.measure(docs)
	b := make(block, words)
	entries := b.entries(windows)
	next, at := windows*entryWords, 0
	for i := range entries {
		from := at
		number := l.docs[at] / windowSize
		largest := uint8(0)
		for at < len(l.docs) && l.docs[at]/windowSize == number {
			largest = max(largest, l.impacts[at])
			at++
		}
		size := min(windowSize, docs-int(number)*windowSize)
		e := entry{end: uint32(at), start: uint32(next), number: uint16(number), form: form(at-from, size), largest: largest}
		entries[i] = e
		b.fill(e, l.docs[from:at], l.impacts[from:at], size)
		next += payloadWords(e.form, at-from, size)
	}
	return b, windows
}

// measure counts the windows and words that the postings need.
func (l *postingList) measure(docs int) (windows, words int) {
	for at := 0; at < len(l.docs); {
		from, number := at, l.docs[at]/windowSize
		for at < len(l.docs) && l.docs[at]/windowSize == number {
			at++
		}
		size := min(windowSize, docs-int(number)*windowSize)
		windows++
		words += entryWords + payloadWords(form(at-from, size), at-from, size)
	}
	return windows, words
}

// payloadWords is the size of a window's payload.
func payloadWords(form uint8, n, size int) int {
	switch form {
	case formDense:
		return (size + 7) / 8
	case formBitmap:
		return groupsOf(size) + (2*groupsOf(size)+3*n+7)/8
	case formGrouped:
		return (2*groupsOf(size) + 3*n + 7) / 8
	}
	return (3*n + 7) / 8
}

// fill writes a window's payload.
func (b block) fill(e entry, docs []uint32, impacts []uint8, size int) {
	n, start := len(docs), e.start
	switch e.form {
	case formSparse:
		offsets := b.uint16s(start, n)
		for i, d := range docs {
			offsets[i] = uint16(d)
		}
		copy(b.bytes(start, 3*n)[2*n:], impacts)
	case formGrouped, formBitmap:
		groups := groupsOf(size)
		if e.form == formBitmap {
			set := b[start : int(start)+groups]
			for _, d := range docs {
				set[uint16(d)>>6] |= 1 << (d & 63)
			}
			start += uint32(groups)
		}
		numbers := b.uint16s(start, groups+n)
		before, offsets := numbers[:groups], numbers[groups:]
		group := 0
		for i, d := range docs {
			for ; group <= int(uint16(d)>>6); group++ {
				before[group] = uint16(i)
			}
			offsets[i] = uint16(d)
		}
		for ; group < groups; group++ {
			before[group] = uint16(n)
		}
		copy(b.bytes(start, 2*(groups+n)+n)[2*(groups+n):], impacts)
	case formDense:
		dense := b.bytes(e.start, size)
		for i, d := range docs {
			dense[uint16(d)] = impacts[i]
		}
	}
}

// check tells whether a block that was read from a file is of the form that reading relies on.
func (b block) check(windows, docs int) error {
	if windows*entryWords > len(b) {
		return fmt.Errorf("%d windows in %d words", windows, len(b))
	}
	end, number := uint32(0), -1
	for _, e := range b.entries(windows) {
		size := min(windowSize, docs-int(e.number)*windowSize)
		n := int(e.end) - int(end)
		if int(e.number) <= number || size <= 0 || n <= 0 || n > size || e.form > formDense ||
			int(e.start)+payloadWords(e.form, n, size) > len(b) || int(e.start) < windows*entryWords {
			return fmt.Errorf("window %d of %d documents with %d postings at word %d of %d", e.number, size, n, e.start, len(b))
		}
		end, number = e.end, int(e.number)
	}
	return nil
}

// each calls visit with every document and impact in order.
func (b block) each(windows, docs int, visit func(doc uint32, impact uint8)) {
	entries := b.entries(windows)
	for i, e := range entries {
		base := uint32(e.number) * windowSize
		w := b.window(entries, i, docs)
		if w.form != formDense {
			for j, o := range w.offsets {
				visit(base+uint32(o), w.impacts[j])
			}
			continue
		}
		for o, q := range w.impacts {
			if q != 0 {
				visit(base+uint32(o), q)
			}
		}
	}
}
