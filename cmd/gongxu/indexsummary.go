package main

import (
	"fmt"
	"io"
)

// indexSummary is what gongxu index --json prints.
type indexSummary struct {
	Dir     string      `json:"dir"`
	Patents sideSummary `json:"patents"`
	Needs   sideSummary `json:"needs"`
	// DocsPerSecond counts the rows that were looked at over the time of loading, without merging.
	DocsPerSecond float64 `json:"docs_per_second"`
	// IndexBytes is the size of the directory.
	IndexBytes int64 `json:"index_bytes"`
	// PeakMemoryBytes is the largest resident set of the process, 0 where the system does not tell.
	PeakMemoryBytes int64   `json:"peak_memory_bytes"`
	ElapsedSeconds  float64 `json:"elapsed_seconds"`
	// Error says what ended the load or kept a file from being read.
	Error string `json:"error,omitempty"`
}

// sideSummary counts the rows of patents or needs.
type sideSummary struct {
	Added     int    `json:"added"`
	Updated   int    `json:"updated"`
	Unchanged int    `json:"unchanged"`
	Rejected  int    `json:"rejected"`
	Warnings  int    `json:"warnings"`
	Total     uint64 `json:"total"` // in the directory afterwards
}

func (o *indexOptions) print(w io.Writer, s indexSummary) error {
	if o.json {
		return writeJSON(w, s)
	}
	for _, side := range []struct {
		name string
		sideSummary
	}{{"patents", s.Patents}, {"needs", s.Needs}} {
		fmt.Fprintf(w, "%-8s added %d, updated %d, unchanged %d, rejected %d, warnings %d; %d in %s\n",
			side.name+":", side.Added, side.Updated, side.Unchanged, side.Rejected, side.Warnings, side.Total, s.Dir)
	}
	memory := "unknown"
	if s.PeakMemoryBytes > 0 {
		memory = megabytes(s.PeakMemoryBytes)
	}
	_, err := fmt.Fprintf(w, "%.0f docs/s, index %s, peak memory %s, %.1f s\n", s.DocsPerSecond, megabytes(s.IndexBytes), memory, s.ElapsedSeconds)
	return err
}
