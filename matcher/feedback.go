package matcher

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/gongxu/gongxu/corpus"
)

// ErrJudgment means that a judgment cannot be taken: it is incomplete, or has no time.
var ErrJudgment = errors.New("matcher: invalid judgment")

// Judge records what was said of pairs of need and patent, all of it or nothing, and returns how many judgments were news. Later
// rankings heed them (signalfeedback.go). Of one person's judgments of a pair the one with the latest time counts, of equal times the one
// that came last; one that is older than what counts, or says the same, is no news and is not written. A judgment without a need's id
// is filed under one that is made of the text; one without a text takes that which is known under the id, from earlier judgments or
// from the library. The patent must be in the library.
//
// It fails with ErrJudgment or ErrNotFound, which name the first judgment that is at fault by its place from 0. When it returns without
// an error the judgments are on disk. An engine that was opened for reading records too: the file is the judgments' own.
func (e *Engine) Judge(ctx context.Context, judgments []corpus.Judgment) (recorded int, err error) {
	x := e.hold()
	defer x.release()
	r, err := x.patents.Reader()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	checked := make([]corpus.Judgment, len(judgments))
	for i, j := range judgments {
		if checked[i], err = e.completed(ctx, j); err != nil {
			return 0, fmt.Errorf("judgment %d: %w", i, err)
		}
		switch _, ok, err := r.Find(ctx, j.Patent); {
		case err != nil:
			return 0, err
		case !ok:
			return 0, fmt.Errorf("judgment %d: %w: patent %q", i, ErrNotFound, j.Patent)
		}
	}
	recorded, err = x.past.add(checked)
	x.generation.Add(1)
	return recorded, err
}

// completed checks a judgment and fills in what follows from the rest.
func (e *Engine) completed(ctx context.Context, j corpus.Judgment) (corpus.Judgment, error) {
	if err := j.Validate(); err != nil {
		return j, fmt.Errorf("%w: %w", ErrJudgment, err)
	}
	if j.When.IsZero() {
		return j, fmt.Errorf("%w: when is missing", ErrJudgment)
	}
	j = j.Graded()
	j.When = j.When.UTC().Round(0)
	if j.Need == "" {
		j.Need = textID(j.Title, j.Description)
	}
	if j.Title != "" || j.Description != "" || e.past.knows(j.Need) {
		return j, nil
	}
	n, err := e.Need(ctx, j.Need)
	if errors.Is(err, ErrNotFound) {
		return j, fmt.Errorf("%w, and the judgment has no text of it", err)
	}
	j.Title, j.Description = n.Title, n.Description
	return j, err
}

// textID is the id of a need that has none.
func textID(title, description string) string {
	sum := sha256.Sum256([]byte(title + "\x00" + description))
	return "text-" + hex.EncodeToString(sum[:8])
}

// Judgments returns the judgments that count, by need, patent and who, each with the need's text. What other processes have recorded is
// among them.
func (e *Engine) Judgments(ctx context.Context) ([]corpus.Judgment, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	changed, _, err := e.past.refresh()
	if err != nil {
		return nil, err
	}
	if changed {
		e.generation.Add(1)
	}
	e.past.mu.Lock()
	defer e.past.mu.Unlock()
	out := e.past.sorted()
	for i := range out {
		words := e.past.texts[out[i].Need]
		out[i].Title, out[i].Description = words.title, words.description
	}
	return out, nil
}

// FeedbackTorn returns how many bytes of a judgment that was not written whole, by a program that was killed, were found at the end of the
// file when the engine was opened. They are cut off before the next judgment is written.
func (e *Engine) FeedbackTorn() int { return e.past.torn }

// compareJudgments orders by need, patent and who.
func compareJudgments(a, b corpus.Judgment) int {
	return cmp.Or(cmp.Compare(a.Need, b.Need), cmp.Compare(a.Patent, b.Patent), cmp.Compare(a.Who, b.Who))
}

// sorted returns what counts, in order, without the texts of the needs. The caller holds the lock.
func (p *past) sorted() []corpus.Judgment {
	out := make([]corpus.Judgment, 0, len(p.newest))
	for _, j := range p.newest {
		out = append(out, j)
	}
	slices.SortFunc(out, compareJudgments)
	return out
}
