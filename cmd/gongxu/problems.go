package main

import (
	"fmt"
	"io"

	"github.com/gongxu/gongxu/corpus"
)

// problemLines is the number of rejected rows, and of warnings, that are printed one by one.
const problemLines = 20

// problems prints what is wrong with rows, the first ones in full, and counts them.
type problems struct {
	w        io.Writer
	quiet    bool // warnings and notices are only counted
	rejects  func(corpus.Problem) error
	rejected int
	warnings int
	err      error // of writing the rejects file
}

func (p *problems) add(x corpus.Problem) {
	switch x.Severity {
	case corpus.Rejected:
		p.record(x)
		if p.rejected <= problemLines {
			fmt.Fprintf(p.w, "rejected: %s\n", oneLine(x.String()))
		}
	case corpus.Warning:
		p.warnings++
		if p.warnings <= problemLines && !p.quiet {
			fmt.Fprintf(p.w, "warning: %s\n", oneLine(x.String()))
		}
	case corpus.Notice:
		if !p.quiet {
			fmt.Fprintf(p.w, "note: %s\n", oneLine(x.String()))
		}
	}
}

// record counts a rejected row and writes it to the rejects file, without printing it.
func (p *problems) record(x corpus.Problem) {
	p.rejected++
	if p.rejects != nil && p.err == nil {
		p.err = p.rejects(x)
	}
}

// rest prints how many problems were not shown.
func (p *problems) rest() {
	if n := p.rejected - problemLines; n > 0 {
		fmt.Fprintf(p.w, "rejected: … and %d more\n", n)
	}
	if n := p.warnings - problemLines; n > 0 && !p.quiet {
		fmt.Fprintf(p.w, "warning: … and %d more\n", n)
	}
}
