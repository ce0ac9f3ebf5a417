package matcher_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// The newest patent is of 2025-07-01. Five years of 365 days before it is 2020-07-02, which is worth ½; 2015-07-04, ten such years, is
// worth ¼. A year alone is taken at the first of July. The unknown one gets the mean of the five known: (1 + 1 + ½ + ½ + ¼)/5 = .65.
// Words and freshness weigh the same, and all texts are the same, so that words give 1.
func TestFreshness(t *testing.T) {
	set := settings()
	set.Options.Weights = matcher.Weights{Lexical: 1, Freshness: 1}
	e, err := matcher.NewMemory(set)
	require.NoError(t, err)
	defer e.Close()
	title := "一种石墨烯散热膜"
	require.NoError(t, e.AddPatents(t.Context(),
		corpus.Patent{ID: "granted", Title: title, GrantDate: date(t, "2025-07-01"), ApplicationDate: date(t, "2015-07-04")},
		corpus.Patent{ID: "year", Title: title, Date: date(t, "2025")},
		corpus.Patent{ID: "half", Title: title, PublicationDate: date(t, "2020-07-02")},
		corpus.Patent{ID: "half2", Title: title, ApplicationDate: date(t, "2020-07-02")},
		corpus.Patent{ID: "quarter", Title: title, ApplicationDate: date(t, "2015-07-04")},
		corpus.Patent{ID: "unknown", Title: title},
	))
	need := corpus.Need{ID: "N", Title: title}
	require.NoError(t, e.AddNeeds(t.Context(), need))
	got, err := e.Match(t.Context(), need, query(10))
	require.NoError(t, err)
	want := map[string]float64{"granted": 1, "year": 1, "half": 0.75, "half2": 0.75, "quarter": 0.625, "unknown": 0.825}
	require.Len(t, got.Matches, len(want))
	for _, m := range got.Matches {
		require.InDelta(t, want[m.ID], m.Score, 1e-12, m.ID)
		require.Equal(t, m.ID == "unknown", explained(m, "freshness").Neutral)
		p, err := e.Patent(t.Context(), m.ID)
		require.NoError(t, err)
		back, err := e.MatchPatent(t.Context(), p, query(1))
		require.NoError(t, err)
		require.InDelta(t, m.Score, back.Matches[0].Score, 1e-12, "from the other side")
	}
	require.Equal(t, "专利日期 2015-07-04，比库中最新的专利早 10.0 年。", explained(match(t, got, "quarter"), "freshness").Note)
	// A newer patent moves what the others are measured against: 2030-06-30 is five such years after the newest so far.
	require.NoError(t, e.AddPatents(t.Context(), corpus.Patent{ID: "new", Title: title, GrantDate: date(t, "2030-06-30")}))
	got, err = e.Match(t.Context(), need, query(10))
	require.NoError(t, err)
	require.InDelta(t, 0.75, match(t, got, "granted").Score, 1e-12)
	require.InDelta(t, 0.625, match(t, got, "half").Score, 1e-12)
}

// The shipped weight is 0: no part of an explanation, but a value to learn from.
func TestFreshnessIsOff(t *testing.T) {
	e := memory(t, corpus.Patent{ID: "A", Title: "石墨烯散热膜", GrantDate: date(t, "2025-07-01")}, corpus.Patent{ID: "B", Title: "石墨烯散热膜", GrantDate: date(t, "2020-07-02")})
	need := corpus.Need{Title: "石墨烯散热膜"}
	got, err := e.Match(t.Context(), need, query(2))
	require.NoError(t, err)
	for _, p := range got.Matches[0].Explanation.Parts {
		require.NotContains(t, []string{"freshness", "feedback"}, p.Signal)
	}
	values, err := e.Values(t.Context(), need)
	require.NoError(t, err)
	at := map[string]float64{}
	for _, v := range values {
		for k, name := range matcher.SignalNames() {
			if name == "freshness" {
				at[v.ID] = v.Values[k]
			}
		}
	}
	require.Equal(t, map[string]float64{"A": 1, "B": 0.5}, at)
}

func match(t *testing.T, ms *matcher.Matches, id string) matcher.Match {
	t.Helper()
	for _, m := range ms.Matches {
		if m.ID == id {
			return m
		}
	}
	require.Fail(t, "no match "+id)
	return matcher.Match{}
}
