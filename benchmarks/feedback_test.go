package benchmarks_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/matcher"
)

// TestFeedbackOfRealNeeds measures what feedback is worth on real patents, in two ways, each beside the ranking without it:
//
//   - across: each topic is ranked with the judgments of other topics, those of the other four of five folds. Topics differ, so
//     that there is little to gain; it shows what harm is done.
//   - within: each topic is ranked with half of its own judgments, drawn at random, and measured on the other half alone, as a condensed
//     list. This is what a broker sees who judges some of the matches and asks again.
func TestFeedbackOfRealNeeds(t *testing.T) {
	if testing.Short() || raceDetector {
		t.Skip("the measurement on real patents is skipped: it takes long with -short or -race")
	}
	c := needs2patents(t)
	if c == nil {
		t.Skip("the measurement on real patents is skipped: there are none under GONGXU_DATA or ../shared/data")
	}
	f := &feedbackTrial{c: c, dir: filepath.Join(t.TempDir(), "data")}
	f.index(t)
	across := f.across(t)
	within := f.within(t, 5)
	t.Logf("across topics, nDCG@10 of all:\n%s", f.table(t, across, false))
	t.Logf("within topics, nDCG@10 of the half that was not given:\n%s", f.table(t, within, true))
	require.Greater(t, f.gain(t, within, true), 0.01)
	require.Greater(t, f.gain(t, across, false), -0.02)
}

// feedbackTrial ranks the needs of a collection with some of their judgments given.
type feedbackTrial struct {
	c   *collection
	dir string
}

// feedbackRuns are rankings without and with feedback, and what they are measured by.
type feedbackRuns struct {
	qrels         eval.Qrels
	without, with eval.Run
}

func newFeedbackRuns() *feedbackRuns {
	return &feedbackRuns{eval.Qrels{}, eval.Run{}, eval.Run{}}
}

func (f *feedbackTrial) index(t *testing.T) {
	t.Helper()
	e, err := matcher.Create(f.dir, matcher.DefaultSettings())
	require.NoError(t, err)
	_, err = e.LoadPatents(t.Context(), func(yield func(corpus.Patent, error) bool) {
		for _, p := range f.c.patents {
			if !yield(p, nil) {
				return
			}
		}
	}, nil)
	require.NoError(t, err)
	require.NoError(t, e.Optimize(t.Context()))
	require.NoError(t, e.Close())
}

// given opens the directory with these judgments and no others.
func (f *feedbackTrial) given(t *testing.T, qrels eval.Qrels) gongxuEngine {
	t.Helper()
	require.NoError(t, os.RemoveAll(filepath.Join(f.dir, "feedback.jsonl")))
	e, err := matcher.OpenReadOnly(f.dir, matcher.DefaultSettings())
	require.NoError(t, err)
	var judgments []corpus.Judgment
	for _, n := range f.c.needs {
		for doc, grade := range qrels[n.ID] {
			judgments = append(judgments, corpus.Judgment{
				Need: n.ID, Title: n.Title, Description: n.Description, Patent: doc, Grade: &grade, When: time.Unix(0, 0),
			})
		}
	}
	_, err = e.Judge(t.Context(), judgments)
	require.NoError(t, err)
	return gongxuEngine{e}
}

// rank ranks needs with what is given, under names that end in a suffix.
func (f *feedbackTrial) rank(t *testing.T, given eval.Qrels, needs []corpus.Need, suffix string, into eval.Run) {
	t.Helper()
	e := f.given(t, given)
	for _, n := range needs {
		hits, err := e.rank(t.Context(), n, 1000)
		require.NoError(t, err)
		into[n.ID+suffix] = hits
	}
	require.NoError(t, e.Close())
}

func (f *feedbackTrial) across(t *testing.T) *feedbackRuns {
	t.Helper()
	out := newFeedbackRuns()
	out.qrels = f.c.qrels
	f.rank(t, nil, f.c.needs, "", out.without)
	order := rand.New(rand.NewPCG(1, 0)).Perm(len(f.c.needs))
	const folds = 5
	for fold := range folds {
		var held []corpus.Need
		given := eval.Qrels{}
		for i, at := range order {
			if n := f.c.needs[at]; i%folds == fold {
				held = append(held, n)
			} else {
				given[n.ID] = f.c.qrels[n.ID]
			}
		}
		f.rank(t, given, held, "", out.with)
	}
	return out
}

func (f *feedbackTrial) within(t *testing.T, splits int) *feedbackRuns {
	t.Helper()
	out := newFeedbackRuns()
	plain := eval.Run{}
	f.rank(t, nil, f.c.needs, "", plain)
	for split := range splits {
		random := rand.New(rand.NewPCG(uint64(split), 1))
		var halves [2]eval.Qrels
		for i := range halves {
			halves[i] = eval.Qrels{}
		}
		for _, n := range f.c.needs {
			docs := make([]string, 0, len(f.c.qrels[n.ID]))
			for doc := range f.c.qrels[n.ID] {
				docs = append(docs, doc)
			}
			slices.Sort(docs)
			random.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
			halves[0][n.ID], halves[1][n.ID] = map[string]int{}, map[string]int{}
			for i, doc := range docs {
				halves[i%2][n.ID][doc] = f.c.qrels[n.ID][doc]
			}
		}
		for half, given := range halves {
			suffix := fmt.Sprintf("/%d.%d", split, half)
			f.rank(t, given, f.c.needs, suffix, out.with)
			for _, n := range f.c.needs {
				out.qrels[n.ID+suffix], out.without[n.ID+suffix] = halves[1-half][n.ID], plain[n.ID]
			}
		}
	}
	return out
}

// compare measures both rankings. Of several splits of a topic the mean counts, so that topics are independent.
func (f *feedbackTrial) compare(t *testing.T, r *feedbackRuns, condensed bool) eval.Comparison {
	t.Helper()
	opts := eval.DefaultOptions()
	opts.Condensed = condensed
	opts.Measures = []eval.Measure{{Kind: eval.NDCG, Depth: 10}}
	without, err := eval.Evaluate(r.qrels, r.without, opts)
	require.NoError(t, err)
	with, err := eval.Evaluate(r.qrels, r.with, opts)
	require.NoError(t, err)
	for _, report := range []*eval.Report{without, with} {
		report.Topics = meanByTopic(report.Topics)
	}
	out, err := eval.Compare(with, without, opts.Measures[0], eval.DefaultIterations, 1)
	require.NoError(t, err)
	return out
}

// meanByTopic averages the values of topics whose names differ behind a slash only.
func meanByTopic(all []eval.TopicValues) []eval.TopicValues {
	var out []eval.TopicValues
	at, counts := map[string]int{}, map[string]float64{}
	for _, v := range all {
		v.Topic, _, _ = strings.Cut(v.Topic, "/")
		counts[v.Topic]++
		if i, ok := at[v.Topic]; ok {
			out[i].Values[0] += v.Values[0]
			continue
		}
		at[v.Topic] = len(out)
		out = append(out, v)
	}
	for _, v := range out {
		v.Values[0] /= counts[v.Topic]
	}
	return out
}

func (f *feedbackTrial) table(t *testing.T, r *feedbackRuns, condensed bool) string {
	t.Helper()
	var out strings.Builder
	out.WriteString("a = with feedback, b = without\n")
	require.NoError(t, eval.WriteComparisons(&out, []eval.Comparison{f.compare(t, r, condensed)}))
	return out.String()
}

func (f *feedbackTrial) gain(t *testing.T, r *feedbackRuns, condensed bool) float64 {
	t.Helper()
	return f.compare(t, r, condensed).Difference
}
