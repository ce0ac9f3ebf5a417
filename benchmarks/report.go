package benchmarks

import "slices"

// Report is all that was measured at one size. Times are milliseconds, medians over the runs.
type Report struct {
	Patents   int    `json:"patents"`
	Needs     int    `json:"needs"`
	K         int    `json:"k"`
	Runs      int    `json:"runs"`
	Source    string `json:"source"`
	Cores     int    `json:"cores"`
	GoVersion string `json:"go_version"`
	// Budget is the memory that Gongxu was given, in bytes.
	Budget int64 `json:"memory_budget_bytes"`
	// NoInfer tells that no fields of patents were inferred.
	NoInfer bool `json:"no_infer"`
	// MeanTerms and MeanBigrams are mean numbers of different terms of a need: all first-stage views, and bigrams.
	MeanTerms   float64 `json:"mean_terms"`
	MeanBigrams float64 `json:"mean_bigrams"`

	// IndexRate is patents a second from the first row until all is merged and ready to be asked, LoadRate without merging.
	IndexRate     float64 `json:"index_docs_per_s"`
	LoadRate      float64 `json:"load_docs_per_s"`
	IndexSeconds  float64 `json:"index_s"`
	BytesPerDoc   float64 `json:"bytes_per_doc"`
	IndexPeakAnon float64 `json:"index_peak_anon_mib"`
	IndexPeakRSS  float64 `json:"index_peak_rss_mib"`

	// Memory is that of serving.
	Memory
	// Need is the time of a need with all first-stage views on every core, warm; Cold in the first round of a new process.
	Need     Quantiles   `json:"need_ms"`
	NeedRuns []Quantiles `json:"need_ms_runs"`
	Cold     Quantiles   `json:"cold_need_ms"`
	// OpenMillis is the time from a new process to its readiness, ColdFirstNeed that of the first need after it.
	OpenMillis    float64 `json:"open_ms"`
	ColdFirstNeed float64 `json:"cold_first_need_ms"`
	// Bigrams is the time of a need with bigrams alone on one core, warm: what the peers do.
	Bigrams    Quantiles   `json:"bigrams_one_core"`
	BigramRuns []Quantiles `json:"bigrams_one_core_runs"`
	// NeedsPerSecond is the first stage's rate with a need on every core at a time.
	NeedsPerSecond float64 `json:"needs_per_s"`
	// Matching is that of whole matches; nil when it was not measured.
	Matching *Matching `json:"matching,omitempty"`
	// Agreement is the share of needs, of the Checked ones, for which brute force finds the same; Disagree are the others.
	Agreement float64  `json:"agreement"`
	Checked   int      `json:"agreement_needs"`
	Disagree  []string `json:"disagree,omitempty"`

	// Peers by name, and why some were left out.
	Peers   map[string]PeerReport `json:"peers"`
	Skipped map[string]string     `json:"peers_skipped,omitempty"`
}

// PeerReport is what was measured of a peer: bigrams or words on one core, warm, over the same patents and needs.
type PeerReport struct {
	Version string `json:"version"`
	// Setting says what it was given, Segments how many parts its index has, MeanTerms how many terms a need has for it; 0 where
	// it does not say.
	Setting     string      `json:"setting"`
	Segments    int         `json:"segments,omitempty"`
	MeanTerms   float64     `json:"mean_terms,omitempty"`
	Need        Quantiles   `json:"need_ms"`
	NeedRuns    []Quantiles `json:"need_ms_runs"`
	IndexRate   float64     `json:"index_docs_per_s"`
	BytesPerDoc float64     `json:"bytes_per_doc"`
	// PeakRSS is the largest resident memory of its process while it answers needs, in MiB.
	PeakRSS float64 `json:"peak_rss_mib"`
}

func (r *Report) indexing(i Indexing) {
	r.IndexSeconds = i.seconds()
	r.IndexRate = rate(i.Patents, r.IndexSeconds)
	r.LoadRate = rate(i.Patents, i.LoadSeconds)
	r.BytesPerDoc = float64(i.Bytes) / float64(max(1, i.Patents))
	r.IndexPeakAnon, r.IndexPeakRSS = i.Anon, i.RSS
}

func (r *Report) serving(s Serving) {
	r.Memory = s.Memory
	r.Need, r.NeedRuns, r.Cold = MedianOf(s.Runs), s.Runs, s.Cold
	r.OpenMillis, r.ColdFirstNeed = s.OpenMillis, s.ColdFirstNeed
	r.NeedsPerSecond = median(slices.Clone(s.NeedsPerSecond))
	r.MeanTerms, r.MeanBigrams = s.MeanTerms, s.MeanBigrams
}

func rate(n int, seconds float64) float64 {
	if seconds <= 0 {
		return 0
	}
	return float64(n) / seconds
}
