package eval

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// entry is one place of a ranked list as a measure sees it.
type entry struct {
	grade  int // 0 where unjudged or judged below 0
	judged bool
}

// list is one topic, ready to be measured.
type list struct {
	given    []entry // the run in rank order
	measured []entry // given, or its condensed form
	ideal    []int   // grades above 0, best first
	relevant int     // number of judged documents at or above relLevel
	relLevel int
}

func newList(judged map[string]int, hits []Scored, opts Options) list {
	l := list{relLevel: opts.RelLevel}
	for _, grade := range judged {
		if grade > 0 {
			l.ideal = append(l.ideal, grade)
		}
		if grade >= opts.RelLevel {
			l.relevant++
		}
	}
	slices.SortFunc(l.ideal, func(a, b int) int { return cmp.Compare(b, a) })
	ranked := Rank(hits)
	for _, hit := range ranked {
		grade, ok := judged[hit.Doc]
		l.given = append(l.given, entry{grade: max(grade, 0), judged: ok})
	}
	l.measured = l.given
	if opts.Condensed && len(hits) > 0 {
		l.measured = condense(l.given, ranked, judged)
	}
	return l
}

// condense keeps the judged entries and appends the judged documents that are not
// among the ranked ones, by document number ascending.
func condense(given []entry, ranked []Scored, judged map[string]int) []entry {
	var kept []entry
	missed := maps.Clone(judged)
	for i, e := range given {
		if e.judged {
			kept = append(kept, e)
			delete(missed, ranked[i].Doc)
		}
	}
	for _, doc := range slices.Sorted(maps.Keys(missed)) {
		kept = append(kept, entry{grade: max(missed[doc], 0), judged: true})
	}
	return kept
}

// value computes one measure; the topic has at least one relevant document.
func (l list) value(m Measure) float64 {
	switch m.Kind {
	case NDCG:
		return l.ndcg(m.Depth)
	case Precision:
		return float64(l.found(m.Depth)) / float64(m.Depth)
	case Recall:
		return float64(l.found(m.Depth)) / float64(l.relevant)
	case MRR:
		return l.reciprocalRank(m.Depth)
	case MAP:
		return l.averagePrecision(m.Depth)
	case Unjudged:
		return float64(l.unjudged(m.Depth))
	case UnjudgedShare:
		return float64(l.unjudged(m.Depth)) / float64(max(1, len(top(l.given, m.Depth))))
	}
	return math.NaN() // not reached: Options.Validate has seen every measure
}

func (l list) ndcg(depth int) float64 {
	var gained, best float64
	for i, e := range top(l.measured, depth) {
		gained += discounted(e.grade, i+1)
	}
	for i, grade := range top(l.ideal, depth) {
		best += discounted(grade, i+1)
	}
	return gained / best
}

func (l list) found(depth int) int {
	n := 0
	for _, e := range top(l.measured, depth) {
		if e.grade >= l.relLevel {
			n++
		}
	}
	return n
}

func (l list) reciprocalRank(depth int) float64 {
	for i, e := range top(l.measured, depth) {
		if e.grade >= l.relLevel {
			return 1 / float64(i+1)
		}
	}
	return 0
}

func (l list) averagePrecision(depth int) float64 {
	sum, n := 0.0, 0
	for i, e := range top(l.measured, depth) {
		if e.grade >= l.relLevel {
			n++
			sum += float64(n) / float64(i+1)
		}
	}
	return sum / float64(l.relevant)
}

func (l list) unjudged(depth int) int {
	n := 0
	for _, e := range top(l.given, depth) {
		if !e.judged {
			n++
		}
	}
	return n
}

// discounted is the exponential gain of a grade at a rank counted from 1.
func discounted(grade, rank int) float64 {
	return (math.Ldexp(1, grade) - 1) / math.Log2(float64(rank+1))
}

// top returns the first depth items, or all of them for depth 0.
func top[T any](items []T, depth int) []T {
	if depth == 0 || depth > len(items) {
		return items
	}
	return items[:depth]
}
