package benchmarks_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

// depth is the number of patents that are retrieved for a need in a measured run.
const depth = 100

// evaluate runs all needs of a collection on an engine, writes the run in the TREC form and measures what an evaluator reads.
func evaluate(t testing.TB, e engine, name string, c *collection) *eval.Report {
	t.Helper()
	var text strings.Builder
	w := eval.NewRunWriter(&text)
	for _, need := range c.needs {
		hits, err := e.rank(t.Context(), need, depth)
		require.NoError(t, err)
		require.NoError(t, w.Write(need.ID, hits, name))
	}
	run, err := eval.ReadRun(strings.NewReader(text.String()), name)
	require.NoError(t, err)
	report, err := eval.Evaluate(c.qrels, run, eval.DefaultOptions())
	require.NoError(t, err)
	return report
}

func mean(t testing.TB, r *eval.Report, measure string) float64 {
	t.Helper()
	m, err := eval.ParseMeasure(measure)
	require.NoError(t, err)
	v, err := r.Mean(m)
	require.NoError(t, err)
	return v
}

// TestQualityOfTheSample compares the engines where everybody can. The peers have a floor as well: one that finds nothing would
// make the comparison worthless.
func TestQualityOfTheSample(t *testing.T) {
	c := sample(t)
	floors := map[string]float64{"gongxu": 0.93, "bleve-cjk": 0.88, "bleve-cjk-bm25": 0.88}
	reached := map[string]float64{}
	for _, e := range engines {
		report := evaluate(t, e.fill(t, c), e.name, c)
		logTable(t, report, e.name, c)
		reached[e.name] = mean(t, report, "ndcg@10")
		require.GreaterOrEqual(t, reached[e.name], floors[e.name], e.name)
	}
	require.Greater(t, reached["gongxu"], reached["bleve-cjk"])
	require.Greater(t, reached["gongxu"], reached["bleve-cjk-bm25"])
}

// TestQualityOfRealNeeds holds Gongxu to a floor on real patents. Its peers are measured there by BenchmarkNeed: indexing takes
// them most of a minute each.
func TestQualityOfRealNeeds(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("the measurement on real patents is skipped: it takes long with -short or -race")
	}
	c := needs2patents(t)
	if c == nil {
		t.Skip("the measurement on real patents is skipped: there are none under GONGXU_DATA or ../shared/data")
	}
	report := evaluate(t, fillGongxu(t, c), "gongxu", c)
	logTable(t, report, "gongxu", c)
	require.GreaterOrEqual(t, mean(t, report, "ndcg@10"), 0.50)
	require.GreaterOrEqual(t, mean(t, report, "recall@100"), 0.85)
}

func logTable(t *testing.T, r *eval.Report, engine string, c *collection) {
	t.Helper()
	var table strings.Builder
	require.NoError(t, r.WriteTable(&table))
	t.Logf("%s on %s: %d patents, %d needs\n%s", engine, c.name, len(c.patents), len(c.needs), table.String())
}
