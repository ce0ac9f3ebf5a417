package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// names of the sheets.
const (
	matchSheet  = "匹配结果"
	needSheet   = "需求汇总"
	patentSheet = "专利汇总"
)

// xlsxExporter writes a workbook. Matches are streamed; the lines of the second sheet wait until the end. Texts are written as
// inline strings, which no spreadsheet takes for formulas.
type xlsxExporter struct {
	w         io.Writer
	book      *excelize.File
	bold      int
	sheet     *excelize.StreamWriter
	row       int
	summaries []itemSummary
	reverse   bool
}

func newXLSXExporter(w io.Writer, reverse bool) (exporter, error) {
	x := &xlsxExporter{w: w, book: excelize.NewFile(), reverse: reverse}
	if err := x.begin(); err != nil {
		return nil, errors.Join(err, x.book.Close())
	}
	return x, nil
}

func (x *xlsxExporter) begin() (err error) {
	if err := x.book.SetSheetName(x.book.GetSheetName(0), matchSheet); err != nil {
		return err
	}
	if x.bold, err = x.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	var names []string
	var widths []float64
	for _, c := range exportColumns() {
		names, widths = append(names, c.name), append(widths, c.width)
	}
	x.sheet, err = x.open(matchSheet, names, widths)
	x.row = 1
	return err
}

// open starts a sheet with a bold header that stays in sight.
func (x *xlsxExporter) open(sheet string, names []string, widths []float64) (*excelize.StreamWriter, error) {
	s, err := x.book.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	for i, width := range widths {
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	header := make([]any, len(names))
	for i, name := range names {
		header[i] = excelize.Cell{StyleID: x.bold, Value: name}
	}
	return s, s.SetRow("A1", header)
}

func (x *xlsxExporter) add(item matchedItem) error {
	x.summaries = append(x.summaries, item.Summary)
	columns := exportColumns()
	for _, r := range item.Rows {
		cells := make([]any, len(columns))
		for i, c := range columns {
			cells[i] = c.value(r)
		}
		x.row++
		if err := x.write(x.sheet, x.row, cells); err != nil {
			return err
		}
	}
	return nil
}

// write puts a row into a sheet; texts are cut at the length that a cell can hold.
func (x *xlsxExporter) write(s *excelize.StreamWriter, row int, cells []any) error {
	if row > excelize.TotalRows {
		return fmt.Errorf("more than %d rows do not fit into a sheet; ask for fewer with -k, or write CSV", excelize.TotalRows-1)
	}
	for i, c := range cells {
		if v, ok := c.(string); ok {
			cells[i] = fitCell(v)
		}
	}
	return s.SetRow(fmt.Sprintf("A%d", row), cells)
}

// fitCell cuts a text to the UTF-16 units that a cell can hold.
func fitCell(s string) string {
	units := 0
	for i, r := range s {
		if units++; r > 0xFFFF {
			units++
		}
		if units > excelize.TotalCellChars {
			return s[:i]
		}
	}
	return s
}

func (x *xlsxExporter) close(whole bool) error {
	if !whole {
		return x.book.Close()
	}
	return errors.Join(x.finish(), x.book.Close())
}

func (x *xlsxExporter) finish() error {
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	sheet, names := needSheet, []string{"需求编号", "需求名称", "企业", "匹配数", "最高得分", "首选专利", "说明"}
	if x.reverse {
		sheet, names = patentSheet, []string{"专利号", "专利名称", "申请人", "匹配数", "最高得分", "首选需求", "说明"}
	}
	if _, err := x.book.NewSheet(sheet); err != nil {
		return err
	}
	s, err := x.open(sheet, names, []float64{14, 44, 30, 8, 9, 50, 70})
	if err != nil {
		return err
	}
	for i, sum := range x.summaries {
		if err := x.write(s, i+2, sum.cells()); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	return x.book.Write(x.w)
}
