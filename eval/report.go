package eval

import (
	"fmt"
	"slices"
)

// Report is the outcome of [Evaluate]. It belongs to the caller.
type Report struct {
	// Measures are the columns of every topic's values.
	Measures []Measure
	// RelLevel and Condensed are the options under which the run was measured.
	RelLevel  int
	Condensed bool
	// Topics are the topics with a relevant document, numbers first by value, then the
	// others by name. Means are taken over all of them.
	Topics []TopicValues
	// Missing are those of Topics for which the run holds no document; they count 0.
	Missing []string
	// NoRelevant are judged topics without a relevant document; they are not measured.
	NoRelevant []string
	// NotJudged are topics of the run that the judgments do not know.
	NotJudged []string
}

// TopicValues is one measured topic.
type TopicValues struct {
	Topic string
	// Judged and Relevant count the documents in the judgments, Retrieved those in the
	// run.
	Judged, Relevant, Retrieved int
	// Values stand in the order of [Report.Measures].
	Values []float64
}

// Values returns one measure over all topics, in the order of r.Topics, or an
// [ErrMeasure] if the report does not hold it.
func (r *Report) Values(m Measure) ([]float64, error) {
	i := slices.Index(r.Measures, m)
	if i < 0 {
		return nil, fmt.Errorf("%w: %s is not in the report", ErrMeasure, m)
	}
	values := make([]float64, len(r.Topics))
	for t, topic := range r.Topics {
		values[t] = topic.Values[i]
	}
	return values, nil
}

// Mean returns the mean of one measure over all topics, or an [ErrMeasure] if the
// report does not hold it.
func (r *Report) Mean(m Measure) (float64, error) {
	values, err := r.Values(m)
	if err != nil {
		return 0, err
	}
	return mean(values), nil
}

// means returns the means of all measures in order.
func (r *Report) means() []float64 {
	means := make([]float64, len(r.Measures))
	column := make([]float64, len(r.Topics))
	for i := range r.Measures {
		for t, topic := range r.Topics {
			column[t] = topic.Values[i]
		}
		means[i] = mean(column)
	}
	return means
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
