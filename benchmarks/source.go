package benchmarks

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gongxu/gongxu"
	"github.com/gongxu/gongxu/corpus"
)

// Source is what corpora are made from: real patents, and the needs that are asked.
type Source struct {
	// Name says where the patents come from.
	Name string
	// Hash identifies the content of the file of patents.
	Hash string
	// Patents and Needs in the order of their files.
	Patents []corpus.Patent
	Needs   []corpus.Need
}

// needsBeside is where the needs lie beside a file of patents.
var needsBeside = filepath.Join("bdci2019", "needs.jsonl")

// SampleSource returns the corpus that is embedded in the root package.
func SampleSource() (*Source, error) {
	needs, err := sampleNeeds()
	if err != nil {
		return nil, err
	}
	const name = "patents.jsonl"
	f, err := gongxu.Sample().Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	r, err := corpus.ReadPatents(io.TeeReader(f, h), name, corpus.FormatJSONL, quiet())
	if err != nil {
		return nil, err
	}
	patents, err := collect(r)
	if err != nil {
		return nil, err
	}
	return &Source{Name: "testdata/" + name, Hash: hex.EncodeToString(h.Sum(nil)), Patents: patents, Needs: needs}, nil
}

// OpenSource reads a file of patents, and bdci2019/needs.jsonl beside it; where that is absent the needs are those of the sample
// corpus. Rows that cannot be read are left out.
func OpenSource(path string) (*Source, error) {
	hash, err := hashFile(path)
	if err != nil {
		return nil, err
	}
	r, err := corpus.OpenPatents(path, quiet())
	if err != nil {
		return nil, err
	}
	patents, err := collect(r)
	if err != nil {
		return nil, err
	}
	s := &Source{Name: path, Hash: hash, Patents: patents}
	needs := filepath.Join(filepath.Dir(path), needsBeside)
	if _, err := os.Stat(needs); errors.Is(err, fs.ErrNotExist) {
		s.Needs, err = sampleNeeds()
		return s, err
	}
	s.Needs, err = readNeeds(needs)
	return s, err
}

// FirstNeeds returns m needs: the first ones of the source, and from the start again when it has fewer, with ids that tell the
// rounds apart.
func (s *Source) FirstNeeds(m int) []corpus.Need {
	out := make([]corpus.Need, m)
	for i := range out {
		out[i] = s.Needs[i%len(s.Needs)]
		if round := i / len(s.Needs); round > 0 {
			out[i].ID = fmt.Sprintf("%s/%d", out[i].ID, round+1)
		}
	}
	return out
}

func sampleNeeds() ([]corpus.Need, error) {
	const name = "needs.jsonl"
	f, err := gongxu.Sample().Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := corpus.ReadNeeds(f, name, corpus.FormatJSONL, quiet())
	if err != nil {
		return nil, err
	}
	return collect(r)
}

func readNeeds(path string) ([]corpus.Need, error) {
	r, err := corpus.OpenNeeds(path, quiet())
	if err != nil {
		return nil, err
	}
	return collect(r)
}

// quiet reads over bad rows without a word: what is measured is the rows that are left, and their number is in the report.
func quiet() corpus.ReadOptions { return corpus.DefaultReadOptions(func(corpus.Problem) {}) }

// collect reads all rows and closes the reader. No rows is an error.
func collect[T any](r *corpus.Reader[T]) (out []T, err error) {
	defer func() { err = errors.Join(err, r.Close()) }()
	for row, err := range r.All() {
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: a file without a usable row", ErrSource)
	}
	return out, nil
}

func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
