package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
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
	workers   int
	reverse   bool
	resume    bool
	allStatus bool
	threshold float64
	diversity diversityFlags
	quiet     bool
}

func newMatchAllCommand() *cobra.Command {
	var o matchAllOptions
	cmd := &cobra.Command{
		Use:   "match-all --dir D [--needs F] -k 10 --out F.{xlsx,csv,jsonl}",
		Short: "Find patents for every need, or needs for every patent, as a table for people",
		Long: `Find patents for every need of the files, or of the directory when no file is given, and write a row for each match, needs in
their order. With --reverse find needs of the directory for every patent of it instead. The form goes by the name of the file: an
XLSX workbook with a second sheet that has a line for every need, CSV (UTF-8 with a mark that spreadsheets recognise), or JSON
lines. The file appears when all is written.

Results are kept in a file beside it, named .part, as they come. A run that was cut short goes on from there with --resume.`,
		Example: `  gongxu match-all --dir data --needs needs.xlsx -k 10 --out matches.xlsx
  gongxu match-all --dir data --needs needs.csv --status 有效 --out matches.csv
  gongxu match-all --dir data --reverse -k 5 --out pushes.jsonl --resume`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.engineFlags.add(cmd, false)
	o.embedder.add(cmd, defaultEmbedBudget)
	o.reranker.add(cmd, defaultRerankBudget)
	o.synonyms.add(cmd)
	o.ranking.add(cmd, "weights and calibration of this file, made by gongxu tune, instead of the directory's")
	addThreshold(cmd, &o.threshold)
	o.diversity.add(cmd)
	flags := cmd.Flags()
	flags.StringSliceVar(&o.needs, "needs", nil, "files of needs; without them those of the directory")
	flags.StringVar(&o.out, "out", "", "file to write: .xlsx, .csv or .jsonl")
	flags.IntVarP(&o.k, "k", "k", 10, "matches for each")
	flags.IntVar(&o.workers, "workers", runtime.GOMAXPROCS(0), "needs or patents matched at the same time")
	flags.BoolVar(&o.reverse, "reverse", false, "find needs for every patent of the directory")
	flags.BoolVar(&o.resume, "resume", false, "go on where a run of the same job was cut short")
	flags.BoolVar(&o.allStatus, "all-status", false, "let in patents that are known not to be in force")
	flags.BoolVar(&o.quiet, "quiet", false, "no progress, no warnings")
	o.filterFlags.add(cmd)
	required(cmd, "out")
	cmd.MarkFlagsMutuallyExclusive("needs", "reverse")
	return cmd
}

// matchedItem is the line of one need, or of one patent with --reverse, in the journal.
type matchedItem struct {
	ID      string      `json:"id"`
	Rows    []exportRow `json:"rows"`
	Summary itemSummary `json:"summary"`
}

func (o *matchAllOptions) run(cmd *cobra.Command) (err error) {
	ctx, stderr := cmd.Context(), cmd.ErrOrStderr()
	open, err := exporterFor(o.out)
	if err != nil {
		return err
	}
	if o.k < 1 || o.workers < 1 {
		return usage("-k %d and --workers %d must be at least 1", o.k, o.workers)
	}
	engine, err := o.openReadOnly()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	job, err := o.job(engine)
	if err != nil {
		return err
	}
	j, err := openJournal(o.out+".part", job, o.resume)
	if err != nil {
		return err
	}
	if len(j.done) > 0 && !o.quiet {
		fmt.Fprintf(stderr, "%d were done before\n", len(j.done))
	}
	err = o.match(ctx, stderr, engine, j)
	if err = errors.Join(err, j.close()); err != nil {
		return fmt.Errorf("%w; what is done stays in %s, go on with --resume", err, j.path)
	}
	return o.export(cmd, j, open)
}

// job names everything that the results depend on.
func (o *matchAllOptions) job(engine *matcher.Engine) (string, error) {
	h := sha256.New()
	patents, needs, err := engine.Counts()
	if err != nil {
		return "", err
	}
	err = json.NewEncoder(h).Encode([]any{
		engine.Options(), engine.Meaning().Hash(), o.embedder.models(), o.reranker.choices(), patents, needs, o.k, o.filter, o.allStatus, o.reverse, o.threshold,
		o.diversity.perApplicant, o.diversity.duplicates,
		o.synonyms.none, o.synonyms.file != "",
	})
	files := o.needs
	if o.synonyms.file != "" {
		files = append(slices.Clone(files), o.synonyms.file)
	}
	for _, path := range files {
		if err == nil {
			err = addFile(h, path)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), err
}

func addFile(w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return errors.Join(err, f.Close())
}

// match finds the matches of every item that is not done and puts them into the journal.
func (o *matchAllOptions) match(ctx context.Context, stderr io.Writer, engine *matcher.Engine, j *journal) error {
	patents, needs, err := engine.Counts()
	if err != nil {
		return err
	}
	emit := func(p *progress) func(int, matchedItem) error {
		return func(i int, item matchedItem) error {
			p.count(i + 1)
			if len(o.needs) == 0 {
				p.advance(int64(len(j.done) + i + 1))
			}
			return j.put(item)
		}
	}
	if o.reverse {
		p := newProgress(stderr, "patents", int64(patents), o.quiet)
		defer p.finish()
		rest := pending(engine.Patents(ctx), j.done, func(p corpus.Patent) string { return p.ID })
		return ordered(ctx, rest, o.workers, o.needsOf(engine), emit(p))
	}
	total, rows := int64(needs), engine.Needs(ctx)
	found := &problems{w: stderr, quiet: o.quiet}
	src := needSource(o.needs, found, false)
	if len(o.needs) > 0 {
		total, rows = fileSize(o.needs...), src.rows()
	}
	p := newProgress(stderr, "needs", total, o.quiet)
	defer p.finish()
	src.advance = p.advance
	rest := pending(rows, j.done, func(n corpus.Need) string { return n.ID })
	err = ordered(ctx, rest, o.workers, o.patentsOf(engine), emit(p))
	found.rest()
	return errors.Join(err, src.err())
}

// pending leaves out the items at the beginning that are done. An item that is not the one that was done there ends the sequence
// with an error.
func pending[T any](items iter.Seq2[T, error], done []string, id func(T) string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		i := 0
		for item, err := range items {
			if err == nil && i < len(done) {
				if id(item) != done[i] {
					yield(none, fmt.Errorf("number %d is %q now and was %q: it %w", i+1, id(item), done[i], errOtherJob))
					return
				}
				i++
				continue
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

func (o *matchAllOptions) query() matcher.Query {
	q := matcher.DefaultQuery()
	q.K, q.Filter, q.Expired, q.Records, q.Places = o.k, o.filter, o.allStatus, true, false
	q.Threshold = o.threshold
	o.diversity.apply(&q)
	return q
}

func (o *matchAllOptions) patentsOf(engine *matcher.Engine) func(context.Context, corpus.Need) (matchedItem, error) {
	q := o.query()
	return func(ctx context.Context, n corpus.Need) (matchedItem, error) {
		res, err := engine.Match(ctx, n, q)
		if err != nil {
			return matchedItem{}, fmt.Errorf("need %s: %w", n.ID, err)
		}
		return matchedItem{n.ID, exportRows(n, res), summarise(n, res)}, nil
	}
}

func (o *matchAllOptions) needsOf(engine *matcher.Engine) func(context.Context, corpus.Patent) (matchedItem, error) {
	q := o.query()
	return func(ctx context.Context, p corpus.Patent) (matchedItem, error) {
		res, err := engine.MatchPatent(ctx, p, q)
		if err != nil {
			return matchedItem{}, fmt.Errorf("patent %s: %w", p.ID, err)
		}
		return matchedItem{p.ID, reverseRows(p, res), summarisePatent(p, res)}, nil
	}
}

// export writes the table of what the journal holds and removes the journal.
func (o *matchAllOptions) export(cmd *cobra.Command, j *journal, open func(io.Writer, bool) (exporter, error)) error {
	items, matched, rows := 0, 0, 0
	err := writeFile(o.out, cmd.OutOrStdout(), func(w io.Writer) error {
		x, err := open(w, o.reverse)
		if err != nil {
			return err
		}
		err = j.items(func(line []byte) error {
			var item matchedItem
			if err := json.Unmarshal(line, &item); err != nil {
				return fmt.Errorf("%s, line %d: %w", j.path, items+2, err)
			}
			items++
			rows += len(item.Rows)
			if len(item.Rows) > 0 {
				matched++
			}
			return x.add(item)
		})
		return errors.Join(err, x.close(err == nil))
	})
	if err != nil {
		return err
	}
	what := "needs"
	if o.reverse {
		what = "patents"
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%d matches for %d of %d %s in %s\n", rows, matched, items, what, o.out)
	return os.Remove(j.path)
}

// exporter writes matches. close with whole false gives up without finishing the file.
type exporter interface {
	add(item matchedItem) error
	close(whole bool) error
}

// exporterFor chooses the form by the name of the file.
func exporterFor(path string) (func(w io.Writer, reverse bool) (exporter, error), error) {
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
