package embedding_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/embedding"
)

// request is what the endpoints below are asked.
type request struct {
	Model          string   `json:"model"`
	Input          []string `json:"input"`
	EncodingFormat string   `json:"encoding_format"`
}

// vectors answers a request: the vector of a text is its number of bytes and 1, last text first.
func vectors(w http.ResponseWriter, r request) {
	var data []string
	for i := range r.Input {
		data = append(data, fmt.Sprintf(`{"object":"embedding","index":%d,"embedding":[%d,1]}`, i, len(r.Input[i])))
	}
	slices.Reverse(data)
	fmt.Fprintf(w, `{"object":"list","model":%q,"data":[%s],"usage":{"total_tokens":1}}`, r.Model, strings.Join(data, ","))
}

// endpoint serves answer for every request to /v1/embeddings.
func endpoint(t *testing.T, answer func(w http.ResponseWriter, r request, header http.Header)) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		var r request
		if req.URL.Path != "/v1/embeddings" || req.Method != http.MethodPost || json.NewDecoder(req.Body).Decode(&r) != nil {
			http.Error(w, "not an embedding request", http.StatusNotFound)
			return
		}
		answer(w, r, req.Header)
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1"
}

func options(url string) embedding.Options {
	o := embedding.DefaultOptions()
	o.URL, o.QueryModel, o.PassageModel, o.Backoff = url, "q", "p", time.Nanosecond
	return o
}

func client(t *testing.T, o embedding.Options) *embedding.Client {
	t.Helper()
	c, err := embedding.New(o, nil)
	require.NoError(t, err)
	return c
}

func TestEmbed(t *testing.T) {
	var mu sync.Mutex
	var asked []request
	var keys []string
	o := options(endpoint(t, func(w http.ResponseWriter, r request, h http.Header) {
		mu.Lock()
		asked, keys = append(asked, r), append(keys, h.Get("Authorization"))
		mu.Unlock()
		vectors(w, r)
	}))
	o.QueryPrefix, o.PassagePrefix, o.Batch, o.Concurrency, o.Key = "query: ", "", 2, 1, "secret"
	c := client(t, o)
	require.Zero(t, c.Dimensions())

	got, err := c.Queries(t.Context(), []string{"", "a", "ab", "abc", "abcd"})
	require.NoError(t, err)
	require.Len(t, got, 5)
	require.InDelta(t, 8/8.0622577, got[1][0], 1e-6, "seven bytes of prefix and one: (8, 1) scaled to length 1")
	require.InDelta(t, 1/8.0622577, got[1][1], 1e-6)
	require.InDelta(t, 11/11.0453610, got[4][0], 1e-6)
	require.Equal(t, 2, c.Dimensions())
	require.Equal(t, []request{
		{"q", []string{"query: ", "query: a"}, "float"}, {"q", []string{"query: ab", "query: abc"}, "float"}, {"q", []string{"query: abcd"}, "float"},
	}, asked)
	require.Equal(t, []string{"Bearer secret", "Bearer secret", "Bearer secret"}, keys)

	asked = nil
	_, err = c.Passages(t.Context(), []string{"x"})
	require.NoError(t, err)
	require.Equal(t, []request{{"p", []string{"x"}, "float"}}, asked)

	none, err := c.Passages(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, none)
}

// No more requests than allowed are under way at a time; each waits until all that may come have come.
func TestConcurrency(t *testing.T) {
	var now, most atomic.Int64
	full := make(chan struct{})
	var once sync.Once
	o := options(endpoint(t, func(w http.ResponseWriter, r request, _ http.Header) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		if n == 3 {
			once.Do(func() { close(full) })
		}
		<-full
		vectors(w, r)
	}))
	o.Batch, o.Concurrency = 1, 3
	_, err := client(t, o).Queries(t.Context(), make([]string, 9))
	require.NoError(t, err)
	require.Equal(t, int64(3), most.Load())
}

func TestFailuresThatPass(t *testing.T) {
	for _, status := range []int{429, 500, 502, 503, 504} {
		tries := 0
		o := options(endpoint(t, func(w http.ResponseWriter, r request, _ http.Header) {
			if tries++; tries < 3 {
				http.Error(w, "busy", status)
				return
			}
			vectors(w, r)
		}))
		_, err := client(t, o).Queries(t.Context(), []string{"a"})
		require.NoError(t, err)
		require.Equal(t, 3, tries)
	}
	tries := 0
	o := options(endpoint(t, func(w http.ResponseWriter, _ request, _ http.Header) {
		tries++
		http.Error(w, "the model is loading", http.StatusServiceUnavailable)
	}))
	o.Retries = 2
	_, err := client(t, o).Queries(t.Context(), []string{"a"})
	var status *embedding.StatusError
	require.ErrorAs(t, err, &status)
	require.Equal(t, 503, status.Status)
	require.EqualError(t, err, "embedding: the endpoint answered 503 Service Unavailable: the model is loading")
	require.Equal(t, 3, tries, "the first try and two more")
}

func TestFailuresThatStay(t *testing.T) {
	for _, test := range []struct {
		name, answer string
		status       int
		want         string
	}{
		{"no such model", `{"error":"no such model"}`, 404, "404 Not Found"},
		{"wrong key", "", 401, "401 Unauthorized"},
		{"no JSON", "<html>", 200, "no list of embeddings"},
		{"too few", `{"data":[]}`, 200, "0 vectors for 1 texts"},
		{"too many", `{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]}]}`, 200, "2 vectors for 1 texts"},
		{"another index", `{"data":[{"index":1,"embedding":[1]}]}`, 200, "index 1"},
		{"empty", `{"data":[{"index":0,"embedding":[]}]}`, 200, "vector 0 is empty"},
		{"zero", `{"data":[{"index":0,"embedding":[0,0]}]}`, 200, "length is 0"},
		{"no number", `{"data":[{"index":0,"embedding":["x"]}]}`, 200, "no list of embeddings"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tries := 0
			o := options(endpoint(t, func(w http.ResponseWriter, _ request, _ http.Header) {
				tries++
				w.WriteHeader(test.status)
				fmt.Fprint(w, test.answer)
			}))
			_, err := client(t, o).Queries(t.Context(), []string{"a"})
			require.ErrorContains(t, err, test.want)
			require.Equal(t, test.status == 200, errors.Is(err, embedding.ErrVector))
			require.Equal(t, 1, tries, "another try would not help")
		})
	}
}

func TestDimensions(t *testing.T) {
	size := 2
	o := options(endpoint(t, func(w http.ResponseWriter, _ request, _ http.Header) {
		fmt.Fprintf(w, `{"data":[{"index":0,"embedding":[1%s]}]}`, strings.Repeat(",1", size-1))
	}))
	c := client(t, o)
	_, err := c.Queries(t.Context(), []string{"a"})
	require.NoError(t, err)
	size = 3
	_, err = c.Queries(t.Context(), []string{"a"})
	require.ErrorIs(t, err, embedding.ErrVector)
	require.ErrorContains(t, err, "3 dimensions, not 2")
	o.Dimensions = 3
	_, err = client(t, o).Queries(t.Context(), []string{"a"})
	require.NoError(t, err)
}

func TestTimeoutAndCancel(t *testing.T) {
	release := make(chan struct{})
	o := options(endpoint(t, func(w http.ResponseWriter, r request, _ http.Header) {
		<-release
		vectors(w, r)
	}))
	defer close(release)
	o.Timeout, o.Retries = time.Millisecond, 1
	_, err := client(t, o).Queries(t.Context(), []string{"a"})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	o.Timeout = time.Hour
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = client(t, o).Queries(ctx, []string{"a"})
	require.ErrorIs(t, err, context.Canceled)
}

func TestUnreachable(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	o := options(s.URL + "/v1")
	_, err := client(t, o).Queries(t.Context(), []string{"a"})
	require.ErrorContains(t, err, "connection refused")
}

func TestValidate(t *testing.T) {
	o := options("http://127.0.0.1:8080/v1")
	require.NoError(t, o.Validate())
	for _, spoil := range []func(*embedding.Options){
		func(o *embedding.Options) { o.URL = "" },
		func(o *embedding.Options) { o.URL = "127.0.0.1:8080/v1" },
		func(o *embedding.Options) { o.URL = "ftp://host/v1" },
		func(o *embedding.Options) { o.URL += "?x=1" },
		func(o *embedding.Options) { o.QueryModel = "" },
		func(o *embedding.Options) { o.PassageModel = "" },
		func(o *embedding.Options) { o.Batch = 0 },
		func(o *embedding.Options) { o.Concurrency = 0 },
		func(o *embedding.Options) { o.Retries = -1 },
		func(o *embedding.Options) { o.Timeout = 0 },
		func(o *embedding.Options) { o.Backoff = 0 },
		func(o *embedding.Options) { o.Dimensions = -1 },
	} {
		bad := o
		spoil(&bad)
		_, err := embedding.New(bad, nil)
		require.ErrorIs(t, err, embedding.ErrOptions, "%+v", bad)
	}
}
