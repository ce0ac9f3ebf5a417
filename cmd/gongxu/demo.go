package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// demoOptions are the flags of gongxu demo.
type demoOptions struct {
	k, needs int
	json     bool
}

func newDemoCommand() *cobra.Command {
	var o demoOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Match needs and patents of the sample corpus that is built in",
		Long: `Build an engine in memory from the sample corpus (all invented) and show what it does: ranked and explained matches of
some needs, lists by industry branch, a need that nothing fits, and the other direction, from a patent to needs.`,
		Example: `  gongxu demo
  gongxu demo --needs 1 -k 3
  gongxu demo --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.k < 1 || o.needs < 1 {
				return usage("-k %d and --needs %d must be at least 1", o.k, o.needs)
			}
			return o.run(cmd.Context(), cmd.OutOrStdout())
		},
	}
	cmd.Flags().IntVarP(&o.k, "k", "k", 5, "matches of each need")
	cmd.Flags().IntVar(&o.needs, "needs", 3, "number of needs")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

// demonstration is what gongxu demo shows, and its JSON form.
type demonstration struct {
	Patents     int `json:"patents"`
	Needs       int `json:"needs"`
	Enterprises int `json:"enterprises"`
	// Matched are needs with their matches; the first has the lists by industry branch.
	Matched []demoNeed `json:"matched"`
	// Unmet is a need for which the corpus has nothing that fits.
	Unmet *demoUnmet `json:"unmet,omitempty"`
	// Reverse is a patent with the needs that it could meet.
	Reverse *demoPatent `json:"reverse,omitempty"`
}

type demoNeed struct {
	Need   corpus.Need      `json:"need"`
	Result *matcher.Matches `json:"result"`
}

type demoUnmet struct {
	demoNeed
	// Coverage is the share of the need's terms, by weight, that the first match holds.
	Coverage float64 `json:"coverage"`
	// Words are the need's weightiest words with the number of patents that hold them.
	Words []matcher.InspectedTerm `json:"words"`
}

type demoPatent struct {
	Patent corpus.Patent        `json:"patent"`
	Result *matcher.NeedMatches `json:"result"`
}

func (o *demoOptions) run(ctx context.Context, w io.Writer) (err error) {
	sample, err := loadSample()
	if err != nil {
		return err
	}
	engine, err := matcher.NewMemory(matcher.DefaultSettings())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	if err := engine.AddPatents(ctx, sample.patents...); err != nil {
		return err
	}
	if err := engine.AddNeeds(ctx, sample.needs...); err != nil {
		return err
	}
	d := demonstration{Patents: len(sample.patents), Needs: len(sample.needs), Enterprises: sample.enterprises}
	if err := o.match(ctx, engine, sample, &d); err != nil {
		return err
	}
	if d.Unmet, err = o.unmet(ctx, engine, sample); err != nil {
		return err
	}
	if o.json {
		return writeJSON(w, d)
	}
	return d.print(w, styleFor(w))
}

// match fills in the needs that find something, and the way back from the first patent found.
func (o *demoOptions) match(ctx context.Context, engine *matcher.Engine, sample *sampleCorpus, d *demonstration) error {
	for i, need := range sample.wellMet(o.needs) {
		q := o.query()
		if i == 0 {
			q.PerField = 2
		}
		res, err := engine.Match(ctx, need, q)
		if err != nil {
			return err
		}
		d.Matched = append(d.Matched, demoNeed{need, res})
	}
	last := d.Matched[len(d.Matched)-1].Result
	if len(last.Matches) == 0 {
		return nil
	}
	patent := *last.Matches[0].Patent
	res, err := engine.MatchPatent(ctx, patent, o.query())
	if err != nil {
		return err
	}
	d.Reverse = &demoPatent{patent, res}
	return nil
}

func (o *demoOptions) query() matcher.Query {
	q := matcher.DefaultQuery()
	q.K, q.Records = o.k, true
	return q
}

// unmetWords is the number of words that show why nothing fits a need.
const unmetWords = 8

// unmet finds, among the needs that no patent was judged to meet, the one whose first match holds the least of its terms.
func (o *demoOptions) unmet(ctx context.Context, engine *matcher.Engine, sample *sampleCorpus) (*demoUnmet, error) {
	var out *demoUnmet
	for _, need := range sample.unmet() {
		q := o.query()
		q.Terms = allTerms
		res, err := engine.Match(ctx, need, q)
		if err != nil {
			return nil, err
		}
		share := 0.0
		if len(res.Matches) > 0 {
			if share, err = coverage(ctx, engine, need, res.Matches[0]); err != nil {
				return nil, err
			}
		}
		if out == nil || share < out.Coverage {
			out = &demoUnmet{demoNeed: demoNeed{need, res}, Coverage: share}
		}
	}
	if out == nil {
		return nil, nil
	}
	in, err := engine.Inspect(ctx, out.Need.Title, out.Need.Description, true)
	if err != nil {
		return nil, err
	}
	for _, t := range in.Tokens { // by weight descending in each view
		if t.View == "word" && len(out.Words) < unmetWords {
			out.Words = append(out.Words, t)
		}
	}
	// The terms were only asked for to be counted.
	q := o.query()
	out.Result, err = engine.Match(ctx, out.Need, q)
	return out, err
}
