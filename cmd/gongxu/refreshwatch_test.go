package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/embedding"
	"github.com/gongxu/gongxu/matcher"
)

// Vectors may be added while a directory is served, by one process at a time.
func TestEmbedBesideReaders(t *testing.T) {
	l, e := newLibrary(t), newEndpoint(t)
	set := matcher.DefaultSettings()
	var err error
	set.Embedder, err = embedding.New(embedderOptions(e), nil)
	require.NoError(t, err)
	reader, err := matcher.OpenReadOnly(l.dir, set)
	require.NoError(t, err)
	defer reader.Close()
	o := invoke(t, e.flags("embed", "--dir", l.dir, "--quiet")...)
	require.Equal(t, exitOK, o.code, o.errOut)
	count, changed, err := reader.RefreshVectors()
	require.NoError(t, err)
	require.True(t, changed)
	require.Equal(t, 12, count, "six titles, six texts")

	writer, err := matcher.OpenVectors(l.dir, set)
	require.NoError(t, err)
	defer writer.Close()
	o = invoke(t, e.flags("embed", "--dir", l.dir, "--quiet")...)
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "another process is adding vectors")
}

// embedderOptions name the endpoint as its flags do.
func embedderOptions(e *endpoint) embedding.Options {
	o := embedding.DefaultOptions()
	o.URL, o.QueryModel, o.PassageModel = e.URL+"/v1", "q", "p"
	return o
}

func TestRefresherWatches(t *testing.T) {
	var log bytes.Buffer
	ctx, stop := context.WithCancel(t.Context())
	broken := errors.New("broken")
	answers := []error{broken, broken, nil, broken}
	r := refresher{"vectors", func() (slog.Attr, bool, error) {
		err := answers[0]
		if answers = answers[1:]; len(answers) == 0 {
			stop()
		}
		return slog.Int("vectors", 7), err == nil, err
	}}
	signals, ticks := make(chan os.Signal, 1), make(chan time.Time, 3)
	signals <- syscall.SIGHUP
	for range 3 {
		ticks <- time.Time{}
	}
	r.watch(ctx, signals, ticks, slog.New(slog.NewTextHandler(&log, nil)))
	require.Empty(t, answers)
	require.Equal(t, 2, strings.Count(log.String(), "error=broken"), "once, and once more after it went well")
	require.Equal(t, 1, strings.Count(log.String(), "vectors=7"))
}

// A directory may be retrained while it is read; who reads it goes over when it looks.
func TestRetrainCommand(t *testing.T) {
	l := newLibrary(t)
	reader, err := matcher.OpenReadOnly(l.dir, matcher.DefaultSettings())
	require.NoError(t, err)
	defer reader.Close()
	o := invoke(t, "retrain", "--dir", l.dir, "--association", "--quiet")
	require.Equal(t, exitFailure, o.code, "six patents are too few to learn from")
	changed, err := reader.RefreshMeaning()
	require.NoError(t, err)
	require.False(t, changed)

	var patents strings.Builder
	for i := range 102 {
		fmt.Fprintf(&patents, `{"id":"Q%d","title":"%s"}`+"\n", i, []string{"锂电池", "蓄能器", "污水池"}[i%3])
	}
	file := write(t, t.TempDir(), "more.jsonl", patents.String())
	require.NoError(t, reader.Close())
	o = invoke(t, "index", "--patents", file, "--dir", l.dir, "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	reader, err = matcher.OpenReadOnly(l.dir, matcher.DefaultSettings())
	require.NoError(t, err)
	before := reader.Meaning().Hash()
	args := []string{"retrain", "--dir", l.dir, "--association", "--dimensions", "2", "--min-titles", "9", "--quiet"}
	o = invoke(t, append(args, "--json")...)
	require.Equal(t, exitOK, o.code, o.errOut)
	got := decode[matcher.Retrained](t, o)
	got.LearningSeconds, got.IndexingSeconds = 0, 0
	require.Equal(t, matcher.Retrained{Changed: true, Hash: got.Hash, Terms: 6, Dimensions: 2, Patents: 108}, got, "锂电 电池 蓄能 能器 污水 水池")
	require.Equal(t, before, reader.Meaning().Hash())
	changed, err = reader.RefreshMeaning()
	require.NoError(t, err)
	require.True(t, changed)
	require.Equal(t, got.Hash, reader.Meaning().Hash())
	require.NoError(t, reader.Close())
	o = invoke(t, args...)
	require.Equal(t, outcome{exitOK, "学得的语义映射与现用的相同（" + got.Hash + "），目录未变\n", ""}, o)

	// The run is that of a directory which is made with the map.
	own, fresh := filepath.Join(t.TempDir(), "own.map"), filepath.Join(t.TempDir(), "fresh")
	o = invoke(t, "distill", "--association", "--dir", l.dir, "--out", own, "--dimensions", "2", "--min-titles", "9", "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.errOut, got.Hash)
	o = invoke(t, "index", "--patents", file+","+l.patents, "--needs", l.needs, "--dir", fresh, "--meaning", own, "--quiet")
	require.Equal(t, exitOK, o.code, o.errOut)
	var runs []string
	for _, dir := range []string{l.dir, fresh} {
		path := filepath.Join(t.TempDir(), "a.run")
		o = invoke(t, "run", "--dir", dir, "--needs", l.needs, "--out", path, "--quiet")
		require.Equal(t, exitOK, o.code, o.errOut)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		runs = append(runs, string(data))
	}
	require.NotEmpty(t, runs[0])
	require.Equal(t, runs[1], runs[0])
}
