//go:build race

package benchmarks_test

// raceDetector tells that everything runs some ten times slower.
const raceDetector = true
