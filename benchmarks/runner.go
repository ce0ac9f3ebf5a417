package benchmarks

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strconv"
)

// Runner does a task and returns its result as JSON.
type Runner func(ctx context.Context, t Task) ([]byte, error)

// InProcess does tasks in this process: for tests, and where no process can be started. Memory and cold starts are then not those
// of one phase.
func InProcess(log *Log) Runner {
	return func(ctx context.Context, t Task) ([]byte, error) { return t.Run(ctx, log) }
}

// Children does each task in a new process of a command, which gets the task as JSON on its standard input, prints the result
// on its standard output, and must call [Task.Run]. The phases for one core are kept on one core.
func Children(stderr io.Writer, command string, args ...string) Runner {
	return func(ctx context.Context, t Task) ([]byte, error) {
		in, err := json.Marshal(t)
		if err != nil {
			return nil, err
		}
		cmd := exec.CommandContext(ctx, command, args...)
		cmd.Stdin, cmd.Stderr = bytes.NewReader(in), stderr
		var out bytes.Buffer
		cmd.Stdout = &out
		if _, err := runOn(cmd, t.Phase.oneCore()); err != nil {
			return nil, fmt.Errorf("phase %s: %w", t.Phase, err)
		}
		return out.Bytes(), nil
	}
}

// runOn runs a command, on one core if so wished, and returns the memory that it had.
func runOn(cmd *exec.Cmd, oneCore bool) (Memory, error) {
	start := cmd.Start
	if oneCore {
		start = func() error { return startOnOneCore(cmd) }
	}
	if err := start(); err != nil {
		return Memory{}, err
	}
	watch := watchProcess(strconv.Itoa(cmd.Process.Pid))
	err := cmd.Wait()
	return watch.end(), err
}

// run does a task and decodes its result.
func run[T any](ctx context.Context, r Runner, t Task) (T, error) {
	var out T
	data, err := r(ctx, t)
	if err != nil {
		return out, err
	}
	if err := json.Unmarshal(data, &out); err != nil {
		return out, fmt.Errorf("phase %s: %w", t.Phase, err)
	}
	return out, nil
}
