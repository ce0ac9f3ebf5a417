//go:build !amd64

package vector

func dot(a, b []int8) int32 { return dotGo(a, b) }

func dots(q, vectors []int8, stride int, out []int32) { dotsGo(q, vectors, stride, out) }
