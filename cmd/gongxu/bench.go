package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/benchmarks"
)

// benchOptions are the flags that the measurements share.
type benchOptions struct {
	benchmarks.Scale
	memory memoryFlag
	source string
	json   bool
}

func newBenchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bench COMMAND",
		Short: "Measure speed and memory on a library of any size",
		Long: `Measure speed and memory on a library of any size, made from real patents by recombining their sentences, and
compare with other engines on the same patents and needs.`,
		Example: `  gongxu bench scale --patents 10000 --needs 30
  gongxu bench scale --patents 100000 --needs 90 --peers`,
	}
	cmd.AddCommand(newBenchScaleCommand(), newBenchScalingCommand(), newBenchTaskCommand())
	return cmd
}

func newBenchScaleCommand() *cobra.Command {
	o := benchOptions{Scale: benchmarks.DefaultScale()}
	cmd := &cobra.Command{
		Use:   "scale --patents N --needs M [--source F] [--dir D] [--json]",
		Short: "Measure indexing, needs and memory at one size",
		Long: `Measure indexing, needs and memory at one size, each phase in a process of its own, and check a sample of needs against
brute force. The patents are those of the source; a larger number is made up from their sentences and kept in the cache. The
needs are the first ones of bdci2019/needs.jsonl beside the source, else those of the built-in sample.

With --peers stock Bleve, Lucene and Tantivy get the same patents, needs and k. Lucene needs a JDK of version 21 or later and Maven,
Tantivy needs cargo; what is missing is left out, and the report says so.

"Cold" is a new process. The file cache of the operating system is not emptied: that is not possible without its rights.`,
		Example: `  gongxu bench scale --patents 100000 --needs 90
  gongxu bench scale --patents 100000 --needs 90 --peers
  gongxu bench scale --patents 1000000 --needs 90 --peers=lucene --dir big --reuse --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.runScale(cmd) },
	}
	flags := cmd.Flags()
	flags.IntVar(&o.Patents, "patents", o.Patents, "number of patents")
	o.add(cmd)
	flags.StringVar(&o.Dir, "dir", "", "make the engine here and keep it")
	flags.BoolVar(&o.Reuse, "reuse", false, "take the engine in --dir as it is when it is of the same corpus")
	return cmd
}

// add declares the flags that the measurements share.
func (o *benchOptions) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.IntVar(&o.Needs, "needs", o.Needs, "number of needs")
	flags.IntVarP(&o.K, "k", "k", o.K, "patents per need")
	flags.IntVar(&o.Runs, "runs", o.Runs, "rounds on the clock, of which the median counts")
	flags.IntVar(&o.Sample, "sample", o.Sample, "needs to check against brute force")
	flags.Uint64Var(&o.Seed, "seed", o.Seed, "seed of the generated patents")
	flags.StringSliceVar(&o.Peers, "peers", nil, "measure other engines too: "+strings.Join(benchmarks.PeerNames(), ", ")+"; all of them when none is named")
	flags.Lookup("peers").NoOptDefVal = strings.Join(benchmarks.PeerNames(), ",")
	flags.BoolVar(&o.Match, "match", o.Match, "measure whole matches too")
	flags.BoolVar(&o.NoInfer, "no-infer", o.NoInfer, "do not infer the fields of patents, as peers do not either")
	o.memory.add(cmd)
	flags.StringVar(&o.Cache, "cache", "", "directory for generated patents (default: gongxu in the user's cache directory)")
	flags.StringVar(&o.source, "source", "", "file of real patents (default: patents.jsonl.gz in GONGXU_DATA or ../shared/data, else the built-in sample)")
	flags.BoolVar(&o.json, "json", false, "print JSON")
}

func (o *benchOptions) runScale(cmd *cobra.Command) error {
	log := benchmarks.NewLog(cmd.ErrOrStderr())
	src, run, err := o.prepare(cmd, log)
	if err != nil {
		return err
	}
	report, err := o.Run(cmd.Context(), src, run, log)
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(cmd.OutOrStdout(), report)
	}
	return errors.Join(writeScaleTable(cmd.OutOrStdout(), report), report.WriteBenchfmt(cmd.OutOrStdout()))
}

// prepare checks the options and reads the source.
func (o *benchOptions) prepare(cmd *cobra.Command, log *benchmarks.Log) (*benchmarks.Source, benchmarks.Runner, error) {
	if o.Cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, nil, usage("there is no cache directory (%v); give one with --cache", err)
		}
		o.Cache = filepath.Join(dir, "gongxu")
	}
	if o.memory.bytes > 0 {
		o.Memory = int64(min(o.memory.bytes, 1<<62))
	}
	if err := o.Validate(); err != nil {
		return nil, nil, usage("%v", err)
	}
	src, err := o.openSource()
	if err != nil {
		return nil, nil, err
	}
	log.Printf("source: %s, %d patents, %d needs", src.Name, len(src.Patents), len(src.Needs))
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	return src, benchmarks.Children(cmd.ErrOrStderr(), self, "bench", "task"), nil
}

func (o *benchOptions) openSource() (*benchmarks.Source, error) {
	path := o.source
	if path == "" {
		path = realPatents()
	}
	if path == "" {
		return benchmarks.SampleSource()
	}
	return benchmarks.OpenSource(path)
}

// realPatents looks for a file of real patents: in GONGXU_DATA, else in shared/data beside the module that the working directory
// is in; empty when there is none.
func realPatents() string {
	const name = "patents.jsonl.gz"
	if dir := os.Getenv("GONGXU_DATA"); dir != "" {
		return filepath.Join(dir, name)
	}
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			path := filepath.Join(dir, "..", "shared", "data", name)
			if _, err := os.Stat(path); err == nil {
				return path
			}
			return ""
		}
		if filepath.Dir(dir) == dir {
			return ""
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

// newBenchTaskCommand does one phase of a measurement in a process of its own; gongxu bench calls it.
func newBenchTaskCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "task",
		Short:  "Do one phase of a measurement, read as JSON from standard input",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			data, err := io.ReadAll(cmd.InOrStdin())
			if err != nil {
				return err
			}
			var t benchmarks.Task
			if err := json.Unmarshal(data, &t); err != nil {
				return usage("standard input is no task: %v", err)
			}
			if t.Memory > 0 {
				limitMemory(t.Memory)
			}
			out, err := t.Run(cmd.Context(), benchmarks.NewLog(cmd.ErrOrStderr()))
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(append(out, '\n'))
			return err
		},
	}
}
