package benchmarks

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
)

// buildTantivy compiles the program that asks Tantivy and returns its path. Cargo keeps what is built.
func buildTantivy(ctx context.Context, cache string, log *Log) (string, error) {
	cargo, err := findTool("cargo", "the program for Tantivy")
	if err != nil {
		return "", err
	}
	dir, err := unpack(cache, "tantivy")
	if err != nil {
		return "", err
	}
	log.Printf("tantivy: building with cargo")
	cmd := exec.CommandContext(ctx, cargo, "build", "--release", "--quiet")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CARGO_TARGET_DIR="+filepath.Join(dir, "target"))
	if _, _, err := output(cmd, false); err != nil {
		return "", err
	}
	return filepath.Join(dir, "target", "release", "tantivy-peer"), nil
}

// measureTantivy measures Tantivy on bigrams that Gongxu cuts, as it has no analyzer for Chinese: what it takes to cut them is not
// part of its times.
func measureTantivy(ctx context.Context, p *peerRun) error {
	program, err := buildTantivy(ctx, p.cache, p.log)
	if err != nil {
		return err
	}
	patents, needs, err := p.task.writePeerFiles(ctx, p.work, true, p.log)
	if err != nil {
		return err
	}
	s := setting{"tantivy-bigrams", "bigrams cut before, title ×2 and abstract"}
	dir, err := p.folder(s.name)
	if err != nil {
		return err
	}
	p.log.Printf("%s: indexing", s.name)
	out, _, err := output(exec.CommandContext(ctx, program, "index", dir, patents, strconv.Itoa(runtime.NumCPU())), false)
	if err != nil {
		return err
	}
	indexed, err := parsePeer[peerIndexed](s.name, out)
	if err != nil {
		return err
	}
	bytes, err := dirSize(dir)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, program, "search", dir, needs, strconv.Itoa(p.task.K), strconv.Itoa(p.task.Runs))
	return errors.Join(p.search(s, cmd, indexed, indexed.Seconds, bytes), os.RemoveAll(dir))
}
