package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// output is standard output as the commands see it. It remembers the first error, so that a full disk is found out although
// what is printed piece by piece does not look at errors.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(p)
	o.err = err
	return n, err
}

// isTerminal tells whether people look at what is written here.
func isTerminal(w io.Writer) bool {
	if o, ok := w.(*output); ok {
		w = o.w
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
