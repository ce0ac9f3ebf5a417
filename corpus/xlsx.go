package corpus

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// xlsxRecords reads the rows of one sheet. The rows are streamed; excelize keeps the compressed file in memory and puts large
// parts of it into temporary files.
type xlsxRecords struct {
	book *excelize.File
	rows *excelize.Rows
	line int
}

// oldExcel are the first bytes of the workbooks of Excel 97 to 2003.
const oldExcel = "\xd0\xcf\x11\xe0"

// openXLSX opens the first sheet that has a known header, see [newTableSource].
func openXLSX(in io.Reader, isKnown func(name string) bool) (t *tableSource, date1904 bool, err error) {
	book, err := excelize.OpenReader(in, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, false, fmt.Errorf("%w: not a whole XLSX workbook: %w", ErrFormat, err)
	}
	props, err := book.GetWorkbookProps()
	if err != nil {
		return nil, false, errors.Join(fmt.Errorf("%w: %w", ErrFormat, err), book.Close())
	}
	var faults []error
	for _, sheet := range book.GetSheetList() {
		opened, err := openSheet(book, sheet, isKnown)
		switch {
		case err != nil:
			faults = append(faults, err)
		case t == nil:
			t = opened
			t.sheet = sheet
		default:
			t.others = append(t.others, sheet)
			faults = append(faults, opened.in.(*xlsxRecords).rows.Close())
		}
	}
	if t == nil {
		return nil, false, errors.Join(append(faults, book.Close())...)
	}
	return t, props.Date1904 != nil && *props.Date1904, nil
}

// openSheet looks for the header of one sheet.
func openSheet(book *excelize.File, sheet string, isKnown func(name string) bool) (*tableSource, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, fmt.Errorf("sheet %s: %w: %w", sheet, ErrFormat, err)
	}
	t, err := newTableSource(&xlsxRecords{book: book, rows: rows}, isKnown)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sheet %s: %w", sheet, err), rows.Close())
	}
	return t, nil
}

func (x *xlsxRecords) next() (record, error) {
	for x.rows.Next() {
		x.line++
		cells, err := x.rows.Columns()
		if err != nil {
			return record{line: x.line}, fmt.Errorf("%w: %w", ErrFormat, err)
		}
		if len(cells) > 0 {
			return record{line: x.line, cells: cells}, nil
		}
	}
	if err := x.rows.Error(); err != nil {
		return record{line: x.line}, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return record{line: x.line}, io.EOF
}

func (x *xlsxRecords) headerFound(int) {}
func (x *xlsxRecords) close() error    { return errors.Join(x.rows.Close(), x.book.Close()) }

// csvLine writes cells as a line of CSV.
func csvLine(cells []string) string {
	var text strings.Builder
	w := csv.NewWriter(&text)
	if err := w.Write(cells); err != nil {
		return strings.Join(cells, ",")
	}
	w.Flush()
	return strings.TrimSuffix(text.String(), "\n")
}

// serialDate reads the number by which a workbook stores a day: days since the end of 1899, or since 1904. Text and numbers of
// other lengths are left to [ParseDate]: 2025 is a year.
func serialDate(s string, date1904 bool) (Date, bool) {
	s = strings.TrimSpace(s)
	if !dateSerial.MatchString(s) {
		return Date{}, false
	}
	days, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return Date{}, false
	}
	t, err := excelize.ExcelDateToTime(days, date1904)
	if err != nil {
		return Date{}, false
	}
	return Date{t.Year(), int(t.Month()), t.Day()}, true
}
