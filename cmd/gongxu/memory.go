package main

import (
	"fmt"
	"runtime/debug"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/matcher"
)

// memoryFlag is the budget of a command for anonymous memory.
type memoryFlag struct{ bytes uint64 }

func (m *memoryFlag) add(cmd *cobra.Command) {
	cmd.Flags().Var(m, "memory", "budget for memory, such as 512MiB or 2GB; less is slower (default 1GiB)")
}

func (m *memoryFlag) String() string {
	if m.bytes == 0 {
		return ""
	}
	return humanize.IBytes(m.bytes)
}

func (m *memoryFlag) Type() string { return "size" }

func (m *memoryFlag) Set(s string) error {
	n, err := humanize.ParseBytes(s)
	if err != nil {
		return fmt.Errorf("want a size such as 512MiB: %w", err)
	}
	if n < matcher.MinMemory {
		return fmt.Errorf("%s is less than the %s that it takes at least", s, humanize.IBytes(matcher.MinMemory))
	}
	m.bytes = n
	return nil
}

// defaultMemory is the budget when none is given.
const defaultMemory = 1 << 30

// settings returns the settings for the budget and tells the garbage collector of it, which then works harder instead of
// letting the process grow.
func (m *memoryFlag) settings() (matcher.Settings, error) {
	budget := int64(defaultMemory)
	if m.bytes > 0 {
		budget = int64(min(m.bytes, 1<<62))
	}
	limitMemory(budget)
	return matcher.DefaultSettings().WithMemory(budget)
}

// limitMemory tells the garbage collector of a budget: it may let garbage grow to twice what is in use, but not beyond the budget.
func limitMemory(budget int64) {
	debug.SetGCPercent(200)
	debug.SetMemoryLimit(budget)
}
