package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/eval"
	"github.com/gongxu/gongxu/matcher"
)

// Numbers of documents and terms that are shown of a failed topic.
const (
	worstDocs  = 5
	worstDuels = 3
	worstTerms = 6
)

// failures are what gongxu eval --worst shows, and its JSON form.
type failures struct {
	Measure eval.Measure  `json:"measure"`
	Mean    float64       `json:"mean"`
	Topics  []failedTopic `json:"topics"`
}

// failedTopic is a topic with the need behind it and why wrong patents won.
type failedTopic struct {
	eval.Failure
	Title string `json:"title,omitempty"`
	// Titles of the patents by id, of those that the engine holds.
	Titles map[string]string `json:"titles,omitempty"`
	Duels  []duel            `json:"duels,omitempty"`
}

// duel sets the best good patent of a topic beside a wrong one that the run put above it.
type duel struct {
	Good       string       `json:"good"`
	Wrong      string       `json:"wrong"`
	GoodScore  float64      `json:"good_score"`
	WrongScore float64      `json:"wrong_score"`
	Signals    []duelSignal `json:"signals"`
	// GoodTerms and WrongTerms are the terms that either owes most to.
	GoodTerms  []string `json:"good_terms"`
	WrongTerms []string `json:"wrong_terms"`
	// Decisive is the signal that the wrong patent gains most by; empty when the good one has the higher score.
	Decisive string `json:"decisive,omitempty"`
	// Reason says it in Chinese.
	Reason string `json:"reason"`
}

// duelSignal is what one signal adds to the scores of both, in [0, 1].
type duelSignal struct {
	Signal     string  `json:"signal"`
	Label      string  `json:"label"`
	Good       float64 `json:"good"`
	Wrong      float64 `json:"wrong"`
	Difference float64 `json:"difference"`
}

func (o *evalOptions) printWorst(cmd *cobra.Command, qrels eval.Qrels) error {
	ctx, stderr := cmd.Context(), cmd.ErrOrStderr()
	report, run, err := o.report(qrels, o.runs[0])
	if err != nil {
		return err
	}
	worst, err := eval.Failures(qrels, run, report, o.wanted[0], o.worst, worstDocs)
	if err != nil {
		return err
	}
	out := failures{Measure: o.wanted[0]}
	if out.Mean, err = report.Mean(o.wanted[0]); err != nil {
		return err
	}
	needs, err := o.needsByID(stderr)
	if err != nil {
		return err
	}
	for _, f := range worst {
		out.Topics = append(out.Topics, failedTopic{Failure: f, Title: needs[f.Topic].Title})
	}
	if o.explain {
		if err := o.explainAll(ctx, stderr, needs, &out); err != nil {
			return err
		}
	}
	if o.json {
		return writeJSON(cmd.OutOrStdout(), out)
	}
	return out.print(cmd.OutOrStdout(), styleFor(cmd.OutOrStdout()))
}

// needsByID reads the needs, if any files are given.
func (f *needsFlags) needsByID(stderr io.Writer) (map[string]corpus.Need, error) {
	if len(f.needs) == 0 {
		return nil, nil
	}
	needs, err := readNeeds(f.needs, stderr, f.quiet)
	out := make(map[string]corpus.Need, len(needs))
	for _, n := range needs {
		out[n.ID] = n
	}
	return out, err
}

// explainAll adds titles and duels to the topics whose need is known.
func (o *evalOptions) explainAll(ctx context.Context, stderr io.Writer, needs map[string]corpus.Need, out *failures) (err error) {
	engine, err := o.openOrBuild(ctx, stderr, o.docs, o.quiet)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	p := newProgress(stderr, "needs", int64(len(out.Topics)), o.quiet)
	defer p.finish()
	for i := range out.Topics {
		t := &out.Topics[i]
		need, ok := needs[t.Topic]
		if !ok {
			continue
		}
		if err := t.explain(ctx, engine, need); err != nil {
			return fmt.Errorf("need %s: %w", t.Topic, err)
		}
		p.reach(i + 1)
	}
	return nil
}

// explain scores the topic's patents and sets the best good one beside the wrong ones.
func (t *failedTopic) explain(ctx context.Context, engine *matcher.Engine, need corpus.Need) error {
	var ids []string
	for _, list := range [][]eval.Placed{t.Good, t.Wrong} {
		for _, d := range list {
			ids = append(ids, d.Doc)
		}
	}
	q := matcher.DefaultQuery()
	q.Terms, q.Places = 10*worstTerms, false // bigrams stand among the words
	explained, err := engine.Explain(ctx, need, q, ids...)
	if err != nil {
		return err
	}
	t.Titles = make(map[string]string, len(explained))
	byID := make(map[string]matcher.Match, len(explained))
	for _, m := range explained {
		t.Titles[m.ID], byID[m.ID] = m.Title, m
	}
	good, ok := byID[t.Good[0].Doc]
	if !ok {
		return nil
	}
	for _, d := range t.Wrong[:min(worstDuels, len(t.Wrong))] {
		if wrong, ok := byID[d.Doc]; ok {
			t.Duels = append(t.Duels, newDuel(good, wrong))
		}
	}
	return nil
}

// newDuel compares the explanations of two patents for one need.
func newDuel(good, wrong matcher.Match) duel {
	d := duel{
		Good: good.ID, Wrong: wrong.ID, GoodScore: good.Score, WrongScore: wrong.Score,
		GoodTerms: decisiveWords(good.Explanation, worstTerms), WrongTerms: decisiveWords(wrong.Explanation, worstTerms),
	}
	theirs := map[string]float64{}
	for _, part := range wrong.Explanation.Parts {
		theirs[part.Signal] = part.Points
	}
	best := duelSignal{}
	for _, part := range good.Explanation.Parts {
		s := duelSignal{part.Signal, part.Label, part.Points, theirs[part.Signal], theirs[part.Signal] - part.Points}
		d.Signals = append(d.Signals, s)
		if s.Difference > best.Difference {
			best = s
		}
	}
	lead := wrong.Score - good.Score
	if lead <= 0 {
		d.Reason = fmt.Sprintf("用当前的库和信号计算，好专利反而高 %s 分：该 run 出自别的设置或模型，或者错的专利已失效。", points(-lead))
		return d
	}
	d.Decisive = best.Signal
	d.Reason = fmt.Sprintf("差在“%s”：错的 %s 分，好的 %s 分，多 %s 分；总分多 %s 分。",
		best.Label, points(best.Wrong), points(best.Good), points(best.Difference), points(lead))
	return d
}
