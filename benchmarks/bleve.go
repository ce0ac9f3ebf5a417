package benchmarks

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/segment"
)

// The analyzers that stock Bleve is measured with.
const (
	// BleveCJK is Bleve's own for Chinese, Japanese and Korean, which makes bigrams.
	BleveCJK = cjk.AnalyzerName
	// BleveWords cuts into the words of gse's dictionary, with package segment.
	BleveWords = "gongxu_words"
)

// The scoring models of Bleve.
const (
	BleveTFIDF = index.TFIDFScoring
	BleveBM25  = index.BM25Scoring
)

// bleveBatch is the number of patents that are indexed in one step.
const bleveBatch = 1000

// Bleve is Bleve as it comes: title and abstract as two text fields, one of its own scoring models, and a need asked of both
// fields as a match query. Nothing is kept of a patent but its terms.
type Bleve struct {
	bleve.Index
}

// registerWords makes BleveWords known to Bleve, whose registry is global and refuses a name twice.
var registerWords = sync.OnceValue(func() error {
	return segment.RegisterAnalyzer(BleveWords, segment.Default().Analyzer(segment.Words, segment.PatentText))
})

// CreateBleve makes an empty index in a directory that does not exist yet, with an analyzer and a scoring model.
func CreateBleve(dir, analyzer, scoring string) (*Bleve, error) {
	if err := prepareBleve(analyzer); err != nil {
		return nil, err
	}
	text := bleve.NewTextFieldMapping()
	text.Analyzer = analyzer
	text.Store, text.IncludeInAll, text.IncludeTermVectors, text.DocValues = false, false, false, false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("title", text)
	doc.AddFieldMappingsAt("abstract", text)
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	m.ScoringModel = scoring
	x, err := bleve.New(dir, m)
	if err != nil {
		return nil, fmt.Errorf("bleve: create %s: %w", dir, err)
	}
	return &Bleve{x}, nil
}

// OpenBleve opens an index that CreateBleve made with an analyzer, for reading.
func OpenBleve(dir, analyzer string) (*Bleve, error) {
	if err := prepareBleve(analyzer); err != nil {
		return nil, err
	}
	x, err := bleve.OpenUsing(dir, map[string]any{"read_only": true})
	if err != nil {
		return nil, fmt.Errorf("bleve: open %s: %w", dir, err)
	}
	return &Bleve{x}, nil
}

func prepareBleve(analyzer string) error {
	if analyzer != BleveWords {
		return nil
	}
	return registerWords()
}

// Load indexes patents and returns how many there were. done, if not nil, is told the number after every batch.
func (b *Bleve) Load(ctx context.Context, patents iter.Seq2[corpus.Patent, error], done func(int)) (int, error) {
	n := 0
	batch := b.NewBatch()
	flush := func() error {
		err := b.Batch(batch)
		batch.Reset()
		if done != nil {
			done(n)
		}
		return errors.Join(err, ctx.Err())
	}
	for p, err := range patents {
		if err == nil {
			err = batch.Index(p.ID, map[string]any{"title": p.Title, "abstract": p.Abstract})
		}
		if err != nil {
			return n, err
		}
		n++
		if batch.Size() == bleveBatch {
			if err := flush(); err != nil {
				return n, err
			}
		}
	}
	return n, flush()
}

// Rank returns the best k patents for a need, best first.
func (b *Bleve) Rank(ctx context.Context, need corpus.Need, k int) ([]eval.Scored, error) {
	text := need.Title + "\n" + need.Description
	title, abstract := bleve.NewMatchQuery(text), bleve.NewMatchQuery(text)
	title.SetField("title")
	abstract.SetField("abstract")
	req := bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(title, abstract), k, 0, false)
	res, err := b.SearchInContext(ctx, req)
	if err != nil {
		return nil, err
	}
	out := make([]eval.Scored, len(res.Hits))
	for i, h := range res.Hits {
		out[i] = eval.Scored{Doc: h.ID, Score: h.Score}
	}
	return out, nil
}

// bleveIndex is a phase: it indexes the patents with Bleve.
func (t Task) bleveIndex(ctx context.Context, log *Log) (_ peerIndexed, err error) {
	rows, err := corpus.OpenPatents(t.Corpus, quiet())
	if err != nil {
		return peerIndexed{}, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	start := time.Now()
	b, err := CreateBleve(t.bleveDir(), t.Analyzer, BleveBM25)
	if err != nil {
		return peerIndexed{}, err
	}
	p := log.start("bleve", t.Patents, "patents indexed")
	n, err := b.Load(ctx, rows.All(), p.set)
	p.finish()
	err = errors.Join(err, b.Close())
	return peerIndexed{Version: bleveVersion(), Docs: n, Seconds: time.Since(start).Seconds()}, err
}

// bleveSearch is a phase: it asks Bleve all needs.
func (t Task) bleveSearch(ctx context.Context, log *Log) (_ peerSearched, err error) {
	out := peerSearched{Version: bleveVersion()}
	needs, err := readNeeds(t.Needs)
	if err != nil {
		return out, err
	}
	memory := watchMemory()
	defer memory.end()
	b, err := OpenBleve(t.bleveDir(), t.Analyzer)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	p := log.start("bleve", (t.Runs+1)*len(needs), "needs")
	asked := 0
	ask := func(need corpus.Need) error {
		hits, err := b.Rank(ctx, need, t.K)
		out.Hits += len(hits)
		asked++
		p.set(asked)
		return err
	}
	if _, err := timed(needs, ask); err != nil {
		return out, err
	}
	out.Hits = 0
	for range t.Runs {
		took, err := timed(needs, ask)
		if err != nil {
			return out, err
		}
		ms := make([]float64, len(took))
		for i, d := range took {
			ms[i] = milliseconds(d)
		}
		out.Runs = append(out.Runs, ms)
	}
	p.finish()
	out.Hits /= max(1, t.Runs)
	out.PeakRSS = memory.end().RSS
	return out, nil
}

func (t Task) bleveDir() string { return filepath.Join(t.Dir, "bleve") }

// bleveVersion reads the version that this program is built with.
func bleveVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/blevesearch/bleve/v2" {
				return m.Version
			}
		}
	}
	return "unknown"
}
