package matcher

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
)

// Options shape the two indexes and the ranking. They are stored with the engine's directory.
type Options struct {
	// Patents and Needs shape the two indexes.
	Patents index.Options `json:"patents"`
	Needs   index.Options `json:"needs"`
	// Characters is how the character view is scored on candidates. It has no postings.
	Characters index.ViewOptions `json:"characters"`
	// InferFields infers the fields of patents from their texts when they are indexed: for the industry signal, the signal of inferred fields,
	// and, of patents without an IPC subclass, for filters and lists by field.
	InferFields bool `json:"infer_fields"`
	// NeedTitle is how many times a need's title counts against its description, ≥ 0.
	NeedTitle int `json:"need_title"`
	// Candidates is the number of first-stage hits that are ranked by all signals, ≥ 1.
	Candidates int `json:"candidates"`
	// Weights of the signals in the score without an embedder, and with one.
	Weights      Weights `json:"weights"`
	DenseWeights Weights `json:"dense_weights"`
	// Calibration turns scores into probabilities without an embedder, and with one.
	Calibration      Calibration `json:"calibration"`
	DenseCalibration Calibration `json:"dense_calibration"`
}

// DefaultOptions returns the shipped options. The average lengths are those of 51,630 Chinese patents and 371 needs.
func DefaultOptions() Options {
	field := func(name string, boost, length float64) index.FieldOptions {
		return index.FieldOptions{Name: name, Boost: boost, B: 0.75, AverageLength: length}
	}
	without, with := DefaultCalibration()
	return Options{
		Patents: index.Options{
			Genre: segment.PatentText,
			Views: []index.ViewOptions{
				{View: segment.Words, Weight: 1.2, K1: 1.2, Fields: []index.FieldOptions{field(fieldTitle, 2, 5), field(fieldAbstract, 1, 55)}},
				{View: segment.Bigrams, Weight: 1, K1: 1.2, Fields: []index.FieldOptions{field(fieldTitle, 2, 13.5), field(fieldAbstract, 1, 187)}},
			},
			Keywords: patentKeywords(),
		},
		Needs: index.Options{
			Genre: segment.NeedText,
			Views: []index.ViewOptions{
				{View: segment.Words, Weight: 1.2, K1: 1.2, Fields: []index.FieldOptions{field(fieldTitle, 2, 5), field(fieldDescription, 1, 60)}},
				{View: segment.Bigrams, Weight: 1, K1: 1.2, Fields: []index.FieldOptions{field(fieldTitle, 2, 12), field(fieldDescription, 1, 170)}},
			},
			Keywords: needKeywords(),
		},
		Characters: index.ViewOptions{
			View: segment.Chars, Weight: 1, K1: 1.2,
			Fields: []index.FieldOptions{field(fieldTitle, 2, 15), field(fieldAbstract, 1, 206)},
		},
		InferFields: true,
		NeedTitle:   2,
		Candidates:  1000,
		Weights: Weights{
			Lexical: 1, TitleCharacters: 0.2, Meaning: 1.7, Association: associationWeight, Industry: 0.15, Inferred: 0.05, Supply: 0.05, Feedback: 2,
		},
		DenseWeights: Weights{
			Lexical: 1, Meaning: 1.6, Association: associationWeight, Dense: 1, Sentences: 0.5, Industry: 0.15, Inferred: 0.05, Supply: 0.05, Feedback: 2,
		},
		Calibration: without, DenseCalibration: with,
	}
}

// TitleOptions returns the options for a library whose documents are short titles without an abstract. A title shares few words
// with a need, so single characters, which still see 膜 in 薄膜 and 隔膜, decide; they are few enough to get postings and the
// document frequencies of the library itself. The need's own title is what a title can answer and counts sixteen times.
func TitleOptions() Options {
	o := DefaultOptions()
	chars := index.ViewOptions{
		View: segment.Chars, Weight: 6, K1: 1.2,
		Fields: []index.FieldOptions{{Name: fieldTitle, Boost: 1, B: 1, AverageLength: 15}},
	}
	o.Patents.Views = append(o.Patents.Views, chars)
	o.NeedTitle = 16
	o.Weights = Weights{Lexical: 1, Meaning: 0.8, Association: associationWeight, Industry: 0.15, Inferred: 0.05, Supply: 0.05, Feedback: 2}
	o.DenseWeights = Weights{Lexical: 1, Dense: 1.6, Sentences: 0.6, Industry: 0.15, Inferred: 0.05, Supply: 0.05, Feedback: 2}
	return o
}

// Validate reports every fault of the options.
func (o Options) Validate() error {
	faults := []error{o.Patents.Validate(), o.Needs.Validate()}
	if o.NeedTitle < 0 || o.Candidates < 1 || o.Candidates > index.MaxK {
		faults = append(faults, fmt.Errorf("%w: need_title %d must not be negative, candidates %d must be within 1…%d",
			index.ErrOptions, o.NeedTitle, o.Candidates, index.MaxK))
	}
	for _, w := range []Weights{o.Weights, o.DenseWeights} {
		faults = append(faults, w.validate())
	}
	for _, c := range []Calibration{o.Calibration, o.DenseCalibration} {
		if !c.valid() {
			faults = append(faults, fmt.Errorf("%w: calibration %+v must be finite, the score's coefficient positive", index.ErrOptions, c))
		}
	}
	return errors.Join(faults...)
}

// Settings are the choices for opening an engine. Start from DefaultSettings.
type Settings struct {
	// UserTerms are added to the dictionary. Nil means those that the directory was made with.
	UserTerms []string
	// Index settings: memory for postings and how long to wait for a lock.
	Index index.Settings
	// NeedCacheBytes bounds the memory for the postings of needs, > 0; Index.CacheBytes is that for patents.
	NeedCacheBytes int64
	// RecordCacheBytes bounds the memory for decoded records and needs, > 0.
	RecordCacheBytes int64
	// Synonyms extend the terms of needs; nil is none. They may be changed later with Engine.SetSynonyms.
	Synonyms *segment.Synonyms
	// Embedder, if not nil, gives the vectors for the dense signals.
	Embedder Embedder
	// EmbedBudget bounds the wait for the vectors of one need, after which it is matched without them; 0 waits, and fails when they
	// cannot be had. With a budget an embedder that fails several times in a row is left alone for a while.
	EmbedBudget time.Duration
	// Reranker, if not nil, reads the RerankDepth best patents of a need again before Match and Rank list them.
	Reranker Reranker
	// RerankBudget bounds the wait for it, for one need, after which the list stays as it is; 0 waits, and fails when it does.
	RerankBudget time.Duration
	// RerankDepth is the number of patents that it reads, ≥ 1.
	RerankDepth int
	// RerankWeight is its share in the score of these, in (0, 1]. The default is a choice and not fitted to judgments.
	RerankWeight float64
	// Meaning is the map of terms to vectors of a new engine; nil is the shipped one.
	Meaning *semantic.Map
	// Options shape a new engine. Opening a directory uses those that are stored there.
	Options Options
	// NoFeedback leaves what was said of earlier pairs out of rankings, as for learning weights from it. It can be kept and read as ever.
	NoFeedback bool
	// Ranking, if not nil, takes the place of weights and calibrations. A new directory keeps it; of one that is opened it changes nothing
	// but this engine.
	Ranking *Ranking
}

// How a re-ranker is used unless the settings say otherwise. Both are choices: no judged list of ours has been re-ranked yet.
const (
	DefaultRerankDepth  = 50
	DefaultRerankWeight = 0.5
)

// DefaultSettings returns the shipped settings.
func DefaultSettings() Settings {
	return Settings{
		Index: index.DefaultSettings(), NeedCacheBytes: 64 << 20, RecordCacheBytes: 128 << 20, Options: DefaultOptions(),
		Synonyms: segment.DefaultSynonyms(), RerankDepth: DefaultRerankDepth, RerankWeight: DefaultRerankWeight,
	}
}

// engineFile describes an engine's directory.
const engineFile = "engine.json"

// description is the content of engineFile.
type description struct {
	Terms   []string `json:"terms"`
	Options Options  `json:"options"`
	// Directory names that of the patents and their map of terms when Retrain made them. It is all that a retraining changes of
	// what was there before, in one step.
	Directory string `json:"patents_directory,omitempty"`
}

// patents is the name of the directory of the patents.
func (d description) patents() string {
	if d.Directory == "" {
		return patentsDir
	}
	return d.Directory
}

// Exists tells whether a directory holds an engine.
func Exists(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, engineFile))
	return err == nil
}

func readDescription(dir string) (description, error) {
	var d description
	// What a directory was made without is as shipped.
	d.Options.Calibration, d.Options.DenseCalibration = DefaultCalibration()
	shipped := DefaultOptions()
	d.Options.Weights.Feedback, d.Options.DenseWeights.Feedback = shipped.Weights.Feedback, shipped.DenseWeights.Feedback
	path := filepath.Join(dir, engineFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return d, fmt.Errorf("%w: %s (no %s); make one with: gongxu index --patents FILE --dir %s", index.ErrNotIndex, dir, engineFile, dir)
	}
	if err != nil {
		return d, fmt.Errorf("matcher: read %s: %w", path, err)
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return d, fmt.Errorf("%w: %s: %w", index.ErrCorrupt, path, err)
	}
	if err := d.Options.Validate(); err != nil {
		return d, fmt.Errorf("%w: %s: %w", index.ErrCorrupt, path, err)
	}
	if d.Directory != "" && trainedNumber(d.Directory) == 0 {
		return d, fmt.Errorf("%w: %s: patents_directory %q", index.ErrCorrupt, path, d.Directory)
	}
	return d, nil
}

func writeDescription(dir string, d description) error {
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return fmt.Errorf("matcher: encode %s: %w", engineFile, err)
	}
	return index.ReplaceFile(filepath.Join(dir, engineFile), append(data, '\n'))
}
