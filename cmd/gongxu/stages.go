package main

import "io"

// stages shows the progress of a work of several stages, a bar for each.
type stages struct {
	w     io.Writer
	quiet bool
	stage string
	bar   *progress
}

// show tells how far a stage is; one of another name than the last begins a new bar.
func (s *stages) show(stage string, done, total int) {
	if stage != s.stage {
		s.finish()
		s.stage, s.bar = stage, newProgress(s.w, stage, int64(total), s.quiet)
	}
	s.bar.reach(done)
}

func (s *stages) finish() { s.bar.finish() }
