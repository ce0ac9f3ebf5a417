// Package vector answers one question: which of the vectors that are kept are nearest to this one?
//
// It knows keys and numbers, neither texts nor who made the vectors. Typical steps:
//
//  1. Quantize packs a vector into one byte a number (quantize.go).
//  2. Open a Store, a file of packed vectors of one model by key (store.go, record.go). Put adds some; what was added is there after a
//     crash, or not at all. Vectors that are in memory anyway, row behind row, make a Matrix (matrix.go).
//  3. Nearest finds the vectors with the largest cosine, exactly, by looking at all of them, or at those that a filter allows, on
//     several cores; Cosines gives those of chosen rows. Both are the same for stores and matrices (block.go, scan.go, nearest.go).
//
// What takes the time is the dot of two vectors (dot.go): in assembly on amd64 with AVX2 (dot_amd64.s), in Go elsewhere. It is an integer,
// so both give the same.
//
// Package matcher is the next one to read.
package vector
