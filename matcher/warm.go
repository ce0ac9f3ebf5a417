package matcher

import "github.com/gongxu/gongxu/classify"

// Warm prepares what the first matches would wait for: the sum of all vectors, about a second for a million patents, and the classifier
// that infers fields. A server calls it before it answers.
func (e *Engine) Warm() error {
	x := e.hold()
	defer x.release()
	if x.opts.InferFields {
		classify.Default()
	}
	store := x.library.vectors()
	if store == nil {
		return nil
	}
	_, err := store.MeanCosine(make([]int8, store.Dimensions()))
	return err
}
