package index

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/gongxu/gongxu/segment"
)

// FieldOptions say how one text field counts in a view.
type FieldOptions struct {
	// Name of the text field.
	Name string `json:"name"`
	// Boost multiplies the field's term frequencies, > 0.
	Boost float64 `json:"boost"`
	// B is BM25's length normalisation, 0 (none) to 1 (full).
	B float64 `json:"b"`
	// AverageLength is the mean number of content tokens that the field has in this view, > 0. It is an option and never
	// changes in the life of an index, so that a document's impacts do not depend on its neighbours.
	AverageLength float64 `json:"average_length"`
}

// ViewOptions say how one view of the text is indexed and weighted.
type ViewOptions struct {
	// View is the way of cutting the text.
	View segment.View `json:"view"`
	// Weight multiplies the raw query weight of the view's terms, ≥ 0.
	Weight float64 `json:"weight"`
	// K1 is BM25's saturation, > 0.
	K1 float64 `json:"k1"`
	// Fields that the view reads, merged into one impact a term (BM25F).
	Fields []FieldOptions `json:"fields"`
}

// Options shape an index. They are stored with it and hashed; an index is only opened with the options it was made with.
type Options struct {
	// Genre is the kind of text, which decides what boilerplate is dropped.
	Genre segment.Genre `json:"genre"`
	// Views that get postings, in order. A view may appear once.
	Views []ViewOptions `json:"views"`
	// Keywords are the names of the exact-match fields, for filters, facets and sorting.
	Keywords []string `json:"keywords"`
	// Features names the way in which documents' features and keywords are derived; empty when they have none. An index is only opened
	// with the name that it was made with.
	Features string `json:"features,omitempty"`
}

// ErrOptions is wrapped by every fault that Validate finds.
var ErrOptions = errors.New("index: invalid options")

// DefaultOptions returns words and bigrams over a title (boost 2) and an abstract (boost 1) with k1 1.2 and b 0.75, and the
// average lengths measured on 51,630 Chinese patents.
func DefaultOptions() Options {
	return Options{
		Genre: segment.PatentText,
		Views: []ViewOptions{
			{View: segment.Words, Weight: 1, K1: 1.2, Fields: []FieldOptions{
				{Name: "title", Boost: 2, B: 0.75, AverageLength: 5},
				{Name: "abstract", Boost: 1, B: 0.75, AverageLength: 60},
			}},
			{View: segment.Bigrams, Weight: 1, K1: 1.2, Fields: []FieldOptions{
				{Name: "title", Boost: 2, B: 0.75, AverageLength: 14},
				{Name: "abstract", Boost: 1, B: 0.75, AverageLength: 150},
			}},
		},
	}
}

// Validate reports every fault of the options, joined, each wrapping ErrOptions; nil when there is none.
func (o Options) Validate() error {
	var faults []error
	bad := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("%w: "+format, append([]any{ErrOptions}, args...)...))
	}
	positive := func(x float64) bool { return x > 0 && !math.IsInf(x, 1) }
	if len(o.Views) == 0 {
		bad("no views")
	}
	seen := map[segment.View]bool{}
	for _, v := range o.Views {
		if v.View > segment.Chars || seen[v.View] {
			bad("view %s is unknown or given twice", v.View)
		}
		seen[v.View] = true
		if !positive(v.K1) {
			bad("view %s: k1 %g is not positive", v.View, v.K1)
		}
		if v.Weight < 0 || math.IsNaN(v.Weight) || math.IsInf(v.Weight, 0) {
			bad("view %s: weight %g is negative or not finite", v.View, v.Weight)
		}
		if len(v.Fields) == 0 {
			bad("view %s reads no field", v.View)
		}
		for _, f := range v.Fields {
			if f.Name == "" || !positive(f.Boost) || !(f.B >= 0 && f.B <= 1) || !positive(f.AverageLength) {
				bad("view %s, field %q: want a name, boost > 0, 0 ≤ b ≤ 1 and average length > 0", v.View, f.Name)
			}
		}
	}
	names := slices.Clone(o.Keywords)
	slices.Sort(names)
	for i, k := range names {
		if k == "" || i > 0 && names[i-1] == k {
			bad("keyword field %q is empty or given twice", k)
		}
	}
	return errors.Join(faults...)
}

// Hash identifies everything that shapes an index: its format, the options and the segmenter's hash.
func (o Options) Hash(segmenter string) string {
	data, err := json.Marshal(o)
	if err != nil { // only NaN or infinite numbers, which Validate refuses
		data = []byte(err.Error())
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d\n%s\n%s", formatVersion, segmenter, data)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// view returns the options of a view.
func (o Options) view(v segment.View) (ViewOptions, bool) {
	for _, vo := range o.Views {
		if vo.View == v {
			return vo, true
		}
	}
	return ViewOptions{}, false
}

// hasView tells whether queries may name a view.
func (o Options) hasView(v segment.View) bool {
	_, ok := o.view(v)
	return ok
}
