//go:build !linux

package benchmarks

import "os/exec"

// startOnOneCore starts a command with one core for Go's scheduler, where there is no other way to keep it to one.
func startOnOneCore(cmd *exec.Cmd) error {
	cmd.Env = append(cmd.Environ(), "GOMAXPROCS=1")
	return cmd.Start()
}
