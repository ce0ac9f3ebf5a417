package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/segment"
)

func newDictListCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "Print the technical terms that are built in, one a line",
		Example: `  gongxu dict list | grep 电解`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return writeFile("-", cmd.OutOrStdout(), func(w io.Writer) error {
				for _, t := range segment.Terms() {
					if _, err := fmt.Fprintln(w, t); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}
