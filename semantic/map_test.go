package semantic

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

func bigram(text string) Term { return Term{segment.Bigrams, text} }

// small is a map of two dimensions: 正极 → (1, 0), 负极 → (0.5, −0.5), and a word of no effect.
func small() *Map {
	terms := []Term{{segment.Words, "方法"}, bigram("正极"), bigram("负极")}
	return newMap("by hand", 2, terms, []float32{0, 0, 1, 0, 0.5, -0.5})
}

func TestRows(t *testing.T) {
	m := small()
	require.Equal(t, "by hand", m.Model())
	require.Equal(t, 2, m.Dimensions())
	require.Equal(t, 3, m.Len())
	row, ok := m.Row(segment.Bigrams, "负极")
	require.True(t, ok)
	require.Equal(t, uint32(2), row)
	require.Equal(t, bigram("负极"), m.Term(row))
	require.Equal(t, []int8{127, -127}, m.Vector(row), "the length is lost")
	m.Vector(row)[0] = 1
	require.Equal(t, []int8{127, -127}, m.Vector(row), "a copy")
	for _, v := range []segment.View{segment.Words, segment.Chars, segment.Chars + 1} {
		_, ok = m.Row(v, "负极")
		require.False(t, ok, v)
	}
}

// The gains are 65,535 and round(65,535/2) = 32,768. Twice 正极 and three times 负极 make
//
//	127 · (2·65,535 + 3·32,768, −3·32,768) = 127 · (229,374, −98,304)
//
// and −98,304/229,374 · 127 = −54.43.
func TestSum(t *testing.T) {
	s := small().NewSum()
	s.Add(1, 2)
	s.Add(2, 3)
	require.Equal(t, []int64{127 * 229374, -127 * 98304}, s.sums)
	require.Equal(t, []int8{127, -54}, s.Packed())
	require.Equal(t, []int8{0, 0}, s.Packed(), "it was emptied")
	s.Add(0, 65535)
	require.Equal(t, []int8{0, 0}, s.Packed(), "a term without effect")
}

// The largest weights and numbers stay exact: 10,000 times 65,535 · 65,535 · 127 is below 2⁵³.
func TestSumIsExact(t *testing.T) {
	s := small().NewSum()
	for range 10_000 {
		s.Add(1, 65535)
	}
	s.Add(1, 1)
	require.Equal(t, int64(10_000*65535*65535*127+65535*127), s.sums[0])
}

func TestSumDoesNotDependOnTheOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var terms []Term
	var vectors []float32
	for i := range 200 {
		terms = append(terms, bigram(string(rune('一'+i))))
		for range 7 {
			vectors = append(vectors, float32(rng.NormFloat64()))
		}
	}
	m := newMap("", 7, terms, vectors)
	type addend struct{ row, weight uint32 }
	var all []addend
	for range 500 {
		all = append(all, addend{rng.Uint32N(200), rng.Uint32N(65536)})
	}
	var want []int8
	for range 20 {
		s := m.NewSum()
		for _, a := range all {
			s.Add(a.row, a.weight)
		}
		if got := s.Packed(); want == nil {
			want = got
		} else {
			require.Equal(t, want, got)
		}
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	}
}

// The first dimension alone: (3, 4) and (−6, 0) become 3 and −6, of which one unit of packed is worth half as much for the first.
func TestFirst(t *testing.T) {
	m := newMap("model", 2, []Term{bigram("一二"), bigram("二三")}, []float32{3, 4, -6, 0})
	got := m.First(1)
	require.Equal(t, 1, got.Dimensions())
	require.Equal(t, "model", got.Model())
	require.Equal(t, []int8{127, -127}, got.packed)
	require.InDelta(t, 32767.5, float64(got.gains[0]), 260, "3 is packed as 95 of 127 parts of 4, so only about half of 6")
	require.Equal(t, uint16(65535), got.gains[1])
	require.Equal(t, m.Hash(), m.First(9).Hash())
}
