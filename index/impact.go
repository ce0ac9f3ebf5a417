package index

import "math"

// maxImpact is the largest q and w.
const maxImpact = 255

// Saturate returns the impact of a term whose field-merged frequency is f: max(1, round(255·f/(f+k1))), 1…255 for f > 0.
// It is BM25's saturation (Robertson & Zaragoza 2009) quantised as by Anh & Moffat 2002. Halves round up.
func Saturate(f, k1 float64) uint8 {
	q := math.Floor(float64(float64(maxImpact*f)/float64(f+k1)) + 0.5)
	if q < 1 {
		return 1
	}
	return uint8(q)
}

// Frequency returns what tf occurrences in a field of the given length add to a term's merged frequency, after BM25F
// (Robertson, Zaragoza & Taylor 2004): boost·tf/(1 − b + b·length/average length).
func (o FieldOptions) Frequency(tf, length int) float64 {
	relative := float64(length) / o.AverageLength
	norm := float64(1-o.B) + float64(o.B*relative)
	return float64(o.Boost*float64(tf)) / norm
}
