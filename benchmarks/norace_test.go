//go:build !race

package benchmarks_test

// raceDetector tells that everything runs at its own speed.
const raceDetector = false
