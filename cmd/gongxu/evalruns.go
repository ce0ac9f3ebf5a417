package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/gongxu/gongxu/eval"
)

// measuredRun is a run file with what it measures.
type measuredRun struct {
	Run    string       `json:"run"`
	Report *eval.Report `json:"report"`
}

// runComparison is one measure of a run beside that of the baseline.
type runComparison struct {
	Run      string `json:"run"`
	Baseline string `json:"baseline"`
	eval.Corrected
}

// topicDifferences are the topics by the difference of one measure.
type topicDifferences struct {
	Measure eval.Measure           `json:"measure"`
	Topics  []eval.TopicDifference `json:"topics"`
}

// comparison is what several runs give.
type comparison struct {
	Baseline    measuredRun       `json:"baseline"`
	Runs        []measuredRun     `json:"runs"`
	Comparisons []runComparison   `json:"comparisons"`
	Differences *topicDifferences `json:"differences,omitempty"`
}

// compare measures the runs, and compares them when there are several.
func (o *evalOptions) compare(w io.Writer, qrels eval.Qrels) error {
	runs := make([]measuredRun, len(o.runs))
	for i, path := range o.runs {
		report, _, err := o.report(qrels, path)
		if err != nil {
			return err
		}
		runs[i] = measuredRun{path, report}
	}
	if len(runs) == 1 && o.baseline == "" {
		return o.printOne(w, runs[0].Report)
	}
	c := comparison{Baseline: runs[0], Runs: runs[1:]}
	if o.baseline != "" {
		report, _, err := o.report(qrels, o.baseline)
		if err != nil {
			return err
		}
		c.Baseline, c.Runs = measuredRun{o.baseline, report}, runs
	}
	if err := o.test(&c); err != nil {
		return err
	}
	if o.plot != "" {
		topics, err := eval.Differences(c.Baseline.Report, c.reports(), o.wanted[0])
		if err != nil {
			return err
		}
		title := fmt.Sprintf("%s: %s − %s", o.wanted[0], c.Runs[0].Run, c.Baseline.Run)
		if err := writeFile(o.plot, w, func(w io.Writer) error { return plotDifferences(w, title, topics) }); err != nil {
			return err
		}
	}
	if o.json {
		return c.writeJSON(w)
	}
	return c.print(w)
}

// report measures one run file.
func (o *evalOptions) report(qrels eval.Qrels, path string) (*eval.Report, eval.Run, error) {
	run, err := readFile(path, eval.ReadRun)
	if err != nil {
		return nil, nil, err
	}
	report, err := eval.Evaluate(qrels, run, o.opts)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return report, run, nil
}

// printOne prints a run that nothing is compared with.
func (o *evalOptions) printOne(w io.Writer, report *eval.Report) error {
	switch {
	case o.benchstat:
		return report.WriteBenchstat(w, o.benchmarkName())
	case o.json:
		return report.WriteJSON(w)
	case o.perTopic:
		if err := report.WriteTopics(w); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return report.WriteTable(w)
}

// test compares every run with the baseline. All comparisons are one family.
func (o *evalOptions) test(c *comparison) error {
	var family []eval.Comparison
	for _, run := range c.Runs {
		for _, m := range o.wanted {
			one, err := eval.Compare(run.Report, c.Baseline.Report, m, eval.DefaultIterations, comparisonSeed)
			if err != nil {
				return err
			}
			family = append(family, one)
			c.Comparisons = append(c.Comparisons, runComparison{Run: run.Run, Baseline: c.Baseline.Run})
		}
	}
	for i, corrected := range eval.Correct(family) {
		c.Comparisons[i].Corrected = corrected
	}
	if !o.perTopic {
		return nil
	}
	topics, err := eval.Differences(c.Baseline.Report, c.reports(), o.wanted[0])
	c.Differences = &topicDifferences{o.wanted[0], topics}
	return err
}

func (c *comparison) reports() []*eval.Report {
	var out []*eval.Report
	for _, run := range c.Runs {
		out = append(out, run.Report)
	}
	return out
}

func (c *comparison) print(w io.Writer) error {
	names := []string{c.Baseline.Run}
	for _, run := range c.Runs {
		names = append(names, run.Run)
	}
	if c.Differences != nil {
		if err := eval.WriteDifferences(w, c.Differences.Measure, names, c.Differences.Topics); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	if len(c.Runs) == 1 {
		if err := c.Runs[0].Report.WriteTable(w); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	if err := eval.WriteMeans(w, names, append([]*eval.Report{c.Baseline.Report}, c.reports()...)); err != nil {
		return err
	}
	each := len(c.Comparisons) / len(c.Runs)
	for i, run := range c.Runs {
		fmt.Fprintf(w, "\na = %s, b = %s\n", run.Run, c.Baseline.Run)
		var rows []eval.Corrected
		for _, one := range c.Comparisons[i*each : (i+1)*each] {
			rows = append(rows, one.Corrected)
		}
		if err := eval.WriteCorrected(w, rows); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "\npaired randomisation test, Holm's correction over all %d comparisons\n", len(c.Comparisons))
	return err
}

// writeJSON writes one compared run as its report with the baseline's and the comparisons beside its members, several as a list.
func (c *comparison) writeJSON(w io.Writer) error {
	if len(c.Runs) > 1 {
		return writeJSON(w, c)
	}
	data, err := json.Marshal(c.Runs[0].Report)
	if err != nil {
		return err
	}
	members := map[string]any{}
	if err := json.Unmarshal(data, &members); err != nil {
		return err
	}
	members["run"], members["baseline"], members["comparisons"] = c.Runs[0].Run, c.Baseline.Report, c.Comparisons
	if c.Differences != nil {
		members["differences"] = c.Differences
	}
	return writeJSON(w, members)
}
