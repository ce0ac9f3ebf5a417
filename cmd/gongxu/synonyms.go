package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

// synonymFlags say which lexicon extends the terms of needs.
type synonymFlags struct {
	file string
	none bool
}

func (f *synonymFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.file, "synonyms", "", `file of synonyms beside the shipped ones: lines "锂电 = 锂离子电池" for the same, "隔膜 ~ 微孔膜" for nearly so`)
	flags.BoolVar(&f.none, "no-synonyms", false, "match needs by their own terms alone")
	cmd.MarkFlagsMutuallyExclusive("synonyms", "no-synonyms")
}

// apply gives the settings the lexicon.
func (f *synonymFlags) apply(set *matcher.Settings) error {
	if f.none {
		set.Synonyms = nil
	}
	if f.file == "" {
		return nil
	}
	lexicon, err := f.read()
	if err != nil {
		return err
	}
	set.Synonyms = lexicon
	return nil
}

// read returns the shipped lexicon with that of the file.
func (f *synonymFlags) read() (*segment.Synonyms, error) {
	file, err := os.Open(f.file)
	if err != nil {
		return nil, fmt.Errorf("synonyms: %w", err)
	}
	defer file.Close()
	own, err := segment.ReadSynonyms(file, f.file)
	if err != nil {
		return nil, err
	}
	return segment.DefaultSynonyms().With(own), nil
}

// synonymPoll is how often the file is looked at.
const synonymPoll = 2 * time.Second

// fileState tells versions of a file apart.
type fileState struct {
	changed time.Time
	size    int64
}

func (f *synonymFlags) state() fileState {
	info, err := os.Stat(f.file)
	if err != nil {
		return fileState{}
	}
	return fileState{info.ModTime(), info.Size()}
}

// lexiconUser is a matcher whose lexicon can be changed.
type lexiconUser interface {
	SetSynonyms(lexicon *segment.Synonyms)
}

// watch reads the file again at every signal, and at every tick at which it is another than at the last reading; loaded is its state
// before the first one. A file that cannot be used leaves the lexicon as it is and is logged once, with the lines. It returns when
// the context ends.
func (f *synonymFlags) watch(ctx context.Context, loaded fileState, signals <-chan os.Signal, ticks <-chan time.Time, user lexiconUser, logger *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-signals:
		case <-ticks:
			if f.state() == loaded {
				continue
			}
		}
		// The state is taken first: a change while the file is read is seen at the next tick.
		loaded = f.state()
		lexicon, err := f.read()
		if err != nil {
			logger.LogAttrs(ctx, slog.LevelError, "synonyms not changed", slog.String("error", err.Error()))
			continue
		}
		user.SetSynonyms(lexicon)
		logger.LogAttrs(ctx, slog.LevelInfo, "synonyms", slog.String("file", f.file), slog.Int("groups", len(lexicon.Groups())))
	}
}
