package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/matcher"
)

// engineFlags name the directory that a command works on.
type engineFlags struct {
	dir      string
	userDict string
	memory   memoryFlag
	embedder embedderFlags // of the commands that declare them
	reranker rerankerFlags // likewise
	synonyms synonymFlags  // likewise
	ranking  rankingFlag   // likewise
	// noFeedback leaves feedback out of rankings.
	noFeedback bool
}

// add declares the flags. The directory is required unless optional.
func (f *engineFlags) add(cmd *cobra.Command, optional bool) {
	cmd.Flags().StringVar(&f.dir, "dir", "", "directory made by gongxu index")
	cmd.Flags().StringVar(&f.userDict, "user-dict", "", "check that the directory was made with this user dictionary")
	f.memory.add(cmd)
	if !optional {
		required(cmd, "dir")
	}
}

// required marks flags that a command cannot do without.
func required(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		if err := cmd.MarkFlagRequired(name); err != nil { // the flag is declared beside the call
			panic("gongxu: " + err.Error())
		}
	}
}

func (f *engineFlags) settings() (matcher.Settings, error) {
	set, err := f.memory.settings()
	set.NoFeedback = f.noFeedback
	if err == nil && f.userDict != "" {
		set.UserTerms, err = readTerms(f.userDict)
	}
	if err == nil {
		err = f.embedder.apply(&set)
	}
	if err == nil {
		err = f.reranker.apply(&set)
	}
	if err == nil {
		err = f.synonyms.apply(&set)
	}
	if err == nil {
		err = f.ranking.apply(&set)
	}
	return set, err
}

// openReadOnly opens the directory for reading, which several processes may do at once.
func (f *engineFlags) openReadOnly() (*matcher.Engine, error) {
	set, err := f.settings()
	if err != nil {
		return nil, err
	}
	return matcher.OpenReadOnly(f.dir, set)
}

// openOrBuild opens the directory for reading, or builds an engine in memory from plain documents if there are any.
func (f *engineFlags) openOrBuild(ctx context.Context, stderr io.Writer, docs []string, quiet bool) (*matcher.Engine, error) {
	if len(docs) == 0 {
		return f.openReadOnly()
	}
	set, err := f.settings()
	if err != nil {
		return nil, err
	}
	return plainEngine(ctx, stderr, docs, set, quiet)
}

// open opens the directory for changes.
func (f *engineFlags) open() (*matcher.Engine, error) {
	set, err := f.settings()
	if err != nil {
		return nil, err
	}
	return matcher.Open(f.dir, set)
}

// readTerms reads a user dictionary: one term a line, empty lines and lines that begin with # left out. The result is never
// nil, so that an empty dictionary is told from none.
func readTerms(path string) ([]string, error) {
	lines, err := readUserDict(path)
	terms := make([]string, len(lines))
	for i, t := range lines {
		terms[i] = t.Text
	}
	return terms, err
}
