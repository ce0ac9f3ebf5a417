package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
	"github.com/stretchr/testify/require"
)

// contract holds exchanges against an OpenAPI document: statuses, content types, headers, and bodies with neither a member too
// few nor one too many.
type contract struct {
	strict validator.Validator
	// document is read by the validator.
	document libopenapi.Document
}

// contracts holds the contract of every document so far: they take long to make, and most tests have the same.
var contracts sync.Map

func newContract(t *testing.T, document []byte) *contract {
	t.Helper()
	if c, ok := contracts.Load(string(document)); ok {
		return c.(*contract)
	}
	c := makeContract(t, document)
	contracts.Store(string(document), c)
	return c
}

func makeContract(t *testing.T, document []byte) *contract {
	t.Helper()
	d, err := libopenapi.NewDocument(document)
	require.NoError(t, err)
	strict, errs := validator.NewValidator(d, config.WithStrictMode(), config.WithStrictIgnoredHeadersExtra("X-Content-Type-Options"))
	require.Empty(t, errs)
	return &contract{strict, d}
}

func (c *contract) check(t *testing.T, r *http.Request, w *httptest.ResponseRecorder) {
	t.Helper()
	if w.Code == http.StatusMethodNotAllowed || w.Code == http.StatusNotFound && problem(t, w).Type == problemBase+ProblemRoute {
		return // not in the document, by definition
	}
	asked := r.Clone(r.Context())
	if asked.Method == http.MethodHead {
		asked.Method = http.MethodGet
	}
	if id, ok := strings.CutPrefix(asked.URL.EscapedPath(), "/v1/patents/"); ok && strings.Contains(id, "%") {
		// The validator looks routes up by the unescaped path.
		_, rest, _ := strings.Cut(id, "/")
		asked.URL = &url.URL{Path: strings.TrimSuffix("/v1/patents/x/"+rest, "/"), RawQuery: asked.URL.RawQuery}
	}
	v := c.strict
	if asked.URL.Path == "/openapi.json" { // its members are those of OpenAPI and not declared in it
		lax, errs := validator.NewValidator(c.document)
		require.Empty(t, errs)
		v = lax
	}
	ok, errs := v.ValidateHttpResponse(asked, w.Result())
	var all []string
	for _, e := range errs {
		all = append(all, fmt.Sprintf("%s: %s", e.Message, e.Reason))
		for _, s := range e.SchemaValidationErrors {
			all = append(all, fmt.Sprintf("  %s: %s", s.KeywordLocation, s.Reason))
		}
	}
	require.True(t, ok, "%s %s: %d\n%s\n%s", r.Method, r.URL, w.Code, strings.Join(all, "\n"), w.Body)
}

// problem reads the body of an answer that is not a result, strictly.
func problem(t *testing.T, w *httptest.ResponseRecorder) Problem {
	t.Helper()
	require.Equal(t, "application/problem+json", w.Header().Get("Content-Type"), "%s", w.Body)
	var p Problem
	d := json.NewDecoder(strings.NewReader(w.Body.String()))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&p), "%s", w.Body)
	require.Equal(t, w.Code, p.Status)
	require.Equal(t, w.Header().Get(headerRequestID), p.RequestID)
	require.NotEmpty(t, p.Title)
	require.NotEmpty(t, p.Detail)
	return p
}
