package main

import (
	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/matcher"
)

// diversityFlags say how much of a list one applicant or one family may take.
type diversityFlags struct {
	perApplicant int
	duplicates   bool
}

func (f *diversityFlags) add(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.perApplicant, "per-applicant", matcher.DefaultQuery().PerApplicant,
		"list at most so many patents of one applicant before those of others; 0 for no bound")
	cmd.Flags().BoolVar(&f.duplicates, "duplicates", false, "list patents of the same title and applicant by themselves, not as one family")
}

func (f *diversityFlags) apply(q *matcher.Query) {
	q.PerApplicant, q.Duplicates = f.perApplicant, f.duplicates
}
