package matcher

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/index"
)

func candidatesOf(scores ...float64) []candidate {
	var out []candidate
	for i, s := range scores {
		out = append(out, candidate{hit: index.Hit{ID: string(rune('A' + i)), Key: uint64(i)}, score: s})
	}
	return out
}

func order(found []candidate) string {
	out := ""
	for _, c := range found {
		out += c.hit.ID
	}
	return out
}

// Scores .8 .6 .4 .2 have the mean .5 and the deviation √.05 = .223607; the re-ranker's 1 2 3 6 have 3 and √3.5 = 1.870829. Its scores lie
// −1.069045, −.534522, 0 and 1.603567 deviations from their mean, which is .260954, .380477, .5 and .858569 among the patents' own.
func TestRerankShares(t *testing.T) {
	found := candidatesOf(0.8, 0.6, 0.4, 0.2, 0.1)
	r := reranker{weight: 0.5}
	again := reranking{shares: r.shares(found[:4], []float64{1, 2, 3, 6})}
	again.apply(found)
	require.Equal(t, "ADBCE", order(found), "E was not seen")
	for i, want := range []struct{ score, value, deviations float64 }{
		{0.530477, 0.260954, -1.069045}, {0.529284, 0.858569, 1.603567}, {0.490239, 0.380477, -0.534522}, {0.45, 0.5, 0},
	} {
		require.InDelta(t, want.score, found[i].score, 1e-6)
		require.InDelta(t, want.value, found[i].rerank.value, 1e-6)
		require.InDelta(t, want.deviations, found[i].rerank.deviations, 1e-6)
	}
	require.Equal(t, 0.1, found[4].score)
	require.Equal(t, 0.2, found[1].ordinary())
	require.Equal(t, 0.1, found[4].ordinary())

	// With a quarter, D has .75 · .2 + .25 · .858569 = .364642 and stays last of the four: B .545119, C .425.
	found = candidatesOf(0.8, 0.6, 0.4, 0.2)
	r.weight = 0.25
	reranking{shares: r.shares(found, []float64{1, 2, 3, 6})}.apply(found)
	require.Equal(t, "ABCD", order(found))
	require.InDelta(t, 0.364642, found[3].score, 1e-6)
}

// Whatever scale the model has, what it says is the same.
func TestRerankScale(t *testing.T) {
	r := reranker{weight: 0.5}
	small := r.shares(candidatesOf(0.8, 0.6, 0.4), []float64{0.001, 0.003, 0.002})
	large := r.shares(candidatesOf(0.8, 0.6, 0.4), []float64{-20, 20, 0})
	for key, want := range small {
		require.InDelta(t, want.value, large[key].value, 1e-9)
	}
}

// Among patents with one score the re-ranker decides, and says nothing when its own are all the same. Equal scores go by id.
func TestRerankTies(t *testing.T) {
	r := reranker{weight: 0.5}
	found := candidatesOf(0.3, 0.3, 0.3)
	reranking{shares: r.shares(found, []float64{5, 9, 7})}.apply(found)
	require.Equal(t, "BCA", order(found))
	found = candidatesOf(0.4, 0.3, 0.3)
	reranking{shares: r.shares(found, []float64{7, 7, 7})}.apply(found)
	require.Equal(t, "ABC", order(found))
	found = candidatesOf(0.4)
	reranking{shares: r.shares(found, []float64{-3})}.apply(found)
	require.Equal(t, 0.4, found[0].score, "alone it is the mean")
}

// A value stays within the range of scores however far the re-ranker goes.
func TestRerankValueIsAScore(t *testing.T) {
	scores := []float64{0.9, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02}
	of := make([]float64, 10)
	of[0] = -1
	// The mean is .108, the deviation 3 · .088 = .264: .108 − 3 · .264 is below 0.
	require.Equal(t, 0.0, (&reranker{weight: 0.5}).shares(candidatesOf(scores...), of)[0].value)
}

// Another of several needs, found by another filter, is another pair.
func TestRerankOfAnotherNeed(t *testing.T) {
	found := candidatesOf(0.8, 0.6)
	again := reranking{shares: (&reranker{weight: 1}).shares(found, []float64{1, 2})}
	found[0].of = &profile{}
	again.apply(found)
	require.Zero(t, found[0].rerank.weight+found[1].rerank.weight-1)
}

func TestRerankedTexts(t *testing.T) {
	require.Equal(t, "水泵。轴承", clipped("水泵", "轴承密封", 5))
	require.Equal(t, "水泵轴", clipped("水泵轴承", "密封", 3), "a title may be a whole text")
	require.Equal(t, "水泵轴承", clipped("水泵轴承", "", 4))
	require.Equal(t, "密", clipped("", "密封", 1))
}
