package corpus

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// record is a row of a table before its columns are known.
type record struct {
	line  int
	raw   string // Empty where the text follows from the cells.
	cells []string
	fault *fault
	doubt *fault
}

// records yields the rows of a table, header and all.
type records interface {
	next() (record, error)
	// headerFound tells how many cells the header has.
	headerFound(width int)
	close() error
}

// headerRows is how many rows are looked at for the header; titles may stand above it.
const headerRows = 20

// tableSource reads the rows of a table below its header.
type tableSource struct {
	in     records
	header []string
	first  []record // Rows below the header that were read in search of it.
	sheet  string   // The sheet of a workbook that is read.
	others []string // Other sheets that have a header.
}

// newTableSource looks for the header: the first row with two known names, or else the first with one. isKnown tells the known
// names. The error wraps [ErrHeader] when there is none.
func newTableSource(in records, isKnown func(name string) bool) (*tableSource, error) {
	var seen []record
	one, found := -1, -1
	for len(seen) < headerRows && found < 0 {
		r, err := in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		seen = append(seen, r)
		known := 0
		for _, name := range r.cells {
			if isKnown(name) {
				known++
			}
		}
		switch {
		case known >= 2:
			found = len(seen) - 1
		case known == 1 && one < 0:
			one = len(seen) - 1
		}
	}
	if found < 0 {
		found = one
	}
	switch {
	case len(seen) == 0:
		return nil, fmt.Errorf("%w: the table is empty", ErrHeader)
	case found < 0:
		return nil, fmt.Errorf("%w: none of the first %d rows names known columns, such as 标题, 摘要 and 申请号; the first row is %q",
			ErrHeader, len(seen), clip(strings.Join(seen[0].cells, ",")))
	}
	in.headerFound(len(seen[found].cells))
	return &tableSource{in: in, header: trimCells(seen[found].cells), first: seen[found+1:]}, nil
}

// trimCells trims every cell.
func trimCells(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.TrimSpace(strings.TrimPrefix(c, "\ufeff"))
	}
	return out
}

func (t *tableSource) columns() []string { return t.header }

func (t *tableSource) notices() []fault {
	if len(t.others) == 0 {
		return nil
	}
	return []fault{{reason: fmt.Sprintf("sheet %s is read; these are not: %s", t.sheet, strings.Join(t.others, ", "))}}
}

func (t *tableSource) close() error { return t.in.close() }

func (t *tableSource) next() (row, error) {
	for {
		r, err := t.record()
		if err != nil {
			return row{line: r.line}, err
		}
		out := row{line: r.line, raw: r.raw, fault: r.fault}
		if r.fault != nil {
			return out, nil
		}
		if out.cells = t.named(r.cells); len(out.cells) == 0 {
			continue // A row of empty cells is no row.
		}
		if out.raw == "" {
			out.raw = csvLine(r.cells)
		}
		if r.doubt != nil {
			out.doubts = append(out.doubts, *r.doubt)
		}
		if len(r.cells) > len(t.header) {
			if extra := strings.TrimSpace(strings.Join(r.cells[len(t.header):], "")); extra != "" {
				out.doubts = append(out.doubts, fault{value: strings.Join(r.cells[len(t.header):], ","), reason: "the row has more cells than the header"})
			}
		}
		return out, nil
	}
}

// record returns the next record, first those that the search for the header went past.
func (t *tableSource) record() (record, error) {
	if len(t.first) > 0 {
		r := t.first[0]
		t.first = t.first[1:]
		return r, nil
	}
	return t.in.next()
}

// named gives the cells that are not empty the names of their columns.
func (t *tableSource) named(values []string) []cell {
	var cells []cell
	for i, v := range values {
		if v = strings.TrimSpace(v); v == "" {
			continue
		}
		name := ""
		if i < len(t.header) {
			name = t.header[i]
		}
		cells = append(cells, cell{name: name, values: []string{v}})
	}
	return cells
}
