package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"
)

// column describes one column of a table.
type column struct {
	name  string
	limit int  // widest that cells are shown, in terminal cells; 0 for no limit
	right bool // aligned to the right
}

// table lines up cells by the width that they have on a terminal, where a Chinese character takes two places.
type table struct {
	columns []column
	rows    [][]string
}

func newTable(columns ...column) *table { return &table{columns: columns} }

// add appends a row with a cell for every column.
func (t *table) add(cells ...string) {
	row := make([]string, len(t.columns))
	for i, c := range t.columns {
		row[i] = oneLine(cells[i])
		if c.limit > 0 {
			row[i] = shorten(row[i], c.limit)
		}
	}
	t.rows = append(t.rows, row)
}

// write prints the head and all rows, each behind the indent.
func (t *table) write(w io.Writer, indent string, s style) error {
	widths := make([]int, len(t.columns))
	for i, c := range t.columns {
		widths[i] = uniseg.StringWidth(c.name)
		for _, row := range t.rows {
			widths[i] = max(widths[i], uniseg.StringWidth(row[i]))
		}
	}
	line := func(cells []string) string {
		var b strings.Builder
		for i, cell := range cells {
			gap := strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell))
			if t.columns[i].right {
				b.WriteString(gap + cell + "  ")
			} else {
				b.WriteString(cell + gap + "  ")
			}
		}
		return indent + strings.TrimRight(b.String(), " ")
	}
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	if _, err := fmt.Fprintln(w, s.dim(line(names))); err != nil {
		return err
	}
	for _, row := range t.rows {
		if _, err := fmt.Fprintln(w, line(row)); err != nil {
			return err
		}
	}
	return nil
}

// oneLine puts a text on one line, without control characters that a terminal would obey.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 }), " ")
}

// shorten cuts a text to a width, with an ellipsis in the last place.
func shorten(s string, width int) string {
	if uniseg.StringWidth(s) <= width {
		return s
	}
	var b strings.Builder
	used := 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if used += g.Width(); used > width-1 {
			break
		}
		b.WriteString(g.Str())
	}
	return b.String() + "…"
}
