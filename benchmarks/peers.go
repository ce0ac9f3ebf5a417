package benchmarks

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrSkipped is wrapped when a peer cannot be measured on this machine, with what it lacks.
var ErrSkipped = errors.New("skipped")

// ErrPeer is wrapped when a peer did not do what was asked of it.
var ErrPeer = errors.New("benchmarks: peer failed")

// peerIndexed is what a peer says after indexing.
type peerIndexed struct {
	Version string  `json:"version"`
	Docs    int     `json:"docs"`
	Seconds float64 `json:"seconds"`
}

// peerSearched is what a peer says after searching: the milliseconds of every need, round by round.
type peerSearched struct {
	Version   string      `json:"version"`
	Segments  int         `json:"segments"`
	Hits      int         `json:"hits"`
	MeanTerms float64     `json:"mean_terms"`
	Runs      [][]float64 `json:"runs"`
	PeakRSS   float64     `json:"peak_rss_mib"`
}

// peerGroup is the peers that one tool runs.
type peerGroup struct {
	name string
	// measure adds the figures of its peers by name.
	measure func(ctx context.Context, p *peerRun) error
}

func peerGroups() []peerGroup {
	return []peerGroup{{"lucene", measureLucene}, {"tantivy", measureTantivy}, {"bleve", measureBleve}}
}

// PeerNames are the groups of peers that can be measured: lucene, tantivy and bleve.
func PeerNames() []string {
	var out []string
	for _, g := range peerGroups() {
		out = append(out, g.name)
	}
	return out
}

// peerRun is the measurement of peers at one size.
type peerRun struct {
	task  Task
	run   Runner // for the peers in this program
	cache string // where the peers' programs are built
	work  string // removed at the end
	log   *Log
	out   map[string]PeerReport
}

// measurePeers measures the groups of peers that are wanted. One that is missing or fails is left out, with the reason in the report.
func (s Scale) measurePeers(ctx context.Context, t Task, work string, r Runner, log *Log, report *Report) error {
	p := &peerRun{task: t, run: r, cache: s.Cache, work: work, log: log, out: report.Peers}
	for _, g := range peerGroups() {
		if !slices.Contains(s.Peers, g.name) {
			continue
		}
		err := g.measure(ctx, p)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			if report.Skipped == nil {
				report.Skipped = map[string]string{}
			}
			report.Skipped[g.name] = err.Error()
			log.Printf("%s: %v", g.name, err)
		}
	}
	return nil
}

// setting says what a peer was given, for people.
type setting struct{ name, text string }

// add puts the figures of a peer on record, after checking that it did all the work.
func (p *peerRun) add(s setting, indexed peerIndexed, seconds float64, bytes int64, searched peerSearched) error {
	if indexed.Docs != p.task.Patents {
		return fmt.Errorf("%w: %s indexed %d patents, not %d", ErrPeer, s.name, indexed.Docs, p.task.Patents)
	}
	out := PeerReport{
		Version: searched.Version, Setting: s.text, IndexRate: rate(indexed.Docs, seconds),
		BytesPerDoc: float64(bytes) / float64(max(1, indexed.Docs)), PeakRSS: searched.PeakRSS, Segments: searched.Segments,
		MeanTerms: searched.MeanTerms,
	}
	for _, ms := range searched.Runs {
		out.NeedRuns = append(out.NeedRuns, quantilesOf(ms))
	}
	out.Need = MedianOf(out.NeedRuns)
	p.out[s.name] = out
	p.log.Printf("%s: %.0f patents/s, median %.2f ms", s.name, out.IndexRate, out.Need.P50)
	return nil
}

// folder makes a new directory for a peer's index.
func (p *peerRun) folder(name string) (string, error) {
	dir := filepath.Join(p.work, name)
	return dir, os.MkdirAll(dir, 0o755)
}

// parsePeer reads the JSON document that a peer prints as its last line.
func parsePeer[T any](name string, out []byte) (T, error) {
	var v T
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	d := json.NewDecoder(bytes.NewReader([]byte(lines[len(lines)-1])))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return v, fmt.Errorf("%w: %s printed no result: %w", ErrPeer, name, err)
	}
	return v, nil
}

// check tells whether a peer asked every need in every round.
func (s peerSearched) check(name string, runs, needs int) error {
	if len(s.Runs) != runs {
		return fmt.Errorf("%w: %s went through the needs %d times, not %d", ErrPeer, name, len(s.Runs), runs)
	}
	for _, r := range s.Runs {
		if len(r) != needs {
			return fmt.Errorf("%w: %s asked %d needs, not %d", ErrPeer, name, len(r), needs)
		}
	}
	if s.Hits == 0 {
		return fmt.Errorf("%w: %s found nothing", ErrPeer, name)
	}
	return nil
}

// measureBleve measures stock Bleve, which is part of this program.
func measureBleve(ctx context.Context, p *peerRun) error {
	for _, b := range []struct {
		setting
		analyzer string
	}{
		{setting{"bleve-cjk", "analyzer cjk, BM25, title and abstract"}, BleveCJK},
		{setting{"bleve-gse", "words of gse's dictionary, BM25, title and abstract"}, BleveWords},
	} {
		dir, err := p.folder(b.name)
		if err != nil {
			return err
		}
		t := p.task
		t.Dir, t.Analyzer, t.Phase = dir, b.analyzer, PhaseBleveIndex
		indexed, err := run[peerIndexed](ctx, p.run, t)
		if err != nil {
			return err
		}
		bytes, err := dirSize(dir)
		if err != nil {
			return err
		}
		t.Phase = PhaseBleveSearch
		searched, err := run[peerSearched](ctx, p.run, t)
		if err != nil {
			return err
		}
		if err := errors.Join(searched.check(b.name, t.Runs, t.NeedCount), p.add(b.setting, indexed, indexed.Seconds, bytes, searched), os.RemoveAll(dir)); err != nil {
			return err
		}
	}
	return nil
}
