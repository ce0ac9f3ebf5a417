package corpus

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// OpenPatents opens a file of patents. The format follows from the name, see [FormatOf], or else from the content. The caller
// closes the reader.
func OpenPatents(path string, opts ReadOptions) (*Reader[Patent], error) {
	return open(path, opts, patentSchema())
}

// OpenNeeds is [OpenPatents] for needs.
func OpenNeeds(path string, opts ReadOptions) (*Reader[Need], error) {
	return open(path, opts, needSchema())
}

// OpenEnterprises is [OpenPatents] for enterprises.
func OpenEnterprises(path string, opts ReadOptions) (*Reader[Enterprise], error) {
	return open(path, opts, enterpriseSchema())
}

// OpenEvaluations is [OpenPatents] for evaluations.
func OpenEvaluations(path string, opts ReadOptions) (*Reader[Evaluation], error) {
	return open(path, opts, evaluationSchema())
}

// OpenJudgments is [OpenPatents] for judgments.
func OpenJudgments(path string, opts ReadOptions) (*Reader[Judgment], error) {
	return open(path, opts, judgmentSchema())
}

// ReadPatents reads patents from in. name stands for the file in reports. The caller closes in after the reader.
func ReadPatents(in io.Reader, name string, format Format, opts ReadOptions) (*Reader[Patent], error) {
	return read(&countingReader{in: in}, name, format, opts, patentSchema())
}

// ReadNeeds is [ReadPatents] for needs.
func ReadNeeds(in io.Reader, name string, format Format, opts ReadOptions) (*Reader[Need], error) {
	return read(&countingReader{in: in}, name, format, opts, needSchema())
}

// ReadEnterprises is [ReadPatents] for enterprises.
func ReadEnterprises(in io.Reader, name string, format Format, opts ReadOptions) (*Reader[Enterprise], error) {
	return read(&countingReader{in: in}, name, format, opts, enterpriseSchema())
}

// ReadEvaluations is [ReadPatents] for evaluations.
func ReadEvaluations(in io.Reader, name string, format Format, opts ReadOptions) (*Reader[Evaluation], error) {
	return read(&countingReader{in: in}, name, format, opts, evaluationSchema())
}

// ReadJudgments is [ReadPatents] for judgments.
func ReadJudgments(in io.Reader, name string, format Format, opts ReadOptions) (*Reader[Judgment], error) {
	return read(&countingReader{in: in}, name, format, opts, judgmentSchema())
}

// open opens a file and reads its beginning.
func open[T any](path string, opts ReadOptions, s *schema[T]) (*Reader[T], error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	var size int64
	if st, err := f.Stat(); err == nil && st.Mode().IsRegular() {
		size = st.Size()
	}
	r, err := read(&countingReader{in: f, total: size}, path, FormatOf(path), opts, s)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	r.closer = f
	return r, nil
}

// read makes a reader for an input of a format.
func read[T any](in *countingReader, name string, format Format, opts ReadOptions, s *schema[T]) (*Reader[T], error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	r := &Reader[T]{
		name: name, schema: s, opts: opts, bytes: in, places: s.places(), exact: map[string]place{}, told: map[string]bool{},
		slots: make([][]ranked, len(s.columns)), day: parseDate,
	}
	if err := r.start(format); err != nil {
		if damaged(err) {
			err = fmt.Errorf("%w: %w", ErrTruncated, err)
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for _, n := range r.in.notices() {
		r.tell(0, n.field, n.reason)
	}
	if columns := r.in.columns(); columns != nil {
		r.number = !r.hasID(columns)
		for _, name := range columns {
			r.place(name)
		}
		r.tellIgnored()
	}
	return r, nil
}

// start finds out what the input is and makes the source of its rows.
func (r *Reader[T]) start(format Format) error {
	known := func(name string) bool {
		_, ok := r.places[fold(name)]
		return ok
	}
	in := bufio.NewReaderSize(r.bytes, sampleBytes)
	magic, _ := in.Peek(4) // An error comes back with the next read.
	switch {
	case bytes.HasPrefix(magic, []byte(oldExcel)):
		return fmt.Errorf("%w: it is a workbook of Excel 97–2003 (.xls); save it as .xlsx", ErrFormat)
	case bytes.HasPrefix(magic, []byte("PK\x03\x04")), format == FormatXLSX:
		t, date1904, err := openXLSX(in, known)
		if err != nil {
			return err
		}
		r.in = t
		r.day = func(s string) (Date, string) {
			if d, ok := serialDate(s, date1904); ok {
				return d, ""
			}
			return parseDate(s)
		}
		return nil
	case bytes.HasPrefix(magic, []byte("\x1f\x8b")):
		z, err := gzip.NewReader(in)
		if err != nil {
			return err
		}
		r.text = newTextReader(z)
	case compressed(r.name) && len(magic) > 0:
		return fmt.Errorf("%w: its name ends in .gz, but it is not compressed", ErrFormat)
	default:
		r.text = newTextReader(in)
	}
	return r.startText(format, known)
}

// startText makes the source of the rows of a text.
func (r *Reader[T]) startText(format Format, known func(string) bool) error {
	text := bufio.NewReaderSize(r.text, sampleBytes)
	if format == FormatDetect {
		format = FormatCSV
		start, _ := text.Peek(512)
		if begins := strings.TrimSpace(string(start)); begins == "" || begins[0] == '{' || begins[0] == '[' {
			format = FormatJSONL
		}
	}
	lines := newLineReader(text, r.opts.MaxRow)
	switch format {
	case FormatJSONL:
		r.in = &jsonlSource{lines: lines}
		return nil
	case FormatCSV, FormatTSV:
		records := &csvRecords{lines: lines}
		if format == FormatTSV {
			records.comma = '\t'
		}
		t, err := newTableSource(records, known)
		if err != nil {
			return err
		}
		r.in = t
		return nil
	case FormatDetect, FormatXLSX:
	}
	return fmt.Errorf("%w: there is no format %d", ErrFormat, format)
}

// damaged tells whether an error is about compressed data that ends too early or is wrong.
func damaged(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.As(err, &corrupt)
}

// countingReader counts what is read. An error is final.
type countingReader struct {
	in          io.Reader
	read, total int64
	err         error
}

// Read implements [io.Reader].
func (c *countingReader) Read(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.in.Read(p)
	c.read += int64(n)
	c.err = err
	return n, err
}
