package corpus_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

func TestReadJudgments(t *testing.T) {
	grade := func(n int) *int { return &n }
	march := time.Date(2026, 3, 25, 0, 0, 0, 0, time.UTC)
	for _, x := range []struct {
		name   string
		format corpus.Format
		text   string
		want   []corpus.Judgment
		warned int
		lost   int
	}{
		{
			"jsonl", corpus.FormatJSONL,
			`{"need":"N1","patent":"P1","grade":0,"who":"甲","when":"2026-03-25T08:00:00+08:00"}` + "\n" + `{"title":"散热","patent":"P2","action":"signed"}`,
			[]corpus.Judgment{{Need: "N1", Patent: "P1", Grade: grade(0), Who: "甲", When: march}, {Title: "散热", Patent: "P2", Action: corpus.ActionSigned}},
			0, 0,
		},
		{
			"csv", corpus.FormatCSV, "需求编号,专利号,反馈,日期,评价单位\nN1,P1,已签约,2026年3月25日,乙公司\nN1,P2,不合适,,\n",
			[]corpus.Judgment{
				{Need: "N1", Patent: "P1", Action: corpus.ActionSigned, When: march, Who: "乙公司"}, {Need: "N1", Patent: "P2", Action: corpus.ActionRejected},
			},
			0, 0,
		},
		{
			"bad", corpus.FormatCSV, "need,patent,grade,action\nN1,P1,7,pushed\nN1,P1,7,\nN1,,2,\n,P1,2,\nN1,P1,2,sold\n",
			[]corpus.Judgment{{Need: "N1", Patent: "P1", Action: corpus.ActionPushed}, {Need: "N1", Patent: "P1", Grade: grade(2)}},
			3, 3,
		},
	} {
		t.Run(x.name, func(t *testing.T) {
			warned, lost := 0, 0
			r, err := corpus.ReadJudgments(strings.NewReader(x.text), x.name, x.format, corpus.DefaultReadOptions(func(p corpus.Problem) {
				switch p.Severity {
				case corpus.Warning:
					warned++
				case corpus.Rejected:
					lost++
				}
			}))
			require.NoError(t, err)
			var got []corpus.Judgment
			for j, err := range r.All() {
				require.NoError(t, err)
				got = append(got, j)
			}
			require.NoError(t, r.Close())
			require.Equal(t, x.want, got)
			require.Equal(t, []int{x.warned, x.lost}, []int{warned, lost})
		})
	}
}

func TestActions(t *testing.T) {
	want := map[corpus.Action]int{"rejected": 0, "ignored": 1, "pushed": 2, "opened": 2, "contacted": 3, "signed": 3}
	require.Len(t, corpus.Actions(), len(want))
	for _, a := range corpus.Actions() {
		grade, ok := a.Grade()
		require.True(t, ok)
		require.Equal(t, want[a], grade, a)
		read, ok := corpus.ParseAction(a.Label())
		require.True(t, ok)
		require.Equal(t, a, read)
	}
	_, ok := corpus.Action("sold").Grade()
	require.False(t, ok)
	two := 2
	require.Equal(t, &two, corpus.Judgment{Action: corpus.ActionRejected, Grade: &two}.Graded().Grade, "a grade wins over the action's")
}
