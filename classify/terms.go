package classify

import (
	"math"
	"slices"

	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
)

// vocabulary numbers terms.
type vocabulary struct {
	at  [segment.Chars + 1]map[string]uint32
	idf []float32
}

// newVocabulary numbers terms of the views of package segment; those of another view are never met.
func newVocabulary(terms []semantic.Term, idf []float32) vocabulary {
	v := vocabulary{idf: idf}
	for view := range v.at {
		v.at[view] = map[string]uint32{}
	}
	for i, t := range terms {
		if int(t.View) < len(v.at) {
			v.at[t.View][t.Text] = uint32(i)
		}
	}
	return v
}

// feature is a term of a text with its weight.
type feature struct {
	term  uint32
	value float32
}

// features returns the known terms of texts, the most telling text first, by ascending number. A text has √tf · idf of each, scaled to
// length 1, so that a long one counts no more than a short one; each text after the first counts half of the one before, and the whole
// is scaled to length 1 again. The terms at the end of what a title names count twice.
func (v vocabulary) features(texts []*segment.Analysis) []feature {
	var sum []feature
	share := float32(1)
	for _, text := range texts {
		one := v.one(text)
		sum = addFeatures(sum, one, share)
		if len(one) > 0 {
			share /= 2
		}
	}
	return unit(sum)
}

// addFeatures adds a share of features to a sum; both are ascending.
func addFeatures(sum, more []feature, share float32) []feature {
	out := make([]feature, 0, len(sum)+len(more))
	for _, f := range more {
		for len(sum) > 0 && sum[0].term < f.term {
			out, sum = append(out, sum[0]), sum[1:]
		}
		f.value = float32(f.value * share)
		if len(sum) > 0 && sum[0].term == f.term {
			f.value, sum = sum[0].value+f.value, sum[1:]
		}
		out = append(out, f)
	}
	return append(out, sum...)
}

// one returns the terms of a text.
func (v vocabulary) one(text *segment.Analysis) []feature {
	t := tallies.Get().(*tally)
	defer tallies.Put(t)
	for _, a := range []*segment.Analysis{text, headOf(text)} {
		semantic.EachTerm(a, func(view segment.View, term string) {
			if i, ok := v.at[view][term]; ok {
				t.add(i)
			}
		})
	}
	list := make([]feature, 0, len(t.seen))
	t.each(func(term uint32, n int) {
		list = append(list, feature{term, float32(float32(math.Sqrt(float64(n))) * v.idf[term])})
	})
	return unit(list)
}

// unit scales values to length 1; nil when they are all zero.
func unit(list []feature) []feature {
	sum := 0.0
	for _, f := range list {
		sum += float64(float64(f.value) * float64(f.value))
	}
	if !(sum > 0) {
		return nil
	}
	scale := float32(1 / math.Sqrt(sum))
	for i := range list {
		list[i].value = float32(list[i].value * scale)
	}
	return list
}

// Weights of a term of the first text in its place, by √tf, and how many texts count.
const (
	placeWeight = 256
	placeTexts  = 8
)

// placeOf returns the direction of texts by a map; nil when it knows none of their terms. Each text counts half of the one before.
func placeOf(m *semantic.Map, texts []*segment.Analysis) []int8 {
	sum := m.NewSum()
	weight := float64(placeWeight)
	t := tallies.Get().(*tally)
	defer tallies.Put(t)
	for _, text := range texts[:min(len(texts), placeTexts)] {
		semantic.EachTerm(text, func(view segment.View, term string) {
			if row, ok := m.Row(view, term); ok {
				t.add(row)
			}
		})
		if len(t.seen) == 0 {
			continue
		}
		length := math.Sqrt(float64(len(t.seen)))
		t.each(func(row uint32, n int) {
			sum.Add(row, uint32(math.Round(weight*math.Sqrt(float64(n))/length)))
		})
		weight /= 2
	}
	if p := sum.Packed(); slices.ContainsFunc(p, func(x int8) bool { return x != 0 }) {
		return p
	}
	return nil
}
