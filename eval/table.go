package eval

import (
	"bytes"
	"fmt"
	"io"
	"text/tabwriter"
)

// tableSeed makes the intervals of a table the same each time it is printed.
const tableSeed = 1

// WriteTable writes the means with their 95 % intervals (see [MeanInterval]) for people
// to read, and how many topics stand behind them.
func (r *Report) WriteTable(w io.Writer) error {
	var out bytes.Buffer
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "measure\tmean\t95 % interval")
	means := r.means()
	for i, m := range r.Measures {
		interval, err := MeanInterval(r, m, DefaultIterations, tableSeed)
		if err != nil {
			return err
		}
		fmt.Fprintf(table, "%s\t%.4f\t%s\n", m, means[i], interval)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	list := "as given"
	if r.Condensed {
		list = "condensed"
	}
	fmt.Fprintf(&out, "%d topics, relevant from grade %d, list %s\n", len(r.Topics), r.RelLevel, list)
	fmt.Fprintf(&out, "%d of them missing in the run, %d judged topics without a relevant document, %d topics of the run not judged\n",
		len(r.Missing), len(r.NoRelevant), len(r.NotJudged))
	_, err := w.Write(out.Bytes())
	return err
}

// WriteTopics writes one row for each measured topic with all its values.
func (r *Report) WriteTopics(w io.Writer) error {
	var out bytes.Buffer
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "topic\trelevant\tretrieved")
	for _, m := range r.Measures {
		fmt.Fprintf(table, "\t%s", m)
	}
	fmt.Fprintln(table)
	for _, t := range r.Topics {
		fmt.Fprintf(table, "%s\t%d\t%d", t.Topic, t.Relevant, t.Retrieved)
		for _, v := range t.Values {
			fmt.Fprintf(table, "\t%.4f", v)
		}
		fmt.Fprintln(table)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

// WriteComparisons writes one row for each comparison, with Holm's correction over all
// of them beside the p-value of each.
func WriteComparisons(w io.Writer, comparisons []Comparison) error {
	return WriteCorrected(w, Correct(comparisons))
}

// WriteMeans writes one row for each of several reports with the means of the first
// one's measures; names says whose they are. A measure that a report does not hold is an
// [ErrMeasure].
func WriteMeans(w io.Writer, names []string, reports []*Report) error {
	var out bytes.Buffer
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "run")
	for _, m := range reports[0].Measures {
		fmt.Fprintf(table, "\t%s", m)
	}
	fmt.Fprintln(table)
	for i, r := range reports {
		fmt.Fprint(table, names[i])
		for _, m := range reports[0].Measures {
			mean, err := r.Mean(m)
			if err != nil {
				return err
			}
			fmt.Fprintf(table, "\t%.4f", mean)
		}
		fmt.Fprintln(table)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}
