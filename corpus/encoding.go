package corpus

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// textReader yields the bytes of a text file as UTF-8. The encoding is told from a byte order mark (UTF-8, UTF-16, GB18030), or
// else from the bytes that follow the first one that is not ASCII: up to there the encodings agree, however far it is.
type textReader struct {
	in      *bufio.Reader
	rest    io.Reader // Reads what follows once the encoding is known; nil before.
	decoded bool      // The bytes are translated: a faulty one shows as U+FFFD instead of as invalid UTF-8.
}

// sampleBytes is how much of a text decides about its encoding.
const sampleBytes = 1 << 16

// newTextReader looks for a byte order mark.
func newTextReader(in io.Reader) *textReader {
	t := &textReader{in: bufio.NewReaderSize(in, sampleBytes)}
	start, _ := t.in.Peek(4) // An error comes back with the next read.
	switch {
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		t.skip(3)
		t.rest = t.in
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		t.decode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case bytes.HasPrefix(start, []byte("\x84\x31\x95\x33")):
		t.skip(4)
		t.decode(simplifiedchinese.GB18030.NewDecoder())
	}
	return t
}

// skip drops bytes that have been peeked at.
func (t *textReader) skip(n int) { _, _ = t.in.Discard(n) }

func (t *textReader) decode(d transform.Transformer) {
	t.rest, t.decoded = transform.NewReader(t.in, d), true
}

// Read implements [io.Reader].
func (t *textReader) Read(p []byte) (int, error) {
	if t.rest != nil || len(p) == 0 {
		return t.read(p)
	}
	if _, err := t.in.Peek(1); err != nil {
		return 0, err
	}
	sample, _ := t.in.Peek(t.in.Buffered())
	ascii := 0
	for ascii < len(sample) && ascii < len(p) && sample[ascii] < utf8.RuneSelf {
		ascii++
	}
	if ascii > 0 {
		copy(p, sample[:ascii])
		t.skip(ascii)
		return ascii, nil
	}
	sample, _ = t.in.Peek(sampleBytes)
	if isUTF8(sample) {
		t.rest = t.in
	} else {
		t.decode(simplifiedchinese.GB18030.NewDecoder())
	}
	return t.read(p)
}

func (t *textReader) read(p []byte) (int, error) {
	if t.rest == nil {
		return 0, nil
	}
	return t.rest.Read(p)
}

// isUTF8 decides between UTF-8 and GB18030 for bytes that begin with one that is not ASCII. A sample of good UTF-8, cut
// anywhere, is UTF-8. One with faults is damaged UTF-8 when its characters outnumber the faults by two to one, since chance
// makes few such characters out of GB18030; it is GB18030 otherwise, unless that has as many faults.
func isUTF8(sample []byte) bool {
	good, bad := 0, 0
	for rest := sample; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && n == 1 && !utf8.FullRune(rest):
			rest = nil
			continue
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		rest = rest[n:]
	}
	if bad == 0 || good >= 2*bad {
		return true
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(sample)
	return err != nil || bytes.Count(decoded, []byte("\uFFFD")) >= bad
}
