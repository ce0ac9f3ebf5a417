package matcher_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
)

// fakeReranker gives a document the place of the first of its words that it mentions, counted from the end.
type fakeReranker struct {
	words []string
	// instead, if not nil, answers.
	instead   func(ctx context.Context, documents []string) ([]float64, error)
	queries   []string
	documents [][]string
}

func (f *fakeReranker) Rerank(ctx context.Context, query string, documents []string) ([]float64, error) {
	f.queries, f.documents = append(f.queries, query), append(f.documents, documents)
	if f.instead != nil {
		return f.instead(ctx, documents)
	}
	out := make([]float64, len(documents))
	for i, d := range documents {
		for j, w := range f.words {
			if strings.Contains(d, w) {
				out[i] = float64(len(f.words) - j)
				break
			}
		}
	}
	return out, nil
}

// reranked returns an engine in memory with a re-ranker that weighs 0.6.
func reranked(t testing.TB, f matcher.Reranker, budget time.Duration, patents ...corpus.Patent) *matcher.Engine {
	t.Helper()
	set := settings()
	set.Reranker, set.RerankBudget, set.RerankWeight = f, budget, 0.6
	return memoryWith(t, set, patents...)
}

func memoryWith(t testing.TB, set matcher.Settings, patents ...corpus.Patent) *matcher.Engine {
	t.Helper()
	e, err := matcher.NewMemory(set)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	require.NoError(t, e.AddPatents(context.Background(), patents...))
	return e
}

// Both share terms with the need, Near more of them.
func pumpPatents() []corpus.Patent {
	return []corpus.Patent{
		{ID: "Near", Title: "水泵轴承密封结构", Abstract: "密封圈。"},
		{ID: "Far", Title: "水泵叶轮", Abstract: "叶轮铸造。"},
		{ID: "Other", Title: "大豆脱皮机", Abstract: "脱皮辊。"},
	}
}

func pumpNeed() corpus.Need {
	return corpus.Need{ID: "N", Title: "水泵轴承密封", Description: "水泵的轴承密封不漏水"}
}

// Of two patents each lies one deviation from their mean, so that the re-ranker's value for the one that it prefers is the higher of
// the scores and for the other the lower one.
func TestRerankChangesTheOrder(t *testing.T) {
	without, err := memory(t, pumpPatents()...).Match(t.Context(), pumpNeed(), query(10))
	require.NoError(t, err)
	require.Equal(t, []string{"Near", "Far"}, ids(without.Matches))
	high, low := without.Matches[0].Score, without.Matches[1].Score

	f := &fakeReranker{words: []string{"叶轮"}}
	e := reranked(t, f, 0, pumpPatents()...)
	got, err := e.Match(t.Context(), pumpNeed(), query(10))
	require.NoError(t, err)
	require.False(t, got.Degraded)
	require.Empty(t, got.Notices)
	require.Equal(t, []string{"Far", "Near"}, ids(got.Matches))
	require.InDelta(t, 0.4*low+0.6*high, got.Matches[0].Score, 1e-9)
	require.InDelta(t, 0.4*high+0.6*low, got.Matches[1].Score, 1e-9)
	require.Equal(t, without.Matches[1].Probability, got.Matches[0].Probability, "that of the pair")
	require.Equal(t, without.Matches[0].Probability, got.Matches[1].Probability)
	require.Equal(t, []string{"水泵轴承密封。水泵的轴承密封不漏水"}, f.queries)
	require.Equal(t, [][]string{{"水泵轴承密封结构。密封圈。", "水泵叶轮。叶轮铸造。"}}, f.documents, "the best first")

	x := explained(got.Matches[0], "rerank")
	require.InDelta(t, high, x.Value, 1e-9)
	require.Equal(t, 0.6, x.Weight)
	require.InDelta(t, 0.6*high, x.Points, 1e-9)
	require.Equal(t, "重排模型的评分比参加重排的 2 件的平均高 1.0 个标准差。", x.Note)
	require.Contains(t, explained(got.Matches[1], "rerank").Note, "低 1.0 个标准差")
	for i, m := range got.Matches {
		sum, weights := 0.0, 0.0
		for _, p := range m.Explanation.Parts {
			sum, weights = sum+p.Points, weights+p.Weight
			require.InDelta(t, p.Weight*p.Value, p.Points, 1e-12)
		}
		require.InDelta(t, m.Score, sum, 1e-9)
		require.InDelta(t, m.Score, m.Explanation.Value, 0)
		require.InDelta(t, 1, weights, 1e-9)
		require.InDelta(t, 0.4*explained(without.Matches[1-i], "lexical").Points, explained(m, "lexical").Points, 1e-9)
	}

	ranked, err := e.Rank(t.Context(), pumpNeed(), 10)
	require.NoError(t, err)
	require.Equal(t, []string{"Far", "Near"}, rankedIDs(ranked))
	require.Equal(t, got.Matches[0].Score, ranked[0].Score)

	alone, err := e.Explain(t.Context(), pumpNeed(), query(10), "Far")
	require.NoError(t, err)
	require.Equal(t, low, alone[0].Score, "the pair has no list")
	require.Nil(t, explained(alone[0], "rerank"))
}

func TestWithoutARerankerNothingChanges(t *testing.T) {
	set := settings()
	set.RerankDepth, set.RerankWeight, set.RerankBudget = 1, 0.9, time.Nanosecond
	q := query(10)
	q.PerField, q.PerApplicant = 1, 1
	encoded := func(e *matcher.Engine) string {
		got, err := e.Match(t.Context(), pumpNeed(), q)
		require.NoError(t, err)
		out, err := json.Marshal(got)
		require.NoError(t, err)
		return string(out)
	}
	want := encoded(memory(t, pumpPatents()...))
	require.Equal(t, want, encoded(memoryWith(t, set, pumpPatents()...)))
	require.NotContains(t, want, "rerank")
}

// A re-ranker that gives nothing of use within its budget leaves the list as it was.
func TestRerankFallback(t *testing.T) {
	want, err := memory(t, pumpPatents()...).Match(t.Context(), pumpNeed(), query(10))
	require.NoError(t, err)
	down := errors.New("down")
	for name, instead := range map[string]func(ctx context.Context, documents []string) ([]float64, error){
		"down":     func(context.Context, []string) ([]float64, error) { return nil, down },
		"slow":     func(ctx context.Context, _ []string) ([]float64, error) { return nil, blocked(ctx, 0) },
		"too few":  func(context.Context, []string) ([]float64, error) { return []float64{1}, nil },
		"NaN":      func(context.Context, []string) ([]float64, error) { return []float64{1, math.NaN()}, nil },
		"infinite": func(context.Context, []string) ([]float64, error) { return []float64{math.Inf(-1), 1}, nil },
	} {
		t.Run(name, func(t *testing.T) {
			f := &fakeReranker{instead: instead}
			e := reranked(t, f, time.Millisecond, pumpPatents()...)
			got, err := e.Match(t.Context(), pumpNeed(), query(10))
			require.NoError(t, err)
			require.True(t, got.Degraded)
			require.Len(t, got.Notices, 1)
			require.Contains(t, got.Notices[0], "名次未经它调整")
			require.Equal(t, want.Matches, got.Matches)
			f.instead = nil
			f.words = []string{"叶轮"}
			e = reranked(t, f, time.Hour, pumpPatents()...)
			got, err = e.Match(t.Context(), pumpNeed(), query(10))
			require.NoError(t, err)
			require.False(t, got.Degraded)

			if name == "slow" {
				return // without a budget it would wait
			}
			e = reranked(t, &fakeReranker{instead: instead}, 0, pumpPatents()...)
			_, err = e.Match(t.Context(), pumpNeed(), query(10))
			require.ErrorIs(t, err, matcher.ErrReranker)
			_, err = e.Rank(t.Context(), pumpNeed(), 10)
			require.ErrorIs(t, err, matcher.ErrReranker)
			require.Equal(t, name == "down", errors.Is(err, down))
		})
	}
}

// Who asked has gone: that is no matter of the re-ranker.
func TestRerankIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	f := &fakeReranker{instead: func(ctx context.Context, _ []string) ([]float64, error) {
		cancel()
		return nil, blocked(ctx, 0)
	}}
	_, err := reranked(t, f, time.Hour, pumpPatents()...).Match(ctx, pumpNeed(), query(10))
	require.ErrorIs(t, err, context.Canceled)
	require.NotErrorIs(t, err, matcher.ErrReranker)
}

func TestRerankDepth(t *testing.T) {
	set := settings()
	f := &fakeReranker{words: []string{"第3号"}}
	set.Reranker, set.RerankDepth, set.RerankWeight = f, 5, 1
	e := memoryWith(t, set, manyPatents(20)...)
	got, err := e.Match(t.Context(), corpus.Need{Title: "散热器"}, query(21))
	require.NoError(t, err)
	require.Len(t, f.documents[0], 5, "all score the same: the first by id")
	require.Equal(t, []string{"P003", "P005"}, ids(got.Matches[:2]), "what was not seen keeps its score")
	require.Equal(t, []string{"P003", "P000", "P001", "P002", "P004"}, ids(slices.DeleteFunc(got.Matches, func(m matcher.Match) bool {
		return explained(m, "rerank") == nil
	})))
}

func TestRerankSettings(t *testing.T) {
	for _, spoil := range []func(*matcher.Settings){
		func(s *matcher.Settings) { s.RerankDepth = 0 },
		func(s *matcher.Settings) { s.RerankDepth = index.MaxK + 1 },
		func(s *matcher.Settings) { s.RerankWeight = 0 },
		func(s *matcher.Settings) { s.RerankWeight = 1.1 },
		func(s *matcher.Settings) { s.RerankWeight = math.NaN() },
	} {
		set := settings()
		set.Reranker = &fakeReranker{}
		spoil(&set)
		_, err := matcher.NewMemory(set)
		require.ErrorIs(t, err, index.ErrOptions)
	}
}

// Each patent is read with the one of several needs that it fits best.
func TestRerankOfSeveralNeeds(t *testing.T) {
	f := &fakeReranker{words: []string{"密封"}}
	e := reranked(t, f, 0,
		corpus.Patent{ID: "COATING", Title: "一种石墨烯涂层的制备方法", Abstract: "涂层附着力强。"},
		corpus.Patent{ID: "SEAL", Title: "一种水泵轴承密封结构", Abstract: "轴承处设密封圈，不漏水。"})
	got, err := e.Match(t.Context(), severalNeeds, query(10))
	require.NoError(t, err)
	require.Equal(t, "SEAL", got.Matches[0].ID)
	require.Len(t, f.queries, 2)
	for i, q := range f.queries {
		require.Len(t, f.documents[i], 1)
		require.Equal(t, strings.Contains(q, "水泵"), strings.Contains(f.documents[i][0], "水泵"), q)
	}
}

// A patent has one score in an answer, in whichever list it stands; one that is in the list of a branch alone has its ordinary one.
func TestRerankAndFields(t *testing.T) {
	patents := pumpPatents()
	patents[0].IPC, patents[1].IPC = []string{"H01M 4/58"}, []string{"H01M 4/58"}
	q := query(1)
	q.PerField = 5
	e := reranked(t, &fakeReranker{words: []string{"叶轮"}}, 0, patents...)
	got, err := e.Match(t.Context(), pumpNeed(), q)
	require.NoError(t, err)
	require.Equal(t, []string{"Far"}, ids(got.Matches))
	require.NotEmpty(t, got.Fields)
	for _, l := range got.Fields {
		require.Equal(t, []string{"Far", "Near"}, ids(l.Matches))
		require.Equal(t, got.Matches[0].Score, l.Matches[0].Score)
	}
}

// What stands for a family, and which patents of an applicant are shown, goes by the new order.
func TestRerankComesBeforeDiversity(t *testing.T) {
	patents := []corpus.Patent{
		{ID: "A1", Title: "水泵轴承密封结构", Abstract: "密封圈。", Applicants: []string{"甲"}},
		{ID: "A2", Title: "水泵轴承密封结构", Abstract: "密封环。", Applicants: []string{"甲"}},
		{ID: "B", Title: "水泵叶轮", Abstract: "叶轮铸造。", Applicants: []string{"甲"}},
	}
	q := query(3)
	q.Duplicates, q.PerApplicant = false, 1
	got, err := reranked(t, &fakeReranker{words: []string{"叶轮", "密封环"}}, 0, patents...).Match(t.Context(), pumpNeed(), q)
	require.NoError(t, err)
	require.NotEmpty(t, got.Matches)
	for _, m := range got.Matches {
		if m.ID != "B" {
			require.Equal(t, "A2", m.ID)
			require.Equal(t, []string{"A1"}, m.Family)
		}
	}
}

// Whether a need is unmet goes by its best pair, wherever the re-ranker put that.
func TestRerankAndUnmet(t *testing.T) {
	q := query(1)
	without, err := memory(t, pumpPatents()...).Match(t.Context(), pumpNeed(), q)
	require.NoError(t, err)
	q.Threshold = without.Matches[0].Probability
	got, err := reranked(t, &fakeReranker{words: []string{"叶轮"}}, 0, pumpPatents()...).Match(t.Context(), pumpNeed(), q)
	require.NoError(t, err)
	require.Equal(t, []string{"Far"}, ids(got.Matches))
	require.Less(t, got.Matches[0].Probability, q.Threshold)
	require.False(t, got.Unmet)
}
