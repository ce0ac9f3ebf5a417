package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/benchmarks"
)

// scalingOptions are the flags of gongxu bench scaling.
type scalingOptions struct {
	benchOptions
	sizes []int
	from  []string
	out   string
}

func newBenchScalingCommand() *cobra.Command {
	o := scalingOptions{benchOptions: benchOptions{Scale: benchmarks.DefaultScale()}}
	cmd := &cobra.Command{
		Use:   "scaling [--sizes N,N…] [--out DIR]",
		Short: "Measure several sizes and draw how the figures grow",
		Long: `Measure several sizes one after the other, as gongxu bench scale does, and draw latency, memory and indexing time against
the number of patents into scaling.svg and scaling.png. With --from nothing is measured: the reports are files that
gongxu bench scale --json has printed.`,
		Example: `  gongxu bench scaling --sizes 10000,100000 --out docs
  gongxu bench scaling --from 10k.json,100k.json --out docs`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	flags := cmd.Flags()
	flags.IntSliceVar(&o.sizes, "sizes", []int{10_000, 100_000, 300_000, 1_000_000}, "numbers of patents")
	flags.StringSliceVar(&o.from, "from", nil, "draw these reports instead of measuring")
	flags.StringVar(&o.out, "out", "docs", "directory for the pictures")
	o.add(cmd)
	cmd.MarkFlagsMutuallyExclusive("sizes", "from")
	return cmd
}

func (o *scalingOptions) run(cmd *cobra.Command) error {
	reports, err := o.reports(cmd)
	if err != nil {
		return err
	}
	slices.SortStableFunc(reports, func(a, b *benchmarks.Report) int { return a.Patents - b.Patents })
	if err := benchmarks.WriteScalingPlot(o.out, reports); err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "drawn: %s, %s\n", filepath.Join(o.out, "scaling.svg"), filepath.Join(o.out, "scaling.png"))
	if o.json {
		return writeJSON(cmd.OutOrStdout(), reports)
	}
	errs := []error{writeScalingTable(cmd.OutOrStdout(), reports)}
	for _, r := range reports {
		errs = append(errs, r.WriteBenchfmt(cmd.OutOrStdout()))
	}
	return errors.Join(errs...)
}

// reports measures every size, or reads what was measured before.
func (o *scalingOptions) reports(cmd *cobra.Command) ([]*benchmarks.Report, error) {
	var out []*benchmarks.Report
	if len(o.from) > 0 {
		for _, path := range o.from {
			r, err := readReport(path)
			if err != nil {
				return nil, err
			}
			out = append(out, r)
		}
		return out, nil
	}
	if len(o.sizes) == 0 {
		return nil, usage("--sizes names no size")
	}
	log := benchmarks.NewLog(cmd.ErrOrStderr())
	o.Patents = slices.Min(o.sizes)
	src, run, err := o.prepare(cmd, log)
	if err != nil {
		return nil, err
	}
	for _, n := range o.sizes {
		log.Printf("size: %d patents", n)
		o.Patents = n
		r, err := o.Run(cmd.Context(), src, run, log)
		if err != nil {
			return nil, fmt.Errorf("%d patents: %w", n, err)
		}
		out = append(out, r)
	}
	return out, nil
}

// readReport reads what gongxu bench scale --json has printed.
func readReport(path string) (*benchmarks.Report, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var r benchmarks.Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if r.Patents < 1 {
		return nil, fmt.Errorf("%s: it is no report of gongxu bench scale --json: patents is %d", path, r.Patents)
	}
	return &r, nil
}

// writeScalingTable prints a line for every size.
func writeScalingTable(w io.Writer, reports []*benchmarks.Report) error {
	const lucene = "lucene-cjk"
	t := newTable(
		column{name: "专利", right: true}, column{name: "建库 件/s", right: true}, column{name: "字节/件", right: true},
		column{name: "匿名内存 MiB", right: true}, column{name: "热 p50 ms", right: true}, column{name: "热 p95 ms", right: true},
		column{name: "首条 ms", right: true}, column{name: "条/s", right: true}, column{name: "二元组单核 p50/p95 ms", right: true},
		column{name: "Lucene p50/p95 ms", right: true}, column{name: "与穷举一致", right: true},
	)
	pair := func(q benchmarks.Quantiles) string { return fmt.Sprintf("%.2f / %.2f", q.P50, q.P95) }
	for _, r := range reports {
		peer := "-"
		if p, ok := r.Peers[lucene]; ok {
			peer = pair(p.Need)
		}
		t.add(strconv.Itoa(r.Patents), fmt.Sprintf("%.0f", r.IndexRate), fmt.Sprintf("%.0f", r.BytesPerDoc), fmt.Sprintf("%.0f", r.Anon),
			fmt.Sprintf("%.2f", r.Need.P50), fmt.Sprintf("%.2f", r.Need.P95), fmt.Sprintf("%.1f", r.ColdFirstNeed),
			fmt.Sprintf("%.0f", r.NeedsPerSecond), pair(r.Bigrams), peer, fmt.Sprintf("%.2f %%", 100*r.Agreement))
	}
	if err := t.write(w, "", styleFor(w)); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}
