package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/matcher"
)

// rankingFlag names a file of weights that gongxu tune has written.
type rankingFlag struct{ path string }

func (f *rankingFlag) add(cmd *cobra.Command, usage string) {
	cmd.Flags().StringVar(&f.path, "weights", "", usage)
}

// apply gives the settings the ranking of the file, if one is named.
func (f *rankingFlag) apply(set *matcher.Settings) error {
	if f.path == "" {
		return nil
	}
	file, err := os.Open(f.path)
	if err != nil {
		return err
	}
	defer file.Close()
	if set.Ranking, err = matcher.ReadRanking(file); err != nil {
		return fmt.Errorf("%s: %w", f.path, err)
	}
	return nil
}

// addThreshold declares the flag for the probability below which a need is unmet.
func addThreshold(cmd *cobra.Command, threshold *float64) {
	cmd.Flags().Float64Var(threshold, "threshold", matcher.DefaultThreshold,
		"probability from 0 to 1 below which the best match is not recommended and the need counts as unmet")
}
