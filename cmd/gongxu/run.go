package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/matcher"
)

// runOptions are the flags of gongxu run.
type runOptions struct {
	engineFlags
	needs, docs []string
	out, tag    string
	k, workers  int
	warm, quiet bool
}

func newRunCommand() *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:   "run {--dir D | --docs F} --needs F -k 100 --out RUN",
		Short: "Rank patents for every need of a file into a TREC run file",
		Long: `Rank patents for every need and write a TREC run: lines of topic Q0 docno rank score tag, needs in the order of
their files, scores strictly falling. The ranking is the one before any cut-off, so that k can reach deep.

With --docs the ranking is over plain documents instead, JSONL lines {"doc_id": …, "text": …}, in memory.
Needs per second and the time of each need go to standard error at the end.`,
		Example: `  gongxu run --dir data --needs needs.jsonl -k 100 --out gongxu.run
  gongxu run --docs achievements.jsonl.gz --needs needs.jsonl -k 1000 --out gongxu.run
  gongxu eval --qrels qrels.txt --run gongxu.run`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.add(cmd, true)
	o.embedder.add(cmd, 0)
	o.reranker.add(cmd, 0)
	o.synonyms.add(cmd)
	o.ranking.add(cmd, "weights and calibration of this file, made by gongxu tune, instead of the directory's")
	flags := cmd.Flags()
	flags.StringSliceVar(&o.needs, "needs", nil, "files of needs")
	flags.StringSliceVar(&o.docs, "docs", nil, "rank these plain documents instead of a directory's patents")
	flags.IntVarP(&o.k, "k", "k", 100, "patents per need, up to 10000")
	flags.StringVar(&o.out, "out", "", "run file to write, - for standard output")
	flags.StringVar(&o.tag, "tag", "gongxu", "name of the run, the last column")
	flags.IntVar(&o.workers, "workers", runtime.GOMAXPROCS(0), "needs ranked at the same time")
	flags.BoolVar(&o.warm, "warm", false, "rank all once before the time is taken")
	flags.BoolVar(&o.quiet, "quiet", false, "no progress, no warnings")
	required(cmd, "needs", "out")
	cmd.MarkFlagsOneRequired("dir", "docs")
	cmd.MarkFlagsMutuallyExclusive("dir", "docs")
	return cmd
}

// timed is a ranking with the time that it took.
type timed struct {
	ranked []matcher.Ranked
	took   time.Duration
}

func (o *runOptions) run(cmd *cobra.Command) (err error) {
	ctx, stderr := cmd.Context(), cmd.ErrOrStderr()
	if o.k < 1 || o.k > maxRunDepth {
		return usage("-k %d is not within 1…%d", o.k, maxRunDepth)
	}
	if o.workers < 1 {
		return usage("--workers %d must be at least 1", o.workers)
	}
	needs, err := readNeeds(o.needs, stderr, o.quiet)
	if err != nil {
		return err
	}
	engine, err := o.openOrBuild(ctx, stderr, o.docs, o.quiet)
	if err != nil {
		return err
	}
	defer engine.Close()
	rank := func(ctx context.Context, n corpus.Need) (timed, error) {
		start := time.Now()
		ranked, err := engine.Rank(ctx, n, o.k)
		if err != nil {
			err = fmt.Errorf("need %s: %w", n.ID, err)
		}
		return timed{ranked, time.Since(start)}, err
	}
	if o.warm {
		if err := ordered(ctx, each(needs), o.workers, rank, func(int, timed) error { return nil }); err != nil {
			return err
		}
	}
	return writeFile(o.out, cmd.OutOrStdout(), func(w io.Writer) error {
		return o.write(ctx, w, stderr, needs, rank)
	})
}

// maxRunDepth is the largest k.
const maxRunDepth = 10_000

func (o *runOptions) write(ctx context.Context, w, stderr io.Writer, needs []corpus.Need, rank func(context.Context, corpus.Need) (timed, error)) error {
	run := eval.NewRunWriter(w)
	p := newProgress(stderr, "needs", int64(len(needs)), o.quiet)
	defer p.finish()
	times := make([]time.Duration, 0, len(needs))
	empty := 0
	start := time.Now()
	err := ordered(ctx, each(needs), o.workers, rank, func(i int, t timed) error {
		times = append(times, t.took)
		p.reach(i + 1)
		if len(t.ranked) == 0 {
			empty++
		}
		hits := make([]eval.Scored, len(t.ranked))
		for j, r := range t.ranked {
			hits[j] = eval.Scored{Doc: r.ID, Score: r.Score}
		}
		return run.Write(needs[i].ID, hits, o.tag)
	})
	if err != nil {
		return err
	}
	p.finish()
	elapsed := time.Since(start)
	slices.Sort(times)
	fmt.Fprintf(stderr, "%d needs (%d without a patent), %.1f needs/s on %d workers, each p50 %s, p95 %s, max %s\n",
		len(needs), empty, perSecond(len(needs), elapsed), o.workers, quantile(times, 0.5), quantile(times, 0.95), quantile(times, 1))
	return nil
}

// quantile returns the smallest time that at least a share q of the sorted times does not exceed.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	i := int(float64(len(sorted))*q+0.9999999) - 1
	return sorted[min(max(i, 0), len(sorted)-1)].Round(10 * time.Microsecond)
}
