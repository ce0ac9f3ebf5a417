//go:build !amd64

package vector

func narrowDots(q []int8, halves []uint8, out []int32) { narrowDotsGo(q, halves, out) }
