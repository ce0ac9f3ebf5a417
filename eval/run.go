package eval

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
)

// Scored is one retrieved document. Scores have no unit and any sign; higher is
// better, and they must be finite.
type Scored struct {
	Doc   string
	Score float64
}

// Run holds what a system retrieved: topic → documents in any order.
type Run map[string][]Scored

// ReadRun reads a run in the TREC form, one retrieved document per line:
//
//	topic Q0 docno rank score tag
//
// The second field, the rank and the tag are ignored, as trec_eval does: only scores
// order a run (see [Rank]). Fields are separated by ASCII white space and may hold
// anything else; blank lines and a byte order mark are skipped. A line with another
// number of fields, a score that is no finite number, or a document that was retrieved
// before for the same topic is an [ErrFormat] that names file and line. The name is
// used in messages only.
func ReadRun(r io.Reader, name string) (Run, error) {
	run := make(Run)
	seen := make(places)
	lines := newLineReader(r, name)
	for lines.next() {
		if n := len(lines.fields); n != 6 {
			return nil, lines.fault("%d fields, want 6: topic Q0 docno rank score tag", n)
		}
		topic, doc := string(lines.fields[0]), string(lines.fields[2])
		score, err := strconv.ParseFloat(string(lines.fields[4]), 64)
		if err != nil || !finite(score) {
			return nil, lines.fault("score %q is not a finite number", lines.fields[4])
		}
		if first := seen.add(topic, doc, lines.line); first > 0 {
			return nil, lines.fault("topic %q document %q already retrieved on line %d", topic, doc, first)
		}
		run[topic] = append(run[topic], Scored{Doc: doc, Score: score})
	}
	if err := lines.err(); err != nil {
		return nil, err
	}
	return run, nil
}

// Rank returns the hits in the order in which they are measured: by score descending
// and ties by document number descending, byte by byte, the rule of trec_eval. The
// argument is left as it is.
func Rank(hits []Scored) []Scored {
	ranked := slices.Clone(hits)
	slices.SortFunc(ranked, func(a, b Scored) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Doc, a.Doc))
	})
	return ranked
}

// checkHits refuses what no run file could hold: scores that cannot be ordered and
// documents retrieved twice.
func checkHits(topic string, hits []Scored) error {
	seen := make(map[string]bool, len(hits))
	for _, hit := range hits {
		if !finite(hit.Score) {
			return fmt.Errorf("%w: topic %q document %q: score %v is not finite", ErrInvalid, topic, hit.Doc, hit.Score)
		}
		if seen[hit.Doc] {
			return fmt.Errorf("%w: topic %q document %q retrieved twice", ErrInvalid, topic, hit.Doc)
		}
		seen[hit.Doc] = true
	}
	return nil
}

func finite(x float64) bool {
	return !math.IsNaN(x) && !math.IsInf(x, 0)
}
