package matcher_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/semantic"
)

// trades are enough patents to learn from: four trades whose words stand together in their titles and abstracts only.
func trades() []corpus.Patent {
	words := [][]string{{"散热", "冷却", "水管"}, {"极片", "涂布", "浆料"}, {"割台", "收割", "玉米"}, {"污水", "脱氮", "曝气"}}
	var out []corpus.Patent
	for i := range 120 {
		w := words[i%4]
		out = append(out, corpus.Patent{
			ID: fmt.Sprintf("T%03d", i), Title: w[i/4%3] + "装置", Abstract: fmt.Sprintf("第%d种装置，用于%s和%s。", i, w[i/4%3], w[(i/4+1)%3]),
			Applicants: []string{fmt.Sprintf("第%d厂", i)},
		})
	}
	return out
}

func tradeNeeds() []corpus.Need {
	return []corpus.Need{{ID: "N1", Title: "冷却水管"}, {ID: "N2", Title: "玉米收割", Description: "需要割台。"}, {ID: "N3", Title: "曝气装置"}}
}

// association learns from texts alone in few dimensions.
func association(progress func(stage string, done, total int)) matcher.RetrainOptions {
	o := matcher.RetrainOptions{Association: true, Fit: semantic.DefaultAssociation()}
	o.Fit.Dimensions, o.Fit.Progress = 8, progress
	return o
}

// indexing calls a function once, when the new index is being built.
func indexing(do func()) func(string, int, int) {
	return func(stage string, _, _ int) {
		if stage == "patents indexed" && do != nil {
			do()
			do = nil
		}
	}
}

// tradeEngine fills an engine in a directory, or in memory for "".
func tradeEngine(t testing.TB, dir string, set matcher.Settings) *matcher.Engine {
	t.Helper()
	e, err := matcher.NewMemory(set)
	if dir != "" {
		e, err = matcher.Create(dir, set)
	}
	require.NoError(t, err)
	require.NoError(t, e.AddPatents(t.Context(), trades()...))
	require.NoError(t, e.AddNeeds(t.Context(), tradeNeeds()...))
	return e
}

// runOf is the run file of an engine.
func runOf(t testing.TB, e *matcher.Engine) string {
	t.Helper()
	run := eval.Run{}
	for _, n := range tradeNeeds() {
		ranked, err := e.Rank(t.Context(), n, 200)
		require.NoError(t, err)
		for _, r := range ranked {
			run[n.ID] = append(run[n.ID], eval.Scored{Doc: r.ID, Score: r.Score})
		}
	}
	var b bytes.Buffer
	require.NoError(t, eval.WriteRun(&b, run, "trades"))
	return b.String()
}

// names lists a directory.
func names(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var out []string
	for _, f := range entries {
		out = append(out, f.Name())
	}
	return out
}

// A retrained directory ranks, explains and heeds feedback as one does that is made with the map, also when it is opened again or copied.
func TestRetrain(t *testing.T) {
	ctx := t.Context()
	for _, kind := range []string{"distilled", "associated"} {
		t.Run(kind, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			o, set := association(nil), settings()
			if kind == "distilled" {
				o, set.Embedder = matcher.RetrainOptions{Fit: semantic.DefaultOptions()}, heat()
			}
			e := tradeEngine(t, dir, set)
			if kind == "distilled" {
				_, err := e.Retrain(ctx, o)
				require.ErrorIs(t, err, matcher.ErrEmbedder, "no vectors yet")
				embed(t, e)
			}
			_, err := e.Judge(ctx, []corpus.Judgment{said("N9", "冷却管", "T000", 3, 1, "甲"), said("N9", "冷却管", "T012", 0, 1, "甲")})
			require.NoError(t, err)
			before, generation := runOf(t, e), e.Generation()
			got, err := e.Retrain(ctx, o)
			require.NoError(t, err)
			m := e.Meaning()
			got.LearningSeconds, got.IndexingSeconds = 0, 0
			require.Equal(t, matcher.Retrained{Changed: true, Hash: m.Hash(), Terms: m.Len(), Dimensions: m.Dimensions(), Patents: 120}, got)
			require.NotEqual(t, semantic.Default().Hash(), m.Hash())
			require.NotEqual(t, generation, e.Generation())
			require.NotEqual(t, before, runOf(t, e))
			again, err := e.Retrain(ctx, o)
			require.NoError(t, err)
			again.LearningSeconds = 0
			got.Changed = false
			require.Equal(t, got, again, "the same map")

			set.Meaning = m
			fresh := tradeEngine(t, filepath.Join(t.TempDir(), "fresh"), set)
			if kind == "distilled" {
				embed(t, fresh)
			}
			_, err = fresh.Judge(ctx, []corpus.Judgment{said("N9", "冷却管", "T000", 3, 1, "甲"), said("N9", "冷却管", "T012", 0, 1, "甲")})
			require.NoError(t, err)
			set.Meaning = nil
			same := func(e *matcher.Engine) {
				t.Helper()
				require.Equal(t, m.Hash(), e.Meaning().Hash())
				require.Equal(t, runOf(t, fresh), runOf(t, e))
				for _, n := range tradeNeeds() {
					want, err := fresh.Match(ctx, n, query(20))
					require.NoError(t, err)
					have, err := e.Match(ctx, n, query(20))
					require.NoError(t, err)
					require.Equal(t, want, have)
				}
				want, err := fresh.MatchPatent(ctx, trades()[5], query(3))
				require.NoError(t, err)
				have, err := e.MatchPatent(ctx, trades()[5], query(3))
				require.NoError(t, err)
				require.Equal(t, want, have)
			}
			same(e)
			directory := "patents-1-" + m.Hash()
			files := []string{"engine.json", "feedback.jsonl", "needs", directory, "retrain.lock"}
			if kind == "distilled" {
				files = append(files, "vectors")
			}
			require.Equal(t, files, names(t, dir))
			require.Equal(t, []string{"index.json", "meaning.map", "store"}, names(t, filepath.Join(dir, directory)))
			require.NoError(t, e.CopyTo(dir+"-copy"))
			require.NoError(t, e.Close())
			for _, path := range []string{dir, dir + "-copy"} {
				e, err = matcher.Open(path, set)
				require.NoError(t, err)
				same(e)
				require.NoError(t, e.Close())
			}
			require.NoError(t, fresh.Close())
		})
	}
}

// A retraining that is cancelled, or fails, at any stage leaves nothing, and another may follow.
func TestRetrainIsCancelled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	e := tradeEngine(t, dir, settings())
	before := runOf(t, e)
	stages := map[string]bool{"associating": true, "patents indexed": true}
	for stage := range stages {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := e.Retrain(ctx, association(func(s string, _, _ int) {
			if s == stage {
				cancel()
			}
		}))
		require.ErrorIs(t, err, context.Canceled, stage)
		require.Equal(t, semantic.Default().Hash(), e.Meaning().Hash())
		require.Equal(t, []string{"engine.json", "needs", "patents", "retrain.lock"}, names(t, dir), stage)
		require.Equal(t, before, runOf(t, e))
	}
	few := association(nil)
	few.Fit.MinTexts = 1000
	_, err := e.Retrain(t.Context(), few)
	require.ErrorIs(t, err, semantic.ErrTooFew)
	require.NoError(t, e.AddPatents(t.Context(), corpus.Patent{ID: "New", Title: "割台"}))
	got, err := e.Retrain(t.Context(), association(nil))
	require.NoError(t, err)
	require.True(t, got.Changed)
	require.Equal(t, 121, got.Patents)
	require.NoError(t, e.Close())
}

// Closing the engine ends a retraining and waits for that.
func TestCloseEndsRetraining(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	e := tradeEngine(t, dir, settings())
	closed := make(chan error, 1)
	_, err := e.Retrain(t.Context(), association(indexing(func() {
		_, err := e.Retrain(t.Context(), association(nil))
		require.ErrorIs(t, err, index.ErrLocked, "one at a time")
		go func() { closed <- e.Close() }()
		for err = index.ErrLocked; err != index.ErrClosed; runtime.Gosched() { //nolint:errorlint // the very error
			_, err = e.Retrain(t.Context(), association(nil))
		}
	})))
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, <-closed)
	require.Equal(t, []string{"engine.json", "needs", "patents", "retrain.lock"}, names(t, dir))
	e, err = matcher.Open(dir, settings())
	require.NoError(t, err)
	require.NoError(t, e.Close())
}

// What a crash left is never used, and removed when the directory is opened for writing: before the description was replaced
// the new patents, after it the old ones with their map.
func TestRetrainLeftovers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	set := settings()
	set.Meaning = ownMap(t)
	e := tradeEngine(t, dir, set)
	before := runOf(t, e)
	require.NoError(t, e.Close())
	half := "patents-1-0123456789abcdef"
	leave := func(name string) {
		t.Helper()
		require.NoError(t, os.MkdirAll(filepath.Join(dir, name, "store"), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name, "index.json"), []byte(`{"for`), 0o600))
	}
	leave(half)
	leave("patents-of-mine")
	e, err := matcher.OpenReadOnly(dir, settings())
	require.NoError(t, err)
	require.Equal(t, before, runOf(t, e))
	require.Contains(t, names(t, dir), half, "somebody may be at work on it")
	require.NoError(t, e.Close())
	e, err = matcher.Open(dir, settings())
	require.NoError(t, err)
	require.Equal(t, before, runOf(t, e))
	require.Equal(t, []string{"engine.json", "meaning.map", "needs", "patents", "patents-of-mine"}, names(t, dir))
	leave(half) // of another process that died
	_, err = e.Retrain(t.Context(), association(nil))
	require.NoError(t, err)
	after := runOf(t, e)
	used := "patents-1-" + e.Meaning().Hash()
	require.NoError(t, e.Close())
	require.Equal(t, []string{"engine.json", "needs", used, "patents-of-mine", "retrain.lock"}, names(t, dir))
	leave("patents")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "meaning.map"), []byte("old"), 0o600))
	e, err = matcher.Open(dir, settings())
	require.NoError(t, err)
	require.Equal(t, after, runOf(t, e))
	require.Equal(t, []string{"engine.json", "needs", used, "patents-of-mine", "retrain.lock"}, names(t, dir))
	require.NoError(t, e.Close())

	// A description that names anything else is none of ours.
	path := filepath.Join(dir, "engine.json")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, name := range []string{"../patents", "patents-0-0123456789abcdef", "needs", "patents-2-xyz"} {
		require.NoError(t, os.WriteFile(path, bytes.Replace(data, []byte(used), []byte(name), 1), 0o600))
		_, err = matcher.Open(dir, settings())
		require.ErrorIs(t, err, index.ErrCorrupt, name)
	}
	require.NoError(t, os.WriteFile(path, data, 0o600))
	require.NoError(t, os.Remove(filepath.Join(dir, used, "meaning.map")))
	_, err = matcher.Open(dir, settings())
	require.ErrorIs(t, err, os.ErrNotExist, "never another map than its own")
}
