package eval

import (
	"io"
	"strconv"
)

// MaxGrade is the highest grade that is accepted. The gain grows as 2^grade, so that
// anything above is a wrong column rather than a judgment.
const MaxGrade = 30

// Qrels holds relevance judgments: topic → document number → grade. A grade of 0 or
// less is judged and not relevant; a document that is absent is unjudged.
type Qrels map[string]map[string]int

// ReadQrels reads judgments in the TREC form, one per line:
//
//	topic 0 docno grade
//
// The second field is ignored. Fields are separated by ASCII white space and may hold
// anything else; blank lines and a byte order mark are skipped. A line with another
// number of fields, a grade that is no integer up to [MaxGrade], or a second judgment
// of the same document for the same topic is an [ErrFormat] that names file and line.
// The name is used in messages only.
func ReadQrels(r io.Reader, name string) (Qrels, error) {
	qrels := make(Qrels)
	seen := make(places)
	lines := newLineReader(r, name)
	for lines.next() {
		if n := len(lines.fields); n != 4 {
			return nil, lines.fault("%d fields, want 4: topic 0 docno grade", n)
		}
		topic, doc := string(lines.fields[0]), string(lines.fields[2])
		grade, err := strconv.Atoi(string(lines.fields[3]))
		if err != nil {
			return nil, lines.fault("grade %q is not an integer", lines.fields[3])
		}
		if grade > MaxGrade {
			return nil, lines.fault("grade %d is above %d", grade, MaxGrade)
		}
		if first := seen.add(topic, doc, lines.line); first > 0 {
			return nil, lines.fault("topic %q document %q already judged on line %d", topic, doc, first)
		}
		if qrels[topic] == nil {
			qrels[topic] = make(map[string]int)
		}
		qrels[topic][doc] = grade
	}
	if err := lines.err(); err != nil {
		return nil, err
	}
	return qrels, nil
}
