package classify

import (
	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/segment"
)

// Fields are what an Inference tells, for people: with names.
type Fields struct {
	// IPC are subclasses, SEI branches of the strategic emerging industries, GBT divisions of GB/T 4754-2017, the most probable first.
	IPC []Field `json:"ipc"`
	SEI []Field `json:"sei"`
	GBT []Field `json:"gbt"`
}

// Field is one of them.
type Field struct {
	// Code is H01M, 5.2 or 38.
	Code string `json:"code"`
	// Name is the official Chinese one; that of a subclass is its title.
	Name string `json:"name"`
	// Probability is calibrated, in [0, 1].
	Probability float64 `json:"probability"`
}

// Fields adds names.
func (in Inference) Fields() Fields {
	named := func(list []industry.Weighted, name func(code string) string) []Field {
		out := make([]Field, 0, len(list))
		for _, w := range list {
			out = append(out, Field{Code: w.Code, Name: name(w.Code), Probability: w.Weight})
		}
		return out
	}
	return Fields{
		IPC: named(in.IPC, func(code string) string {
			title, _ := industry.Title(symbol(code))
			return title
		}),
		SEI: named(in.SEI, func(code string) string {
			b, _ := industry.BranchByCode(code)
			return b.Name
		}),
		GBT: named(in.GBT, func(code string) string {
			c, _ := industry.GBTByCode(code)
			return c.Name
		}),
	}
}

// InferText infers the fields of texts as they are, the most telling first, as [Classifier.Infer] does.
func (c *Classifier) InferText(texts ...string) Inference {
	analyses := make([]*segment.Analysis, len(texts))
	for i, text := range texts {
		analyses[i] = segment.Default().Analyze(text, segment.NeedText)
	}
	return c.Infer(analyses...)
}
