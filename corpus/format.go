package corpus

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Format is a file format.
type Format int

// The formats. Text formats are compressed when the name ends in .gz, and are recognised as such by their content when read.
const (
	FormatDetect Format = iota // For reading only: told from the content.
	FormatJSONL                // One JSON object a line, UTF-8.
	FormatCSV                  // A table separated by commas; when read also by tabs or semicolons, as its header shows.
	FormatTSV                  // A table separated by tabs.
	FormatXLSX                 // An Excel workbook.
)

// String returns the usual extension without its dot, and detect for [FormatDetect].
func (f Format) String() string {
	switch f {
	case FormatDetect:
		return "detect"
	case FormatJSONL:
		return "jsonl"
	case FormatCSV:
		return "csv"
	case FormatTSV:
		return "tsv"
	case FormatXLSX:
		return "xlsx"
	}
	return fmt.Sprintf("Format(%d)", int(f))
}

// FormatOf tells the format from the end of a file name: .jsonl, .ndjson, .csv, .tsv, each also with .gz behind it, and .xlsx. It
// is [FormatDetect] for any other name.
func FormatOf(path string) Format {
	name, _ := strings.CutSuffix(strings.ToLower(path), ".gz")
	switch filepath.Ext(name) {
	case ".jsonl", ".ndjson":
		return FormatJSONL
	case ".csv":
		return FormatCSV
	case ".tsv":
		return FormatTSV
	case ".xlsx", ".xlsm":
		return FormatXLSX
	}
	return FormatDetect
}

// compressed tells whether a file of this name is to be written with gzip.
func compressed(path string) bool { return strings.HasSuffix(strings.ToLower(path), ".gz") }

// stem is the base name of a file without its extensions, from which rows without an id get one.
func stem(path string) string {
	name := filepath.Base(path)
	if compressed(name) {
		name = name[:len(name)-len(".gz")]
	}
	return strings.TrimSuffix(name, filepath.Ext(name))
}
