package benchmarks

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// WriteBenchfmt writes a report in the format of Go's benchmarks, for benchstat: a line for every run of what was run more than once.
func (r *Report) WriteBenchfmt(w io.Writer) error {
	b := &benchWriter{w: w}
	for _, u := range []string{
		"p50-ms/need", "p95-ms/need", "p99-ms/need", "cold-first-ms/need", "cold-p50-ms/need", "peak-anon-MiB", "peak-rss-MiB",
		"index-peak-anon-MiB", "bytes/doc",
	} {
		b.printf("Unit %s better=lower\n", u)
	}
	for _, u := range []string{"docs/s", "needs/s", "agreement"} {
		b.printf("Unit %s better=higher\n", u)
	}
	at := fmt.Sprintf("BenchmarkScale/patents=%d/engine=", r.Patents)
	b.printf("%sgongxu/index 1 %.1f docs/s %.1f bytes/doc %.1f index-peak-anon-MiB\n", at, r.IndexRate, r.BytesPerDoc, r.IndexPeakAnon)
	b.runs(at+"gongxu/views=all", r.Needs, r.NeedRuns)
	b.runs(at+"gongxu/views=bigrams", r.Needs, r.BigramRuns)
	b.printf("%sgongxu/cold 1 %.4f cold-first-ms/need %.4f cold-p50-ms/need\n", at, r.ColdFirstNeed, r.Cold.P50)
	b.printf("%sgongxu/serve 1 %.1f needs/s %.1f peak-anon-MiB %.1f peak-rss-MiB %.4f agreement\n",
		at, r.NeedsPerSecond, r.Anon, r.RSS, r.Agreement)
	for _, name := range slices.Sorted(maps.Keys(r.Peers)) {
		p := r.Peers[name]
		b.printf("%s%s/index 1 %.1f docs/s %.1f bytes/doc\n", at, name, p.IndexRate, p.BytesPerDoc)
		b.runs(at+name+"/one-core", r.Needs, p.NeedRuns)
	}
	return b.err
}

// benchWriter remembers the first error.
type benchWriter struct {
	w   io.Writer
	err error
}

func (b *benchWriter) printf(format string, args ...any) {
	if b.err == nil {
		_, b.err = fmt.Fprintf(b.w, format, args...)
	}
}

func (b *benchWriter) runs(name string, needs int, runs []Quantiles) {
	for _, q := range runs {
		b.printf("%s %d %.4f p50-ms/need %.4f p95-ms/need %.4f p99-ms/need\n", name, needs, q.P50, q.P95, q.P99)
	}
}
