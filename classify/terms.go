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
	t := tallies.Get().(*tally)
	defer tallies.Put(t)
	var sum weightedFeatures
	for _, text := range texts {
		v.count(t, text)
		v.count(t, headOf(text))
		sum.add(v.weigh(t))
	}
	return unit(sum.list)
}

// weightedFeatures adds up the features of texts.
type weightedFeatures struct {
	list  []feature
	texts int
}

func (w *weightedFeatures) add(one []feature) {
	w.list = addFeatures(w.list, one, float32(math.Ldexp(1, -w.texts)))
	if len(one) > 0 {
		w.texts++
	}
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

// count counts the known terms of a text.
func (v vocabulary) count(t *tally, text *segment.Analysis) {
	semantic.EachTerm(text, func(view segment.View, term string) {
		if i, ok := v.at[view][term]; ok {
			t.add(i)
		}
	})
}

// weigh returns the terms that were counted of a text.
func (v vocabulary) weigh(t *tally) []feature {
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
	t := tallies.Get().(*tally)
	defer tallies.Put(t)
	sum := newPlaceSum(m)
	for _, text := range texts {
		semantic.EachTerm(text, func(view segment.View, term string) {
			if row, ok := m.Row(view, term); ok {
				t.add(row)
			}
		})
		sum.add(t)
	}
	return sum.place()
}

// placeSum adds up the directions of texts.
type placeSum struct {
	*semantic.Sum
	weight float64 // of the next text
	texts  int
}

func newPlaceSum(m *semantic.Map) *placeSum { return &placeSum{m.NewSum(), placeWeight, 0} }

// add adds a text whose terms were counted by their rows, and empties the tally.
func (s *placeSum) add(t *tally) {
	s.texts++
	if len(t.seen) == 0 || s.texts > placeTexts {
		t.each(func(uint32, int) {})
		return
	}
	length := math.Sqrt(float64(len(t.seen)))
	t.each(func(row uint32, n int) {
		s.Add(row, uint32(math.Round(s.weight*math.Sqrt(float64(n))/length)))
	})
	s.weight /= 2
}

// place returns the direction, nil when there is none.
func (s *placeSum) place() []int8 {
	if p := s.Packed(); slices.ContainsFunc(p, func(x int8) bool { return x != 0 }) {
		return p
	}
	return nil
}

// reader looks up the terms of texts in a vocabulary and a map at once.
type reader struct {
	known   vocabulary
	meaning *semantic.Map
	at      [segment.Chars + 1]map[string]known
}

// known is what is known of a term: its number and its row, each more by one; 0 for none.
type known struct{ term, row uint32 }

func newReader(v vocabulary, m *semantic.Map) *reader {
	r := &reader{known: v, meaning: m}
	for view := range r.at {
		r.at[view] = make(map[string]known, len(v.at[view]))
		for text, i := range v.at[view] {
			r.at[view][text] = known{term: i + 1}
		}
	}
	for row := range uint32(m.Len()) {
		t := m.Term(row)
		k := r.at[t.View][t.Text]
		k.row = row + 1
		r.at[t.View][t.Text] = k
	}
	return r
}

// read returns what features and placeOf give.
func (r *reader) read(texts []*segment.Analysis) (x []feature, place []int8) {
	terms, rows := tallies.Get().(*tally), tallies.Get().(*tally)
	defer tallies.Put(terms)
	defer tallies.Put(rows)
	var features weightedFeatures
	sum := newPlaceSum(r.meaning)
	for _, text := range texts {
		semantic.EachTerm(text, func(view segment.View, term string) {
			k := r.at[view][term]
			if k.term > 0 {
				terms.add(k.term - 1)
			}
			if k.row > 0 {
				rows.add(k.row - 1)
			}
		})
		r.known.count(terms, headOf(text))
		features.add(r.known.weigh(terms))
		sum.add(rows)
	}
	return unit(features.list), sum.place()
}
