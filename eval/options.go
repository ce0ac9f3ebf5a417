package eval

import (
	"errors"
	"fmt"
)

// Options say what is measured and what counts as relevant. Start from
// [DefaultOptions]; the zero value is not valid.
type Options struct {
	// Measures are computed and reported in this order.
	Measures []Measure
	// RelLevel is the lowest grade, from 1 to [MaxGrade], that counts as relevant for the
	// binary measures. Means are taken over the topics that have such a document.
	RelLevel int
	// Condensed measures a condensed list (Sakai 2007): unjudged documents are dropped
	// from the run, and the judged ones that the run missed are appended by document
	// number ascending. For judgments where unjudged means unknown, not irrelevant.
	Condensed bool
}

// DefaultOptions returns the default measures, relevance from grade 2 on, and no
// condensing.
func DefaultOptions() Options {
	return Options{Measures: DefaultMeasures(), RelLevel: 2}
}

// Validate reports every fault at once, each an [ErrInvalid] or an [ErrMeasure]; nil if
// there is none.
func (o Options) Validate() error {
	var faults []error
	if len(o.Measures) == 0 {
		faults = append(faults, fmt.Errorf("%w: no measures", ErrInvalid))
	}
	seen := make(map[Measure]bool)
	for _, m := range o.Measures {
		if err := m.check(); err != nil {
			faults = append(faults, err)
		}
		if seen[m] {
			faults = append(faults, fmt.Errorf("%w: measure %s given twice", ErrInvalid, m))
		}
		seen[m] = true
	}
	if o.RelLevel < 1 || o.RelLevel > MaxGrade {
		faults = append(faults, fmt.Errorf("%w: relevance level %d, want 1 to %d", ErrInvalid, o.RelLevel, MaxGrade))
	}
	return errors.Join(faults...)
}
