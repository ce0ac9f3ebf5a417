// Package vector answers one question: which of the vectors that are kept are nearest to this one?
//
// It knows keys and numbers, neither texts nor who made the vectors. Typical steps:
//
//  1. Quantize packs a vector into one byte a number (quantize.go).
//  2. Open a Store, a file of packed vectors of one model by key (store.go, record.go). Put adds some; what was added is there after a
//     crash, or not at all.
//  3. Nearest finds the vectors with the largest cosine, exactly, by looking at all of them on several cores (nearest.go, dot.go).
//
// Package matcher is the next one to read.
package vector
