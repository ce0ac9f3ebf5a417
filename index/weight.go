package index

import (
	"math"
	"slices"
	"strings"

	"github.com/gongxu/gongxu/segment"
)

// Term is a unit of scoring: a text in a view. The same text in two views is two terms.
type Term struct {
	View segment.View
	Text string
}

// Compare orders terms by view, then text.
func (t Term) Compare(o Term) int {
	if t.View != o.View {
		return int(t.View) - int(o.View)
	}
	return strings.Compare(t.Text, o.Text)
}

// Weighted is a term with its integer query weight, 1…255.
type Weighted struct {
	Term
	W uint8
}

// Raw is a term with its raw query weight, before it is scaled to 1…255.
type Raw struct {
	Term
	Weight float64
}

// IDF is BM25's inverse document frequency ln(1 + (N − n + ½)/(n + ½)) for a term in n of N documents; 0 when N is 0.
func IDF(n, total uint64) float64 {
	if total == 0 {
		return 0
	}
	n = min(n, total)
	return Ln(1 + float64(float64(float64(total-n)+0.5)/float64(float64(n)+0.5)))
}

// RawWeight is view weight · √tf · idf^1.5, the weight of a term that occurs tf times in the query.
func RawWeight(viewWeight float64, tf int, idf float64) float64 {
	powered := float64(idf * math.Sqrt(idf))
	return float64(float64(viewWeight*math.Sqrt(float64(tf))) * powered)
}

// Weigh scales raw weights to integers, floor(255·raw/largest + ½), drops what gives 0 and sorts by term. When so many terms
// remain that a score could pass 2³² − 1, all are scaled down and scaled is true.
func Weigh(raw []Raw) (terms []Weighted, scaled bool) {
	largest := 0.0
	for _, r := range raw {
		largest = max(largest, r.Weight)
	}
	if !(largest > 0) {
		return nil, false
	}
	terms = make([]Weighted, 0, len(raw))
	sum := uint64(0)
	for _, r := range raw {
		w := math.Floor(float64(float64(maxImpact*r.Weight)/largest) + 0.5)
		if w >= 1 {
			terms = append(terms, Weighted{r.Term, uint8(w)})
			sum += uint64(w)
		}
	}
	slices.SortFunc(terms, func(a, b Weighted) int { return a.Compare(b.Term) })
	if limit := uint64(math.MaxUint32 / maxImpact); sum > limit {
		return scaleDown(terms, sum, limit), true
	}
	return terms, false
}

// scaleDown multiplies every weight by limit/sum, rounding down, and drops zeros.
func scaleDown(terms []Weighted, sum, limit uint64) []Weighted {
	kept := terms[:0]
	for _, t := range terms {
		if w := uint64(t.W) * limit / sum; w > 0 {
			kept = append(kept, Weighted{t.Term, uint8(w)})
		}
	}
	return kept
}

// Ln is the natural logarithm of a positive finite number, the same bit for bit on every platform: math.Log has assembly on
// some. It splits x into m·2^e with √½ ≤ m < √2 and sums the series of 2·artanh((m−1)/(m+1)).
func Ln(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m = float64(m * 2)
		e--
	}
	s := float64(m-1) / float64(m+1)
	z := float64(s * s)
	sum := 0.0
	for k := 27; k >= 1; k -= 2 { // |s| ≤ 0.1716, so s^29/29 is below 2⁻⁷⁸
		sum = float64(1/float64(k)) + float64(z*sum)
	}
	return float64(float64(e)*math.Ln2) + float64(float64(2*s)*sum)
}
