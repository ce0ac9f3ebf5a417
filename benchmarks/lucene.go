package benchmarks

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
)

// lucene is the program that asks Lucene.
type lucene struct {
	java string
	dir  string
}

// buildLucene compiles the program with Maven, once for every version of its source.
func buildLucene(ctx context.Context, cache string, log *Log) (*lucene, error) {
	home, version, err := findJava(ctx, os.Getenv, javaPlaces())
	if err != nil {
		return nil, err
	}
	mvn, err := findTool("mvn", "the program for Lucene")
	if err != nil {
		return nil, err
	}
	dir, err := unpack(cache, "lucene")
	if err != nil {
		return nil, err
	}
	l := &lucene{java: filepath.Join(home, "bin", "java"), dir: dir}
	built := filepath.Join(dir, "built")
	if _, err := os.Stat(built); err == nil {
		return l, nil
	}
	log.Printf("lucene: building with Maven and Java %d", version)
	cmd := exec.CommandContext(ctx, mvn, "-q", "-B", "package")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "JAVA_HOME="+home)
	if _, _, err := output(cmd, false); err != nil {
		return nil, err
	}
	return l, os.WriteFile(built, nil, 0o600)
}

// command makes a command of the program.
func (l *lucene) command(ctx context.Context, args ...string) *exec.Cmd {
	classes := filepath.Join(l.dir, "target", "classes") + string(os.PathListSeparator) + filepath.Join(l.dir, "target", "lib", "*")
	flags := []string{
		"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp", classes, "gongxu.bench.Main",
	}
	return exec.CommandContext(ctx, l.java, append(flags, args...)...)
}

// measureLucene measures Lucene: with bigrams, title and abstract apart, and joined to one field as a second setting; with words;
// each as it comes and merged into one segment.
func measureLucene(ctx context.Context, p *peerRun) error {
	l, err := buildLucene(ctx, p.cache, p.log)
	if err != nil {
		return err
	}
	patents, needs, err := p.task.writePeerFiles(ctx, p.work, false, p.log)
	if err != nil {
		return err
	}
	for _, s := range []struct {
		setting
		analyzer, fields string
	}{
		{setting{"lucene-cjk", "CJKAnalyzer, title ×2 and abstract"}, "cjk", "two"},
		{setting{"lucene-cjk-joined", "CJKAnalyzer, title and abstract in one field"}, "cjk", "one"},
		{setting{"lucene-smartcn", "SmartChineseAnalyzer, title ×2 and abstract"}, "smartcn", "two"},
	} {
		dir, err := p.folder(s.name)
		if err != nil {
			return err
		}
		p.log.Printf("%s: indexing", s.name)
		out, _, err := output(l.command(ctx, "index", dir, s.analyzer, s.fields, patents, strconv.Itoa(runtime.NumCPU())), false)
		if err != nil {
			return err
		}
		indexed, err := parsePeer[peerIndexed](s.name, out)
		if err != nil {
			return err
		}
		ask := func(s setting, analyzer, fields string, seconds float64) error {
			bytes, err := dirSize(dir)
			if err != nil {
				return err
			}
			cmd := l.command(ctx, "search", dir, analyzer, fields, needs, strconv.Itoa(p.task.K), strconv.Itoa(p.task.Runs))
			return p.search(s, cmd, indexed, seconds, bytes)
		}
		if err := ask(s.setting, s.analyzer, s.fields, indexed.Seconds); err != nil {
			return err
		}
		p.log.Printf("%s: merging", s.name)
		if out, _, err = output(l.command(ctx, "merge", dir, s.analyzer), false); err != nil {
			return err
		}
		merged, err := parsePeer[peerIndexed](s.name, out)
		if err != nil {
			return err
		}
		one := setting{s.name + "-merged", s.text + ", forceMerge(1)"}
		if err := errors.Join(ask(one, s.analyzer, s.fields, indexed.Seconds+merged.Seconds), os.RemoveAll(dir)); err != nil {
			return err
		}
	}
	return nil
}

// search runs a peer's command for searching on one core and puts the figures on record.
func (p *peerRun) search(s setting, cmd *exec.Cmd, indexed peerIndexed, seconds float64, bytes int64) error {
	out, memory, err := output(cmd, true)
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	searched, err := parsePeer[peerSearched](s.name, out)
	if err != nil {
		return err
	}
	if err := searched.check(s.name, p.task.Runs, p.task.NeedCount); err != nil {
		return err
	}
	searched.PeakRSS = memory.RSS
	return p.add(s, indexed, seconds, bytes, searched)
}
