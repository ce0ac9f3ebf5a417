package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// fakeModel is a server of a model. While down is set it refuses.
type fakeModel struct {
	*httptest.Server
	down  atomic.Bool
	calls atomic.Int64
}

// newFakeModel serves a model on a path. What answer says no to is refused with the words.
func newFakeModel[T any](t *testing.T, path, refusal string, answer func(http.ResponseWriter, T) bool) *fakeModel {
	t.Helper()
	f := &fakeModel{}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.calls.Add(1)
		var req T
		if err := json.NewDecoder(r.Body).Decode(&req); err != nil || f.down.Load() || r.URL.Path != path || !answer(w, req) {
			http.Error(w, refusal, http.StatusBadRequest) // not tried again
		}
	}))
	t.Cleanup(f.Close)
	return f
}
