package matcher

import (
	"fmt"
	"math"
	"slices"

	"github.com/gongxu/gongxu/classify"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
)

// InferredFields are what the text of a patent without an IPC subclass says of its fields. Nobody has declared them: filters take them unless
// Filter.DeclaredOnly is set, and no score depends on them.
type InferredFields struct {
	// IPC are subclasses, SEI branches of the strategic emerging industries, the most probable first.
	IPC []classify.Field `json:"ipc,omitempty"`
	SEI []classify.Field `json:"sei,omitempty"`
}

// inferred are codes with their probabilities in whole hundredths, the most probable first.
type inferred struct {
	subclasses, branches []industry.Weighted
}

// What is believed of an inference: all that is at least as probable as not, or else the first alone when it is probable enough to be
// of use in a list.
const (
	certainEnough = 0.5
	likelyEnough  = 0.3
)

// inferredOf infers the fields of a patent without a symbol of a subclass from its texts, and no branch where there is a declared one.
func (e *edition) inferredOf(p corpus.Patent, texts index.Analyses) inferred {
	symbols := p.Symbols()
	if !e.opts.InferFields || slices.ContainsFunc(symbols, hasSubclass) {
		return inferred{}
	}
	in := classify.Default().Infer(slices.Concat(texts[fieldTitle], texts[fieldAbstract])...)
	out := inferred{subclasses: believed(in.IPC)}
	if len(declaredBranches(symbols)) == 0 {
		out.branches = believed(in.SEI)
	}
	return out
}

func hasSubclass(s industry.Symbol) bool { return s.Level() >= industry.LevelSubclass }

// believed takes what is probable enough from a list that has the most probable first.
func believed(list []industry.Weighted) []industry.Weighted {
	var out []industry.Weighted
	for i, w := range list {
		if w.Weight >= certainEnough || i == 0 && w.Weight >= likelyEnough {
			out = append(out, industry.Weighted{Code: w.Code, Weight: math.Round(100*w.Weight) / 100})
		}
	}
	return out
}

// keywords are those that filters look for.
func (in inferred) keywords() []index.Keyword {
	var out []index.Keyword
	key := func(field, value string) { out = append(out, index.Keyword{Field: field, Value: value}) }
	for _, w := range in.subclasses {
		key(keyInferredSubclass, w.Code)
		if s, err := industry.ParseSymbol(w.Code); err == nil {
			eachLevel(s, func(value string) { key(keyInferredIPC, value) })
		}
	}
	for _, w := range in.branches {
		key(keyInferredSEI, w.Code)
	}
	return out
}

// named adds names for people; nil when there is nothing.
func (in inferred) named() *InferredFields {
	if len(in.subclasses) == 0 && len(in.branches) == 0 {
		return nil
	}
	fields := classify.Inference{IPC: in.subclasses, SEI: in.branches}.Fields()
	return &InferredFields{IPC: fields.IPC, SEI: fields.SEI}
}

// note says in Chinese what is inferred; "" when nothing is.
func (in inferred) note() string {
	fields := in.named()
	if fields == nil {
		return ""
	}
	likely, name := slices.Concat(fields.SEI, fields.IPC)[0], ""
	if len(fields.SEI) > 0 {
		name = " " + likely.Name
	}
	return fmt.Sprintf("推断领域 %s%s（概率 %.0f%%），由文本推断，未经申报，不计入得分。", likely.Code, name, 100*likely.Probability)
}

// append packs what is inferred: the number of codes (byte), then for each 0 for a subclass or 1 for a branch (byte), the probability in
// hundredths (byte), and the code with its length before it (byte).
func (in inferred) append(f features) features {
	f = append(f, uint8(len(in.subclasses)+len(in.branches)))
	for kind, list := range [][]industry.Weighted{in.subclasses, in.branches} {
		for _, w := range list {
			f = append(f, uint8(kind), uint8(math.Round(100*w.Weight)), uint8(len(w.Code)))
			f = append(f, w.Code...)
		}
	}
	return f
}

// readInferred unpacks what append packed, and returns what follows it.
func readInferred(f features) (in inferred, rest features) {
	if len(f) == 0 {
		return in, nil
	}
	n, rest := int(f[0]), f[1:]
	for range n {
		if len(rest) < 3 || len(rest) < 3+int(rest[2]) {
			return in, nil
		}
		w := industry.Weighted{Code: string(rest[3:][:rest[2]]), Weight: float64(rest[1]) / 100}
		if rest[0] == 0 {
			in.subclasses = append(in.subclasses, w)
		} else {
			in.branches = append(in.branches, w)
		}
		rest = rest[3+len(w.Code):]
	}
	return in, rest
}
