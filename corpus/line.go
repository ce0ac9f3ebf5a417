package corpus

import (
	"bufio"
	"errors"
	"io"
)

// line is one line of a text with its end.
type line struct {
	text   string
	number int
	long   bool // It is longer than allowed, and text is only its beginning.
}

// keptOfLong is how much of a line that is too long is kept to show it.
const keptOfLong = 1 << 10

// lineReader reads lines of limited length; lines may be put back.
type lineReader struct {
	in     *bufio.Reader
	max    int
	number int
	back   []line
}

func newLineReader(in io.Reader, maximum int) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(in, sampleBytes), max: maximum}
}

// next returns the next line. At the end it returns io.EOF; with any other error, what was read of an unfinished line is dropped.
func (l *lineReader) next() (line, error) {
	if len(l.back) > 0 {
		first := l.back[0]
		l.back = l.back[1:]
		return first, nil
	}
	l.number++
	out := line{number: l.number}
	var text []byte
	for {
		part, err := l.in.ReadSlice('\n')
		if !out.long {
			text = append(text, part...)
		}
		if len(text) > l.max && !out.long {
			out.long = true
			text = append([]byte(nil), text[:min(len(text), keptOfLong)]...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (len(text) > 0 || out.long):
		case err != nil:
			return line{number: l.number}, err
		}
		out.text = string(text)
		return out, nil
	}
}

// putBack makes lines the next ones to be read.
func (l *lineReader) putBack(lines []line) {
	l.back = append(append([]line(nil), lines...), l.back...)
}
