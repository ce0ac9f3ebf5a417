package embedding

import "math"

// Quantize packs a vector into one byte a number: round(127 · v / its largest component). The direction stays, the length is lost;
// the cosine to the vector itself is above 0.9999 for vectors of a few hundred numbers.
func Quantize(v []float32) []int8 {
	largest := float32(0)
	for _, x := range v {
		largest = max(largest, x, -x)
	}
	out := make([]int8, len(v))
	if largest == 0 {
		return out
	}
	for i, x := range v {
		out[i] = int8(math.Round(float64(x) / float64(largest) * math.MaxInt8))
	}
	return out
}

// Dot is the sum of products of two packed vectors of one length.
func Dot(a, b []int8) int32 {
	b = b[:len(a)]
	sum := int32(0)
	for i, x := range a {
		sum += int32(x) * int32(b[i])
	}
	return sum
}

// Cosine is the cosine of the angle between two packed vectors of one length; 0 when one of them is zero.
func Cosine(a, b []int8) float64 {
	lengths := math.Sqrt(float64(Dot(a, a)) * float64(Dot(b, b)))
	if lengths == 0 {
		return 0
	}
	return float64(Dot(a, b)) / lengths
}
