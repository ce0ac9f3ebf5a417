package main

import (
	"math/rand/v2"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
)

func newDictCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "dict",
		Short: "Find technical terms in patents, and see what a user dictionary changes",
		Long: `Work on the terms that are kept whole when text is cut. A user dictionary is a text file in UTF-8 with one term a line,
2 to 32 characters; empty lines and lines that begin with # are left out. It is given to gongxu index with --user-dict.`,
		Example: `  gongxu dict mine --patents patents.jsonl.gz --top 2000 --out terms.txt
  gongxu dict check --user-dict terms.txt --patents patents.jsonl.gz`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newDictMineCommand(), newDictCheckCommand(), newDictListCommand())
	return cmd
}

// eachPatent calls f with every patent of the files, with progress.
func eachPatent(cmd *cobra.Command, files []string, quiet bool, f func(corpus.Patent)) error {
	w := cmd.ErrOrStderr()
	found := &problems{w: w, quiet: quiet}
	src := patentSource(files, found, false)
	p := newProgress(w, "docs", fileSize(files...), quiet)
	defer p.finish()
	src.advance = p.advance
	for patent, err := range counted(src.rows(), p) {
		if err == nil {
			err = cmd.Context().Err()
		}
		if err != nil {
			return err
		}
		f(patent)
	}
	found.rest()
	return src.err()
}

// reservoir draws n items of a stream of unknown length, each with the same chance (Vitter 1985, algorithm R); n 0 keeps all.
type reservoir[T any] struct {
	n, seen int
	items   []T
	random  *rand.Rand
}

func newReservoir[T any](n int) *reservoir[T] {
	return &reservoir[T]{n: n, random: rand.New(rand.NewPCG(1, 1))}
}

func (r *reservoir[T]) add(x T) {
	r.seen++
	if r.n == 0 || len(r.items) < r.n {
		r.items = append(r.items, x)
		return
	}
	if i := r.random.IntN(r.seen); i < r.n {
		r.items[i] = x
	}
}
