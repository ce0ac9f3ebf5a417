package industry

import (
	_ "embed" // The tables.
	"strings"
)

// The embedded tables: one fact per line, columns split by tabs, lines that
// begin with # are comments and name the source.
var (
	//go:embed tables/sei.tsv
	seiTable string
	//go:embed tables/sei_ipc.tsv
	seiIPCTable string
	//go:embed tables/bridge.tsv
	bridgeTable string
	//go:embed tables/gbt.tsv
	gbtTable string
	//go:embed tables/ipc.tsv
	ipcTable string
	//go:embed tables/divisions.tsv
	divisionTable string
)

// rows splits a table into its columns, padded with empty ones to width.
func rows(table string, width int) [][]string {
	var all [][]string
	for line := range strings.Lines(table) {
		if line = strings.TrimRight(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "\t")
		for len(columns) < width {
			columns = append(columns, "")
		}
		all = append(all, columns)
	}
	return all
}

// mustSymbol parses a symbol of an embedded table. The tests parse every one,
// so that a panic here is a table that was never tested.
func mustSymbol(s string) Symbol {
	symbol, err := ParseSymbol(s)
	if err != nil {
		panic("industry: embedded table: " + err.Error())
	}
	return symbol
}
