package embedding

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// connection is what the options of all clients say about requests.
type connection struct {
	url, path, key              string
	batch, concurrency, retries int
	timeout, backoff            time.Duration
}

// faults lists what is wrong, each wrapping ErrOptions. example is the path that the URL usually ends in.
func (c connection) faults(example string) []error {
	var out []error
	bad := func(format string, args ...any) {
		out = append(out, fmt.Errorf("%w: "+format, append([]any{ErrOptions}, args...)...))
	}
	if u, err := url.Parse(c.url); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		bad("URL %q is not http://HOST%s or https://HOST%s", c.url, example, example)
	} else if u.RawQuery != "" || u.Fragment != "" {
		bad("URL %q has a query or a fragment", c.url)
	}
	if c.batch < 1 || c.concurrency < 1 || c.retries < 0 {
		bad("batch %d, concurrency %d, retries %d", c.batch, c.concurrency, c.retries)
	}
	if c.timeout <= 0 || c.backoff <= 0 {
		bad("timeout %s and backoff %s must be positive", c.timeout, c.backoff)
	}
	return out
}

// sender posts through hc, http.DefaultClient when nil. Answers that cannot be used wrap unusable.
func (c connection) sender(hc *http.Client, unusable error) *sender {
	if hc == nil {
		hc = http.DefaultClient
	}
	return &sender{
		http: hc, endpoint: strings.TrimSuffix(c.url, "/") + c.path, key: c.key,
		timeout: c.timeout, backoff: c.backoff, retries: c.retries, unusable: unusable,
	}
}
