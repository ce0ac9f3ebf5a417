package matcher

// SignalLabels returns the names of the signals in Chinese, in the order of SignalNames.
func SignalLabels() []string {
	out := make([]string, 0, kinds)
	for _, s := range table {
		out = append(out, s.label)
	}
	return out
}

// SignalWeights returns the weights by which the engine ranks, in the order of SignalNames: those of its options for an engine with an
// embedder when it has one and the library has vectors, else those without, in which the signals of an embedder weigh nothing. Feedback
// weighs nothing as long as there is none, nor do inferred fields where none are inferred. Only their ratios matter.
func (e *Engine) SignalWeights() []float64 {
	x := e.hold()
	defer x.release()
	w := x.weightsOf(e.opts.DenseWeights)
	if e.library.vectors() == nil {
		w = x.weightsOf(e.opts.Weights)
		w[dense], w[sentences] = 0, 0
	}
	if e.past.empty() {
		w[feedback] = 0
	}
	return w[:]
}

// associationWeight is the shipped Weights.Association. It lies between the weights that cross-validation chose on two collections, 0.2
// and 0.4 (gongxu tune --association); with the weight of a distilled map such a map takes more from a ranking than it gives.
const associationWeight = 0.3

// weightsOf returns weights by signal, with those that do not fit the engine's map or features replaced.
func (e *edition) weightsOf(w Weights) [kinds]float64 {
	if e.ranksBy().Associated() && w.Association > 0 {
		w.Meaning = w.Association
	}
	if !e.opts.InferFields {
		w.Inferred = 0
	}
	return w.byKind()
}
