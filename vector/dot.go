package vector

// Dot is the sum of products of two packed vectors of one length. Vectors of up to 131,071 numbers cannot overflow.
func Dot(a, b []int8) int32 { return dot(a, b[:len(a)]) }

// Dots writes the dot of q and of each of len(out) packed vectors of its length, which begin stride apart. It is several times as fast as
// a call of Dot for each.
func Dots(q, vectors []int8, stride int, out []int32) { dots(q, vectors, stride, out) }

// dotGo is what dot gives on every processor. b is as long as a or longer.
func dotGo(a, b []int8) int32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 int32
	i := 0
	for ; i+4 <= len(a); i += 4 {
		x, y := a[i:i+4:i+4], b[i:i+4:i+4]
		s0 += int32(x[0]) * int32(y[0])
		s1 += int32(x[1]) * int32(y[1])
		s2 += int32(x[2]) * int32(y[2])
		s3 += int32(x[3]) * int32(y[3])
	}
	for ; i < len(a); i++ {
		s0 += int32(a[i]) * int32(b[i])
	}
	return s0 + s1 + s2 + s3
}

// dotsGo is what dots gives on every processor: the dot of q and of each of len(out) vectors, which begin stride apart.
func dotsGo(q, vectors []int8, stride int, out []int32) {
	for i := range out {
		out[i] = dotGo(q, vectors[i*stride:])
	}
}
