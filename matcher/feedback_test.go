package matcher_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
)

// said is a judgment of the first of some days.
func said(need, title, patent string, grade, day int, who string) corpus.Judgment {
	return corpus.Judgment{
		Need: need, Title: title, Patent: patent, Grade: &grade, Who: who, When: time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC),
	}
}

// heatSettings rank by words and feedback alone, with a map by which 散热 and 冷却 point one way and 极片 and 涂布 the other.
func heatSettings(t *testing.T) matcher.Settings {
	t.Helper()
	set := settings()
	set.Meaning, set.Synonyms = ownMap(t), nil
	set.Options.Weights = matcher.Weights{Lexical: 1, Feedback: 1}
	return set
}

func pipePatents() []corpus.Patent {
	return []corpus.Patent{{ID: "B1", Title: "冷却水管"}, {ID: "B2", Title: "冷却水管"}, {ID: "A", Title: "散热水管"}, {ID: "C", Title: "极片水管"}}
}

// scores matches a need and returns the scores by id.
func scores(t *testing.T, e *matcher.Engine, title string) map[string]float64 {
	t.Helper()
	got, err := e.Match(t.Context(), corpus.Need{Title: title}, query(10))
	require.NoError(t, err)
	out := map[string]float64{}
	for _, m := range got.Matches {
		out[m.ID] = m.Score
		require.InDelta(t, m.Score, sumOfParts(m.Explanation), 1e-12, "the explanation is the score")
	}
	return out
}

func sumOfParts(x *matcher.Explanation) float64 {
	sum := 0.0
	for _, p := range x.Parts {
		sum += p.Points
	}
	return sum
}

// B1 and B2 hold all words of the need, so that words give them 1, and their text is the same: what was said of one holds for both. The
// judged need 散热水管 is as like 冷却水管 as can be, because the map knows 散热 and 冷却 only, as one thing.
func TestFeedbackMovesLikePairs(t *testing.T) {
	e, err := matcher.NewMemory(heatSettings(t))
	require.NoError(t, err)
	defer e.Close()
	require.NoError(t, e.AddPatents(t.Context(), pipePatents()...))
	before := scores(t, e, "冷却水管")
	require.InDelta(t, 1, before["B1"], 0)
	other := scores(t, e, "极片水管")
	for _, step := range []struct {
		judgment corpus.Judgment
		want     float64
	}{
		{said("N1", "散热水管", "B1", 0, 1, "甲"), 0.75},    // v = −1/(1+1), value 1/2, mean of 1 and 1/2
		{said("N1", "散热水管", "B1", 0, 1, "乙"), 2.0 / 3}, // v = −2/(2+1), value 1/3
		{said("N1", "散热水管", "B1", 1, 2, "乙"), 7.0 / 9}, // v = −(1+1/3)/(2+1) = −4/9, value 5/9
	} {
		n, err := e.Judge(t.Context(), []corpus.Judgment{step.judgment})
		require.NoError(t, err)
		require.Equal(t, 1, n)
		after := scores(t, e, "冷却水管")
		require.InDelta(t, step.want, after["B1"], 1e-12)
		require.InDelta(t, step.want, after["B2"], 1e-12, "the same text")
		require.Less(t, after["A"], before["A"], "as like by the map")
		require.InDelta(t, before["C"], after["C"], 0, "a patent that points the other way keeps its score to the bit")
		require.Equal(t, other, scores(t, e, "极片水管"), "a need that points the other way too")
	}
}

// What was found good rises: with v = 1/2 the value lies half-way between what words say, r, and 1, and the score is (3r + 1)/4.
func TestFeedbackRaises(t *testing.T) {
	e, err := matcher.NewMemory(heatSettings(t))
	require.NoError(t, err)
	defer e.Close()
	require.NoError(t, e.AddPatents(t.Context(), pipePatents()...))
	before := scores(t, e, "冷却水管")
	_, err = e.Judge(t.Context(), []corpus.Judgment{{
		Title: "散热水管", Patent: "A", Action: corpus.ActionSigned, When: time.Unix(0, 0),
	}})
	require.NoError(t, err)
	require.InDelta(t, 0.75*before["A"]+0.25, scores(t, e, "冷却水管")["A"], 1e-12)
	got, err := e.Match(t.Context(), corpus.Need{Title: "冷却水管"}, query(10))
	require.NoError(t, err)
	for _, m := range got.Matches {
		x := explained(m, "feedback")
		require.Equal(t, m.ID == "C", x.Neutral, m.ID)
		if m.ID == "A" {
			require.Equal(t, "相近的需求与专利有 1 条历史反馈，得分因此上调；最相近的一条：需求“散热水管”与专利 A，评为 3 级（签约）。", x.Note)
		}
	}
	// The pair has the same score from the other side.
	require.NoError(t, e.AddNeeds(t.Context(), corpus.Need{ID: "N", Title: "冷却水管"}))
	needs, err := e.MatchPatent(t.Context(), pipePatents()[2], query(1))
	require.NoError(t, err)
	require.InDelta(t, 0.75*before["A"]+0.25, needs.Matches[0].Score, 1e-12)
	// A patent that is gone says nothing.
	_, err = e.DeletePatents(t.Context(), "A")
	require.NoError(t, err)
	got, err = e.Match(t.Context(), corpus.Need{Title: "冷却水管"}, query(10))
	require.NoError(t, err)
	require.Len(t, got.Matches, 3)
	for _, m := range got.Matches {
		require.Len(t, m.Explanation.Parts, 1, "words alone")
	}
}

// Without feedback, and where it is switched off, no ranking changes by a bit and no explanation speaks of it.
func TestNoFeedback(t *testing.T) {
	s := sample(t)
	var judgments []corpus.Judgment
	for need, docs := range s.qrels {
		for doc, grade := range docs {
			judgments = append(judgments, said(need, "", doc, min(grade, 3), 1, ""))
		}
	}
	for _, off := range []func(*matcher.Settings){
		func(set *matcher.Settings) { set.NoFeedback = true },
		func(set *matcher.Settings) { set.Options.Weights.Feedback = 0 },
	} {
		set := settings()
		off(&set)
		e, err := matcher.NewMemory(set)
		require.NoError(t, err)
		require.NoError(t, e.AddPatents(t.Context(), s.patents...))
		require.NoError(t, e.AddNeeds(t.Context(), s.needs...))
		n, err := e.Judge(t.Context(), judgments)
		require.NoError(t, err)
		require.Len(t, judgments, n)
		for _, need := range s.needs[:3] {
			want, err := s.engine.Match(t.Context(), need, query(20))
			require.NoError(t, err)
			got, err := e.Match(t.Context(), need, query(20))
			require.NoError(t, err)
			require.Equal(t, want, got)
		}
		require.NoError(t, e.Close())
	}
}

// The order in which judgments come does not matter, and the newest of each person counts.
func TestFeedbackOrder(t *testing.T) {
	all := []corpus.Judgment{
		said("N1", "散热水管", "B1", 3, 1, "甲"), said("N1", "散热水管", "B1", 0, 2, "甲"), said("N2", "冷却器", "A", 2, 1, ""), said("N1", "散热水管", "C", 1, 1, "乙"),
	}
	var want map[string]float64
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}} {
		e, err := matcher.NewMemory(heatSettings(t))
		require.NoError(t, err)
		require.NoError(t, e.AddPatents(t.Context(), pipePatents()...))
		for _, i := range order {
			_, err := e.Judge(t.Context(), all[i:i+1])
			require.NoError(t, err)
		}
		kept, err := e.Judgments(t.Context())
		require.NoError(t, err)
		require.Equal(t, []corpus.Judgment{all[1], all[3], all[2]}, kept)
		got := scores(t, e, "冷却水管")
		if want == nil {
			want = got
		}
		require.Equal(t, want, got)
		require.NoError(t, e.Close())
	}
}

// stored is a directory with patents, and the path of its judgments.
func stored(t *testing.T) (dir, file string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	e, err := matcher.Create(dir, heatSettings(t))
	require.NoError(t, err)
	require.NoError(t, e.AddPatents(t.Context(), pipePatents()...))
	require.NoError(t, e.AddNeeds(t.Context(), corpus.Need{ID: "N9", Title: "散热片", Description: "散热"}))
	require.NoError(t, e.Close())
	return dir, filepath.Join(dir, "feedback.jsonl")
}

func TestFeedbackIsKept(t *testing.T) {
	dir, file := stored(t)
	e, err := matcher.OpenReadOnly(dir, settings())
	require.NoError(t, err)
	other, err := matcher.OpenReadOnly(dir, settings())
	require.NoError(t, err)
	generation := e.Generation()
	n, err := e.Judge(t.Context(), []corpus.Judgment{said("N1", "散热水管", "B1", 0, 1, "甲"), said("N1", "散热水管", "A", 3, 1, "甲"), said("N9", "", "A", 2, 1, "")})
	require.NoError(t, err)
	require.Equal(t, 3, n)
	require.NotEqual(t, generation, e.Generation())
	for _, old := range []corpus.Judgment{said("N1", "散热水管", "B1", 0, 3, "甲"), said("N1", "", "A", 1, 0, "甲")} {
		n, err = e.Judge(t.Context(), []corpus.Judgment{old})
		require.NoError(t, err)
		require.Zero(t, n, "says the same, or is older")
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, `{"need":"N1","title":"散热水管","patent":"B1","grade":0,"who":"甲","when":"2026-03-01T00:00:00Z"}
{"need":"N1","patent":"A","grade":3,"who":"甲","when":"2026-03-01T00:00:00Z"}
{"need":"N9","title":"散热片","description":"散热","patent":"A","grade":2,"when":"2026-03-01T00:00:00Z"}
`, string(text))
	// Another process sees it when it asks, and writes behind it.
	seen, err := other.Judgments(t.Context())
	require.NoError(t, err)
	require.Len(t, seen, 3)
	n, err = other.Judge(t.Context(), []corpus.Judgment{said("N1", "", "C", 1, 1, "甲")})
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.NoError(t, other.Close())
	require.NoError(t, e.Close())

	// Neither new patents nor merging touches it, and a copy has it.
	e, err = matcher.Open(dir, settings())
	require.NoError(t, err)
	require.NoError(t, e.AddPatents(t.Context(), corpus.Patent{ID: "D", Title: "涂布机"}))
	require.NoError(t, e.Optimize(t.Context()))
	require.NoError(t, e.CopyTo(dir+"-copy"))
	want, err := e.Judgments(t.Context())
	require.NoError(t, err)
	require.Len(t, want, 4)
	require.NoError(t, e.Close())
	for _, d := range []string{dir, dir + "-copy"} {
		e, err = matcher.OpenReadOnly(d, settings())
		require.NoError(t, err)
		got, err := e.Judgments(t.Context())
		require.NoError(t, err)
		require.Equal(t, want, got)
		require.NoError(t, e.Close())
	}
}

func TestFeedbackFaults(t *testing.T) {
	dir, _ := stored(t)
	e, err := matcher.OpenReadOnly(dir, settings())
	require.NoError(t, err)
	defer e.Close()
	good := said("N1", "散热水管", "A", 3, 1, "")
	for _, x := range []struct {
		change func(*corpus.Judgment)
		want   error
	}{
		{func(j *corpus.Judgment) { *j.Grade = 4 }, matcher.ErrJudgment},
		{func(j *corpus.Judgment) { j.Grade = nil }, matcher.ErrJudgment},
		{func(j *corpus.Judgment) { j.Action = "sold" }, matcher.ErrJudgment},
		{func(j *corpus.Judgment) { j.Patent = "" }, matcher.ErrJudgment},
		{func(j *corpus.Judgment) { j.Need, j.Title = "", "" }, matcher.ErrJudgment},
		{func(j *corpus.Judgment) { j.When = time.Time{} }, matcher.ErrJudgment},
		{func(j *corpus.Judgment) { j.Patent = "none" }, matcher.ErrNotFound},
		{func(j *corpus.Judgment) { j.Title = "" }, matcher.ErrNotFound},
	} {
		bad := said("N1", "散热水管", "A", 3, 1, "")
		x.change(&bad)
		_, err := e.Judge(t.Context(), []corpus.Judgment{good, bad})
		require.ErrorIs(t, err, x.want)
		require.ErrorContains(t, err, "judgment 1: ")
	}
	got, err := e.Judgments(t.Context())
	require.NoError(t, err)
	require.Empty(t, got, "all or nothing")
}

// A line that was not written whole is passed over, told of, and cut off by the next one; one that only lacks its end counts.
func TestFeedbackTorn(t *testing.T) {
	whole := `{"need":"N1","title":"散热水管","patent":"A","grade":3,"when":"2026-03-01T00:00:00Z"}`
	for _, x := range []struct {
		name, text string
		torn, left int
	}{
		{"torn", whole + "\n" + whole[:40], 40, 1},
		{"only", whole[:40], 40, 0},
		{"zeros", whole + "\n\x00\x00\x00", 3, 1},
		{"no end", whole, 0, 1},
	} {
		t.Run(x.name, func(t *testing.T) {
			dir, file := stored(t)
			require.NoError(t, os.WriteFile(file, []byte(x.text), 0o600))
			e, err := matcher.OpenReadOnly(dir, settings())
			require.NoError(t, err)
			require.Equal(t, x.torn, e.FeedbackTorn())
			got, err := e.Judgments(t.Context())
			require.NoError(t, err)
			require.Len(t, got, x.left)
			_, err = e.Judge(t.Context(), []corpus.Judgment{said("N9", "", "C", 0, 1, "")})
			require.NoError(t, err)
			require.NoError(t, e.Close())
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, x.left+1, strings.Count(string(text), "\n"))
			e, err = matcher.OpenReadOnly(dir, settings())
			require.NoError(t, err)
			require.Zero(t, e.FeedbackTorn())
			got, err = e.Judgments(t.Context())
			require.NoError(t, err)
			require.Len(t, got, x.left+1)
			require.NoError(t, e.Close())
		})
	}
}

func TestFeedbackBadLine(t *testing.T) {
	good := `{"need":"N1","title":"散热水管","patent":"A","grade":3,"when":"2026-03-01T00:00:00Z"}`
	for _, bad := range []string{
		`{"need":"N1","patent":"A","grade":9}`, `{"need":"N1","patent":"A"}`, `{"need":"N2","patent":"A","grade":1}`, `nonsense`, ``,
		`{"need":"N1","patent":"A","grade":1,"colour":2}`, good + good,
	} {
		dir, file := stored(t)
		require.NoError(t, os.WriteFile(file, []byte(good+"\n"+bad+"\n"+good+"\n"), 0o600))
		_, err := matcher.OpenReadOnly(dir, settings())
		require.ErrorIs(t, err, index.ErrCorrupt, bad)
		require.ErrorContains(t, err, fmt.Sprintf("%s:2: ", file), bad)
	}
}

// Matching and judging go on side by side, and what was recorded is all there.
func TestFeedbackConcurrently(t *testing.T) {
	dir, _ := stored(t)
	e, err := matcher.OpenReadOnly(dir, settings())
	require.NoError(t, err)
	defer e.Close()
	var group sync.WaitGroup
	errs := make(chan error, 40)
	for i := range 20 {
		group.Go(func() {
			_, err := e.Judge(t.Context(), []corpus.Judgment{said(fmt.Sprint("N", i), "散热水管", "B1", i%4, 1, "甲")})
			errs <- err
		})
		group.Go(func() {
			_, err := e.Match(t.Context(), corpus.Need{Title: "冷却水管"}, query(3))
			errs <- err
		})
	}
	group.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	all, err := e.Judgments(t.Context())
	require.NoError(t, err)
	require.Len(t, all, 20)
}
