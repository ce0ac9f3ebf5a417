package eval_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

func TestParseMeasure(t *testing.T) {
	for name, want := range map[string]eval.Measure{
		"ndcg@10":          {Kind: eval.NDCG, Depth: 10},
		"nDCG":             {Kind: eval.NDCG},
		"P@5":              {Kind: eval.Precision, Depth: 5},
		"mrr":              {Kind: eval.MRR},
		"mrr@10":           {Kind: eval.MRR, Depth: 10},
		"map":              {Kind: eval.MAP},
		"recall@100":       {Kind: eval.Recall, Depth: 100},
		"unjudged@10":      {Kind: eval.Unjudged, Depth: 10},
		"unjudgedshare@10": {Kind: eval.UnjudgedShare, Depth: 10},
	} {
		m, err := eval.ParseMeasure(name)
		require.NoError(t, err, name)
		require.Equal(t, want, m, name)
	}
	for _, name := range []string{"", "@10", "bpref", "p", "unjudged", "unjudgedshare", "ndcg@", "ndcg@0", "ndcg@-1", "ndcg@+1", "ndcg@1.5", "ndcg@10@10", "ndcg @10", "ndcg@99999999999"} {
		_, err := eval.ParseMeasure(name)
		require.ErrorIs(t, err, eval.ErrMeasure, name)
	}
}

func TestMeasureText(t *testing.T) {
	text, err := json.Marshal(eval.DefaultMeasures())
	require.NoError(t, err)
	require.Equal(t, `["ndcg@10","p@5","p@10","mrr","map","recall@100","unjudged@10","unjudgedshare@10"]`, string(text))
	var back []eval.Measure
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, eval.DefaultMeasures(), back)
	require.ErrorIs(t, json.Unmarshal([]byte(`["bpref"]`), &back), eval.ErrMeasure)
}

func TestOptionsValidate(t *testing.T) {
	require.NoError(t, eval.DefaultOptions().Validate())
	faulty := eval.Options{
		Measures: []eval.Measure{{Kind: "bpref"}, {Kind: eval.Precision}, {Kind: eval.MAP}, {Kind: eval.MAP}, {Kind: eval.NDCG, Depth: -1}},
		RelLevel: 0,
	}
	require.EqualError(t, faulty.Validate(), `eval: unknown measure: "bpref": want ndcg, p, recall, mrr, map, unjudged or unjudgedshare
eval: unknown measure: "p" needs a depth, such as p@10
eval: invalid argument: measure map given twice
eval: unknown measure: "ndcg@-1": negative depth
eval: invalid argument: relevance level 0, want 1 to 30`)
	require.EqualError(t, eval.Options{RelLevel: 31}.Validate(), `eval: invalid argument: no measures
eval: invalid argument: relevance level 31, want 1 to 30`)
	_, err := eval.Evaluate(eval.Qrels{"1": {"a": 2}}, nil, faulty)
	require.ErrorIs(t, err, eval.ErrInvalid)
}
