package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/embedding"
	"github.com/gongxu/gongxu/matcher"
)

// refreshed answers from a list, and ends the watch behind it.
type refreshed struct {
	answers []error
	stop    context.CancelFunc
}

func (r *refreshed) RefreshVectors() (int, bool, error) {
	err := r.answers[0]
	if r.answers = r.answers[1:]; len(r.answers) == 0 {
		r.stop()
	}
	return 7, err == nil, err
}

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

func TestWatchVectors(t *testing.T) {
	var log bytes.Buffer
	ctx, stop := context.WithCancel(t.Context())
	broken := errors.New("broken")
	user := &refreshed{[]error{broken, broken, nil, broken}, stop}
	signals, ticks := make(chan os.Signal, 1), make(chan time.Time, 3)
	signals <- syscall.SIGHUP
	for range 3 {
		ticks <- time.Time{}
	}
	watchVectors(ctx, signals, ticks, user, slog.New(slog.NewTextHandler(&log, nil)))
	require.Empty(t, user.answers)
	require.Equal(t, 2, strings.Count(log.String(), "error=broken"), "once, and once more after it went well")
	require.Equal(t, 1, strings.Count(log.String(), "vectors=7"))
}
