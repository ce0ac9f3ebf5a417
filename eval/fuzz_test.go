package eval_test

import (
	"bytes"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

// Any bytes are either refused with the file's name or hold grades that can be measured.
func FuzzReadQrels(f *testing.F) {
	for _, seed := range []string{"1 0 a 2\n1 0 b 0\n", "\ufeff1 0 a 3\r\n\n", "1 0 a 1\n1 0 a 1\n", "1 0 a -9", "x"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		qrels, err := eval.ReadQrels(bytes.NewReader(data), "fuzz")
		if err != nil {
			require.ErrorIs(t, err, eval.ErrFormat)
			require.Regexp(t, `^fuzz:\d+: `, err.Error())
			return
		}
		report, err := eval.Evaluate(qrels, nil, eval.DefaultOptions())
		if err != nil {
			require.ErrorIs(t, err, eval.ErrNoTopics)
			return
		}
		require.Len(t, report.Missing, len(report.Topics))
		require.Equal(t, len(qrels), len(report.Topics)+len(report.NoRelevant))
	})
}

// A run that can be read can be written, reads back in the same order without a tie, and
// writing it again changes nothing.
func FuzzReadRun(f *testing.F) {
	for _, seed := range []string{"1 Q0 a 1 2 t\n1 Q0 b 2 2 t\n", "\ufeff1 Q0 a 1 -1e-40 t\n1 Q0 b 1 -1e-41 t", "1 Q0 a 1 0x1p-2 t", "x"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		run, err := eval.ReadRun(bytes.NewReader(data), "fuzz")
		if err != nil {
			require.ErrorIs(t, err, eval.ErrFormat)
			require.Regexp(t, `^fuzz:\d+: `, err.Error())
			return
		}
		var first, second bytes.Buffer
		if err := eval.WriteRun(&first, run, "t"); err != nil {
			require.ErrorIs(t, err, eval.ErrInvalid)
			return
		}
		back, err := eval.ReadRun(bytes.NewReader(first.Bytes()), "back")
		require.NoError(t, err)
		require.Len(t, back, len(run))
		for topic, hits := range run {
			before := float32(math.Inf(1))
			for i, hit := range eval.Rank(hits) {
				require.Equal(t, hit.Doc, back[topic][i].Doc)
				require.Less(t, float32(back[topic][i].Score), before)
				before = float32(back[topic][i].Score)
			}
		}
		require.NoError(t, eval.WriteRun(&second, back, "t"))
		require.Equal(t, first.String(), second.String())
	})
}
