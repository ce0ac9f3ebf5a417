package eval

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// TopicDifference is one topic in several runs.
type TopicDifference struct {
	Topic string `json:"topic"`
	// Baseline is the value of the baseline, and Values those of the other runs.
	Baseline float64   `json:"baseline"`
	Values   []float64 `json:"values"`
	// Differences are Values − Baseline.
	Differences []float64 `json:"differences"`
}

// Differences sets one measure of a baseline and of other runs side by side, topic by
// topic, by the difference of the first of the others ascending, then in the order of
// the topics. The error is an [ErrMeasure], an [ErrInvalid] without other runs, or an
// [ErrMismatch].
func Differences(baseline *Report, others []*Report, m Measure) ([]TopicDifference, error) {
	if len(others) == 0 {
		return nil, fmt.Errorf("%w: nothing to compare with", ErrInvalid)
	}
	base, err := baseline.Values(m)
	if err != nil {
		return nil, err
	}
	out := make([]TopicDifference, len(base))
	for i, v := range base {
		out[i] = TopicDifference{Topic: baseline.Topics[i].Topic, Baseline: v}
	}
	for _, other := range others {
		if err := pairable(baseline, other); err != nil {
			return nil, err
		}
		values, err := other.Values(m)
		if err != nil {
			return nil, err
		}
		for i, v := range values {
			out[i].Values = append(out[i].Values, v)
			out[i].Differences = append(out[i].Differences, v-base[i])
		}
	}
	slices.SortStableFunc(out, func(a, b TopicDifference) int { return cmp.Compare(a.Differences[0], b.Differences[0]) })
	return out, nil
}

// WriteDifferences writes one row for each topic. Names are those of the baseline and
// of the other runs, in order.
func WriteDifferences(w io.Writer, m Measure, names []string, topics []TopicDifference) error {
	var out bytes.Buffer
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(&out, "%s by topic\n", m)
	fmt.Fprintf(table, "topic\t%s", names[0])
	for _, name := range names[1:] {
		fmt.Fprintf(table, "\t%s\tdifference", name)
	}
	fmt.Fprintln(table)
	for _, t := range topics {
		fmt.Fprintf(table, "%s\t%.4f", t.Topic, t.Baseline)
		for i, v := range t.Values {
			fmt.Fprintf(table, "\t%.4f\t%+.4f", v, t.Differences[i])
		}
		fmt.Fprintln(table)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}
