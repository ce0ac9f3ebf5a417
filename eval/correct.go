package eval

import (
	"bytes"
	"fmt"
	"io"
	"text/tabwriter"
)

// Corrected is a comparison with its p-value corrected for the family that it is one of.
type Corrected struct {
	Comparison
	// PHolm is P after [Holm]'s correction over the whole family.
	PHolm float64 `json:"p_holm"`
}

// Correct corrects the p-values of one family of comparisons, in the order given.
func Correct(family []Comparison) []Corrected {
	ps := make([]float64, len(family))
	for i, c := range family {
		ps[i] = c.P
	}
	out := make([]Corrected, len(family))
	for i, p := range Holm(ps) {
		out[i] = Corrected{family[i], p}
	}
	return out
}

// WriteCorrected writes one row for each comparison, for people to read.
func WriteCorrected(w io.Writer, comparisons []Corrected) error {
	var out bytes.Buffer
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "measure\tmean a\tmean b\ta − b\t95 % interval\tp\tp (Holm)\twins/ties/losses")
	for _, c := range comparisons {
		fmt.Fprintf(table, "%s\t%.4f\t%.4f\t%+.4f\t%s\t%.4f\t%.4f\t%d/%d/%d\n",
			c.Measure, c.MeanA, c.MeanB, c.Difference, c.Interval, c.P, c.PHolm, c.Wins, c.Ties, c.Losses)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}
