package index

import (
	"bytes"
	"encoding/binary"
	"sort"

	"github.com/gongxu/gongxu/segment"
)

// pageTerms is the number of terms of a page. A look-up finds the page by the first term of each and reads through it.
const pageTerms = 16

// shortPostings is the number of postings from which a term gets a block. Fewer lie in the dictionary itself.
const shortPostings = 64

// viewDict is the dictionary of a view in a posting file: terms in the order of their bytes, in pages. An entry is
//
//	bytes shared with the term before (uvarint, 0 for the first of a page), other bytes: number (uvarint) and text,
//	number of postings (uvarint), and then
//	    below shortPostings: bytes of the list (uvarint) and the list: distance of the document to the one before (uvarint), impact
//	    else: first word, words and windows of the block (uvarint)
type viewDict struct {
	view   segment.View
	terms  int
	pages  []byte
	starts []uint32 // of the pages, and the end of the last
}

// dictEntry is what a dictionary says of a term. Its slices are parts of the file.
type dictEntry struct {
	count        int
	short        []byte // nil for a term with a block
	start, words uint64
	windows      int
}

// uvarint reads a number that is known to be there.
func uvarint(d []byte) (uint64, []byte) {
	if d[0] < 0x80 {
		return uint64(d[0]), d[1:]
	}
	v, n := binary.Uvarint(d)
	return v, d[n:]
}

// parse reads the entry at the beginning of d behind its text.
func (e *dictEntry) parse(d []byte) []byte {
	count, d := uvarint(d)
	*e = dictEntry{count: int(count)}
	if count < shortPostings {
		var size uint64
		size, d = uvarint(d)
		e.short = d[:size:size]
		return d[size:]
	}
	var windows uint64
	e.start, d = uvarint(d)
	e.words, d = uvarint(d)
	windows, d = uvarint(d)
	e.windows = int(windows)
	return d
}

// first returns the first term of a page.
func (v *viewDict) first(page int) []byte {
	d := v.pages[v.starts[page]:]
	_, d = uvarint(d)
	n, d := uvarint(d)
	return d[:n]
}

// page returns the last page whose first term is at most term, -1 when there is none.
func (v *viewDict) page(term string) int {
	return sort.Search(len(v.starts)-1, func(i int) bool { return string(v.first(i)) > term }) - 1
}

// find looks a term up.
func (v *viewDict) find(term string) (e dictEntry, ok bool) {
	page := v.page(term)
	if page < 0 {
		return e, false
	}
	d := v.pages[v.starts[page]:v.starts[page+1]]
	// matched is the number of bytes that the term has in common with the entry before; all entries before are smaller.
	matched := 0
	for len(d) > 0 {
		shared, rest := uvarint(d)
		n, rest := uvarint(rest)
		suffix := rest[:n]
		d = e.parse(rest[n:])
		if int(shared) > matched {
			continue // differs from the term where the entry before did
		}
		if int(shared) < matched {
			return dictEntry{}, false // has left what it had in common: it is greater
		}
		common := 0
		for common < len(suffix) && matched+common < len(term) && suffix[common] == term[matched+common] {
			common++
		}
		matched += common
		switch {
		case common == len(suffix) && matched == len(term):
			return e, true
		case common == len(suffix): // the entry is a beginning of the term
		case matched == len(term) || suffix[common] > term[matched]:
			return dictEntry{}, false
		}
	}
	return dictEntry{}, false
}

// dictIterator goes through a dictionary in order.
type dictIterator struct {
	rest []byte
	term []byte // valid until the next call of next
	dictEntry
}

// iterate begins at the first term that is at least from.
func (v *viewDict) iterate(from string) *dictIterator {
	page := max(0, v.page(from))
	it := &dictIterator{}
	if len(v.starts) > 1 {
		it.rest = v.pages[v.starts[page]:v.starts[len(v.starts)-1]]
	}
	for from != "" && len(it.rest) > 0 {
		before := *it
		text := bytes.Clone(it.term)
		it.next()
		if string(it.term) >= from {
			before.term = text
			*it = before
			break
		}
	}
	return it
}

// next moves on; false at the end.
func (it *dictIterator) next() bool {
	if len(it.rest) == 0 {
		return false
	}
	shared, d := uvarint(it.rest)
	n, d := uvarint(d)
	it.term = append(it.term[:shared], d[:n]...)
	it.rest = it.parse(d[n:])
	return true
}

// dictWriter collects a dictionary.
type dictWriter struct {
	pages  []byte
	starts []uint32
	last   []byte
	terms  int
	list   []byte
}

func (w *dictWriter) term(term []byte, count int) {
	shared := 0
	if w.terms%pageTerms == 0 {
		w.starts = append(w.starts, uint32(len(w.pages)))
	} else {
		for shared < len(term) && shared < len(w.last) && term[shared] == w.last[shared] {
			shared++
		}
	}
	w.terms++
	w.last = append(w.last[:0], term...)
	w.pages = binary.AppendUvarint(w.pages, uint64(shared))
	w.pages = binary.AppendUvarint(w.pages, uint64(len(term)-shared))
	w.pages = append(w.pages, term[shared:]...)
	w.pages = binary.AppendUvarint(w.pages, uint64(count))
}

func (w *dictWriter) addShort(term []byte, l *postingList) {
	w.term(term, len(l.docs))
	w.list = w.list[:0]
	last := uint32(0)
	for i, doc := range l.docs {
		w.list = append(binary.AppendUvarint(w.list, uint64(doc-last)), l.impacts[i])
		last = doc
	}
	w.pages = binary.AppendUvarint(w.pages, uint64(len(w.list)))
	w.pages = append(w.pages, w.list...)
}

func (w *dictWriter) addBlock(term []byte, count int, start, words uint64, windows int) {
	w.term(term, count)
	for _, v := range []uint64{start, words, uint64(windows)} {
		w.pages = binary.AppendUvarint(w.pages, v)
	}
}

func (w *dictWriter) finish() (pages []byte, starts []uint32, terms int) {
	return w.pages, append(w.starts, uint32(len(w.pages))), w.terms
}
