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
	w := e.opts.DenseWeights.byKind()
	if e.library.vectors() == nil {
		w = e.opts.Weights.byKind()
		w[dense], w[sentences] = 0, 0
	}
	if !e.opts.InferFields {
		w[textFields] = 0
	}
	if e.past.empty() {
		w[feedback] = 0
	}
	return w[:]
}
