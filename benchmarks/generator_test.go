package benchmarks

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

// smallSource has two patents on batteries, which share pairs of characters of the title, and one on something else.
func smallSource() []corpus.Patent {
	return []corpus.Patent{
		{ID: "P1", Title: "锂电池正极", Abstract: "一种正极。含T7材料；循环稳定。", IPC: []string{"H01M4/58"}, PublicationNumber: "CN1A"},
		{ID: "P2", Title: "锂电池隔膜", Abstract: "一种隔膜。厚度均匀。"},
		{ID: "P3", Title: "割台", Abstract: "收割机。高度可调。损失小。"},
	}
}

func generated(t *testing.T, patents []corpus.Patent, n int, seed uint64) []corpus.Patent {
	t.Helper()
	g, err := NewGenerator(patents)
	require.NoError(t, err)
	var out []corpus.Patent
	for p, err := range g.Patents(n, seed) {
		require.NoError(t, err)
		out = append(out, p)
	}
	return out
}

// TestGeneratorOfOnePatent knows the result without a look at the dice: there is one title and one sentence to draw.
func TestGeneratorOfOnePatent(t *testing.T) {
	one := corpus.Patent{ID: "P1", Title: "电池", Abstract: "一种电池；", ApplicationNumber: "CN202510123456.7", IPC: []string{"H01M"}}
	want := corpus.Patent{ID: "GENERATED000000001", Title: "电池", Abstract: "一种电池。", IPC: []string{"H01M"}}
	require.Equal(t, []corpus.Patent{one, want}, generated(t, []corpus.Patent{one}, 2, 1))
}

func TestGeneratorWithoutAbstracts(t *testing.T) {
	got := generated(t, []corpus.Patent{{ID: "P1", Title: "电池"}}, 2, 1)
	require.Equal(t, "电池", got[1].Title)
	require.Empty(t, got[1].Abstract)
}

// TestGeneratorIsFixed pins what a seed gives: a cached corpus would be wrong after a change without a new GeneratorVersion.
func TestGeneratorIsFixed(t *testing.T) {
	require.Equal(t, 2, GeneratorVersion)
	source := smallSource()
	got := generated(t, source, 6, 7)
	require.Equal(t, source, got[:3])
	var text []string
	for _, p := range got[3:] {
		text = append(text, p.ID+" "+p.Title+" "+p.Abstract)
	}
	require.Equal(t, []string{
		"GENERATED000000003 割台 一种正极。厚度均匀。损失小。",
		"GENERATED000000004 割台 收割机。损失小。厚度均匀。",
		"GENERATED000000005 割台 一种正极。损失小。含T4510700材料。", // a new code, and the semicolon has become a stop
	}, text)
}

func TestGeneratorIsDeterministic(t *testing.T) {
	source := smallSource()
	many := generated(t, source, 200, 7)
	require.Equal(t, many, generated(t, source, 200, 7))
	require.Equal(t, many[:50], generated(t, source, 50, 7), "a smaller corpus is the beginning of a larger one")
	require.NotEqual(t, many, generated(t, source, 200, 8))
	require.Equal(t, source[:2], generated(t, source, 2, 7))
}

func TestGeneratedPatentsArePlausible(t *testing.T) {
	source := smallSource()
	known := map[string]bool{}
	titles := map[string]bool{}
	for _, p := range source {
		titles[p.Title] = true
		for _, s := range sentences(p.Abstract) {
			known[strings.TrimRight(s, "；。")] = true
		}
	}
	ids := map[string]bool{}
	newCodes, strangers := 0, 0
	for _, p := range generated(t, source, 2003, 1)[3:] {
		require.NoError(t, p.Validate())
		require.False(t, ids[p.ID], p.ID)
		ids[p.ID] = true
		require.Empty(t, p.PublicationNumber)
		require.True(t, titles[p.Title], p.Title)
		require.LessOrEqual(t, utf8.RuneCountInString(p.Abstract), 2*16)
		parts := sentences(p.Abstract)
		require.NotEmpty(t, parts)
		for _, s := range parts {
			s = strings.TrimRight(s, "；。")
			if !known[s] {
				require.Regexp(t, `^含T[0-9]{4,7}材料$`, s) // a code that no patent has
				newCodes++
			}
		}
		if p.Title != "割台" && strings.Contains(p.Abstract, "收割机") {
			strangers++
		}
	}
	require.Positive(t, newCodes)
	// A tenth of the sentences come from anywhere, and a third of those from the harvester, half of which begin an abstract.
	require.Positive(t, strangers)
	require.Less(t, strangers, 200)
}

func TestGeneratorRefuses(t *testing.T) {
	for name, patents := range map[string][]corpus.Patent{
		"nothing":        nil,
		"the same id":    {{ID: "P", Title: "甲"}, {ID: "P", Title: "乙"}},
		"a generated id": {{ID: GeneratedPrefix + "1", Title: "甲"}},
	} {
		_, err := NewGenerator(patents)
		require.ErrorIs(t, err, ErrSource, name)
	}
}

func TestFirstNeeds(t *testing.T) {
	s := &Source{Needs: []corpus.Need{{ID: "A", Title: "甲"}, {ID: "B", Title: "乙"}}}
	ids := func(m int) (out []string) {
		for _, n := range s.FirstNeeds(m) {
			out = append(out, n.ID+n.Title)
		}
		return out
	}
	require.Equal(t, []string{"A甲"}, ids(1))
	require.Equal(t, []string{"A甲", "B乙", "A/2甲", "B/2乙", "A/3甲"}, ids(5))
}

func TestCorpusFileIsCached(t *testing.T) {
	s := &Source{Hash: strings.Repeat("ab", 32), Patents: smallSource()}
	cache := t.TempDir()
	path, err := s.CorpusFile(t.Context(), cache, 5, 7, nil)
	require.NoError(t, err)
	require.Equal(t, "patents-abababababababab-5-7-v2.jsonl.gz", path[strings.LastIndex(path, "patents-"):])
	r, err := corpus.OpenPatents(path, quiet())
	require.NoError(t, err)
	got, err := collect(r)
	require.NoError(t, err)
	// The reader completes the first one from its publication number, so the ids and texts are compared.
	var ids []string
	for _, p := range got {
		ids = append(ids, p.ID)
	}
	require.Equal(t, []string{"P1", "P2", "P3", "GENERATED000000003", "GENERATED000000004"}, ids)
	s.Patents = nil // another call must not need them
	again, err := s.CorpusFile(t.Context(), cache, 5, 7, nil)
	require.NoError(t, err)
	require.Equal(t, path, again)
	_, err = s.CorpusFile(t.Context(), cache, 6, 7, nil)
	require.ErrorIs(t, err, ErrSource)
}
