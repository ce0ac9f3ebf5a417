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

// InferredFields are what the text of a patent without an IPC subclass says of its fields. Nobody has declared them: filters take them
// unless Filter.DeclaredOnly is set.
type InferredFields struct {
	// IPC are subclasses, SEI branches of the strategic emerging industries, the most probable first.
	IPC []classify.Field `json:"ipc,omitempty"`
	SEI []classify.Field `json:"sei,omitempty"`
}

// inferred is what a patent's text tells of its fields: codes with their probabilities in whole hundredths, the most probable first.
type inferred struct {
	// likely are subclasses, whatever the record says; the signal of inferred fields goes by them.
	likely []industry.Weighted
	// subclasses, the first of the likely ones, and branches are believed, for the record has none.
	subclasses, branches []industry.Weighted
}

// What is believed of an inference: all that is at least as probable as not, or else the first alone when it is probable enough to be
// of use in a list.
const (
	certainEnough = 0.5
	likelyEnough  = 0.3
)

// inferredOf infers the fields of a patent from its texts. What the record declares is not believed to be otherwise; a design has no
// class of the IPC.
func (e *edition) inferredOf(p corpus.Patent, texts index.Analyses) inferred {
	if !e.opts.InferFields || p.Type == corpus.TypeDesign {
		return inferred{}
	}
	in := classify.Default().Infer(slices.Concat(texts[fieldTitle], texts[fieldAbstract])...)
	out := inferred{likely: inHundredths(in.IPC)}
	symbols := p.Symbols()
	if slices.ContainsFunc(symbols, hasSubclass) {
		return out
	}
	out.subclasses = believed(out.likely)
	if n := slices.IndexFunc(out.subclasses, func(w industry.Weighted) bool { return !below(w.Code, symbols) }); n >= 0 {
		out.subclasses = out.subclasses[:n:n]
	}
	if len(declaredBranches(symbols)) == 0 {
		out.branches = believed(inHundredths(in.SEI))
	}
	return out
}

// below reports whether a subclass lies in one of the sections and classes that are declared, or none is.
func below(subclass string, declared []industry.Symbol) bool {
	s, err := industry.ParseSymbol(subclass)
	return len(declared) == 0 || err == nil && slices.ContainsFunc(declared, func(d industry.Symbol) bool { return s.At(d.Level()) == d })
}

// inHundredths rounds probabilities.
func inHundredths(list []industry.Weighted) []industry.Weighted {
	out := make([]industry.Weighted, len(list))
	for i, w := range list {
		out[i] = industry.Weighted{Code: w.Code, Weight: math.Round(100*w.Weight) / 100}
	}
	return out
}

func hasSubclass(s industry.Symbol) bool { return s.Level() >= industry.LevelSubclass }

// believed takes what is probable enough from a list that has the most probable first.
func believed(list []industry.Weighted) []industry.Weighted {
	n := 0
	for n < len(list) && (list[n].Weight >= certainEnough || n == 0 && list[n].Weight >= likelyEnough) {
		n++
	}
	return list[:n:n]
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

// inferredProfile is a kind of believed fields, and how certain the first of them is.
type inferredProfile struct {
	industry.Profile
	certainty float64
}

// profiles returns the believed branches and subclasses, each where there are any.
func (in inferred) profiles() (out []inferredProfile) {
	if len(in.branches) > 0 {
		sum := 0.0
		for _, w := range in.branches {
			sum += w.Weight
		}
		p := inferredProfile{certainty: in.branches[0].Weight}
		for _, w := range in.branches {
			p.SEI = append(p.SEI, industry.Weighted{Code: w.Code, Weight: w.Weight / sum})
		}
		out = append(out, p)
	}
	if len(in.subclasses) > 0 {
		p := inferredProfile{certainty: in.subclasses[0].Weight}
		for _, w := range in.subclasses {
			if s, err := industry.ParseSymbol(w.Code); err == nil {
				p.IPC = append(p.IPC, s)
			}
		}
		out = append(out, p)
	}
	return out
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
	return fmt.Sprintf("推断领域 %s%s（概率 %.0f%%），由文本推断，未经申报。", likely.Code, name, 100*likely.Probability)
}

// likelyWidth is the width of a likely subclass in features: the probability in hundredths, and the code.
const likelyWidth = 1 + len("H01M")

// append packs what is inferred, with the number of bytes that follow before it (byte): the number of likely subclasses and of those
// that are believed (byte each), the likely ones (likelyWidth each), and for each branch the probability in hundredths (byte) and the code
// with its length before it (byte).
func (in inferred) append(f features) features {
	at := len(f)
	f = append(f, 0)
	if len(in.likely) > 0 || len(in.branches) > 0 {
		f = append(f, uint8(len(in.likely)), uint8(len(in.subclasses)))
	}
	for _, w := range in.likely {
		f = append(append(f, hundredths(w.Weight)), w.Code...)
	}
	for _, w := range in.branches {
		f = append(append(f, hundredths(w.Weight), uint8(len(w.Code))), w.Code...)
	}
	f[at] = uint8(len(f) - at - 1)
	return f
}

func hundredths(probability float64) uint8 { return uint8(math.Round(100 * probability)) }

// splitInferred returns what append packed and what follows it.
func splitInferred(f features) (packed, rest features) {
	if len(f) == 0 || len(f) < 1+int(f[0]) {
		return nil, nil
	}
	return f[1 : 1+f[0]], f[1+int(f[0]):]
}

// likelySubclasses returns the likely subclasses of what append packed, likelyWidth each, how many of them are believed, and the branches.
func likelySubclasses(packed features) (likely features, believed int, branches features) {
	if len(packed) < 2 || len(packed) < 2+int(packed[0])*likelyWidth {
		return nil, 0, nil
	}
	n := int(packed[0])
	return packed[2:][:n*likelyWidth], min(n, int(packed[1])), packed[2+n*likelyWidth:]
}

// readInferred unpacks what append packed.
func readInferred(packed features) (in inferred) {
	likely, n, rest := likelySubclasses(packed)
	for ; len(likely) >= likelyWidth; likely = likely[likelyWidth:] {
		in.likely = append(in.likely, industry.Weighted{Code: string(likely[1:likelyWidth]), Weight: float64(likely[0]) / 100})
	}
	if n > 0 {
		in.subclasses = in.likely[:n:n]
	}
	for len(rest) >= 2 && len(rest) >= 2+int(rest[1]) {
		w := industry.Weighted{Code: string(rest[2:][:rest[1]]), Weight: float64(rest[0]) / 100}
		in.branches, rest = append(in.branches, w), rest[2+len(w.Code):]
	}
	return in
}

// overlap is what the likely subclasses of two texts have in common: the sum, over subclasses, of the smaller probability, at most 1. known is
// false when either side has none.
func overlap(need []industry.Weighted, packed features) (v float64, known bool) {
	likely, _, _ := likelySubclasses(packed)
	if len(need) == 0 || len(likely) == 0 {
		return 0, false
	}
	for ; len(likely) >= likelyWidth; likely = likely[likelyWidth:] {
		for _, w := range need {
			if w.Code == string(likely[1:likelyWidth]) {
				v += min(w.Weight, float64(likely[0])/100)
			}
		}
	}
	return min(1, v), true
}
