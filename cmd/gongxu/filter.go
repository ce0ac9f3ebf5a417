package main

import (
	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// filterFlags are the same on every command that finds patents.
type filterFlags struct {
	filter matcher.Filter
}

func (f *filterFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringSliceVar(&f.filter.IPC, "ipc", nil, "only patents at or below these IPC symbols (H01M, H01M4/58), their own or, of patents without, inferred")
	flags.StringSliceVar(&f.filter.SEI, "sei", nil, "only these strategic emerging industries, by code or name (1, 1.2), declared or inferred")
	flags.BoolVar(&f.filter.DeclaredOnly, "declared", false, "with --ipc, --sei and lists by field: only declared fields count, not those inferred from texts")
	flags.StringSliceVar(&f.filter.Regions, "region", nil, "only regions that begin so (湖北)")
	flags.StringSliceVar(&f.filter.Types, "type", nil, "only 发明, 实用新型 or 外观设计")
	flags.StringSliceVar(&f.filter.Statuses, "status", nil, "only 有效, 审中, 失效 or legal status words as in the data")
	flags.StringSliceVar(&f.filter.Applicants, "applicant", nil, "only applicants with this in their name")
	flags.StringSliceVar(&f.filter.Modes, "mode", nil, "only 转让, 许可, 开放许可, 自行实施, 作价入股 or 质押")
	flags.Var((*dateFlag)(&f.filter.GrantedAfter), "granted-after", "only granted on this day or later (2021, 2021-03, 2021-03-25)")
	flags.Var((*dateFlag)(&f.filter.GrantedBefore), "granted-before", "only granted on this day or earlier")
}

// dateFlag reads a date as a flag's value.
type dateFlag corpus.Date

func (d *dateFlag) String() string { return corpus.Date(*d).String() }
func (d *dateFlag) Type() string   { return "date" }
func (d *dateFlag) Set(s string) error {
	v, err := corpus.ParseDate(s)
	if err != nil {
		return err
	}
	*d = dateFlag(v)
	return nil
}
