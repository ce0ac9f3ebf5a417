package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// matchAllOptions are the flags of gongxu match-all.
type matchAllOptions struct {
	engineFlags
	filterFlags
	needs     []string
	out       string
	k         int
	allStatus bool
	quiet     bool
}

func newMatchAllCommand() *cobra.Command {
	var o matchAllOptions
	cmd := &cobra.Command{
		Use:   "match-all --dir D --needs F -k 10 --out F.{xlsx,csv,jsonl}",
		Short: "Find patents for every need of a file, as a table for people",
		Long: `Find patents for every need of the files and write a row for each match, needs in the order of their files. The form goes
by the name of the file: an XLSX workbook with a second sheet that has a line for every need, CSV (UTF-8 with a mark that
spreadsheets recognise), or JSON lines. The file appears when all is written.`,
		Example: `  gongxu match-all --dir data --needs needs.xlsx -k 10 --out matches.xlsx
  gongxu match-all --dir data --needs needs.csv --status 有效 --out matches.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.engineFlags.add(cmd, false)
	flags := cmd.Flags()
	flags.StringSliceVar(&o.needs, "needs", nil, "files of needs")
	flags.StringVar(&o.out, "out", "", "file to write: .xlsx, .csv or .jsonl")
	flags.IntVarP(&o.k, "k", "k", 10, "patents per need")
	flags.BoolVar(&o.allStatus, "all-status", false, "let in patents that are known not to be in force")
	flags.BoolVar(&o.quiet, "quiet", false, "no progress, no warnings")
	o.filterFlags.add(cmd)
	required(cmd, "needs", "out")
	return cmd
}

func (o *matchAllOptions) run(cmd *cobra.Command) (err error) {
	ctx, stderr := cmd.Context(), cmd.ErrOrStderr()
	open, err := exporterFor(o.out)
	if err != nil {
		return err
	}
	if o.k < 1 {
		return usage("-k %d must be at least 1", o.k)
	}
	found := &problems{w: stderr, quiet: o.quiet}
	needs, err := readNeeds(o.needs, found)
	found.rest()
	if err != nil {
		return err
	}
	engine, err := o.openReadOnly()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	matched, rows := 0, 0
	err = writeFile(o.out, cmd.OutOrStdout(), func(w io.Writer) error {
		x, err := open(w)
		if err != nil {
			return err
		}
		p := newProgress(stderr, "needs", int64(len(needs)), o.quiet)
		defer p.finish()
		err = ordered(ctx, needs, runtime.GOMAXPROCS(0), o.matching(engine), func(i int, res *matcher.Matches) error {
			p.count(i + 1)
			p.advance(int64(i + 1))
			if len(res.Matches) > 0 {
				matched++
			}
			rows += len(res.Matches)
			return x.need(needs[i], res)
		})
		return errors.Join(err, x.close(err == nil))
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "%d matches for %d of %d needs in %s\n", rows, matched, len(needs), o.out)
	return nil
}

func (o *matchAllOptions) matching(engine *matcher.Engine) func(context.Context, corpus.Need) (*matcher.Matches, error) {
	q := matcher.DefaultQuery()
	q.K, q.Filter, q.Expired, q.Records = o.k, o.filter, o.allStatus, true
	return func(ctx context.Context, n corpus.Need) (*matcher.Matches, error) {
		res, err := engine.Match(ctx, n, q)
		if err != nil {
			return nil, fmt.Errorf("need %s: %w", n.ID, err)
		}
		return res, nil
	}
}

// exporter writes the matches of needs. close with whole false gives up without finishing the file.
type exporter interface {
	need(n corpus.Need, res *matcher.Matches) error
	close(whole bool) error
}

// exporterFor chooses the form by the name of the file.
func exporterFor(path string) (func(io.Writer) (exporter, error), error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx":
		return newXLSXExporter, nil
	case ".csv":
		return newCSVExporter, nil
	case ".jsonl":
		return newJSONLExporter, nil
	}
	return nil, usage("--out %s: the name must end in .xlsx, .csv or .jsonl", path)
}
