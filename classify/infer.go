package classify

import (
	"maps"
	"math"
	"slices"

	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/learn"
	"github.com/gongxu/gongxu/segment"
)

// Inference is what a text tells about its fields: calibrated probabilities, most probable first and then by code. Its lists are empty
// when the text has no term that the classifier knows.
type Inference struct {
	// IPC has subclasses: of the patents with titles like the text, that share has the subclass among its own. As many patents have
	// several, they may sum to more than 1.
	IPC []industry.Weighted `json:"ipc"`
	// SEI has branches: the share of such patents whose foremost branch by [industry.Of] it is.
	SEI []industry.Weighted `json:"sei"`
	// GBT has divisions of GB/T 4754 by [industry.Divisions], likewise the foremost.
	GBT []industry.Weighted `json:"gbt"`
}

// Bounds of what Infer lists.
const (
	leastProbability = 0.01
	mostInferred     = 10
)

// Infer infers the fields of something from analyses of its texts, the most telling first: of a patent or need its title, then its
// abstract or description. Each text counts half as much as the one before. It takes about half a millisecond.
func (c *Classifier) Infer(texts ...*segment.Analysis) Inference {
	in := Inference{IPC: []industry.Weighted{}, SEI: []industry.Weighted{}, GBT: []industry.Weighted{}}
	scores := c.scores(texts)
	if scores == nil {
		return in
	}
	ipc, branches, divisions := probabilities(scores, c.Curves.Subclass), mixture{}, mixture{}
	branches.add(c.fields.branches, ipc)
	divisions.add(c.fields.divisions, ipc)
	for class, p := range ipc {
		if p >= leastProbability {
			in.IPC = append(in.IPC, industry.Weighted{Code: c.content.Classes[class], Weight: p})
		}
	}
	in.IPC = foremost(in.IPC)
	in.SEI = branches.calibrated(c.Curves.Branch)
	in.GBT = divisions.calibrated(c.Curves.Division)
	return in
}

// probabilities makes a probability of each score of a text; one below leastProbability may be given as 0.
func probabilities(scores []float32, curve learn.Logistic) []float64 {
	best, second := math.Inf(-1), math.Inf(-1)
	for _, s := range scores {
		if x := float64(s); x > best {
			best, second = x, best
		} else if x > second {
			second = x
		}
	}
	if len(scores) < 2 {
		second = 0
	}
	all := make([]float64, len(scores))
	improbable := float32(math.Inf(-1)) // the largest score known to be so
	rising := !slices.ContainsFunc(curve.Coefficients, func(x float64) bool { return !(x >= 0) })
	for i, s := range scores {
		if s <= improbable {
			continue
		}
		x := sample{score: float64(s), gap: float64(s) - best}
		if x.gap == 0 {
			x.gap = best - second
		}
		all[i] = probability(curve, x)
		if rising && all[i] < leastProbability && x.gap < 0 {
			improbable = s
		}
	}
	return all
}

// mixture holds a weight by code, summing to at most 1.
type mixture map[string]float64

// add adds up what the likely subclasses say, each in proportion to its probability.
func (m mixture) add(of [][]industry.Weighted, probability []float64) {
	sum := 0.0
	for _, p := range probability {
		if p >= leastProbability {
			sum += p
		}
	}
	for class, p := range probability {
		if p < leastProbability {
			continue
		}
		for _, w := range of[class] {
			m[w.Code] += float64(float64(p/sum) * w.Weight)
		}
	}
}

// calibrated lists the foremost with their probabilities by a curve.
func (m mixture) calibrated(curve learn.Logistic) []industry.Weighted {
	codes := slices.Sorted(maps.Keys(m))
	weights := make([]float32, len(codes))
	for i, code := range codes {
		weights[i] = float32(m[code])
	}
	list := make([]industry.Weighted, 0, len(codes))
	for i, p := range probabilities(weights, curve) {
		list = append(list, industry.Weighted{Code: codes[i], Weight: p})
	}
	return foremost(list)
}

// foremost sorts and cuts a list.
func foremost(list []industry.Weighted) []industry.Weighted {
	list = slices.DeleteFunc(list, func(w industry.Weighted) bool { return w.Weight < leastProbability })
	industry.SortWeighted(list)
	return list[:min(len(list), mostInferred)]
}

// fields are the branches and divisions of classes.
type fields struct{ branches, divisions [][]industry.Weighted }

func fieldsOf(classes []string) fields {
	var f fields
	for _, code := range classes {
		s := symbol(code)
		f.branches = append(f.branches, industry.Of(s))
		f.divisions = append(f.divisions, industry.Divisions(s))
	}
	return f
}

// symbol reads a code that was checked before.
func symbol(code string) industry.Symbol {
	s, err := industry.ParseSymbol(code)
	if err != nil {
		panic("classify: " + err.Error())
	}
	return s
}
