package semantic

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
	"github.com/gongxu/gongxu/vector"
)

// topics are 300 texts of three topics. A text has two of the five terms of its topic and the term 方法, and the model's vector of a
// topic is a unit vector of its own. Less their mean, (1, 1, 1)/3, these have a cosine of −1/2 with each other, and lie in a plane.
func topics() []Example {
	var out []Example
	for i := range 300 {
		topic := i % 3
		target := make([]int8, 3)
		target[topic] = 127
		out = append(out, Example{
			Terms: []Term{
				bigram("方法"),
				bigram(fmt.Sprintf("%c%d", 'A'+topic, i/3%5)), bigram(fmt.Sprintf("%c%d", 'A'+topic, (i/3+1+i/15%4)%5)),
			},
			Target: target,
		})
	}
	return out
}

func sequence(all []Example) iter.Seq2[Example, error] {
	return func(yield func(Example, error) bool) {
		for _, e := range all {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// direction of a text by a map.
func direction(t *testing.T, m *Map, terms ...string) []int8 {
	t.Helper()
	s := m.NewSum()
	for _, text := range terms {
		row, ok := m.Row(segment.Bigrams, text)
		require.True(t, ok, text)
		s.Add(row, 1)
	}
	return s.Packed()
}

// eachPair calls check with two terms of the topics and the cosine that they should have: 1 in one topic, that of a third of a circle between
// two.
func eachPair(check func(a, b string, want float64)) {
	for _, topic := range "ABC" {
		for i := range 5 {
			for _, other := range "ABC" {
				want := -0.5
				if topic == other {
					want = 1
				}
				check(fmt.Sprintf("%c%d", topic, i), fmt.Sprintf("%c%d", other, (i+2)%5), want)
			}
		}
	}
}

func TestDistill(t *testing.T) {
	o := DefaultOptions()
	o.Lambda = 0.1
	m, err := Distill(t.Context(), "topics", sequence(topics()), o)
	require.NoError(t, err)
	require.Equal(t, "topics", m.Model())
	require.Equal(t, 16, m.Len())
	require.Equal(t, 3, m.Dimensions(), "not more than the vectors have")
	o.Dimensions = 2 // a plane
	m, err = Distill(t.Context(), "topics", sequence(topics()), o)
	require.NoError(t, err)
	eachPair(func(a, b string, want float64) {
		require.InDelta(t, want, vector.Cosine(direction(t, m, a), direction(t, m, b)), 0.02, "%s %s", a, b)
		require.InDelta(t, want, vector.Cosine(direction(t, m, a, "方法"), direction(t, m, b)), 0.02, "set wording does not turn a text")
	})
	again, err := Distill(t.Context(), "topics", sequence(topics()), o)
	require.NoError(t, err)
	require.Equal(t, m.Hash(), again.Hash())
}

func TestVocabulary(t *testing.T) {
	all := topics()
	all[0].Terms = append(all[0].Terms, bigram("偶然"), bigram("偶然"), bigram("偶然"))
	o := DefaultOptions()
	o.Progress = func(string, int, int) {}
	v, err := vocabularyOf(t.Context(), sequence(all), o)
	require.NoError(t, err)
	require.Len(t, v.terms, 16, "three times in one text is one text")
	require.IsIncreasing(t, textsOf(v.terms))
	at := v.at[bigram("方法")]
	require.Equal(t, bigram("方法"), v.terms[at])
	require.InDelta(t, math.Ln2, v.idf[at], 1e-6, "in all texts")
	require.InDelta(t, math.Log(1+300.0/40), v.idf[v.at[bigram("A0")]], 1e-6)

	o.MaxTerms, o.IDF = 1, func(term Term) float64 { return float64(len(term.Text)) }
	v, err = vocabularyOf(t.Context(), sequence(all), o)
	require.NoError(t, err)
	require.Equal(t, []Term{bigram("方法")}, v.terms, "the most frequent one")
	require.Equal(t, []float32{6}, v.idf)
}

func textsOf(terms []Term) []string {
	var out []string
	for _, t := range terms {
		out = append(out, t.Text)
	}
	return out
}

// Texts that say nothing are left out, and do no harm.
func TestUselessExamples(t *testing.T) {
	o := DefaultOptions()
	want, err := Distill(t.Context(), "", sequence(topics()), o)
	require.NoError(t, err)
	all := append(topics(),
		Example{Terms: []Term{bigram("未知")}, Target: []int8{1, 2, 3}},
		Example{Terms: nil, Target: []int8{1, 2, 3}},
		Example{Terms: []Term{bigram("未知")}, Target: []int8{0, 0, 0}},
		Example{Terms: []Term{bigram("未知")}, Target: []int8{1, 2}},
		Example{Terms: []Term{bigram("未知")}})
	o.MinTexts = 5
	o.IDF = func(Term) float64 { return 1 }
	got, err := Distill(t.Context(), "", sequence(all), o)
	require.NoError(t, err)
	o.IDF = func(term Term) float64 {
		if term.Text == "未知" {
			return 0
		}
		return 1
	}
	require.Equal(t, want.Len(), got.Len())
	o.MinTexts = 3
	zero, err := Distill(t.Context(), "", sequence(all), o)
	require.NoError(t, err)
	for _, term := range []string{"A0", "B1", "C2"} {
		require.Greater(t, vector.Cosine(direction(t, zero, term), direction(t, got, term)), 0.999, "a weight of 0 spoils nothing")
	}
}

func TestDistillFails(t *testing.T) {
	o := DefaultOptions()
	_, err := Distill(t.Context(), "", sequence(topics()[:99]), o)
	require.ErrorIs(t, err, ErrTooFew)
	unknown := topics()
	for i := range unknown {
		if i >= 99 {
			unknown[i].Target = nil
		}
	}
	_, err = Distill(t.Context(), "", sequence(unknown), o)
	require.ErrorIs(t, err, ErrTooFew)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Distill(ctx, "", sequence(topics()), o)
	require.ErrorIs(t, err, context.Canceled)

	broken := errors.New("broken")
	for pass := range 2 {
		passes := 0
		_, err = Distill(t.Context(), "", func(yield func(Example, error) bool) {
			if passes++; passes > pass {
				yield(Example{}, broken)
				return
			}
			sequence(topics())(yield)
		}, o)
		require.ErrorIs(t, err, broken)
	}

	for _, change := range []func(*Options){
		func(o *Options) { o.Dimensions = 0 },
		func(o *Options) { o.Dimensions = maxDimensions + 1 },
		func(o *Options) { o.MinTexts = 0 },
		func(o *Options) { o.MaxTerms = 0 },
		func(o *Options) { o.Lambda = 0 },
		func(o *Options) { o.Lambda = math.NaN() },
		func(o *Options) { o.Steps = 0 },
	} {
		o := DefaultOptions()
		change(&o)
		_, err := Distill(t.Context(), "", sequence(topics()), o)
		require.ErrorIs(t, err, ErrOptions)
	}
}

func TestProgress(t *testing.T) {
	o := DefaultOptions()
	o.Steps = 2
	var seen []string
	o.Progress = func(stage string, done, total int) { seen = append(seen, fmt.Sprintf("%s %d/%d", stage, done, total)) }
	_, err := Distill(t.Context(), "", sequence(topics()), o)
	require.NoError(t, err)
	require.Equal(t, []string{"fitting 1/2", "fitting 2/2"}, seen)
}
