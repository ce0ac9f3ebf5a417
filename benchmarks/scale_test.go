package benchmarks

import (
	"bytes"
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
)

// sampleScale measures little: 300 patents of the sample, five needs.
func sampleScale(t *testing.T) Scale {
	t.Helper()
	s := DefaultScale()
	s.Patents, s.Needs, s.K, s.Runs, s.Cache, s.Memory = 300, 5, 10, 2, t.TempDir(), 256<<20
	return s
}

func sampleSource(t *testing.T) *Source {
	t.Helper()
	src, err := SampleSource()
	require.NoError(t, err)
	return src
}

// TestScaleOfTheSample goes through all phases, with Bleve as a peer, and through them again on the engine that is there.
func TestScaleOfTheSample(t *testing.T) {
	s, src := sampleScale(t), sampleSource(t)
	s.Dir, s.Peers = filepath.Join(t.TempDir(), "engine"), []string{"bleve"}
	var said bytes.Buffer
	log := NewLog(&said)
	r, err := s.Run(t.Context(), src, InProcess(log), log)
	require.NoError(t, err, said.String())
	require.Equal(t, 1.0, r.Agreement, r.Disagree)
	require.Equal(t, 5, r.Checked)
	require.Empty(t, r.Skipped)
	require.Len(t, r.NeedRuns, 2)
	require.Len(t, r.BigramRuns, 2)
	for name, v := range map[string]float64{
		"index rate": r.IndexRate, "bytes": r.BytesPerDoc, "need": r.Need.P50, "cold": r.ColdFirstNeed, "bigrams": r.Bigrams.P95,
		"rate": r.NeedsPerSecond, "match": r.Matching.NeedsPerSecond, "terms": r.MeanBigrams,
	} {
		require.Positive(t, v, name)
	}
	require.Greater(t, r.MeanTerms, r.MeanBigrams)
	require.ElementsMatch(t, []string{"bleve-cjk", "bleve-gse"}, keys(r.Peers))
	for name, p := range r.Peers {
		require.Len(t, p.NeedRuns, 2, name)
		require.Positive(t, p.Need.P50, name)
		require.Positive(t, p.IndexRate, name)
	}
	checkKeys(t, r)

	left, err := os.ReadDir(s.Cache) // the corpus, and nothing of the run
	require.NoError(t, err)
	require.Len(t, left, 1)

	s.Reuse, s.Peers, s.Match = true, nil, false
	again, err := s.Run(t.Context(), src, InProcess(nil), log)
	require.NoError(t, err)
	require.Equal(t, r.IndexRate, again.IndexRate)
	require.Contains(t, said.String(), "is there already")
	require.Equal(t, 1.0, again.Agreement)
	require.Nil(t, again.Matching)

	// Brute force over one patent more than the engine has finds what the engine lacks: more documents hold a term.
	more, err := src.CorpusFile(t.Context(), s.Cache, 330, s.Seed, nil)
	require.NoError(t, err)
	task := Task{Phase: PhaseAgree, Corpus: more, Needs: filepath.Join(t.TempDir(), "needs.jsonl"), Patents: 330, Dir: s.Dir, K: s.K, Sample: 5, Memory: s.Memory}
	writeNeedsFile(t, task.Needs, src, 5)
	agreement, err := run[Agreement](t.Context(), InProcess(nil), task)
	require.NoError(t, err)
	require.Less(t, agreement.Share(), 1.0)
	require.Len(t, agreement.Disagree, agreement.Needs-agreement.Agree)
}

func keys[T any](m map[string]T) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}

// checkKeys holds the report to the names that others read.
func checkKeys(t *testing.T, r *Report) {
	t.Helper()
	data, err := json.Marshal(r)
	require.NoError(t, err)
	var all map[string]any
	require.NoError(t, json.Unmarshal(data, &all))
	for _, key := range []string{
		"patents", "index_docs_per_s", "bytes_per_doc", "peak_anon_mib", "peak_rss_mib", "cold_first_need_ms", "needs_per_s", "agreement",
	} {
		require.IsType(t, 0.0, all[key], key)
	}
	for key, figures := range map[string][]string{"need_ms": {"p50", "p95", "p99", "max"}, "bigrams_one_core": {"p50", "p95"}} {
		for _, f := range figures {
			require.IsType(t, 0.0, all[key].(map[string]any)[f], key)
		}
	}
	peer := all["peers"].(map[string]any)["bleve-cjk"].(map[string]any)
	require.IsType(t, "", peer["version"])
	require.IsType(t, 0.0, peer["index_docs_per_s"])
	require.IsType(t, 0.0, peer["need_ms"].(map[string]any)["p95"])
}

func TestScaleRefuses(t *testing.T) {
	s := Scale{Peers: []string{"solr"}, Reuse: true, Sample: -1}
	err := s.Validate()
	require.ErrorIs(t, err, ErrTask)
	for _, part := range []string{
		"patents 0 is less than 1", "needs 0", "k 0", "runs 0", "sample -1", "memory 0", "no cache directory",
		`there is no peer "solr"; there are lucene, tantivy, bleve`, "reuse without a directory",
	} {
		require.ErrorContains(t, err, part)
	}
	s = DefaultScale()
	s.Cache = "x"
	require.NoError(t, s.Validate())
	_, err = Task{Phase: "nap"}.Run(t.Context(), nil)
	require.EqualError(t, err, `benchmarks: invalid task: there is no phase "nap"`)
}

// TestForeignDirectoryIsLeftAlone: a directory that was not made by a measurement is never emptied.
func TestForeignDirectoryIsLeftAlone(t *testing.T) {
	s := sampleScale(t)
	s.Dir = t.TempDir()
	precious := filepath.Join(s.Dir, "thesis.txt")
	require.NoError(t, os.WriteFile(precious, nil, 0o600))
	_, err := s.Run(t.Context(), sampleSource(t), InProcess(nil), nil)
	require.ErrorIs(t, err, ErrTask)
	require.ErrorContains(t, err, "is not empty and was not made by a measurement")
	require.FileExists(t, precious)
}

// TestBruteKeepsTheBest: of equal scores the smaller id is better, and no more than k stay.
func TestBruteKeepsTheBest(t *testing.T) {
	w := (&brute{needs: 1}).worker()
	for _, h := range []index.Hit{{ID: "C", Score: 5}, {ID: "B", Score: 5}, {ID: "D", Score: 9}, {ID: "A", Score: 5}, {ID: "E", Score: 1}} {
		w.offer(0, h, 3)
	}
	require.Equal(t, []index.Hit{{ID: "D", Score: 9}, {ID: "A", Score: 5}, {ID: "B", Score: 5}}, w.best[0])
	require.True(t, sameHits(w.best[0], []index.Hit{{ID: "D", Score: 9, Key: 1}, {ID: "A", Score: 5}, {ID: "B", Score: 5}}))
	require.False(t, sameHits(w.best[0], []index.Hit{{ID: "D", Score: 9}, {ID: "A", Score: 5}, {ID: "B", Score: 4}}))
	require.Equal(t, 0.75, Agreement{Needs: 4, Agree: 3}.Share())
	require.Equal(t, 1.0, Agreement{}.Share())
}

// madeUp is a report with figures that are easy to find again.
func madeUp(patents int) *Report {
	n := float64(patents)
	run := Quantiles{P50: n / 1000, P95: n / 500, P99: n / 400, Max: n / 300}
	peer := Quantiles{P50: n / 200, P95: n / 100}
	return &Report{
		Patents: patents, Needs: 90, IndexRate: 4000, IndexSeconds: n / 4000, BytesPerDoc: 1500, Memory: Memory{Anon: 200, RSS: 900},
		Need: run, NeedRuns: []Quantiles{run, run}, Bigrams: run, BigramRuns: []Quantiles{run}, Agreement: 1, NeedsPerSecond: 500, ColdFirstNeed: 20,
		Peers: map[string]PeerReport{"lucene-cjk": {Need: peer, NeedRuns: []Quantiles{peer}, IndexRate: 9000, BytesPerDoc: 300}},
	}
}

func TestWriteBenchfmt(t *testing.T) {
	var out strings.Builder
	require.NoError(t, madeUp(1000).WriteBenchfmt(&out))
	var lines []string
	for _, l := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		if !strings.HasPrefix(l, "Unit ") {
			lines = append(lines, l)
		}
	}
	require.Equal(t, []string{
		"BenchmarkScale/patents=1000/engine=gongxu/index 1 4000.0 docs/s 1500.0 bytes/doc 0.0 index-peak-anon-MiB",
		"BenchmarkScale/patents=1000/engine=gongxu/views=all 90 1.0000 p50-ms/need 2.0000 p95-ms/need 2.5000 p99-ms/need",
		"BenchmarkScale/patents=1000/engine=gongxu/views=all 90 1.0000 p50-ms/need 2.0000 p95-ms/need 2.5000 p99-ms/need",
		"BenchmarkScale/patents=1000/engine=gongxu/views=bigrams 90 1.0000 p50-ms/need 2.0000 p95-ms/need 2.5000 p99-ms/need",
		"BenchmarkScale/patents=1000/engine=gongxu/cold 1 20.0000 cold-first-ms/need 0.0000 cold-p50-ms/need",
		"BenchmarkScale/patents=1000/engine=gongxu/serve 1 500.0 needs/s 200.0 peak-anon-MiB 900.0 peak-rss-MiB 1.0000 agreement",
		"BenchmarkScale/patents=1000/engine=lucene-cjk/index 1 9000.0 docs/s 300.0 bytes/doc",
		"BenchmarkScale/patents=1000/engine=lucene-cjk/one-core 90 5.0000 p50-ms/need 10.0000 p95-ms/need 0.0000 p99-ms/need",
	}, lines)
}

func TestScalingPlot(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "docs")
	require.ErrorIs(t, WriteScalingPlot(dir, nil), ErrTask)
	bare := madeUp(10_000)
	bare.Peers = nil
	require.NoError(t, WriteScalingPlot(dir, []*Report{madeUp(1_000_000), bare, madeUp(100_000)}))
	svg, err := os.ReadFile(filepath.Join(dir, "scaling.svg"))
	require.NoError(t, err)
	for _, text := range []string{"<svg", "Peak memory", "Time to index", "Lucene, bigrams, one core, p95", ">1M<", ">100k<"} {
		require.Contains(t, string(svg), text)
	}
	f, err := os.Open(filepath.Join(dir, "scaling.png"))
	require.NoError(t, err)
	defer f.Close()
	picture, err := png.DecodeConfig(f)
	require.NoError(t, err)
	// 30 cm and 11 cm at 110 dots to the inch of 2.54 cm.
	require.InDelta(t, 1299, picture.Width, 1)
	require.InDelta(t, 476, picture.Height, 1)
}

func TestDecades(t *testing.T) {
	var labels []string
	for _, tick := range (decades{}).Ticks(0.4, 3e6) {
		labels = append(labels, tick.Label)
	}
	require.Equal(t, strings.Fields("0.5 1 2 5 10 20 50 100 200 500 1k 2k 5k 10k 20k 50k 100k 200k 500k 1M 2M"), labels)
}

func writeNeedsFile(t *testing.T, path string, src *Source, m int) {
	t.Helper()
	_, err := corpus.WriteNeeds(path, sequence(src.FirstNeeds(m)))
	require.NoError(t, err)
}
