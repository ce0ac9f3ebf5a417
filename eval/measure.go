package eval

import (
	"fmt"
	"strconv"
	"strings"
)

// Kind names a family of measures; a [Measure] is a kind and a depth.
type Kind string

// The kinds. A document is relevant when its grade reaches the level of the options.
const (
	// NDCG is the normalised discounted cumulative gain, from 0 to 1: gain 2^grade − 1
	// (Burges et al. 2005), discount log2(rank + 1), divided by the same sum over the
	// best order of all judged documents of the topic (Järvelin & Kekäläinen 2002).
	NDCG Kind = "ndcg"
	// Precision is the number of relevant documents in the top k divided by k, even when
	// fewer were retrieved.
	Precision Kind = "p"
	// Recall is the share of the topic's relevant documents found in the top k.
	Recall Kind = "recall"
	// MRR is 1 / rank of the first relevant document; its mean over topics gives the
	// mean reciprocal rank.
	MRR Kind = "mrr"
	// MAP is the average precision: the sum of the precision at the rank of each relevant
	// document found, divided by the number of relevant documents of the topic.
	MAP Kind = "map"
	// Unjudged is the number of documents in the top k that nobody judged. It is counted
	// on the run as it was given, also where the other measures see a condensed list.
	Unjudged Kind = "unjudged"
	// UnjudgedShare is Unjudged divided by the number of documents in the top k; 0 when
	// nothing was retrieved.
	UnjudgedShare Kind = "unjudgedshare"
)

// needsDepth reports whether the kind means nothing without a depth.
func (k Kind) needsDepth() bool {
	return k == Precision || k == Unjudged || k == UnjudgedShare
}

func (k Kind) known() bool {
	switch k {
	case NDCG, Precision, Recall, MRR, MAP, Unjudged, UnjudgedShare:
		return true
	}
	return false
}

// Measure is a kind cut at a depth. It is comparable, and its text form is the name
// that [ParseMeasure] reads.
type Measure struct {
	Kind Kind
	// Depth is the number of documents from the top that count; 0 is all of them, which
	// p, unjudged and unjudgedshare do not allow.
	Depth int
}

// DefaultMeasures returns what a report holds unless told otherwise: ndcg@10, p@5,
// p@10, mrr, map, recall@100, unjudged@10 and unjudgedshare@10.
func DefaultMeasures() []Measure {
	return []Measure{
		{NDCG, 10},
		{Precision, 5},
		{Precision, 10},
		{MRR, 0},
		{MAP, 0},
		{Recall, 100},
		{Unjudged, 10},
		{UnjudgedShare, 10},
	}
}

// ParseMeasure reads a name such as ndcg@10, p@5, mrr, map, recall@100 or unjudged@10,
// in upper or lower case. The depth is a whole number from 1. A name that is not one is
// an [ErrMeasure].
func ParseMeasure(name string) (Measure, error) {
	kind, depth, cut := strings.Cut(strings.ToLower(name), "@")
	m := Measure{Kind: Kind(kind)}
	if cut {
		k, err := strconv.ParseUint(depth, 10, 31)
		if err != nil || k == 0 {
			return Measure{}, fmt.Errorf("%w: %q: the depth after @ must be a whole number from 1", ErrMeasure, name)
		}
		m.Depth = int(k)
	}
	if err := m.check(); err != nil {
		return Measure{}, err
	}
	return m, nil
}

// check returns an ErrMeasure that says why m cannot be computed.
func (m Measure) check() error {
	switch {
	case !m.Kind.known():
		return fmt.Errorf("%w: %q: want ndcg, p, recall, mrr, map, unjudged or unjudgedshare", ErrMeasure, m.String())
	case m.Depth < 0:
		return fmt.Errorf("%w: %q: negative depth", ErrMeasure, m.String())
	case m.Depth == 0 && m.Kind.needsDepth():
		return fmt.Errorf("%w: %q needs a depth, such as %s@10", ErrMeasure, m.String(), m.Kind)
	}
	return nil
}

// String returns the name of the measure, such as ndcg@10.
func (m Measure) String() string {
	if m.Depth == 0 {
		return string(m.Kind)
	}
	return string(m.Kind) + "@" + strconv.Itoa(m.Depth)
}

// HigherIsBetter is false for the measures that count unjudged documents.
func (m Measure) HigherIsBetter() bool {
	return m.Kind != Unjudged && m.Kind != UnjudgedShare
}

// MarshalText returns the name, so that a measure is a string or a key in JSON.
func (m Measure) MarshalText() ([]byte, error) {
	return []byte(m.String()), nil
}

// UnmarshalText is [ParseMeasure].
func (m *Measure) UnmarshalText(text []byte) error {
	parsed, err := ParseMeasure(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}
