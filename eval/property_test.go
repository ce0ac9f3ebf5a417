package eval_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

// randomTopic judges most of 30 documents, at least one of them relevant, and ranks all.
func randomTopic(random *rand.Rand) (map[string]int, []string) {
	judged := map[string]int{"d00": 2}
	var docs []string
	for i := range 30 {
		doc := fmt.Sprintf("d%02d", i)
		docs = append(docs, doc)
		if i > 0 && random.IntN(4) > 0 {
			judged[doc] = random.IntN(5) - 1
		}
	}
	random.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	return judged, docs
}

func measureOrder(t *testing.T, judged map[string]int, order []string, m eval.Measure) float64 {
	t.Helper()
	var hits []eval.Scored
	for i, doc := range order {
		hits = append(hits, eval.Scored{Doc: doc, Score: float64(-i)})
	}
	opts := eval.Options{Measures: []eval.Measure{m}, RelLevel: 2}
	report, err := eval.Evaluate(eval.Qrels{"1": judged}, eval.Run{"1": hits}, opts)
	require.NoError(t, err)
	return report.Topics[0].Values[0]
}

func TestSwapNeverLowers(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	measures := parse(t, "ndcg", "ndcg@10", "p@10", "map", "mrr", "recall@10")
	for range 300 {
		judged, order := randomTopic(random)
		i, j := random.IntN(30), random.IntN(30)
		if i > j {
			i, j = j, i
		}
		if max(judged[order[j]], 0) <= max(judged[order[i]], 0) {
			continue // the lower document is not the better one
		}
		for _, m := range measures {
			before := measureOrder(t, judged, order, m)
			order[i], order[j] = order[j], order[i]
			after := measureOrder(t, judged, order, m)
			order[i], order[j] = order[j], order[i]
			require.GreaterOrEqual(t, after, before, "%s swapping %d and %d", m, i, j)
			require.True(t, 0 <= before && after <= 1+1e-12, "%s from %v to %v", m, before, after)
		}
	}
}

func TestPerfectRankingIsOne(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		judged, _ := randomTopic(random)
		requirePerfect(t, eval.Qrels{"1": judged})
	}
}

// requirePerfect ranks by grade and expects 1 on all that can reach 1.
func requirePerfect(t *testing.T, qrels eval.Qrels) *eval.Report {
	t.Helper()
	run := make(eval.Run)
	for topic, judged := range qrels {
		for doc, grade := range judged {
			run[topic] = append(run[topic], eval.Scored{Doc: doc, Score: float64(grade)})
		}
	}
	opts := eval.Options{Measures: parse(t, "ndcg", "ndcg@10", "map", "mrr", "recall", "p@1"), RelLevel: 2}
	report, err := eval.Evaluate(qrels, run, opts)
	require.NoError(t, err)
	for _, topic := range report.Topics {
		require.InDeltaSlice(t, []float64{1, 1, 1, 1, 1, 1}, topic.Values, 1e-12, topic.Topic)
	}
	return report
}

// The judgments in use: as many topics as their documentation says.
func TestRealQrels(t *testing.T) {
	for _, test := range []struct {
		path               string
		topics, withGrade2 int // withGrade2 is 0 where the documentation does not say
	}{
		{"needs2patents/qrels.dev.txt", 35, 23},
		{"bdci2019/qrels.dev.txt", 119, 0},
	} {
		t.Run(test.path, func(t *testing.T) {
			file, err := os.Open(filepath.Join(dataDir(t), test.path))
			if err != nil {
				t.Skipf("skipped reading real judgments: %v", err)
			}
			defer file.Close()
			qrels, err := eval.ReadQrels(file, test.path)
			require.NoError(t, err)
			require.Len(t, qrels, test.topics)
			report := requirePerfect(t, qrels)
			if test.withGrade2 > 0 {
				require.Len(t, report.Topics, test.withGrade2)
			}
		})
	}
}

// dataDir finds the folder with real data: GONGXU_DATA, else beside the module.
func dataDir(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("GONGXU_DATA"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared", "data")
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Skip("skipped reading real judgments: no go.mod above the test")
		}
		dir = parent
	}
}
