package corpus

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
)

// WritePatents writes a file of patents, in the format that its name tells (see [FormatOf]), compressed when it ends in .gz, and
// returns how many it has written. The file appears under its name when it is whole, and replaces an older one then; after an
// error, one from rows too, there is nothing new. rows may be the sequence of a [Reader].
//
// What is written reads back as it was. CSV comes as UTF-8 with a byte order mark, by which spreadsheets know it. Cells of CSV are
// written as they are: a text that begins with = + - or @ is a formula to a spreadsheet that opens the file, so give people a
// workbook, where every cell is a text. In tables the elements of a list are separated by semicolons, hence one that holds a
// separator itself comes back as two, and blanks around a key are lost; JSONL has neither limit.
func WritePatents(path string, rows iter.Seq2[Patent, error]) (int, error) {
	return write(path, rows, patentSchema())
}

// WriteNeeds is [WritePatents] for needs.
func WriteNeeds(path string, rows iter.Seq2[Need, error]) (int, error) {
	return write(path, rows, needSchema())
}

// WriteEnterprises is [WritePatents] for enterprises.
func WriteEnterprises(path string, rows iter.Seq2[Enterprise, error]) (int, error) {
	return write(path, rows, enterpriseSchema())
}

// WriteEvaluations is [WritePatents] for evaluations.
func WriteEvaluations(path string, rows iter.Seq2[Evaluation, error]) (int, error) {
	return write(path, rows, evaluationSchema())
}

// EncodePatents writes patents to out in a format, without compression, as [WritePatents] does to a file. After an error, out holds
// a part of them.
func EncodePatents(out io.Writer, format Format, rows iter.Seq2[Patent, error]) (int, error) {
	return encode(out, format, rows, patentSchema())
}

// EncodeNeeds is [EncodePatents] for needs.
func EncodeNeeds(out io.Writer, format Format, rows iter.Seq2[Need, error]) (int, error) {
	return encode(out, format, rows, needSchema())
}

// EncodeEnterprises is [EncodePatents] for enterprises.
func EncodeEnterprises(out io.Writer, format Format, rows iter.Seq2[Enterprise, error]) (int, error) {
	return encode(out, format, rows, enterpriseSchema())
}

// EncodeEvaluations is [EncodePatents] for evaluations.
func EncodeEvaluations(out io.Writer, format Format, rows iter.Seq2[Evaluation, error]) (int, error) {
	return encode(out, format, rows, evaluationSchema())
}

// write writes a file as a whole or not at all.
func write[T any](path string, rows iter.Seq2[T, error], s *schema[T]) (n int, err error) {
	format := FormatOf(path)
	if format == FormatDetect || format == FormatXLSX && compressed(path) {
		return 0, fmt.Errorf("%s: %w: the name has to end in .jsonl, .csv or .tsv, each also with .gz, or in .xlsx", path, ErrFormat)
	}
	f, err := besides(path)
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			n, err = 0, errors.Join(err, os.Remove(f.Name()))
		}
	}()
	buffered := bufio.NewWriterSize(f, sampleBytes)
	if compressed(path) {
		z := gzip.NewWriter(buffered)
		n, err = encode(z, format, rows, s)
		err = errors.Join(err, z.Close())
	} else {
		n, err = encode(buffered, format, rows, s)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	if err = errors.Join(err, buffered.Flush(), f.Sync(), f.Close()); err != nil {
		return 0, err
	}
	return n, os.Rename(f.Name(), path)
}

// besides makes a new file beside path, with the permissions that a new file has.
func besides(path string) (*os.File, error) {
	for i := 0; ; i++ {
		f, err := os.OpenFile(fmt.Sprintf("%s.%d.tmp", path, i), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// encoder writes records one by one.
type encoder[T any] interface {
	write(record *T) error
	// close ends a file that is whole, and gives up one that is not.
	close(whole bool) error
}

// encode writes all rows.
func encode[T any](out io.Writer, format Format, rows iter.Seq2[T, error], s *schema[T]) (n int, err error) {
	var e encoder[T]
	switch format {
	case FormatJSONL:
		e = newJSONLEncoder[T](out)
	case FormatCSV:
		e, err = newCSVEncoder(out, ',', s)
	case FormatTSV:
		e, err = newCSVEncoder(out, '\t', s)
	case FormatXLSX:
		e, err = newXLSXEncoder(out, s)
	case FormatDetect:
		fallthrough
	default:
		return 0, fmt.Errorf("%w: there is no way to write %s", ErrFormat, format)
	}
	if err != nil {
		return 0, err
	}
	for record, err := range rows {
		if err == nil {
			err = e.write(&record)
		}
		if err != nil {
			return n, errors.Join(err, e.close(false))
		}
		n++
	}
	return n, e.close(true)
}
