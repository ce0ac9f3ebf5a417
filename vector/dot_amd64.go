package vector

import "golang.org/x/sys/cpu"

// lanes is the number of components that the assembly takes at a time.
const lanes = 16

// dot is dotGo in assembly where the processor has AVX2.
func dot(a, b []int8) int32 {
	n := len(a) &^ (lanes - 1)
	if n == 0 || !cpu.X86.HasAVX2 {
		return dotGo(a, b)
	}
	b = b[:len(a)]
	return dotAVX2(&a[0], &b[0], n) + dotGo(a[n:], b[n:])
}

// dots is dotsGo in assembly where the processor has AVX2.
func dots(q, vectors []int8, stride int, out []int32) {
	n, grouped := len(q)&^(lanes-1), len(out)&^3
	if n == 0 || !cpu.X86.HasAVX2 {
		dotsGo(q, vectors, stride, out)
		return
	}
	if grouped > 0 {
		_ = vectors[(grouped-1)*stride:][:len(q)]
		dots4AVX2(&q[0], &vectors[0], n, stride, grouped/4, &out[0])
	}
	if n < len(q) {
		for i := range out[:grouped] {
			out[i] += dotGo(q[n:], vectors[i*stride+n:])
		}
	}
	for i := grouped; i < len(out); i++ {
		out[i] = dot(q, vectors[i*stride:])
	}
}

// dotAVX2 is the sum of products of the first n components, a positive multiple of lanes.
//
//go:noescape
func dotAVX2(a, b *int8, n int) int32

// dots4AVX2 writes the dot of the first n components of q, a positive multiple of lanes, and of each vector of one or more groups of
// four, which begin stride apart.
//
//go:noescape
func dots4AVX2(q, vectors *int8, n, stride, groups int, out *int32)
