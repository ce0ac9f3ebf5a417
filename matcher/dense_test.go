package matcher_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

func TestDenseFindsWhatSharesNoWord(t *testing.T) {
	without, err := memory(t, heatPatents()...).Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	require.Equal(t, []string{"W"}, ids(without.Matches))

	e := with(t, heat(), 0, heatPatents()...)
	embed(t, e)
	got, err := e.Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	require.False(t, got.Degraded)
	require.Empty(t, got.Notices)
	require.ElementsMatch(t, []string{"W", "C", "B"}, ids(got.Matches), "each once, whichever way it was found")
	// The cosines of W, C, B are 0, 1, 0: mean 1/3, deviation √2/3. C lies √2 above the mean, the others 1/√2 below; in [0, 1] that
	// is (√2 + 2)/10 and (2 − 1/√2)/10. The need has no sentence of six characters: its sentences are the whole.
	for _, m := range got.Matches {
		want := 0.129289
		if m.ID == "C" {
			want = 0.341421
		}
		for _, signal := range []string{"dense", "sentences"} {
			x := explained(m, signal)
			require.NotNil(t, x, signal)
			require.InDelta(t, want, x.Value, 1e-6, "%s %s", m.ID, signal)
			require.False(t, x.Neutral)
		}
	}
	i := slices.IndexFunc(got.Matches, func(m matcher.Match) bool { return m.ID == "C" })
	require.Zero(t, explained(got.Matches[i], "lexical").Value)
	require.Contains(t, explained(got.Matches[i], "dense").Note, "1.4 个标准差")

	ranked, err := e.Rank(t.Context(), heatNeed(), 10)
	require.NoError(t, err)
	require.Equal(t, ids(got.Matches), rankedIDs(ranked))
}

// What is nearest goes by filters, legal state and deletions like everything else.
func TestDenseObeysFilters(t *testing.T) {
	patents := heatPatents()
	patents = append(patents,
		corpus.Patent{ID: "X", Title: "散热片", LegalStatus: "权利终止"},
		corpus.Patent{ID: "D", Title: "散热膏"},
		corpus.Patent{ID: "I", Title: "散热管", IPC: []string{"F28D 15/02"}})
	e := with(t, heat(), 0, patents...)
	embed(t, e)
	_, err := e.DeletePatents(t.Context(), "D")
	require.NoError(t, err)
	got, err := e.Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	require.ElementsMatch(t, []string{"W", "C", "B", "I"}, ids(got.Matches))
	q := query(10)
	q.Filter.IPC = []string{"F28D"}
	got, err = e.Match(t.Context(), heatNeed(), q)
	require.NoError(t, err)
	require.Equal(t, []string{"I"}, ids(got.Matches))
}

// A patent without a vector counts as the mean of the candidates does.
func TestPatentWithoutVector(t *testing.T) {
	e := with(t, heat(), 0, heatPatents()...)
	embed(t, e)
	require.NoError(t, e.AddPatents(t.Context(), corpus.Patent{ID: "New", Title: "循环水管"}))
	got, err := e.Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	for _, m := range got.Matches {
		x := explained(m, "dense")
		require.Equal(t, m.ID == "New", x.Neutral, m.ID)
		if x.Neutral {
			require.InDelta(t, 0.2, x.Value, 1e-9)
			require.Contains(t, x.Note, "还没有语义向量")
		}
	}
	titles, texts, err := e.Embed(t.Context(), true, nil)
	require.NoError(t, err)
	require.Equal(t, matcher.EmbedProgress{Stage: "titles", Done: 4, Total: 4, Added: 1}, titles)
	require.Equal(t, matcher.EmbedProgress{Stage: "abstracts", Done: 4, Total: 4}, texts, "without an abstract the title is the text")
	got, err = e.Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	for _, m := range got.Matches {
		require.False(t, explained(m, "dense").Neutral, "the profile of before is not used any more")
	}
}

func TestNoVectorsYet(t *testing.T) {
	f := heat()
	e := with(t, f, 0, heatPatents()...)
	got, err := e.Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	require.True(t, got.Degraded)
	require.Len(t, got.Notices, 1)
	require.Contains(t, got.Notices[0], "gongxu embed")
	want, err := memory(t, heatPatents()...).Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	require.Equal(t, want.Matches, got.Matches, "as without an embedder")
	require.Zero(t, f.calls)
}

// An embedder that does not answer within the budget leaves the match to the other signals.
func TestFallback(t *testing.T) {
	f := heat()
	e := with(t, f, time.Millisecond, heatPatents()...)
	embed(t, e)
	f.before = blocked
	want, err := memory(t, heatPatents()...).Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	got, err := e.Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	require.True(t, got.Degraded)
	require.Len(t, got.Notices, 1)
	require.Contains(t, got.Notices[0], "本次匹配未用它")
	require.Equal(t, want.Matches, got.Matches)

	ctx, cancel := context.WithCancel(t.Context())
	f.before = func(ctx context.Context, _ int) error {
		cancel()
		return blocked(ctx, 0)
	}
	_, err = e.Match(ctx, heatNeed(), query(10))
	require.ErrorIs(t, err, context.Canceled, "who asked has gone: that is no matter of the embedder")

	f.before = nil
	got, err = e.Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	require.False(t, got.Degraded, "what fell back was not kept")
	require.Len(t, got.Matches, 3)
	e.Settle()
	f.before = blocked
	got, err = e.Match(t.Context(), heatNeed(), query(10))
	require.NoError(t, err)
	require.False(t, got.Degraded, "what the embedder said was")
}

func TestEmbedderFails(t *testing.T) {
	f := heat()
	e := with(t, f, 0, heatPatents()...)
	require.NoError(t, e.AddNeeds(t.Context(), heatNeed()))
	embed(t, e)
	down := errors.New("down")
	f.before = func(context.Context, int) error { return down }
	_, err := e.Match(t.Context(), heatNeed(), query(10))
	require.ErrorIs(t, err, matcher.ErrEmbedder)
	require.ErrorIs(t, err, down)
	_, err = e.Rank(t.Context(), heatNeed(), 10)
	require.ErrorIs(t, err, matcher.ErrEmbedder)
	_, err = e.MatchPatent(t.Context(), heatPatents()[0], query(10))
	require.ErrorIs(t, err, matcher.ErrEmbedder)

	plain := memory(t, heatPatents()...)
	_, _, err = plain.Embed(t.Context(), true, nil)
	require.ErrorIs(t, err, matcher.ErrEmbedder)
}

// Of many needs that a patent could meet, one waits for an embedder that does not answer.
func TestMatchPatentFallsBackOnce(t *testing.T) {
	needs := []corpus.Need{{ID: "N1", Title: "循环水泵降噪"}, {ID: "N2", Title: "循环水处理"}, {ID: "N3", Title: "节能水泵"}}
	f := heat()
	e := with(t, f, time.Millisecond, heatPatents()...)
	require.NoError(t, e.AddNeeds(t.Context(), needs...))
	embed(t, e)
	plain := memory(t, heatPatents()...)
	require.NoError(t, plain.AddNeeds(t.Context(), needs...))
	want, err := plain.MatchPatent(t.Context(), heatPatents()[0], query(10))
	require.NoError(t, err)
	require.Len(t, want.Matches, 3)

	first := f.calls
	f.before = func(ctx context.Context, call int) error { // it stops to answer at the second need
		if call > first+1 {
			return blocked(ctx, call)
		}
		return nil
	}
	got, err := e.MatchPatent(t.Context(), heatPatents()[0], query(10))
	require.NoError(t, err)
	require.True(t, got.Degraded)
	require.Len(t, got.Notices, 1)
	require.Equal(t, want.Matches, got.Matches, "all are scored without it")
	require.Equal(t, first+2, f.calls)
}

// A pair has one score whichever way it was found.
func TestMatchPatentGivesTheSameScore(t *testing.T) {
	needs := []corpus.Need{
		{ID: "N1", Title: "循环水泵降噪", Description: "需要水泵的冷却循环技术。极片涂布不在其内。"},
		{ID: "N2", Title: "散热回路"},
		{ID: "N3", Title: "电池极片涂布", Description: "涂布机的电池极片不均匀。希望改进散热效果。"},
	}
	e := with(t, heat(), 0, heatPatents()...)
	require.NoError(t, e.AddNeeds(t.Context(), needs...))
	embed(t, e)
	score := map[string]float64{}
	for _, n := range needs {
		m, err := e.Match(t.Context(), n, query(10))
		require.NoError(t, err)
		for _, x := range m.Matches {
			score[n.ID+x.ID] = x.Score
		}
	}
	pairs := 0
	for _, p := range heatPatents() {
		m, err := e.MatchPatent(t.Context(), p, query(10))
		require.NoError(t, err)
		require.False(t, m.Degraded)
		for _, x := range m.Matches {
			require.Equal(t, score[x.ID+p.ID], x.Score, "%s %s", x.ID, p.ID)
			pairs++
		}
	}
	require.GreaterOrEqual(t, pairs, 4)
}

// What is asked for is the need as a whole, then its sentences of six characters and more, each once, without corporate background. The
// last sentence stands within the one about the company as well.
func TestWhatIsEmbeddedOfANeed(t *testing.T) {
	f := heat()
	e := with(t, f, 0, heatPatents()...)
	embed(t, e)
	need := corpus.Need{Title: "冷却循环", Description: "我公司成立于1998年，注册资本5000万元，主营轴承降噪技术。需要冷却循环的水泵！短句；需要冷却循环的水泵\n轴承降噪技术。"}
	_, err := e.Match(t.Context(), need, query(10))
	require.NoError(t, err)
	require.Equal(t, [][]string{{need.Title + "。" + need.Description, "需要冷却循环的水泵", "轴承降噪技术"}}, f.queries)
}

// bags is an embedder whose vectors add up one for each character, so that texts are more or less near.
type bags struct{}

func (bags) ID() string { return "bags" }

func (bags) Passages(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, text := range texts {
		out[i] = make([]float32, 8)
		for _, r := range text {
			out[i][r%8]++
		}
	}
	return out, nil
}

func (b bags) Queries(ctx context.Context, texts []string) ([][]float32, error) {
	return b.Passages(ctx, texts)
}

// The ranking does not depend on the order in which patents and vectors came, down to the last digit.
func TestDenseRankingIsDeterministic(t *testing.T) {
	s := sample(t)
	engine := func(order []corpus.Patent, batch int) *matcher.Engine {
		e := with(t, bags{}, 0)
		for part := range slices.Chunk(order, batch) {
			require.NoError(t, e.AddPatents(t.Context(), part...))
			if batch < len(order)/2 {
				embed(t, e)
			}
		}
		embed(t, e)
		return e
	}
	patents := slices.Clone(s.patents)
	for i := range 30 { // of one text, so that nothing but ids tells them apart
		p := patents[i%3]
		p.ID = fmt.Sprintf("%s-%d", p.ID, i)
		patents = append(patents, p)
	}
	a := engine(patents, len(patents))
	slices.Reverse(patents)
	b := engine(patents, 1+len(patents)/7)
	for _, need := range s.needs[:8] {
		want, err := a.Rank(t.Context(), need, 1000)
		require.NoError(t, err)
		got, err := b.Rank(t.Context(), need, 1000)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

// Needs behind three that the embedder failed are matched without it at once, and say so.
func TestFallbackWithoutAsking(t *testing.T) {
	f := heat()
	e := with(t, f, time.Minute, heatPatents()...)
	embed(t, e)
	before := f.calls
	f.before = func(context.Context, int) error { return errors.New("down") }
	for i := range 5 {
		need := corpus.Need{Title: fmt.Sprintf("冷却循环%d号", i)}
		got, err := e.Match(t.Context(), need, query(10))
		require.NoError(t, err)
		require.True(t, got.Degraded)
		require.Len(t, got.Notices, 1)
		if i < 3 {
			require.Contains(t, got.Notices[0], "down")
		} else {
			require.Equal(t, "语义模型接连 3 次没有给出可用的向量，30 秒内不再询问，本次匹配未用它。", got.Notices[0])
		}
		want, err := memory(t, heatPatents()...).Match(t.Context(), need, query(10))
		require.NoError(t, err)
		require.Equal(t, want.Matches, got.Matches)
	}
	require.Equal(t, before+3, f.calls)
}
