package classify

import (
	"math"
	"slices"

	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/semantic"
)

// vocabulary numbers terms.
type vocabulary struct {
	at  map[semantic.Term]uint32
	idf []float32
}

func newVocabulary(terms []semantic.Term, idf []float32) vocabulary {
	v := vocabulary{at: make(map[semantic.Term]uint32, len(terms)), idf: idf}
	for i, t := range terms {
		v.at[t] = uint32(i)
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
	sum := map[uint32]float32{}
	share := float32(1)
	for _, text := range texts {
		one := v.one(text)
		for _, f := range one {
			sum[f.term] += float32(f.value * share)
		}
		if len(one) > 0 {
			share /= 2
		}
	}
	return unit(sum)
}

// one returns the terms of a text.
func (v vocabulary) one(text *segment.Analysis) []feature {
	counts := map[uint32]float32{}
	for _, a := range []*segment.Analysis{text, headOf(text)} {
		for _, t := range semantic.TermsOf(a) {
			if i, ok := v.at[t]; ok {
				counts[i]++
			}
		}
	}
	for i, n := range counts {
		counts[i] = float32(float32(math.Sqrt(float64(n))) * v.idf[i])
	}
	return unit(counts)
}

// unit lists values by ascending number, scaled to length 1; nil when they are all zero.
func unit(values map[uint32]float32) []feature {
	list := make([]feature, 0, len(values))
	for i, x := range values {
		list = append(list, feature{term: i, value: x})
	}
	slices.SortFunc(list, func(a, b feature) int { return int(a.term) - int(b.term) })
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
	for _, text := range texts[:min(len(texts), placeTexts)] {
		counts := map[uint32]int{}
		for _, t := range semantic.TermsOf(text) {
			if row, ok := m.Row(t.View, t.Text); ok {
				counts[row]++
			}
		}
		if len(counts) == 0 {
			continue
		}
		length := math.Sqrt(float64(len(counts)))
		for row, n := range counts {
			sum.Add(row, uint32(math.Round(weight*math.Sqrt(float64(n))/length)))
		}
		weight /= 2
	}
	if p := sum.Packed(); slices.ContainsFunc(p, func(x int8) bool { return x != 0 }) {
		return p
	}
	return nil
}
