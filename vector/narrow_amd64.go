package vector

import "golang.org/x/sys/cpu"

// narrowDots is narrowDotsGo in assembly where the processor has AVX2.
func narrowDots(q []int8, halves []uint8, out []int32) {
	if len(out) == 0 || !cpu.X86.HasAVX2 {
		narrowDotsGo(q, halves, out)
		return
	}
	_ = halves[:len(out)*len(q)/2]
	narrowDotsAVX2(&q[0], &halves[0], len(q)/narrowBlock, len(out), &out[0])
}

// narrowDotsAVX2 writes the dots of q, of one or more blocks of numbers that are not negative, and of one or more rows.
//
//go:noescape
func narrowDotsAVX2(q *int8, halves *uint8, blocks, rows int, out *int32)
