package eval

import (
	"fmt"
)

// Evaluate measures a run against judgments.
//
// Values are computed, and means taken, for the topics of the judgments that have at
// least one document graded opts.RelLevel or higher. Such a topic counts 0 on every
// measure when the run holds no document for it, condensed or not. Other judged topics
// and topics that only the run knows are listed in the report and not measured.
//
// Grades below 0 count as 0. The error is what [Options.Validate] says, an [ErrInvalid]
// for a run or judgments that no file could hold, or [ErrNoTopics].
func Evaluate(qrels Qrels, run Run, opts Options) (*Report, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	report := &Report{
		Measures:  append([]Measure(nil), opts.Measures...),
		RelLevel:  opts.RelLevel,
		Condensed: opts.Condensed,
	}
	for _, topic := range sortedTopics(qrels) {
		for doc, grade := range qrels[topic] {
			if grade > MaxGrade {
				return nil, fmt.Errorf("%w: topic %q document %q: grade %d is above %d", ErrInvalid, topic, doc, grade, MaxGrade)
			}
		}
		hits := run[topic]
		if err := checkHits(topic, hits); err != nil {
			return nil, err
		}
		l := newList(qrels[topic], hits, opts)
		if l.relevant == 0 {
			report.NoRelevant = append(report.NoRelevant, topic)
			continue
		}
		if len(hits) == 0 {
			report.Missing = append(report.Missing, topic)
		}
		values := make([]float64, len(opts.Measures))
		for i, m := range opts.Measures {
			values[i] = l.value(m)
		}
		report.Topics = append(report.Topics, TopicValues{
			Topic: topic, Judged: len(qrels[topic]), Relevant: l.relevant, Retrieved: len(hits), Values: values,
		})
	}
	for _, topic := range sortedTopics(run) {
		if _, ok := qrels[topic]; !ok && len(run[topic]) > 0 {
			report.NotJudged = append(report.NotJudged, topic)
		}
	}
	if len(report.Topics) == 0 {
		return nil, fmt.Errorf("%w: none of %d judged topics has a grade of %d or higher", ErrNoTopics, len(qrels), opts.RelLevel)
	}
	return report, nil
}
