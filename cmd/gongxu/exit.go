package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/matcher"
)

// the exit codes.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
)

// errUsage marks errors that the caller mends by writing the command differently.
var errUsage = errors.New("usage")

// usage makes an error that exits with 2.
func usage(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...)}
}

type usageError struct{ err error }

func (e *usageError) Error() string   { return e.err.Error() }
func (e *usageError) Unwrap() []error { return []error{e.err, errUsage} }

// runError wraps what a command's own code returns, to tell it from the faults that cobra finds in the arguments.
type runError struct{ err error }

func (e *runError) Error() string { return e.err.Error() }
func (e *runError) Unwrap() error { return e.err }

// markRunErrors wraps the RunE of a command and of all below it.
func markRunErrors(cmd *cobra.Command) {
	cmd.DisableFlagsInUseLine = true
	if run := cmd.RunE; run != nil {
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			if err := run(cmd, args); err != nil {
				return &runError{err}
			}
			return nil
		}
	}
	for _, c := range cmd.Commands() {
		markRunErrors(c)
	}
}

// exitCode maps an error of the root command.
func exitCode(err error) int {
	var run *runError
	switch {
	case err == nil:
		return exitOK
	case !errors.As(err, &run), errors.Is(err, errUsage), errors.Is(err, matcher.ErrQuery), errors.Is(err, eval.ErrMeasure):
		return exitUsage
	}
	return exitFailure
}

// explain turns an error into what is printed, with what to do next where the error does not say so.
func explain(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return "interrupted; what was finished before stays, and the same command goes on from there"
	case errors.Is(err, matcher.ErrNotFound):
		return err.Error() + "; see what there is with: gongxu search --dir DIR"
	}
	return err.Error()
}
