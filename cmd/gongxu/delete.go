package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
)

// deleteOptions are the flags of gongxu delete.
type deleteOptions struct {
	engineFlags
	needs, json bool
}

func newDeleteCommand() *cobra.Command {
	var o deleteOptions
	cmd := &cobra.Command{
		Use:   "delete --dir D ID…",
		Short: "Remove patents or needs by their ids",
		Long:  `Remove patents, or with --needs needs, by their ids. An id that the directory does not hold is no error.`,
		Example: `  gongxu delete --dir data CN112233445A CN112233446A
  gongxu delete --dir data --needs N-001`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return o.delete(cmd, args) },
	}
	o.add(cmd, false)
	cmd.Flags().BoolVar(&o.needs, "needs", false, "the ids are those of needs")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

// deleteSummary is what gongxu delete --json prints.
type deleteSummary struct {
	Deleted  int `json:"deleted"`
	NotFound int `json:"not_found"`
}

func (o *deleteOptions) delete(cmd *cobra.Command, ids []string) (err error) {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	engine, err := o.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	remove := engine.DeletePatents
	if o.needs {
		remove = engine.DeleteNeeds
	}
	n, err := remove(cmd.Context(), ids...)
	if err != nil {
		return err
	}
	sum := deleteSummary{Deleted: n, NotFound: len(ids) - n}
	if o.json {
		return writeJSON(cmd.OutOrStdout(), sum)
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "deleted %d, not found %d\n", sum.Deleted, sum.NotFound)
	return err
}
