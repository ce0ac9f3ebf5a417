package benchmarks

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// peerSources are the programs of the peers in other languages, which are built where they are needed.
//
//go:embed peers/lucene/pom.xml peers/lucene/src peers/tantivy/Cargo.toml peers/tantivy/src
var peerSources embed.FS

// unpack writes the source of a peer's program into the cache and returns its directory, which is named for its content.
func unpack(cache, name string) (string, error) {
	files, err := fs.Sub(peerSources, "peers/"+name)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	err = fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, path)
		fmt.Fprintf(h, "%s %d\n", path, len(data))
		h.Write(data)
		return err
	})
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, name+"-"+hex.EncodeToString(h.Sum(nil)[:6]))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	tmp, err := os.MkdirTemp(cache, name+"-")
	if err != nil {
		return "", err
	}
	if err := errors.Join(os.CopyFS(tmp, files), os.Rename(tmp, dir)); err != nil {
		return "", errors.Join(err, os.RemoveAll(tmp))
	}
	return dir, nil
}

// output runs a command and returns what it prints and the memory that it had. What it says on standard error is in the error.
func output(cmd *exec.Cmd, oneCore bool) ([]byte, Memory, error) {
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	memory, err := runOn(cmd, oneCore)
	if err != nil {
		text := strings.TrimSpace(stderr.String() + stdout.String())
		if len(text) > 2000 {
			text = "… " + strings.ToValidUTF8(text[len(text)-2000:], "")
		}
		return nil, memory, fmt.Errorf("%w: %s: %w: %s", ErrPeer, filepath.Base(cmd.Path), err, text)
	}
	return stdout.Bytes(), memory, nil
}

// javaLeast is the first version of Java that Lucene 10 runs on.
const javaLeast = 21

// findJava returns the home of the newest Java of at least version 21 among JAVA_HOME, the one in PATH and those in the usual
// places, and its version; else an error that wraps ErrSkipped.
func findJava(ctx context.Context, getenv func(string) string, places []string) (home string, version int, err error) {
	candidates := []string{getenv("JAVA_HOME")}
	if path, err := exec.LookPath("java"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			candidates = append(candidates, filepath.Dir(filepath.Dir(real)))
		}
	}
	for _, pattern := range places {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return "", 0, err
		}
		candidates = append(candidates, found...)
	}
	for _, c := range candidates {
		if c == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(c, "bin", "javac")); err != nil {
			continue
		}
		out, err := exec.CommandContext(ctx, filepath.Join(c, "bin", "java"), "-version").CombinedOutput()
		if err != nil {
			continue
		}
		if v := javaVersion(string(out)); v >= javaLeast && v > version {
			home, version = c, v
		}
	}
	if home == "" {
		return "", 0, fmt.Errorf("%w: there is no JDK %d or newer; set JAVA_HOME", ErrSkipped, javaLeast)
	}
	return home, version, nil
}

var javaVersionLine = regexp.MustCompile(`version "(\d+)`)

// javaVersion reads the number from what java -version prints; 0 when there is none, 1 for those before Java 9.
func javaVersion(text string) int {
	m := javaVersionLine.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return n
}

// javaPlaces are where systems keep their versions of Java.
func javaPlaces() []string {
	return []string{"/usr/lib/jvm/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home", "/opt/java/*"}
}

// findTool finds a program in PATH; else the error wraps ErrSkipped.
func findTool(name, what string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%w: there is no %s, which %s needs", ErrSkipped, name, what)
	}
	return path, nil
}
