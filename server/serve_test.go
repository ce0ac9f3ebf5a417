package server

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// running is a server on a port of its own.
type running struct {
	url    string
	stop   context.CancelFunc
	result chan error
	client *http.Client
}

func serve(t *testing.T, e Engine, change func(*Options)) *running {
	t.Helper()
	b := newBench(t, e, change)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	r := &running{"http://" + l.Addr().String(), stop, make(chan error, 1), &http.Client{Transport: &http.Transport{}}}
	go func() { r.result <- b.Serve(ctx, l) }()
	t.Cleanup(r.client.CloseIdleConnections)
	t.Cleanup(stop)
	return r
}

// answer is what a client got.
type answer struct {
	status int
	body   string
	err    error
}

func (r *running) ask(ctx context.Context, method, path, body string) answer {
	req, err := http.NewRequestWithContext(ctx, method, r.url+path, strings.NewReader(body))
	if err != nil {
		return answer{err: err}
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := r.client.Do(req)
	if err != nil {
		return answer{err: err}
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, string(data), err}
}

// slow is a fake whose matches wait until they are let go, or until their context ends.
func slow() (f *fake, entered chan struct{}, let chan struct{}) {
	entered, let = make(chan struct{}), make(chan struct{})
	f = &fake{onMatch: func(ctx context.Context, _ corpus.Need, _ matcher.Query) (*matcher.Matches, error) {
		entered <- struct{}{}
		select {
		case <-let:
			return &matcher.Matches{Matches: []matcher.Match{}, Reason: "完成"}, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}}
	return f, entered, let
}

func TestServeFinishesRequests(t *testing.T) {
	f, entered, let := slow()
	r := serve(t, f, nil)
	got := make(chan answer, 1)
	go func() { got <- r.ask(context.Background(), http.MethodPost, "/v1/match", `{"title":"x"}`) }()
	<-entered
	r.stop()
	// The listener closes at once, while the request goes on.
	for {
		c, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
		if err != nil {
			break
		}
		require.NoError(t, c.Close())
	}
	select {
	case err := <-r.result:
		require.Fail(t, "Serve returned before the request was finished", "%v", err)
	default:
	}
	close(let)
	a := <-got
	require.NoError(t, a.err)
	require.Equal(t, http.StatusOK, a.status)
	require.Contains(t, a.body, "完成")
	require.NoError(t, <-r.result)
}

func TestServeCutsOffWhatTakesTooLong(t *testing.T) {
	f, entered, _ := slow()
	r := serve(t, f, func(o *Options) { o.ShutdownTimeout = 0 })
	got := make(chan answer, 1)
	go func() { got <- r.ask(context.Background(), http.MethodPost, "/v1/match", `{"title":"x"}`) }()
	<-entered
	r.stop()
	err := <-r.result
	require.ErrorContains(t, err, "cut off after 0s")
	require.ErrorIs(t, err, context.DeadlineExceeded)
	a := <-got
	require.True(t, a.err != nil || a.status == http.StatusServiceUnavailable, "%+v", a)
}

func TestServeWithoutRequests(t *testing.T) {
	r := serve(t, nil, nil)
	a := r.ask(t.Context(), http.MethodGet, "/healthz", "")
	require.NoError(t, a.err)
	require.JSONEq(t, `{"status":"ok"}`, a.body)
	a = r.ask(t.Context(), http.MethodHead, "/healthz", "")
	require.NoError(t, a.err)
	require.Equal(t, answer{status: http.StatusOK}, a)
	r.stop()
	require.NoError(t, <-r.result)
}

func TestServeReportsABrokenListener(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	require.ErrorIs(t, b.Serve(t.Context(), l), net.ErrClosed)
}

// A client that opens a connection and sends its body drop by drop does not hold it for ever.
func TestServeBoundsSlowBodies(t *testing.T) {
	r := serve(t, &fake{}, func(o *Options) { o.Timeout = 50 * time.Millisecond })
	reader, writer := io.Pipe()
	defer writer.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.url+"/v1/match", reader)
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	res, err := r.client.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	require.Equal(t, http.StatusRequestTimeout, res.StatusCode)
}

func TestShutdownIsSeen(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	b.draining.Store(true)
	for _, path := range []string{"/readyz", "/v1/search"} {
		w := b.get(t, path)
		require.Equal(t, http.StatusServiceUnavailable, w.Code)
		require.Equal(t, "the server is shutting down", problem(t, w).Detail)
	}
	require.Contains(t, b.get(t, "/metrics").Body.String(), "gongxu_ready 0\n")
}

// 64 clients at once get the answers to their own questions while engines come and go and documents change.
func TestConcurrentRequests(t *testing.T) {
	echo := func() *fake {
		return &fake{onMatch: func(_ context.Context, n corpus.Need, _ matcher.Query) (*matcher.Matches, error) {
			return &matcher.Matches{Matches: []matcher.Match{}, Reason: n.Title}, nil
		}}
	}
	first := echo()
	r := serve(t, first, nil)
	concurrently(t, func(i int) error {
		first.generation.Add(1)
		title := strings.Repeat("电", i%8+1)
		a := r.ask(t.Context(), http.MethodPost, "/v1/match", `{"title":"`+title+`"}`)
		if a.err != nil {
			return a.err
		}
		if a.status != http.StatusOK || a.body != `{"matches":[],"unmet":false,"reason":"`+title+`"}`+"\n" {
			return errors.New("wrong answer: " + a.body)
		}
		for _, path := range []string{"/v1/search?q=x", "/v1/patents/P1", "/v1/industries", "/metrics", "/openapi.json", "/readyz"} {
			if a := r.ask(t.Context(), http.MethodGet, path, ""); a.err != nil || a.status != http.StatusOK {
				return errors.Join(a.err, errors.New(path+": "+a.body))
			}
		}
		return nil
	})
	r.stop()
	require.NoError(t, <-r.result)
}

// concurrently runs 64 clients at once.
func concurrently(t *testing.T, client func(i int) error) {
	t.Helper()
	var wg sync.WaitGroup
	errs := make([]error, 64)
	for i := range errs {
		wg.Go(func() { errs[i] = client(i) })
	}
	wg.Wait()
	require.NoError(t, errors.Join(errs...))
}
