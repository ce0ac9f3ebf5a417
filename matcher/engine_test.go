package matcher_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

// library makes an engine in a directory with three patents and a need, closes it, and returns the directory.
func library(t *testing.T, terms ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "library")
	set := settings()
	set.UserTerms = terms
	e, err := matcher.Create(dir, set)
	require.NoError(t, err)
	require.NoError(t, e.AddPatents(t.Context(),
		corpus.Patent{ID: "P1", Title: "石墨烯散热膜", Abstract: "一种散热膜。"},
		corpus.Patent{ID: "P2", Title: "散热膜涂布装置"}, corpus.Patent{ID: "P3", Title: "水泵叶轮"}))
	require.NoError(t, e.AddNeeds(t.Context(), corpus.Need{ID: "N1", Title: "散热膜"}))
	require.NoError(t, e.Close())
	return dir
}

// answer is what an engine says about a need, for comparison.
func answer(t *testing.T, e *matcher.Engine) *matcher.Matches {
	t.Helper()
	got, err := e.Match(t.Context(), corpus.Need{Title: "石墨烯散热膜"}, query(10))
	require.NoError(t, err)
	require.Len(t, got.Matches, 2)
	return got
}

func TestCreateOpenReadOnly(t *testing.T) {
	dir := library(t)
	require.True(t, matcher.Exists(dir))
	require.False(t, matcher.Exists(filepath.Dir(dir)))
	_, err := matcher.Create(dir, settings())
	require.ErrorIs(t, err, index.ErrExists)

	e, err := matcher.Open(dir, settings())
	require.NoError(t, err)
	want := answer(t, e)
	require.Equal(t, matcher.DefaultOptions(), e.Options())
	require.NoError(t, e.AddPatents(t.Context(), corpus.Patent{ID: "P4", Title: "轴承"}))
	_, err = e.DeletePatents(t.Context(), "P4")
	require.NoError(t, err)
	require.NoError(t, e.Close())
	require.NoError(t, e.Close(), "a second Close does nothing")
	_, err = e.Match(t.Context(), corpus.Need{Title: "膜"}, query(1))
	require.ErrorIs(t, err, index.ErrClosed)

	one, err := matcher.OpenReadOnly(dir, settings())
	require.NoError(t, err)
	defer func() { require.NoError(t, one.Close()) }()
	two, err := matcher.OpenReadOnly(dir, settings())
	require.NoError(t, err, "any number may read")
	defer func() { require.NoError(t, two.Close()) }()
	require.Equal(t, want, answer(t, one))
	require.Equal(t, want, answer(t, two))
	require.ErrorIs(t, one.AddPatents(t.Context(), corpus.Patent{ID: "P5", Title: "轴承"}), index.ErrReadOnly)
	_, err = one.DeleteNeeds(t.Context(), "N1")
	require.ErrorIs(t, err, index.ErrReadOnly)
	_, err = one.LoadNeeds(t.Context(), rows([]corpus.Need{{ID: "N2", Title: "轴承"}}), nil)
	require.ErrorIs(t, err, index.ErrReadOnly)
}

func TestOneWriter(t *testing.T) {
	dir := library(t)
	writer, err := matcher.Open(dir, settings())
	require.NoError(t, err)
	set := settings()
	set.Index.LockTimeout = 1 // a nanosecond: there is nothing to wait for
	_, err = matcher.Open(dir, set)
	require.ErrorIs(t, err, index.ErrLocked)
	require.ErrorContains(t, err, dir)
	_, err = matcher.OpenReadOnly(dir, set)
	require.ErrorIs(t, err, index.ErrLocked)
	answer(t, writer) // the others took nothing away
	require.NoError(t, writer.Close())
	again, err := matcher.Open(dir, set)
	require.NoError(t, err)
	require.NoError(t, again.Close())
}

// Whatever a directory lacks or holds instead, opening says what is wrong and where, and what mends it.
func TestOpenFaults(t *testing.T) {
	edit := func(name, old, new string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			path := filepath.Join(dir, name)
			data, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Contains(t, string(data), old)
			require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(data), old, new, 1)), 0o600))
		}
	}
	for _, test := range []struct {
		name    string
		damage  func(t *testing.T, dir string)
		want    error
		message []string
	}{
		{"missing", func(t *testing.T, dir string) { require.NoError(t, os.RemoveAll(dir)) }, index.ErrNotIndex, []string{"gongxu index --patents"}},
		{"no description", func(t *testing.T, dir string) { require.NoError(t, os.Remove(filepath.Join(dir, "engine.json"))) }, index.ErrNotIndex, []string{"engine.json", "gongxu index --patents"}},
		{"description cut short", func(t *testing.T, dir string) {
			require.NoError(t, os.Truncate(filepath.Join(dir, "engine.json"), 100))
		}, index.ErrCorrupt, []string{"engine.json"}},
		{"description empty", func(t *testing.T, dir string) { require.NoError(t, os.Truncate(filepath.Join(dir, "engine.json"), 0)) }, index.ErrCorrupt, []string{"engine.json"}},
		{"description of something else", func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "engine.json"), []byte(`{"name":"x"}`), 0o600))
		}, index.ErrCorrupt, []string{"engine.json"}},
		{"ranking options out of bounds", edit("engine.json", `"candidates": `, `"candidates": -`), index.ErrCorrupt, []string{"engine.json", "candidates"}},
		{"index options changed", edit("engine.json", `"k1": 1.2`, `"k1": 1.3`), index.ErrOptionsChanged, []string{"gongxu index --patents"}},
		{"made with another dictionary", func(t *testing.T, dir string) {
			edit("patents/index.json", `"segmenter": "`, `"segmenter": "0`)(t, dir)
			edit("patents/index.json", `"hash": "`, `"hash": "0`)(t, dir)
		}, index.ErrOptionsChanged, []string{"dictionary", "gongxu index --patents"}},
		{"another format", edit("patents/index.json", `"format": `, `"format": 9`), index.ErrFormat, []string{"gongxu index --patents"}},
		{"no patents", func(t *testing.T, dir string) { require.NoError(t, os.RemoveAll(filepath.Join(dir, "patents"))) }, index.ErrNotIndex, []string{"patents"}},
		{"no needs", func(t *testing.T, dir string) { require.NoError(t, os.RemoveAll(filepath.Join(dir, "needs"))) }, index.ErrNotIndex, []string{"needs"}},
		{"patents' description cut short", func(t *testing.T, dir string) {
			require.NoError(t, os.Truncate(filepath.Join(dir, "patents", "index.json"), 10))
		}, index.ErrCorrupt, []string{"index.json"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := library(t)
			test.damage(t, dir)
			for name, open := range map[string]func(string, matcher.Settings) (*matcher.Engine, error){"Open": matcher.Open, "OpenReadOnly": matcher.OpenReadOnly} {
				_, err := open(dir, settings())
				require.ErrorIs(t, err, test.want, name)
				require.ErrorContains(t, err, dir, name)
				for _, m := range test.message {
					require.ErrorContains(t, err, m, name)
				}
			}
		})
	}
}

// A failed opening lets go of what it had opened.
func TestFailedOpenLeavesNoLock(t *testing.T) {
	dir := library(t)
	needs := filepath.Join(dir, "needs", "index.json")
	data, err := os.ReadFile(needs)
	require.NoError(t, err)
	require.NoError(t, os.Remove(needs))
	_, err = matcher.Open(dir, settings())
	require.ErrorIs(t, err, index.ErrNotIndex)
	require.NoError(t, os.WriteFile(needs, data, 0o600))
	e, err := matcher.Open(dir, settings())
	require.NoError(t, err)
	answer(t, e)
	require.NoError(t, e.Close())
}

// A directory keeps its user terms: it is opened without them, and refused with others. (Building a dictionary takes a second or
// two, so that this is one test.)
func TestUserTerms(t *testing.T) {
	dir := library(t, "石墨烯散热膜")
	set := settings()
	for _, other := range [][]string{{"散热膜涂布"}, {"石墨烯散热膜", "散热膜涂布"}, {}} {
		set.UserTerms = other
		_, err := matcher.Open(dir, set)
		require.ErrorIs(t, err, index.ErrOptionsChanged)
		require.ErrorContains(t, err, "user dictionary of 1 terms")
	}
	set.UserTerms = nil
	e, err := matcher.OpenReadOnly(dir, set)
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	got, err := e.Match(t.Context(), corpus.Need{Title: "石墨烯散热膜"}, query(1))
	require.NoError(t, err)
	var words []string
	for _, term := range part(t, got.Matches[0].Explanation, "lexical").Terms {
		if term.View == "word" {
			words = append(words, term.Term)
		}
	}
	require.Contains(t, words, "石墨烯散热膜", "the term is one word")
	backup := filepath.Join(t.TempDir(), "backup")
	require.NoError(t, e.CopyTo(backup))
	set.UserTerms = []string{"散热膜涂布"}
	_, err = matcher.Open(backup, set)
	require.ErrorIs(t, err, index.ErrOptionsChanged, "a copy keeps them too")

	set.UserTerms = []string{""}
	_, err = matcher.NewMemory(set)
	require.ErrorIs(t, err, segment.ErrTerm)
}

func TestSettingsFaults(t *testing.T) {
	for _, test := range []struct {
		name   string
		edit   func(*matcher.Settings)
		reason string
	}{
		{"no candidates", func(s *matcher.Settings) { s.Options.Candidates = 0 }, "candidates 0"},
		{"too many candidates", func(s *matcher.Settings) { s.Options.Candidates = index.MaxK + 1 }, "candidates 10001"},
		{"negative title", func(s *matcher.Settings) { s.Options.NeedTitle = -1 }, "need_title -1"},
		{"negative weight", func(s *matcher.Settings) { s.Options.Weights.Industry = -0.1 }, "weights"},
		{"no lexical weight", func(s *matcher.Settings) { s.Options.Weights.Lexical = 0 }, "the lexical weight positive"},
		{"no views", func(s *matcher.Settings) { s.Options.Patents.Views = nil }, "no views"},
		{"no cache", func(s *matcher.Settings) { s.RecordCacheBytes = 0 }, "cache of 0 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			set := settings()
			test.edit(&set)
			_, err := matcher.NewMemory(set)
			require.ErrorIs(t, err, index.ErrOptions)
			require.ErrorContains(t, err, test.reason)
			dir := filepath.Join(t.TempDir(), "new")
			_, err = matcher.Create(dir, set)
			require.ErrorIs(t, err, index.ErrOptions)
			require.False(t, matcher.Exists(dir), "nothing half made is taken for an engine")
		})
	}
	require.NoError(t, matcher.DefaultOptions().Validate())
}

func TestCopyTo(t *testing.T) {
	e, err := matcher.Open(library(t), settings())
	require.NoError(t, err)
	want := answer(t, e)
	dir := filepath.Join(t.TempDir(), "backup")
	require.NoError(t, e.CopyTo(dir), "while it is in use")
	require.ErrorIs(t, e.CopyTo(dir), index.ErrExists)
	require.NoError(t, e.AddPatents(t.Context(), corpus.Patent{ID: "P9", Title: "石墨烯散热膜"}))
	require.NoError(t, e.Close())

	backup, err := matcher.Open(dir, settings())
	require.NoError(t, err)
	require.Equal(t, want, answer(t, backup), "as of the moment of copying")
	need, err := backup.Need(t.Context(), "N1")
	require.NoError(t, err)
	require.Equal(t, corpus.Need{ID: "N1", Title: "散热膜"}, need)
	require.NoError(t, backup.AddPatents(t.Context(), corpus.Patent{ID: "P9", Title: "石墨烯散热膜"}), "a library of its own")
	require.NoError(t, backup.Close())

	require.Error(t, memory(t).CopyTo(filepath.Join(t.TempDir(), "memory")))
}

func TestLoadAndDelete(t *testing.T) {
	ctx := t.Context()
	e := memory(t)
	var generations []uint64
	changed := func() {
		t.Helper()
		g := e.Generation()
		require.NotContains(t, generations, g, "a change makes a new generation")
		generations = append(generations, g)
	}
	changed()
	patents := []corpus.Patent{{ID: "P1", Title: "水泵"}, {ID: "P2", Title: "轴承"}, {ID: "P3", Title: "电机"}}
	var last index.Summary
	sum, err := e.LoadPatents(ctx, rows(patents), func(s index.Summary) { last = s })
	require.NoError(t, err)
	require.Equal(t, index.Summary{Added: 3}, sum)
	require.Equal(t, sum, last, "progress ends with the sum")
	changed()

	patents[1].Title = "滚动轴承"
	patents = append(patents, corpus.Patent{ID: "P4", Title: "齿轮"}, corpus.Patent{ID: "P4", Title: "斜齿轮"})
	sum, err = e.LoadPatents(ctx, rows(patents), nil)
	require.NoError(t, err)
	require.Equal(t, index.Summary{Added: 1, Updated: 2, Unchanged: 2}, sum, "P4 is added and at once updated")
	changed()
	p, err := e.Patent(ctx, "P4")
	require.NoError(t, err)
	require.Equal(t, "斜齿轮", p.Title, "the last of several with one id stays")

	require.NoError(t, e.AddNeeds(ctx, corpus.Need{ID: "N1", Title: "轴承"}, corpus.Need{ID: "N2", Title: "齿轮"}))
	changed()
	np, nn, err := e.Counts()
	require.NoError(t, err)
	require.Equal(t, []uint64{4, 2}, []uint64{np, nn})

	n, err := e.DeletePatents(ctx, "P2", "P2", "P99")
	require.NoError(t, err)
	require.Equal(t, 1, n, "only what was there")
	changed()
	n, err = e.DeleteNeeds(ctx, "N1", "P1")
	require.NoError(t, err)
	require.Equal(t, 1, n)
	changed()
	_, err = e.Patent(ctx, "P2")
	require.ErrorIs(t, err, matcher.ErrNotFound)
	require.ErrorContains(t, err, `patent "P2"`)
	_, err = e.Need(ctx, "N1")
	require.ErrorIs(t, err, matcher.ErrNotFound)
	got, err := e.Match(ctx, corpus.Need{Title: "轴承"}, query(10))
	require.NoError(t, err)
	require.Empty(t, got.Matches)

	require.ErrorIs(t, e.AddPatents(ctx, corpus.Patent{ID: "P5", Title: "阀"}, corpus.Patent{Title: "无号"}), index.ErrDocument)
	np, _, err = e.Counts()
	require.NoError(t, err)
	require.Equal(t, uint64(3), np, "a few are added in one step or not at all")
}

// An error of the source ends a load; what was read before stays and is counted.
func TestLoadStopsAtTheSourcesError(t *testing.T) {
	e := memory(t)
	broken := errors.New("line 3 is broken")
	sum, err := e.LoadPatents(t.Context(), func(yield func(corpus.Patent, error) bool) {
		_ = yield(corpus.Patent{ID: "P1", Title: "水泵"}, nil) && yield(corpus.Patent{ID: "P2", Title: "轴承"}, nil) &&
			yield(corpus.Patent{}, broken) && yield(corpus.Patent{ID: "P3", Title: "电机"}, nil)
	}, nil)
	require.ErrorIs(t, err, broken)
	require.Equal(t, index.Summary{Added: 2}, sum)
	np, _, err := e.Counts()
	require.NoError(t, err)
	require.Equal(t, uint64(2), np)
}

// A record comes back as it was given, with everything that ranking does not read.
func TestRecordsRoundTrip(t *testing.T) {
	e := memory(t)
	yes := true
	patent := corpus.Patent{
		ID: "一个 id/带?符号", Title: " 标题 ", Abstract: "<b>摘要</b>\n", IPC: []string{"h01m 4/58", "垃圾"}, Type: corpus.TypeInvention, Applicants: []string{"甲", "甲"},
		Inventors: []string{"乙"}, Region: "湖北省", ApplicationDate: date(t, "2020-01-02"), GrantDate: date(t, "2021-03"), LegalStatus: "授权",
		Conversion: &corpus.Conversion{Modes: []corpus.Mode{"许可"}, Readiness: 7, Implemented: &yes},
	}
	need := corpus.Need{ID: "N/1", Title: "题", Description: "述", Industries: []string{"5.2", "垃圾"}, Modes: []corpus.Mode{"许可"}, Deadline: date(t, "2026-05"), Closed: true}
	require.NoError(t, e.AddPatents(t.Context(), patent))
	require.NoError(t, e.AddNeeds(t.Context(), need))
	gotPatent, err := e.Patent(t.Context(), patent.ID)
	require.NoError(t, err)
	require.Equal(t, patent, gotPatent)
	gotNeed, err := e.Need(t.Context(), need.ID)
	require.NoError(t, err)
	require.Equal(t, need, gotNeed)
}
