package benchmarks

import (
	"fmt"
	"os/exec"
	"runtime"

	"golang.org/x/sys/unix"
)

// startOnOneCore starts a command that runs on the last one of this process's cores alone, with all its threads: a process
// inherits the affinity of the thread that starts it.
func startOnOneCore(cmd *exec.Cmd) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var old, one unix.CPUSet
	if err := unix.SchedGetaffinity(0, &old); err != nil {
		return fmt.Errorf("read the cores of this process: %w", err)
	}
	for core := range len(old) * 64 {
		if old.IsSet(core) {
			one.Zero()
			one.Set(core)
		}
	}
	if err := unix.SchedSetaffinity(0, &one); err != nil {
		return fmt.Errorf("keep to one core: %w", err)
	}
	startErr := cmd.Start()
	if err := unix.SchedSetaffinity(0, &old); err != nil {
		return fmt.Errorf("go back to all cores: %w", err)
	}
	return startErr
}
