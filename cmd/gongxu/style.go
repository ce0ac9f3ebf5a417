package main

import (
	"io"
	"os"
)

// style adds colours where a terminal shows them.
type style struct{ on bool }

// styleFor turns colours on for a terminal, unless NO_COLOR is set (https://no-color.org).
func styleFor(w io.Writer) style {
	return style{isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

func (s style) wrap(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string { return s.wrap("1", text) }
func (s style) dim(text string) string  { return s.wrap("2", text) }
func (s style) hit(text string) string  { return s.wrap("1;33", text) }
func (s style) head(text string) string { return s.wrap("1;36", text) }
