package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// N1 asks for lithium iron phosphate, which P1 is about; the judgments pretend that the coating machine P3 is what is wanted.
const (
	worstQrels = "N1 0 P3 3\nN1 0 P1 0\nN2 0 P4 3\n"
	worstRun   = "N1 Q0 P1 1 4 r\nN1 Q0 P2 2 3 r\nN1 Q0 P3 3 2 r\nN1 Q0 P6 4 1 r\nN2 Q0 P4 1 1 r\n"
)

func TestEvalWorst(t *testing.T) {
	l, dir := shared(t), t.TempDir()
	args := []string{"eval", "--qrels", write(t, dir, "q.txt", worstQrels), "--run", write(t, dir, "a.run", worstRun), "--worst", "1"}
	explained := append(args, "--explain", "--dir", l.dir, "--needs", l.needs, "--quiet")

	t.Run("ranks", func(t *testing.T) {
		f := decode[failures](t, invoke(t, append(args, "--json")...))
		// Grade 3 at rank 3: 7 / log2(4) of 7, ½; the mean with the 1 of N2 is ¾.
		require.InDelta(t, 0.75, f.Mean, 1e-12)
		require.Len(t, f.Topics, 1)
		topic := f.Topics[0]
		require.Equal(t, "N1", topic.Topic)
		require.InDelta(t, 0.5, topic.Value, 1e-12)
		require.Equal(t, 3, topic.Good[0].Rank)
		require.Equal(t, []string{"P1", "P2"}, []string{topic.Wrong[0].Doc, topic.Wrong[1].Doc})
		require.Nil(t, topic.Wrong[1].Grade)
		require.Empty(t, topic.Duels)
	})
	t.Run("why", func(t *testing.T) {
		topic := decode[failures](t, invoke(t, append(explained, "--json")...)).Topics[0]
		require.Equal(t, "磷酸铁锂电池低温性能", topic.Title)
		require.Equal(t, "锂离子电池极片涂布装置", topic.Titles["P3"])
		require.Len(t, topic.Duels, 2)
		d := topic.Duels[0]
		require.Equal(t, []string{"P3", "P1"}, []string{d.Good, d.Wrong})
		require.Contains(t, d.WrongTerms, "磷酸铁锂正极材料")
		require.NotEmpty(t, d.Decisive)
		require.Contains(t, d.Reason, "差在“")
		sum := 0.0
		for _, s := range d.Signals {
			sum += s.Difference
		}
		require.InDelta(t, d.WrongScore-d.GoodScore, sum, 1e-9, "the signals make up the difference")
	})
	t.Run("the engine disagrees with the run", func(t *testing.T) {
		qrels := write(t, dir, "other.txt", "N1 0 P1 3\nN1 0 P3 0\n")
		run := write(t, dir, "other.run", "N1 Q0 P3 1 2 r\nN1 Q0 P1 2 1 r\n")
		o := invoke(t, "eval", "--qrels", qrels, "--run", run, "--worst", "1", "--explain", "--dir", l.dir, "--needs", l.needs, "--quiet")
		require.Contains(t, o.out, "好专利反而高")
	})
	t.Run("console", func(t *testing.T) {
		o := invoke(t, explained...)
		require.Equal(t, exitOK, o.code, o.errOut)
		for _, s := range []string{"ndcg@10 最差的 1 条需求（全部平均 0.7500）", "1. 需求 N1 磷酸铁锂电池低温性能", "未判", "为什么 P1 胜过 P3：", "综合得分", "差在“"} {
			require.Contains(t, o.out, s)
		}
	})
}
