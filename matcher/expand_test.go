package matcher

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// lexiconOf reads a lexicon.
func lexiconOf(t testing.TB, lines string) *segment.Synonyms {
	t.Helper()
	s, err := segment.ReadSynonyms(strings.NewReader(lines), "test.txt")
	require.NoError(t, err)
	return s
}

// synonymEngine has four patents and a lexicon.
func synonymEngine(t testing.TB, lines string) *Engine {
	t.Helper()
	set := DefaultSettings()
	set.RecordCacheBytes, set.Index.CacheBytes = 4<<20, 8<<20
	set.Synonyms = lexiconOf(t, lines)
	e, err := NewMemory(set)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	require.NoError(t, e.AddPatents(context.Background(),
		corpus.Patent{ID: "P1", Title: "可编程控制器", Abstract: "一种可编程控制器的外壳。"},
		corpus.Patent{ID: "P2", Title: "PLC机柜", Abstract: "安装PLC的机柜。"},
		corpus.Patent{ID: "P3", Title: "锂离子电池", Abstract: "锂离子电池的极片。"},
		corpus.Patent{ID: "P4", Title: "离子风机", Abstract: "用于除尘的离子风机和控制器。"},
	))
	return e
}

// weighed returns the weights of the terms of a need before they are made integers, and what some stand for.
func weighed(t *testing.T, e *Engine, need corpus.Need) (own, added map[index.Term]float64, stands map[index.Term]stand) {
	t.Helper()
	r, err := e.current.patents.Reader()
	require.NoError(t, err)
	defer r.Close()
	n := needTextOf(e.seg, need, 2)
	views := e.opts.Patents.Views
	raw, err := rawWeights(t.Context(), r, views, needGenre(), n.terms)
	require.NoError(t, err)
	x, err := n.expand(t.Context(), r, e.synonyms.Load(), views, raw)
	require.NoError(t, err)
	weights := func(raw []index.Raw) map[index.Term]float64 {
		out := map[index.Term]float64{}
		for _, r := range raw {
			out[r.Term] = r.Weight
		}
		return out
	}
	return weights(raw), weights(x.raw), x.stands
}

func sumOf(weights map[index.Term]float64, v segment.View) float64 {
	total := 0.0
	for t, w := range weights {
		if t.View == v {
			total += w
		}
	}
	return total
}

func TestExpand(t *testing.T) {
	e := synonymEngine(t, "PLC = 可编程控制器\n锂电池 ~ 锂离子电池\n")
	// plc stands once in the text, in one of four patents: a word and a code among the bigrams.
	own, added, stands := weighed(t, e, corpus.Need{Description: "PLC"})
	require.Len(t, own, 2)
	for term := range added {
		require.Equal(t, stand{"plc", "可编程控制器", false}, stands[term])
		require.NotContains(t, own, term)
	}
	// The synonym is one word and the bigrams 可编 编程 程控 控制 制器; all together count for no more than the share.
	require.Contains(t, added, index.Term{View: segment.Words, Text: "可编程控制器"})
	require.Contains(t, added, index.Term{View: segment.Bigrams, Text: "程控"})
	require.Len(t, added, 6)
	for _, v := range []segment.View{segment.Words, segment.Bigrams} {
		require.InDelta(t, sameShare*sumOf(own, v), sumOf(added, v), 1e-9, "P1 and P2 are one patent each")
	}
	require.Less(t, added[index.Term{View: segment.Bigrams, Text: "控制"}], added[index.Term{View: segment.Bigrams, Text: "程控"}], "控制 is in two patents")

	_, added, stands = weighed(t, e, corpus.Need{Title: "锂电池"})
	require.Equal(t, stand{"锂电池", "锂离子电池", true}, stands[index.Term{View: segment.Words, Text: "锂离子电池"}])
	require.Contains(t, added, index.Term{View: segment.Bigrams, Text: "锂离"})
	require.NotContains(t, added, index.Term{View: segment.Bigrams, Text: "电池"}, "the need has it itself")

	for _, text := range []string{
		"PLC和可编程控制器", // the need names both
		"PLC-5和APLC", // no token of them is PLC
		"镀铬工艺",       // no member
	} {
		_, added, _ = weighed(t, e, corpus.Need{Description: text})
		require.Empty(t, added, text)
	}
}

// What no patent has adds nothing, and so do synonyms that are written in terms of the need.
func TestExpandUseless(t *testing.T) {
	e := synonymEngine(t, "PLC = 逻辑控制机\n机柜 = 机柜PLC\n")
	_, added, _ := weighed(t, e, corpus.Need{Description: "PLC机柜"})
	require.Empty(t, added)
}

func TestExpandLongest(t *testing.T) {
	e := synonymEngine(t, "锂电池 = PLC\n锂电池外壳 = 离子风机\n")
	_, _, stands := weighed(t, e, corpus.Need{Description: "锂电池外壳"})
	require.NotEmpty(t, stands)
	for _, s := range stands {
		require.Equal(t, "锂电池外壳", s.term)
	}
}

func TestMatchBySynonym(t *testing.T) {
	e := synonymEngine(t, "PLC = 可编程控制器\n锂电池 ~ 锂离子电池\n")
	q := DefaultQuery()
	need := corpus.Need{Title: "更好的PLC", Description: "需要ＰＬＣ。"}
	res, err := e.Match(t.Context(), need, q)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(res.Matches), 2)
	require.Equal(t, "P2", res.Matches[0].ID, "what the need says counts more than a synonym")
	require.Equal(t, "P1", res.Matches[1].ID)
	of := func(m Match) *Explanation {
		require.Equal(t, "lexical", m.Explanation.Parts[0].Signal)
		return m.Explanation.Parts[0]
	}
	require.NotContains(t, of(res.Matches[0]).Note, "同义词")
	second := of(res.Matches[1])
	require.Contains(t, second.Note, "同义词：plc → 可编程控制器。")
	require.NotEmpty(t, second.Terms)
	for _, term := range second.Terms {
		require.Equal(t, "plc", term.Synonym)
		require.Equal(t, []Highlight{
			{Field: "title", Start: 9, End: 12, Text: "PLC"}, // behind 更好的
			{Field: "description", Start: 6, End: 15, Text: "ＰＬＣ"},
		}, term.Need, "the places of the need's own term")
		require.NotEmpty(t, term.Patent)
	}

	res, err = e.Match(t.Context(), corpus.Need{Title: "锂电池"}, q)
	require.NoError(t, err)
	require.Equal(t, "P3", res.Matches[0].ID)
	require.Contains(t, of(res.Matches[0]).Note, "近义词：锂电池 → 锂离子电池。")
	for _, m := range res.Matches[1:] {
		require.NotContains(t, of(m).Note, "近义词", "离子 alone is not the synonym")
	}

	// The same pair has the same score from the patent's side.
	need.ID = "N1"
	require.NoError(t, e.AddNeeds(t.Context(), need))
	forward, err := e.Match(t.Context(), need, q)
	require.NoError(t, err)
	back, err := e.MatchPatent(t.Context(), corpus.Patent{ID: "P2", Title: "PLC机柜", Abstract: "安装PLC的机柜。"}, q)
	require.NoError(t, err)
	require.Len(t, back.Matches, 1)
	require.InDelta(t, forward.Matches[0].Score, back.Matches[0].Score, 0)
}

func TestNeedTermsHaveSynonyms(t *testing.T) {
	e := synonymEngine(t, "")
	e.SetSynonyms(segment.DefaultSynonyms())
	r, generation, err := e.current.patentReader()
	require.NoError(t, err)
	defer r.Close()
	need := corpus.Need{Title: "锂电池", Description: "PLC机柜"}
	terms, err := e.opts.NeedTerms(t.Context(), e.seg, r, need)
	require.NoError(t, err)
	p, _, err := e.current.profile(t.Context(), r, generation, need)
	require.NoError(t, err)
	require.Equal(t, p.terms, terms)
	require.NotEmpty(t, p.stands)
}

// Matches go on while the lexicon changes, and each is of one lexicon.
func TestSetSynonyms(t *testing.T) {
	e := synonymEngine(t, "")
	need := corpus.Need{Title: "PLC"}
	with := lexiconOf(t, "PLC = 可编程控制器\n")
	synonyms := func() int {
		res, err := e.Match(t.Context(), need, DefaultQuery())
		require.NoError(t, err)
		n := 0
		for _, m := range res.Matches {
			n += strings.Count(m.Explanation.Parts[0].Note, "同义词")
		}
		return n
	}
	require.Zero(t, synonyms())
	before := e.Generation()
	e.SetSynonyms(with)
	require.Greater(t, e.Generation(), before)
	require.Equal(t, 1, synonyms(), "no cached profile of the lexicon before")
	e.SetSynonyms(nil)
	require.Zero(t, synonyms())

	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for range 25 {
				if _, err := e.Match(t.Context(), need, DefaultQuery()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 50 {
		e.SetSynonyms([]*segment.Synonyms{nil, with}[i%2])
	}
	workers.Wait()
	require.Equal(t, 1, synonyms())
}
