package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/server"
)

// lines takes what a command prints, line by line.
type lines chan string

func (l lines) Write(p []byte) (int, error) {
	for line := range strings.Lines(string(p)) {
		l <- strings.TrimSuffix(line, "\n")
	}
	return len(p), nil
}

// served is a running gongxu serve.
type served struct {
	url    string
	errOut lines
	stop   context.CancelFunc
	result chan int
}

// startServe runs gongxu serve on a free port and waits until it listens.
func startServe(t *testing.T, args ...string) *served {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	s := &served{errOut: make(lines, 1000), stop: stop, result: make(chan int, 1)}
	go func() {
		args := append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)
		s.result <- execute(ctx, args, strings.NewReader(""), io.Discard, s.errOut)
		close(s.errOut)
	}()
	t.Cleanup(stop)
	s.url = strings.TrimPrefix(s.waitFor(t, "gongxu: listening on "), "gongxu: listening on ")
	return s
}

// waitFor reads standard error up to a line that holds the text.
func (s *served) waitFor(t *testing.T, text string) string {
	t.Helper()
	var all []string
	for line := range s.errOut {
		if strings.Contains(line, text) {
			return line
		}
		all = append(all, line)
	}
	require.Fail(t, "the command has ended", "%s", strings.Join(all, "\n"))
	return ""
}

// end waits for the command and returns its exit code and what it printed behind the last line read.
func (s *served) end() (code int, errOut string) {
	code = <-s.result
	for line := range s.errOut {
		errOut += line + "\n"
	}
	return code, errOut
}

func (s *served) ask(t *testing.T, method, path, body string) (status int, answer string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.url+path, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(data)
}

func TestServe(t *testing.T) {
	l := shared(t)
	s := startServe(t, "--dir", l.dir, "--log-format", "json")
	status, _ := s.ask(t, http.MethodGet, "/healthz", "")
	require.Equal(t, http.StatusOK, status, "before or after the directory is open")
	var ready map[string]any
	require.NoError(t, json.Unmarshal([]byte(s.waitFor(t, `"msg":"ready"`)), &ready))
	require.EqualValues(t, 6, ready["patents"])
	require.EqualValues(t, 3, ready["needs"])
	status, _ = s.ask(t, http.MethodGet, "/readyz", "")
	require.Equal(t, http.StatusOK, status)

	status, answer := s.ask(t, http.MethodGet, "/v1/patents/P1", "")
	require.Equal(t, http.StatusOK, status)
	require.JSONEq(t, invoke(t, "get", "--dir", l.dir, "P1", "--json").out, answer)
	status, answer = s.ask(t, http.MethodGet, "/v1/search?q=ipc:H01M&k=2&sort=date&facets=type", "")
	require.Equal(t, http.StatusOK, status)
	require.JSONEq(t, invoke(t, "search", "--dir", l.dir, "ipc:H01M", "-k", "2", "--sort", "date", "--facets", "type", "--json").out, answer)
	status, answer = s.ask(t, http.MethodGet, "/metrics", "")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, answer, "go_goroutines ")

	var request map[string]any
	require.NoError(t, json.Unmarshal([]byte(s.waitFor(t, `"msg":"request"`)), &request))
	require.Equal(t, "/v1/patents/:id", request["route"], "probes are not logged")

	s.stop()
	code, errOut := s.end()
	require.Equal(t, exitOK, code, errOut)
	require.NotContains(t, errOut, "gongxu: ", "an end that was asked for is no failure")
}

// The command line and the API give one need the same object.
func TestServeMatchesLikeMatch(t *testing.T) {
	l := shared(t)
	s := startServe(t, "--dir", l.dir)
	s.waitFor(t, "msg=ready")
	for name, c := range map[string]struct {
		flags []string
		body  string
	}{
		"plain":   {[]string{"--title", "磷酸铁锂电池", "--text", "低温放电", "-k", "10"}, `{"title":"磷酸铁锂电池","text":"低温放电","k":10}`},
		"filters": {[]string{"--title", "锂电池", "--ipc", "H01M", "--region", "湖北", "--granted-after", "2020-02"}, `{"title":"锂电池","filters":{"ipc":["H01M"],"region":["湖北"],"granted_after":"2020-02"}}`},
		"fields": {
			[]string{"--title", "锂电池", "--per-field", "2", "--industry", "3.3", "--all-status"},
			`{"title":"锂电池","per_field":2,"industries":["3.3"],"all_status":true}`,
		},
		"nothing": {[]string{"--text", "！"}, `{"text":"！"}`},
	} {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, append([]string{"match", "--dir", l.dir, "--json"}, c.flags...)...)
			require.Equal(t, exitOK, o.code, o.errOut)
			status, answer := s.ask(t, http.MethodPost, "/v1/match", c.body)
			require.Equal(t, http.StatusOK, status, answer)
			require.JSONEq(t, o.out, answer)
		})
	}
	o := invoke(t, "match", "--dir", l.dir, "--need", "N1", "--json", "-k", "3")
	status, answer := s.ask(t, http.MethodGet, "/v1/needs/N1/recommendations?k=3", "")
	require.Equal(t, http.StatusOK, status)
	require.JSONEq(t, o.out, answer)
	require.NotEmpty(t, decode[matcher.Matches](t, o).Matches)
}

func TestServeFlags(t *testing.T) {
	s := startServe(t, "--dir", shared(t).dir, "--body-limit", "10", "--max-k", "2", "--cache-bytes", "0", "--timeout", "20s", "--shutdown-timeout", "0s")
	s.waitFor(t, "msg=ready")
	status, answer := s.ask(t, http.MethodPost, "/v1/match", `{"title":"x"}`)
	require.Equal(t, http.StatusRequestEntityTooLarge, status)
	var p server.Problem
	require.NoError(t, json.Unmarshal([]byte(answer), &p))
	require.Contains(t, p.Detail, "10 bytes")
	status, _ = s.ask(t, http.MethodPost, "/v1/match", `{"k":3}`)
	require.Equal(t, http.StatusBadRequest, status)
}

func TestServeFailures(t *testing.T) {
	l := shared(t)
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"log format": {[]string{"--log-format", "xml"}, exitUsage, `--log-format "xml"`},
		"timeout":    {[]string{"--timeout", "0s"}, exitUsage, "timeout 0s"},
		"two faults": {[]string{"--body-limit", "0", "--max-k", "10001"}, exitUsage, "largest k 10001"},
		"address":    {[]string{"--addr", "127.0.0.1:x"}, exitFailure, "listen"},
	} {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, append([]string{"serve", "--dir", l.dir}, c.args...)...)
			require.Equal(t, c.code, o.code, o.errOut)
			require.Contains(t, o.errOut, c.says)
		})
	}
	o := invoke(t, "serve", "--dir", filepath.Join(t.TempDir(), "none"), "--addr", "127.0.0.1:0")
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "make one with: gongxu index")
}

// A directory that is being written to cannot be served.
func TestServeALockedDirectory(t *testing.T) {
	l := newLibrary(t)
	e, err := matcher.Open(l.dir, matcher.DefaultSettings())
	require.NoError(t, err)
	o := invoke(t, "serve", "--dir", l.dir, "--addr", "127.0.0.1:0")
	require.NoError(t, e.Close())
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "already open")
}
