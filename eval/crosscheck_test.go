package eval_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

// A small random case with the values that pytrec_eval-terrier (trec_eval's own C code)
// gives: the binary measures with relevance_level=2, ndcg and ndcg_cut.5 with each grade
// g replaced by 2^max(g,0) − 1, since its gain is the grade itself. A random case of 60
// topics, 60 documents and scores with many ties agreed on all seven measures as well.
const (
	crossQrels = `
1 0 d01 1
1 0 d03 1
1 0 d04 1
1 0 d05 2
1 0 d07 0
1 0 d08 3
2 0 d00 0
2 0 d02 -1
2 0 d04 1
2 0 d05 3
2 0 d06 0
2 0 d07 -1
`
	crossRun = `
1 Q0 d00 1 2.25 x
1 Q0 d01 2 0.0 x
1 Q0 d02 3 2.0 x
1 Q0 d03 4 2.25 x
1 Q0 d07 5 1.75 x
1 Q0 d08 6 1.5 x
2 Q0 d01 1 1.75 x
2 Q0 d03 2 0.0 x
2 Q0 d04 3 0.25 x
2 Q0 d05 4 1.75 x
2 Q0 d07 5 1.0 x
2 Q0 d08 6 1.0 x
`
)

func TestAgreesWithTrecEval(t *testing.T) {
	qrels, err := eval.ReadQrels(strings.NewReader(crossQrels), "qrels")
	require.NoError(t, err)
	run, err := eval.ReadRun(strings.NewReader(crossRun), "run")
	require.NoError(t, err)
	opts := eval.Options{Measures: parse(t, "map", "mrr", "p@5", "recall@5", "map@5", "ndcg", "ndcg@5"), RelLevel: 2}
	report, err := eval.Evaluate(qrels, run, opts)
	require.NoError(t, err)
	require.Len(t, report.Topics, 2)
	require.InDeltaSlice(t, []float64{0.1, 0.2, 0.2, 0.5, 0.1, 0.39804603427279306, 0.36315905374309815}, report.Topics[0].Values, 1e-12)
	require.InDeltaSlice(t, []float64{1, 1, 0.2, 1, 1, 0.9680147827042069, 0.9680147827042069}, report.Topics[1].Values, 1e-12)
}
