package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
)

// csvExporter writes UTF-8 with a byte order mark, by which spreadsheets tell it from GB18030.
type csvExporter struct{ w *csv.Writer }

func newCSVExporter(w io.Writer, _ bool) (exporter, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	x := csvExporter{csv.NewWriter(w)}
	x.w.UseCRLF = true
	var names []string
	for _, c := range exportColumns() {
		names = append(names, c.name)
	}
	return x, x.w.Write(names)
}

func (x csvExporter) add(item matchedItem) error {
	columns := exportColumns()
	for _, r := range item.Rows {
		cells := make([]string, len(columns))
		for i, c := range columns {
			v := c.value(r)
			cells[i] = text(v)
			if s, ok := v.(string); ok {
				cells[i] = harmless(s)
			}
		}
		if err := x.w.Write(cells); err != nil {
			return err
		}
	}
	return nil
}

func (x csvExporter) close(bool) error {
	x.w.Flush()
	return x.w.Error()
}

// harmless puts an apostrophe before a text that a spreadsheet would take for a formula.
func harmless(s string) string {
	if t := strings.TrimLeft(s, " \t\r\n\u3000\ufeff"); t != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(t)[0]) || s != "" && strings.ContainsRune("\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}

// jsonlExporter writes one JSON object a line.
type jsonlExporter struct{ e *json.Encoder }

func newJSONLExporter(w io.Writer, _ bool) (exporter, error) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return jsonlExporter{e}, nil
}

func (x jsonlExporter) add(item matchedItem) error {
	for _, r := range item.Rows {
		if err := x.e.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func (x jsonlExporter) close(bool) error { return nil }
