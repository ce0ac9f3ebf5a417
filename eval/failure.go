package eval

import (
	"cmp"
	"fmt"
	"slices"
)

// Failure is a topic that went badly, with the documents to look at.
type Failure struct {
	Topic string `json:"topic"`
	// Value is the topic's value of the measure.
	Value float64 `json:"value"`
	// Relevant is the number of relevant documents.
	Relevant int `json:"relevant"`
	// Good are the best relevant documents: by grade descending, then by rank, those that
	// the run lacks last, then by document number.
	Good []Placed `json:"good"`
	// Wrong are the documents that are not known to be relevant and stand above the first
	// of Good, the highest first. Of a condensed list only the judged ones count.
	Wrong []Placed `json:"wrong"`
}

// Placed is a document with its place in a run and its judgment.
type Placed struct {
	Doc string `json:"doc"`
	// Rank counts from 1; 0 means that the run does not hold the document.
	Rank int `json:"rank"`
	// Grade is nil where nobody judged.
	Grade *int `json:"grade"`
}

// Failures returns the n worst topics of a report by one of its measures, the worst first
// and equal ones in the order of the report, with up to docs good and up to docs wrong
// documents each. The judgments and the run are those that the report was made of. The
// error is an [ErrMeasure], or an [ErrInvalid] for numbers below 1.
func Failures(qrels Qrels, run Run, report *Report, m Measure, n, docs int) ([]Failure, error) {
	if n < 1 || docs < 1 {
		return nil, fmt.Errorf("%w: %d topics with %d documents each", ErrInvalid, n, docs)
	}
	values, err := report.Values(m)
	if err != nil {
		return nil, err
	}
	out := make([]Failure, len(values))
	for i, v := range values {
		out[i] = Failure{Topic: report.Topics[i].Topic, Value: v, Relevant: report.Topics[i].Relevant}
	}
	slices.SortStableFunc(out, func(a, b Failure) int {
		if m.HigherIsBetter() {
			return cmp.Compare(a.Value, b.Value)
		}
		return cmp.Compare(b.Value, a.Value)
	})
	out = out[:min(n, len(out))]
	for i := range out {
		out[i].find(qrels[out[i].Topic], Rank(run[out[i].Topic]), report, docs)
	}
	return out, nil
}

// find fills in the documents.
func (f *Failure) find(judged map[string]int, ranked []Scored, report *Report, docs int) {
	ranks := make(map[string]int, len(ranked))
	for i, hit := range ranked {
		ranks[hit.Doc] = i + 1
	}
	f.Good, f.Wrong = []Placed{}, []Placed{}
	for doc, grade := range judged {
		if grade >= report.RelLevel {
			f.Good = append(f.Good, Placed{doc, ranks[doc], &grade})
		}
	}
	last := len(ranked) + 1
	rankOf := func(p Placed) int {
		if p.Rank == 0 {
			return last
		}
		return p.Rank
	}
	slices.SortFunc(f.Good, func(a, b Placed) int {
		return cmp.Or(cmp.Compare(*b.Grade, *a.Grade), cmp.Compare(rankOf(a), rankOf(b)), cmp.Compare(a.Doc, b.Doc))
	})
	f.Good = f.Good[:min(docs, len(f.Good))]
	for i, hit := range ranked[:rankOf(f.Good[0])-1] {
		grade, ok := judged[hit.Doc]
		if len(f.Wrong) == docs {
			return
		}
		switch {
		case ok && grade < report.RelLevel:
			f.Wrong = append(f.Wrong, Placed{hit.Doc, i + 1, &grade})
		case !ok && !report.Condensed:
			f.Wrong = append(f.Wrong, Placed{hit.Doc, i + 1, nil})
		}
	}
}
