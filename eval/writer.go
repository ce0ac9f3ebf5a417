package eval

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// RunWriter writes runs in the TREC form so that every evaluator sees the ranking that
// was meant: the written scores fall strictly within a topic, whether they are read as
// 64-bit or as 32-bit floats, so that no evaluator meets a tie.
//
// A score is rounded to a float32. Where that is not below the score written before,
// the next float32 below the one before is written instead, so that ties spread by the
// least that 32 bits can tell apart and the given order is kept. Subnormal numbers are
// avoided, since some readers take them for 0. The text is the shortest decimal that
// names the float32: two of them that differ as float32 differ as float64 in the same
// direction. Whole scores below 2^24 without ties are written exactly.
type RunWriter struct {
	w      io.Writer
	topics map[string]bool
	err    error // first error of w, which every later call returns
}

// NewRunWriter returns a writer of runs to w. It does not buffer between topics, so
// there is nothing to flush; closing w is up to the caller.
func NewRunWriter(w io.Writer) *RunWriter {
	return &RunWriter{w: w, topics: make(map[string]bool)}
}

// Write appends one topic with its hits, best first, in a single call of the
// underlying writer; ranks count from 1. The order of the hits is the ranking, equal
// scores included. Without hits nothing is written.
//
// An [ErrInvalid] means that nothing of the topic was written: a topic, document or tag
// that is empty or holds ASCII white space, a topic or a document written before,
// a score above the one before it, or one that is not finite as a float32.
func (rw *RunWriter) Write(topic string, hits []Scored, tag string) error {
	if rw.err != nil {
		return rw.err
	}
	block, err := formatTopic(topic, hits, tag)
	if err != nil {
		return err
	}
	if len(hits) == 0 {
		return nil
	}
	if rw.topics[topic] {
		return fmt.Errorf("%w: topic %q written twice", ErrInvalid, topic)
	}
	rw.topics[topic] = true
	if _, err := rw.w.Write(block); err != nil {
		rw.err = fmt.Errorf("eval: writing run: %w", err)
	}
	return rw.err
}

// WriteRun writes a whole run, topics sorted and each topic in the order of [Rank].
// What it refuses is what [RunWriter.Write] refuses; the topics before it have been
// written by then.
func WriteRun(w io.Writer, run Run, tag string) error {
	rw := NewRunWriter(w)
	for _, topic := range sortedTopics(run) {
		if err := rw.Write(topic, Rank(run[topic]), tag); err != nil {
			return err
		}
	}
	return nil
}

func formatTopic(topic string, hits []Scored, tag string) ([]byte, error) {
	// A byte order mark would be dropped at the start of a file.
	if !isField(topic) || strings.HasPrefix(topic, "\ufeff") {
		return nil, fmt.Errorf("%w: topic %q is empty, holds white space or starts with a byte order mark", ErrInvalid, topic)
	}
	if !isField(tag) {
		return nil, fmt.Errorf("%w: tag %q is empty or holds white space", ErrInvalid, tag)
	}
	if err := checkHits(topic, hits); err != nil {
		return nil, err
	}
	var block bytes.Buffer
	var written float32
	for i, hit := range hits {
		if !isField(hit.Doc) {
			return nil, fmt.Errorf("%w: topic %q document %q is empty or holds white space", ErrInvalid, topic, hit.Doc)
		}
		if i > 0 && hit.Score > hits[i-1].Score {
			return nil, fmt.Errorf("%w: topic %q document %q: score %v after %v", ErrInvalid, topic, hit.Doc, hit.Score, hits[i-1].Score)
		}
		score := normal(float32(hit.Score))
		if i > 0 && score >= written {
			score = below(written)
		}
		if math.IsInf(float64(score), 0) {
			return nil, fmt.Errorf("%w: topic %q document %q: score %v does not fit 32 bits", ErrInvalid, topic, hit.Doc, hit.Score)
		}
		written = score
		fmt.Fprintf(&block, "%s Q0 %s %d %s %s\n", topic, hit.Doc, i+1, formatScore(score), tag)
	}
	return block.Bytes(), nil
}

// isField reports whether s reads back as one field.
func isField(s string) bool {
	return s != "" && !strings.ContainsFunc(s, isSpace)
}

// smallestNormal is 2^-126: nearer to zero a float32 is subnormal.
const smallestNormal = 0x1p-126

// normal turns subnormal numbers and -0 into 0.
func normal(x float32) float32 {
	if -smallestNormal < x && x < smallestNormal {
		return 0
	}
	return x
}

// below returns the largest float32 under x that is not subnormal.
func below(x float32) float32 {
	switch {
	case x == 0:
		return -smallestNormal
	case x == smallestNormal:
		return 0
	}
	return math.Nextafter32(x, float32(math.Inf(-1)))
}

// formatScore is the shortest decimal that parses back to x, without an exponent in
// the range that people read.
func formatScore(x float32) string {
	format := byte('f')
	if size := math.Abs(float64(x)); size != 0 && (size < 1e-4 || size >= 1e9) {
		format = 'e'
	}
	return strconv.FormatFloat(float64(x), format, -1, 32)
}
