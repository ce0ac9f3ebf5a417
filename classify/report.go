package classify

import (
	"slices"

	"github.com/gongxu/gongxu/learn"
)

// Report is how good inference is on titles that the classifier has not seen.
type Report struct {
	// Titles is their number, Classes that of the subclasses that can be inferred.
	Titles  int `json:"titles"`
	Classes int `json:"classes"`
	// Top1, Top3 and Top5 are the shares of titles with one of their subclasses among the first 1, 3, 5.
	Top1 float64 `json:"top1"`
	Top3 float64 `json:"top3"`
	Top5 float64 `json:"top5"`
	// Subclass, Branch and Division tell what the probabilities of the foremost are worth; the curves are fitted on the other parts.
	Subclass Reliability `json:"subclass"`
	Branch   Reliability `json:"branch"`
	Division Reliability `json:"division"`
}

// Reliability compares the probabilities of foremost answers with how often they were right.
type Reliability struct {
	// Answers is the number of titles with an answer and a truth to compare with, Right the share of right answers.
	Answers int     `json:"answers"`
	Right   float64 `json:"right"`
	// ECE is the expected calibration error over bins of equal size.
	ECE  float64     `json:"ece"`
	Bins []learn.Bin `json:"bins"`
}

// bins is the number of bins of a reliability table.
const bins = 10

func newReport(all []outcome, set *trainingSet) (*Report, error) {
	r := &Report{Titles: len(all), Classes: len(set.classes)}
	var subclasses, branches, divisions answers
	for fold := range set.Folds {
		in := slices.DeleteFunc(slices.Clone(all), func(o outcome) bool { return o.fold != fold })
		if len(in) == 0 {
			continue
		}
		c, err := fitCurves(slices.DeleteFunc(slices.Clone(all), func(o outcome) bool { return o.fold == fold }))
		if err != nil {
			return nil, err
		}
		for _, o := range in {
			best := o.subclasses()
			place := slices.IndexFunc(best, func(s sample) bool { return s.right })
			for _, top := range []struct {
				k     int
				share *float64
			}{{1, &r.Top1}, {3, &r.Top3}, {5, &r.Top5}} {
				if place >= 0 && place < top.k {
					*top.share += 1 / float64(len(all))
				}
			}
			subclasses.add(c.Subclass, best)
			branches.add(c.Branch, o.branches(c.Subclass))
			divisions.add(c.Division, o.divisions(c.Subclass))
		}
	}
	r.Subclass, r.Branch, r.Division = subclasses.reliability(), branches.reliability(), divisions.reliability()
	return r, nil
}

// answers are foremost answers, with their probabilities and whether they were right.
type answers struct {
	probability []float64
	right       []bool
}

// add adds the best of the samples, if there is one.
func (a *answers) add(c learn.Logistic, best []sample) {
	if len(best) > 0 {
		a.probability = append(a.probability, probability(c, best[0]))
		a.right = append(a.right, best[0].right)
	}
}

func (a *answers) reliability() Reliability {
	if len(a.right) == 0 {
		return Reliability{}
	}
	b := learn.Reliability(a.probability, a.right, bins)
	return Reliability{Answers: len(a.right), Right: learn.Rate(a.right), ECE: learn.CalibrationError(b), Bins: b}
}
