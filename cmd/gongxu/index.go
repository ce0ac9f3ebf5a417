package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/semantic"
)

// indexOptions are the flags of gongxu index.
type indexOptions struct {
	ranking        rankingFlag
	patents, needs []string
	dir, userDict  string
	strict         bool
	rejects        string
	measureLengths bool
	noOptimize     bool
	noInfer        bool
	quiet, json    bool
	memory         memoryFlag
	embedder       embedderFlags
	meaning        string
}

func newIndexCommand() *cobra.Command {
	var o indexOptions
	cmd := &cobra.Command{
		Use:   "index --patents F[,F…] [--needs F[,F…]] --dir D",
		Short: "Read patents and needs into a directory, new or existing",
		Long: `Read patents and needs into a directory. A directory that exists is added to: rows whose id it holds already
replace the old ones, rows that have not changed are left alone.

Files are JSONL, CSV or TSV, each also gzipped (.gz), or XLSX, with Chinese or English column names; tables may be in UTF-8,
UTF-16 or GB18030. Bad rows are reported and left out, the others go in; with --strict the first bad row ends the command. A
value that cannot be read is reported too, but never costs the row.`,
		Example: `  gongxu index --patents patents.jsonl.gz --needs needs.xlsx --dir data
  gongxu index --patents a.csv,b.xlsx --dir data --rejects rejected.csv
  gongxu index --patents patents.csv --dir data --user-dict terms.txt --measure-lengths`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&o.patents, "patents", nil, "files of patents")
	flags.StringSliceVar(&o.needs, "needs", nil, "files of needs")
	flags.StringVar(&o.dir, "dir", "", "directory to make or to add to")
	flags.StringVar(&o.userDict, "user-dict", "", "terms to be kept whole, one a line, # comments; fixed when the directory is made")
	flags.BoolVar(&o.strict, "strict", false, "stop at the first bad row")
	flags.StringVar(&o.rejects, "rejects", "", "write the rejected rows to this file, a table if it ends in .csv, else JSONL")
	flags.BoolVar(&o.measureLengths, "measure-lengths", false, "measure the average text lengths first, for a new directory")
	flags.BoolVar(&o.noOptimize, "no-optimize", false, "leave out the merge after the load")
	flags.BoolVar(&o.noInfer, "no-infer", false, "do not infer the fields of patents without an IPC subclass; fixed when the directory is made")
	flags.BoolVar(&o.quiet, "quiet", false, "no progress, no warnings")
	flags.BoolVar(&o.json, "json", false, "print the summary as JSON")
	flags.StringVar(&o.meaning, "meaning", "", "map of terms made by gongxu distill, instead of the shipped one; fixed when the directory is made")
	o.memory.add(cmd)
	o.embedder.add(cmd, 0)
	o.ranking.add(cmd, "weights and calibration of this file, made by gongxu tune; fixed when the directory is made")
	required(cmd, "dir")
	cmd.MarkFlagsOneRequired("patents", "needs")
	return cmd
}

func (o *indexOptions) run(cmd *cobra.Command) (err error) {
	ctx, start := cmd.Context(), time.Now()
	set, err := o.memory.settings()
	if err != nil {
		return err
	}
	if o.userDict != "" {
		if set.UserTerms, err = readTerms(o.userDict); err != nil {
			return err
		}
	}
	if o.meaning != "" {
		if set.Meaning, err = semantic.Open(o.meaning); err != nil {
			return err
		}
	}
	if err := errors.Join(o.embedder.apply(&set), o.ranking.apply(&set)); err != nil {
		return err
	}
	if err := o.checkFiles(); err != nil {
		return err
	}
	rejects, err := openRejects(o.rejects)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rejects.close()) }()
	engine, err := o.engine(ctx, cmd.ErrOrStderr(), set)
	if err != nil {
		return err
	}
	summary, loadErr := o.load(ctx, cmd.ErrOrStderr(), engine, rejects)
	if loadErr == nil && set.Embedder != nil {
		_, _, loadErr = embed(ctx, cmd.ErrOrStderr(), engine, false, o.quiet)
	}
	if err := engine.Close(); err != nil {
		loadErr = errors.Join(loadErr, err)
	}
	summary.IndexBytes, summary.PeakMemoryBytes = dirSize(o.dir), peakMemory()
	summary.ElapsedSeconds = time.Since(start).Seconds()
	if loadErr != nil {
		summary.Error = explain(loadErr)
	}
	return errors.Join(loadErr, o.print(cmd.OutOrStdout(), summary))
}

// checkFiles refuses to make a directory when there is nothing to put into it.
func (o *indexOptions) checkFiles() error {
	var faults []error
	files := append(append([]string{}, o.patents...), o.needs...)
	for _, path := range files {
		if st, err := os.Stat(path); err != nil {
			faults = append(faults, err)
		} else if st.IsDir() {
			faults = append(faults, fmt.Errorf("%s is a directory; name its files, separated by commas", path))
		} else if rejects, err := os.Stat(o.rejects); err == nil && os.SameFile(st, rejects) {
			return usage("--rejects %s would overwrite a file that is to be read", o.rejects)
		}
	}
	if len(faults) == len(files) || o.strict {
		return errors.Join(faults...)
	}
	return nil
}

// engine opens the directory, or makes it.
func (o *indexOptions) engine(ctx context.Context, w io.Writer, set matcher.Settings) (*matcher.Engine, error) {
	if matcher.Exists(o.dir) {
		if o.measureLengths {
			return nil, fmt.Errorf("%s exists, and the lengths of an index never change; leave --measure-lengths out to add to it, "+
				"or give a new directory", o.dir)
		}
		if set.Ranking != nil {
			return nil, fmt.Errorf("%s exists and keeps its weights; leave --weights out to add to it, and give it to match, match-all, "+
				"run or serve, or give a new directory", o.dir)
		}
		if o.noInfer {
			return nil, fmt.Errorf("%s exists and goes on as it was made; leave --no-infer out to add to it, or give a new directory", o.dir)
		}
		return matcher.Open(o.dir, set)
	}
	if o.measureLengths {
		if err := o.measure(ctx, w, &set); err != nil {
			return nil, err
		}
	}
	set.Options.InferFields = !o.noInfer
	return matcher.Create(o.dir, set)
}

// measure makes a first pass over the files. What is wrong with them is reported by the second.
func (o *indexOptions) measure(ctx context.Context, w io.Writer, set *matcher.Settings) error {
	seg, err := segmenterFor(set.UserTerms)
	if err != nil {
		return err
	}
	silent := &problems{w: io.Discard, quiet: true}
	patents, needs := patentSource(o.patents, silent, o.strict), needSource(o.needs, silent, o.strict)
	p := newProgress(w, "docs measured", fileSize(o.patents...)+fileSize(o.needs...), o.quiet)
	defer p.finish()
	patents.advance = p.advance
	needs.advance = func(n int64) { p.advance(fileSize(o.patents...) + n) }
	l, err := measureLengths(ctx, seg, set.Options.Patents.Genre, textsOf(counted(patents.rows(), p), patentTexts))
	if err != nil {
		return err
	}
	l.applyPatents(&set.Options)
	p.part()
	if l, err = measureLengths(ctx, seg, set.Options.Needs.Genre, textsOf(counted(needs.rows(), p), needTexts)); err != nil {
		return err
	}
	l.applyNeeds(&set.Options)
	return nil
}

// load reads all files into the engine. The summary is right whatever the error.
func (o *indexOptions) load(ctx context.Context, w io.Writer, engine *matcher.Engine, rejects *rejectFile) (indexSummary, error) {
	summary := indexSummary{Dir: o.dir}
	start := time.Now()
	p := newProgress(w, "docs", fileSize(o.patents...)+fileSize(o.needs...), o.quiet)
	found := &problems{w: w, quiet: o.quiet, rejects: rejects.write}
	patents, needs := patentSource(o.patents, found, o.strict), needSource(o.needs, found, o.strict)
	patents.advance = p.advance
	needs.advance = func(n int64) { p.advance(fileSize(o.patents...) + n) }
	count := func(s index.Summary) { p.count(s.Total()) }

	sum, err := engine.LoadPatents(ctx, patents.rows(), count)
	summary.Patents = sideSummary{Added: sum.Added, Updated: sum.Updated, Unchanged: sum.Unchanged, Rejected: found.rejected, Warnings: found.warnings}
	rows := sum.Total()
	if err == nil {
		p.part()
		sum, err = engine.LoadNeeds(ctx, needs.rows(), count)
		summary.Needs = sideSummary{
			Added: sum.Added, Updated: sum.Updated, Unchanged: sum.Unchanged,
			Rejected: found.rejected - summary.Patents.Rejected, Warnings: found.warnings - summary.Patents.Warnings,
		}
		rows += sum.Total()
	}
	p.finish()
	found.rest()
	summary.DocsPerSecond = perSecond(rows, time.Since(start))
	err = errors.Join(err, patents.err(), needs.err(), found.err)
	if !o.noOptimize && ctx.Err() == nil {
		if !o.quiet {
			fmt.Fprintln(w, "merging …")
		}
		err = errors.Join(err, engine.Optimize(ctx))
	}
	var countErr error
	summary.Patents.Total, summary.Needs.Total, countErr = engine.Counts()
	return summary, errors.Join(err, countErr)
}
