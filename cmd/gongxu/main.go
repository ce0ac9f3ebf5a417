// Command gongxu matches Chinese patents with the technology needs of enterprises, on the command line.
//
// Typical steps:
//
//  1. gongxu demo shows the whole way on a sample corpus that is built in.
//  2. gongxu index --patents patents.csv --needs needs.xlsx --dir data makes a directory, or adds to one.
//  3. gongxu match --dir data --title … --text … finds patents for one need, gongxu match-all for a file of them.
//  4. gongxu search, get and inspect look into the directory.
//  5. gongxu run and gongxu eval measure the ranking against judgments.
//  6. gongxu serve answers over HTTP.
//
// Results go to standard output, everything else to standard error; with --json standard output holds exactly one JSON
// document. The exit code is 0 when all went well, 1 for a failure and 2 for wrong usage.
//
// Each command is in a file of its own with its options; all that they share is in files named for it: engine.go opens a
// directory, source.go reads files, filter.go holds the filter flags, table.go and style.go print, config.go takes flags from a file
// and the environment. Read package matcher next.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the process at once.
	context.AfterFunc(ctx, stop)
	code := execute(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// execute runs the command line and returns the exit code.
func execute(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	checked := &output{w: out}
	root := newRootCommand()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(checked)
	root.SetErr(errOut)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil && checked.err != nil {
		err = &runError{fmt.Errorf("write the result: %w", checked.err)}
	}
	code := exitCode(err)
	if code != exitOK {
		fmt.Fprintf(errOut, "gongxu: %s\n", explain(err))
	}
	if code == exitUsage {
		fmt.Fprintf(errOut, "See: %s --help\n", cmd.CommandPath())
	}
	return code
}
