package vector

import "math"

// Quantize packs a vector into one byte a number: round(127 · v / its largest component). The direction stays, the length is lost;
// the cosine to the vector itself is above 0.9999 for vectors of a few hundred numbers.
func Quantize(v []float32) []int8 {
	largest := Largest(v)
	out := make([]int8, len(v))
	if largest == 0 {
		return out
	}
	for i, x := range v {
		scaled := float64(x) / float64(largest) * math.MaxInt8
		if scaled < 0 {
			out[i] = int8(scaled - 0.5)
		} else {
			out[i] = int8(scaled + 0.5)
		}
	}
	return out
}

// Largest is the largest of the components without their signs, 0 of none.
func Largest(v []float32) float32 {
	largest := float32(0)
	for _, x := range v {
		if x < 0 {
			x = -x
		}
		if x > largest {
			largest = x
		}
	}
	return largest
}

// Cosine is the cosine of the angle between two packed vectors of one length; 0 when one of them is zero.
func Cosine(a, b []int8) float64 { return cosine(Dot(a, b), Norm(a), Norm(b)) }

// Norm returns the Euclidean length.
func Norm(v []int8) float64 { return math.Sqrt(float64(Dot(v, v))) }

func cosine(dot int32, a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return float64(dot) / float64(a*b)
}
