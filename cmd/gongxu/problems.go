package main

import (
	"fmt"
	"io"
)

// problemLines is the number of rejected rows, and of warnings, that are printed one by one.
const problemLines = 20

// problems prints what is wrong with rows, the first ones in full, and counts them.
type problems struct {
	w        io.Writer
	quiet    bool // warnings and notices are only counted
	rejects  func(problem) error
	rejected int
	warnings int
	err      error // of writing the rejects file
}

func (p *problems) add(x problem) {
	switch x.Severity {
	case rejected:
		p.rejected++
		if p.rejected <= problemLines {
			fmt.Fprintf(p.w, "rejected: %s\n", x)
		}
		if p.rejects != nil && p.err == nil {
			p.err = p.rejects(x)
		}
	case warning:
		p.warnings++
		if p.warnings <= problemLines && !p.quiet {
			fmt.Fprintf(p.w, "warning: %s\n", x)
		}
	case notice:
		if !p.quiet {
			fmt.Fprintf(p.w, "note: %s\n", x)
		}
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
