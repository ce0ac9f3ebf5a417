package learn

import "math"

// Brier is the mean squared difference between probability and outcome: 0 is perfect, and saying ½ always gives ¼.
func Brier(p []float64, outcomes []bool) float64 {
	sum := 0.0
	for i, v := range p {
		d := v - truth(outcomes[i])
		sum += d * d
	}
	return sum / float64(len(p))
}

// BrierSkill is how much of the Brier score of always saying the base rate is saved: 1 is perfect, 0 as good as the base rate.
func BrierSkill(p []float64, outcomes []bool) float64 {
	rate := Rate(outcomes)
	return 1 - Brier(p, outcomes)/(rate*(1-rate))
}

// Rate is the share of outcomes that are true.
func Rate(outcomes []bool) float64 {
	sum := 0.0
	for _, y := range outcomes {
		sum += truth(y)
	}
	return sum / float64(len(outcomes))
}

// Bin is a line of a reliability table.
type Bin struct {
	// Low and High bound the probabilities in the bin.
	Low, High float64
	// Predicted is their mean, and Observed the share of outcomes that are true.
	Predicted, Observed float64
	Count               int
}

// Reliability deals the probabilities, in ascending order, into bins of sizes that differ by one at most.
func Reliability(p []float64, outcomes []bool, bins int) []Bin {
	order := ascending(p)
	bins = min(bins, len(p))
	out := make([]Bin, bins)
	for b := range out {
		part := order[b*len(p)/bins : (b+1)*len(p)/bins]
		bin := Bin{Low: p[part[0]], High: p[part[len(part)-1]], Count: len(part)}
		for _, i := range part {
			bin.Predicted += p[i] / float64(len(part))
			bin.Observed += truth(outcomes[i]) / float64(len(part))
		}
		out[b] = bin
	}
	return out
}

// CalibrationError is the expected calibration error: the mean, over all outcomes, of how far the observed share of their bin is from the
// predicted one.
func CalibrationError(bins []Bin) float64 {
	sum, n := 0.0, 0
	for _, b := range bins {
		sum += float64(b.Count) * math.Abs(b.Predicted-b.Observed)
		n += b.Count
	}
	return sum / float64(n)
}
