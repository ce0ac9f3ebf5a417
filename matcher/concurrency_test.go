package matcher_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

// Sixty-four goroutines match and search while one writes. Nothing fails, and what is left in the caches afterwards is true of the
// last state: the engine answers like one that never had a reader beside its writer.
func TestConcurrentUse(t *testing.T) {
	s := sample(t)
	ctx := t.Context()
	const stock = 40
	need := corpus.Need{Title: "石墨烯散热膜", Description: "需要导热系数高、耐弯折的散热膜。"}
	extra := func(round int) corpus.Patent {
		return corpus.Patent{ID: fmt.Sprintf("X%02d", round), Title: "石墨烯散热膜的制备方法", Abstract: "散热膜耐弯折。", LegalStatus: []string{"授权", "实质审查的生效"}[round%2]}
	}
	busy := memory(t, s.patents[:stock]...)
	calm := memory(t, s.patents[:stock]...)
	needs := append(s.needs[:12:12], need)
	for i := range needs {
		needs[i].ID = fmt.Sprintf("N%02d", i)
	}
	require.NoError(t, busy.AddNeeds(ctx, needs...))
	require.NoError(t, calm.AddNeeds(ctx, needs...))
	for round := range 8 {
		var readers sync.WaitGroup
		failures := make(chan error, 64)
		for i := range 64 {
			readers.Go(func() {
				var err error
				switch i % 8 {
				case 4, 5, 6:
					_, err = busy.MatchPatent(ctx, s.patents[i%stock], query(2))
				case 7:
					_, err = busy.Search(ctx, search("散热膜"))
				default:
					_, err = busy.Match(ctx, need, query(1))
				}
				if err != nil {
					failures <- err
				}
			})
		}
		require.NoError(t, busy.AddPatents(ctx, extra(round)))
		readers.Wait()
		close(failures)
		for err := range failures {
			require.NoError(t, err)
		}
		require.NoError(t, calm.AddPatents(ctx, extra(round)))
		want, err := calm.Match(ctx, need, query(10))
		require.NoError(t, err)
		got, err := busy.Match(ctx, need, query(10))
		require.NoError(t, err)
		require.Equal(t, want, got, "round %d", round)
		wantNeeds, err := calm.MatchPatent(ctx, s.patents[3], query(20))
		require.NoError(t, err)
		gotNeeds, err := busy.MatchPatent(ctx, s.patents[3], query(20))
		require.NoError(t, err)
		require.Equal(t, wantNeeds, gotNeeds, "round %d", round)
	}
}
