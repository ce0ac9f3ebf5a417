package embedding_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/embedding"
)

// rerankEndpoint serves answer for every request to /rerank and keeps what it is asked.
type rerankEndpoint struct {
	url    string
	mu     sync.Mutex
	bodies []string
	keys   []string
}

func newRerankEndpoint(t *testing.T, answer func(w http.ResponseWriter, body map[string]any)) *rerankEndpoint {
	t.Helper()
	e := &rerankEndpoint{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		data, err := io.ReadAll(req.Body)
		var body map[string]any
		if err != nil || req.URL.Path != "/rerank" || req.Method != http.MethodPost || json.Unmarshal(data, &body) != nil {
			http.Error(w, "not a request for re-ranking", http.StatusNotFound)
			return
		}
		e.mu.Lock()
		e.bodies, e.keys = append(e.bodies, string(data)), append(e.keys, req.Header.Get("Authorization"))
		e.mu.Unlock()
		answer(w, body)
	}))
	t.Cleanup(s.Close)
	e.url = s.URL
	return e
}

// lengths answers in the form of Jina: a document's score is its number of bytes, the last document first.
func lengths(w http.ResponseWriter, body map[string]any) {
	var items []string
	documents, _ := body["documents"].([]any)
	for i := len(documents) - 1; i >= 0; i-- {
		items = append(items, fmt.Sprintf(`{"index":%d,"relevance_score":%d}`, i, len(documents[i].(string))))
	}
	fmt.Fprintf(w, `{"model":"m","usage":{"total_tokens":1},"results":[%s]}`, strings.Join(items, ","))
}

func rerankOptions(url string) embedding.RerankOptions {
	o := embedding.DefaultRerankOptions()
	o.URL, o.Model, o.Backoff = url, "m", time.Nanosecond
	return o
}

func rerankClient(t *testing.T, o embedding.RerankOptions) *embedding.RerankClient {
	t.Helper()
	c, err := embedding.NewRerank(o, nil)
	require.NoError(t, err)
	return c
}

func TestRerank(t *testing.T) {
	e := newRerankEndpoint(t, lengths)
	o := rerankOptions(e.url + "/")
	o.Batch, o.Concurrency, o.Key = 2, 1, "secret"
	c := rerankClient(t, o)
	got, err := c.Rerank(t.Context(), "q", []string{"a", "abcd", "abc"})
	require.NoError(t, err)
	require.Equal(t, []float64{1, 4, 3}, got)
	require.Equal(t, []string{
		`{"model":"m","query":"q","documents":["a","abcd"],"top_n":2,"return_documents":false}`,
		`{"model":"m","query":"q","documents":["abc"],"top_n":1,"return_documents":false}`,
	}, e.bodies)
	require.Equal(t, []string{"Bearer secret", "Bearer secret"}, e.keys)

	none, err := c.Rerank(t.Context(), "q", nil)
	require.NoError(t, err)
	require.Empty(t, none)
	require.Len(t, e.bodies, 2)
}

// Text Embeddings Inference refuses the first request only.
func TestRerankInTheFormOfTEI(t *testing.T) {
	e := newRerankEndpoint(t, func(w http.ResponseWriter, body map[string]any) {
		if _, ok := body["texts"]; !ok {
			http.Error(w, "Failed to deserialize the JSON body into the target type: missing field `texts` at line 1 column 90", http.StatusUnprocessableEntity)
			return
		}
		fmt.Fprint(w, ` [{"index":1,"score":0.75},{"index":0,"score":-2.5e-3}]`)
	})
	c := rerankClient(t, rerankOptions(e.url))
	for range 2 {
		got, err := c.Rerank(t.Context(), "q", []string{"a", "b"})
		require.NoError(t, err)
		require.Equal(t, []float64{-0.0025, 0.75}, got)
	}
	require.Equal(t, []string{
		`{"model":"m","query":"q","documents":["a","b"],"top_n":2,"return_documents":false}`,
		`{"query":"q","texts":["a","b"],"truncate":true}`,
		`{"query":"q","texts":["a","b"],"truncate":true}`,
	}, e.bodies)
}

// Cohere's second version knows no return_documents.
func TestRerankInTheFormOfCohere(t *testing.T) {
	e := newRerankEndpoint(t, func(w http.ResponseWriter, body map[string]any) {
		for name := range body {
			if !strings.Contains("model query documents top_n", name) {
				http.Error(w, `{"message":"unknown field: parameter '`+name+`' is not a valid field"}`, http.StatusUnprocessableEntity)
				return
			}
		}
		fmt.Fprint(w, `{"id":"x","results":[{"index":0,"relevance_score":0.5}],"meta":{"api_version":{"version":"2"}}}`)
	})
	c := rerankClient(t, rerankOptions(e.url))
	for range 2 {
		got, err := c.Rerank(t.Context(), "q", []string{"a"})
		require.NoError(t, err)
		require.Equal(t, []float64{0.5}, got)
	}
	bare := `{"model":"m","query":"q","documents":["a"],"top_n":1}`
	require.Equal(t, []string{`{"model":"m","query":"q","documents":["a"],"top_n":1,"return_documents":false}`, bare, bare}, e.bodies)
}

// An endpoint that refuses every form is asked once in each.
func TestRerankRefused(t *testing.T) {
	e := newRerankEndpoint(t, func(w http.ResponseWriter, _ map[string]any) {
		http.Error(w, "neither return_documents nor `texts`", http.StatusBadRequest)
	})
	_, err := rerankClient(t, rerankOptions(e.url)).Rerank(t.Context(), "q", []string{"a"})
	require.ErrorContains(t, err, "400 Bad Request: neither")
	require.Len(t, e.bodies, 2, "as most want it, then texts, behind which there is nothing")
}

func TestRerankFailuresThatPass(t *testing.T) {
	tries := 0
	e := newRerankEndpoint(t, func(w http.ResponseWriter, body map[string]any) {
		if tries++; tries < 3 {
			http.Error(w, "busy", http.StatusInternalServerError)
			return
		}
		lengths(w, body)
	})
	o := rerankOptions(e.url)
	o.Retries = 1
	_, err := rerankClient(t, o).Rerank(t.Context(), "q", []string{"ab"})
	require.EqualError(t, err, "embedding: the endpoint answered 500 Internal Server Error: busy")
	require.Equal(t, 2, tries)
	got, err := rerankClient(t, o).Rerank(t.Context(), "q", []string{"ab"})
	require.NoError(t, err)
	require.Equal(t, []float64{2}, got)
}

func TestScoresThatCannotBeUsed(t *testing.T) {
	for _, test := range []struct{ name, answer, want string }{
		{"no JSON", "<html>", "no list of scores"},
		{"a string", `"ok"`, "no list of scores"},
		{"no list", `{"detail":"ok"}`, "none for document 1 of 2"},
		{"null", `null`, "none for document 1 of 2"},
		{"too few", `{"results":[{"index":0,"relevance_score":1}]}`, "none for document 2 of 2"},
		{"too few of TEI", `[{"index":1,"score":1}]`, "none for document 1 of 2"},
		{"twice", `{"results":[{"index":0,"relevance_score":1},{"index":0,"relevance_score":1}]}`, "index 0 twice"},
		{"too high", `[{"index":0,"score":1},{"index":2,"score":1}]`, "index 2 twice or not within 2 documents"},
		{"negative", `[{"index":-1,"score":1},{"index":0,"score":1}]`, "index -1"},
		{"no index", `[{"score":1},{"score":1}]`, "item 1 of the answer has no index or no score"},
		{"no score", `[{"index":0,"score":1},{"index":1,"score":null}]`, "item 2 of the answer"},
		{"infinite", `[{"index":0,"score":1e999},{"index":1,"score":1}]`, "no list of scores"},
		{"not a number", `[{"index":0,"score":NaN},{"index":1,"score":1}]`, "no list of scores"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := newRerankEndpoint(t, func(w http.ResponseWriter, _ map[string]any) { fmt.Fprint(w, test.answer) })
			_, err := rerankClient(t, rerankOptions(e.url)).Rerank(t.Context(), "q", []string{"a", "b"})
			require.ErrorIs(t, err, embedding.ErrScore)
			require.ErrorContains(t, err, test.want)
			require.Len(t, e.bodies, 1, "another try would not help")
		})
	}
}

// A document is named by its place among all of them, not in its batch.
func TestMissingDocumentOfALaterBatch(t *testing.T) {
	e := newRerankEndpoint(t, func(w http.ResponseWriter, body map[string]any) {
		if documents := body["documents"].([]any); documents[0] == "c" {
			fmt.Fprint(w, `{"data":[{"index":0,"relevance_score":1}]}`)
			return
		}
		lengths(w, body)
	})
	o := rerankOptions(e.url)
	o.Batch = 2
	_, err := rerankClient(t, o).Rerank(t.Context(), "q", []string{"a", "b", "c", "d"})
	require.ErrorContains(t, err, "none for document 4 of 4")
}

func TestRerankTimeoutAndCancel(t *testing.T) {
	release := make(chan struct{})
	e := newRerankEndpoint(t, func(http.ResponseWriter, map[string]any) { <-release })
	defer close(release)
	o := rerankOptions(e.url)
	o.Timeout, o.Retries = time.Millisecond, 0
	_, err := rerankClient(t, o).Rerank(t.Context(), "q", []string{"a"})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o.Timeout = time.Hour
	_, err = rerankClient(t, o).Rerank(ctx, "q", []string{"a"})
	require.ErrorIs(t, err, context.Canceled)
}

func TestValidateRerankOptions(t *testing.T) {
	o := rerankOptions("http://127.0.0.1:8080")
	require.Equal(t, o, rerankClient(t, o).Options())
	for _, spoil := range []func(*embedding.RerankOptions){
		func(o *embedding.RerankOptions) { o.URL = "127.0.0.1:8080" },
		func(o *embedding.RerankOptions) { o.URL += "?x=1" },
		func(o *embedding.RerankOptions) { o.Model = "" },
		func(o *embedding.RerankOptions) { o.Batch = 0 },
		func(o *embedding.RerankOptions) { o.Concurrency = 0 },
		func(o *embedding.RerankOptions) { o.Retries = -1 },
		func(o *embedding.RerankOptions) { o.Timeout = 0 },
		func(o *embedding.RerankOptions) { o.Backoff = 0 },
	} {
		bad := o
		spoil(&bad)
		_, err := embedding.NewRerank(bad, nil)
		require.ErrorIs(t, err, embedding.ErrOptions, "%+v", bad)
	}
}
