package eval

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxLine bounds the memory that one line may take, in bytes.
const maxLine = 1 << 20

// lineReader cuts a file into lines and lines into fields, and knows where it is.
// Fields are separated by ASCII white space only, as trec_eval does it: an ideographic
// or a no-break space is part of a document number.
type lineReader struct {
	scanner *bufio.Scanner
	file    string
	line    int // 1-based number of the current line
	fields  [][]byte
}

func newLineReader(r io.Reader, file string) *lineReader {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(make([]byte, 0, 64<<10), maxLine)
	return &lineReader{scanner: scanner, file: file}
}

// next moves to the next line that is not blank and reports whether there is one.
// The fields are valid until the next call.
func (l *lineReader) next() bool {
	for l.scanner.Scan() {
		if l.scanner.Err() != nil {
			return false // the text is what stood before the reader failed, maybe half a line
		}
		l.line++
		text := l.scanner.Bytes()
		if l.line == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
		}
		l.fields = bytes.FieldsFunc(text, isSpace)
		if len(l.fields) > 0 {
			return true
		}
	}
	return false
}

// err tells why next returned false; nil at the end of the file.
func (l *lineReader) err() error {
	err := l.scanner.Err()
	if err == nil {
		return nil
	}
	l.line++ // the line that could not be read
	if errors.Is(err, bufio.ErrTooLong) {
		return l.fault("longer than %d bytes", maxLine)
	}
	return fmt.Errorf("%s:%d: %w", l.file, l.line, err)
}

// fault is an ErrFormat at the current line.
func (l *lineReader) fault(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w: %s", l.file, l.line, ErrFormat, fmt.Sprintf(format, args...))
}

// isSpace is isspace(3) of the C locale.
func isSpace(r rune) bool {
	return r == ' ' || '\t' <= r && r <= '\r'
}

// places remembers on which line each pair of topic and document stood.
type places map[string]map[string]int

// add records a pair and returns the earlier line that held it, or 0.
func (p places) add(topic, doc string, line int) int {
	docs := p[topic]
	if docs == nil {
		docs = make(map[string]int)
		p[topic] = docs
	}
	if first, ok := docs[doc]; ok {
		return first
	}
	docs[doc] = line
	return 0
}
