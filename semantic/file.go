package semantic

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"unsafe"

	"github.com/gongxu/gongxu/segment"
)

// A map file is gzip-compressed. In it, with all numbers little-endian and every string with its length before it (uvarint):
//
//	magic (8), model (string), dimensions (uvarint), terms (uvarint)
//	for each term: view (byte), text (string)
//	gains (uint16 × terms), numbers (int8 × terms × dimensions)
//	SHA-256 of all this (32)
const mapMagic = "GnGxMap1"

// ErrMap is wrapped by the error for a file that is no map, or a damaged one.
var ErrMap = errors.New("semantic: not a map of terms to vectors")

// maxDimensions and maxTerms bound what a file may claim, maxBytes what it may unpack to.
const (
	maxDimensions = 4096
	maxTerms      = 4 << 20
	maxBytes      = 1 << 30
)

// content is the file without its checksum.
func (m *Map) content() []byte {
	b := []byte(mapMagic)
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	text(m.model)
	b = binary.AppendUvarint(b, uint64(m.dimensions))
	b = binary.AppendUvarint(b, uint64(len(m.terms)))
	for _, t := range m.terms {
		b = append(b, byte(t.View))
		text(t.Text)
	}
	for _, g := range m.gains {
		b = binary.LittleEndian.AppendUint16(b, g)
	}
	return append(b, unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(m.packed))), len(m.packed))...)
}

func (m *Map) checksum() [sha256.Size]byte { return sha256.Sum256(m.content()) }

// Write writes the map.
func (m *Map) Write(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("semantic: %w", err)
	}
	sum := m.checksum()
	for _, part := range [][]byte{m.content(), sum[:]} {
		if _, err := z.Write(part); err != nil {
			return fmt.Errorf("semantic: write: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("semantic: write: %w", err)
	}
	return nil
}

// Open reads the map in a file.
func Open(path string) (*Map, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("semantic: %w", err)
	}
	defer f.Close()
	m, err := Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

// Read reads a map that Write wrote. Anything else is ErrMap.
func Read(r io.Reader) (*Map, error) {
	z, err := gzip.NewReader(bufio.NewReader(r))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMap, err)
	}
	data, err := io.ReadAll(io.LimitReader(z, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMap, err)
	}
	if len(data) > maxBytes {
		return nil, fmt.Errorf("%w: it unpacks to more than %d bytes", ErrMap, maxBytes)
	}
	if len(data) < len(mapMagic)+sha256.Size || string(data[:len(mapMagic)]) != mapMagic {
		return nil, fmt.Errorf("%w: it does not begin like one", ErrMap)
	}
	content, sum := data[:len(data)-sha256.Size], [sha256.Size]byte(data[len(data)-sha256.Size:])
	if sha256.Sum256(content) != sum {
		return nil, fmt.Errorf("%w: it has another checksum than it was written with", ErrMap)
	}
	return parse(content, sum)
}

// parse reads content, which has this checksum.
func parse(content []byte, sum [sha256.Size]byte) (*Map, error) {
	p := parser{rest: content[len(mapMagic):]}
	m := &Map{model: p.text(), dimensions: p.number(maxDimensions)}
	n := p.number(maxTerms)
	for range n {
		t := Term{segment.View(p.byte()), p.text()}
		if p.bad || t.View > segment.Chars {
			return nil, fmt.Errorf("%w: its terms end early", ErrMap)
		}
		if len(m.terms) > 0 && Compare(m.terms[len(m.terms)-1], t) >= 0 {
			return nil, fmt.Errorf("%w: its terms are not in order", ErrMap)
		}
		m.terms = append(m.terms, t)
	}
	if p.bad || m.dimensions == 0 || len(p.rest) != n*(2+m.dimensions) {
		return nil, fmt.Errorf("%w: it has %d bytes of vectors for %d terms of %d numbers", ErrMap, len(p.rest), n, m.dimensions)
	}
	for i := range n {
		m.gains = append(m.gains, binary.LittleEndian.Uint16(p.rest[2*i:]))
	}
	packed := p.rest[2*n:]
	m.packed = unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(packed))), len(packed))
	m.finish(sum)
	return m, nil
}

// parser reads from bytes; after a fault it gives zeros.
type parser struct {
	rest []byte
	bad  bool
}

func (p *parser) number(limit int) int {
	n, width := binary.Uvarint(p.rest)
	if width <= 0 || n > uint64(limit) {
		p.bad = true
		return 0
	}
	p.rest = p.rest[width:]
	return int(n)
}

func (p *parser) byte() byte {
	if len(p.rest) == 0 {
		p.bad = true
		return 0
	}
	b := p.rest[0]
	p.rest = p.rest[1:]
	return b
}

func (p *parser) text() string {
	n := p.number(len(p.rest))
	if n > len(p.rest) {
		p.bad = true
		return ""
	}
	s := string(p.rest[:n])
	p.rest = p.rest[n:]
	return s
}
