package corpus

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// jsonlEncoder writes one JSON object a line.
type jsonlEncoder[T any] struct{ out *json.Encoder }

func newJSONLEncoder[T any](out io.Writer) jsonlEncoder[T] {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return jsonlEncoder[T]{e}
}

func (e jsonlEncoder[T]) write(record *T) error { return e.out.Encode(record) }
func (e jsonlEncoder[T]) close(bool) error      { return nil }

// titles returns the names of the columns of a table.
func (s *schema[T]) titles() []string {
	var out []string
	for _, c := range s.columns {
		out = append(out, c.title)
	}
	return out
}

// cells returns the cells of a record.
func (s *schema[T]) cells(record *T) []string {
	out := make([]string, len(s.columns))
	for i, c := range s.columns {
		out[i] = c.get(record)
	}
	return out
}

// csvEncoder writes a table as text.
type csvEncoder[T any] struct {
	out    *csv.Writer
	schema *schema[T]
}

func newCSVEncoder[T any](out io.Writer, comma rune, s *schema[T]) (csvEncoder[T], error) {
	w := csv.NewWriter(out)
	w.Comma = comma
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return csvEncoder[T]{}, err
	}
	return csvEncoder[T]{w, s}, w.Write(s.titles())
}

func (e csvEncoder[T]) write(record *T) error { return e.out.Write(e.schema.cells(record)) }

func (e csvEncoder[T]) close(bool) error {
	e.out.Flush()
	return e.out.Error()
}

// xlsxEncoder writes a table as a workbook of one sheet in which every cell is a text.
type xlsxEncoder[T any] struct {
	out    io.Writer
	schema *schema[T]
	book   *excelize.File
	sheet  *excelize.StreamWriter
	row    int
}

func newXLSXEncoder[T any](out io.Writer, s *schema[T]) (*xlsxEncoder[T], error) {
	e := &xlsxEncoder[T]{out: out, schema: s, book: excelize.NewFile()}
	var err error
	if e.sheet, err = e.book.NewStreamWriter(e.book.GetSheetName(0)); err == nil {
		err = e.line(s.titles())
	}
	if err != nil {
		return nil, errors.Join(err, e.book.Close())
	}
	return e, nil
}

func (e *xlsxEncoder[T]) write(record *T) error {
	cells := e.schema.cells(record)
	for i, c := range cells {
		if len(c) > excelize.TotalCellChars && len(utf16.Encode([]rune(c))) > excelize.TotalCellChars {
			return fmt.Errorf("%w: row %d, %s: a cell of a workbook holds %d characters", ErrTooLarge, e.row+1, e.schema.columns[i].title, excelize.TotalCellChars)
		}
	}
	return e.line(cells)
}

// line writes the next row.
func (e *xlsxEncoder[T]) line(cells []string) error {
	e.row++
	if e.row > excelize.TotalRows {
		return fmt.Errorf("%w: a sheet has %d rows", ErrTooLarge, excelize.TotalRows)
	}
	values := make([]any, len(cells))
	for i, c := range cells {
		if c != "" {
			values[i] = c
		}
	}
	return e.sheet.SetRow(fmt.Sprintf("A%d", e.row), values)
}

func (e *xlsxEncoder[T]) close(whole bool) error {
	if !whole {
		return e.book.Close()
	}
	if err := e.sheet.Flush(); err != nil {
		return errors.Join(err, e.book.Close())
	}
	return errors.Join(e.book.Write(e.out), e.book.Close())
}
