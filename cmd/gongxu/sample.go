package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/gongxu/gongxu"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
)

// sampleCorpus is the corpus that is built into the program.
type sampleCorpus struct {
	patents     []corpus.Patent
	needs       []corpus.Need
	enterprises int
	qrels       eval.Qrels
}

func loadSample() (*sampleCorpus, error) {
	var s sampleCorpus
	var enterprises []json.RawMessage
	files := gongxu.Sample()
	err := errors.Join(
		readSample(files, "patents.jsonl", &s.patents),
		readSample(files, "needs.jsonl", &s.needs),
		readSample(files, "enterprises.jsonl", &enterprises),
	)
	if err != nil {
		return nil, err
	}
	s.enterprises = len(enterprises)
	f, err := files.Open("qrels.txt")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s.qrels, err = eval.ReadQrels(f, "qrels.txt")
	return &s, err
}

// readSample decodes the lines of an embedded file, which is in the form that records are stored in.
func readSample[T any](files fs.FS, name string, rows *[]T) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	d := json.NewDecoder(bufio.NewReader(f))
	for {
		var row T
		switch err := d.Decode(&row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("sample %s, row %d: %w", name, len(*rows)+1, err)
		}
		*rows = append(*rows, row)
	}
}

// bestGrade returns the highest grade that any patent has for a need, −1 when nothing was judged.
func (s *sampleCorpus) bestGrade(need string) int {
	best := -1
	for _, g := range s.qrels[need] {
		best = max(best, g)
	}
	return best
}

// wellMet picks n needs with at least two patents of the highest grade, spread over the corpus.
func (s *sampleCorpus) wellMet(n int) []corpus.Need {
	var good []corpus.Need
	for _, need := range s.needs {
		top := 0
		for _, g := range s.qrels[need.ID] {
			if g == 3 {
				top++
			}
		}
		if top >= 2 {
			good = append(good, need)
		}
	}
	n = min(n, len(good))
	out := make([]corpus.Need, n)
	for i := range out {
		out[i] = good[i*len(good)/n]
	}
	return out
}

// unmet returns the needs for which no patent is better than a near miss.
func (s *sampleCorpus) unmet() []corpus.Need {
	var out []corpus.Need
	for _, need := range s.needs {
		if g := s.bestGrade(need.ID); g >= 0 && g < 2 {
			out = append(out, need)
		}
	}
	return out
}
