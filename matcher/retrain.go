package matcher

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/semantic"
)

// RetrainOptions say how Retrain learns a map of terms.
type RetrainOptions struct {
	// Association learns from the texts alone, as Engine.Associate does. Otherwise the map is distilled from the embedder's vectors
	// of the titles, as Engine.Distill does.
	Association bool
	// Fit is how; start from semantic.DefaultAssociation or semantic.DefaultOptions. Its Progress, if not nil, is told of the stage
	// "patents indexed" as well, from another goroutine than Retrain's; it may use the engine but must not close it.
	Fit semantic.Options
}

// Retrained says what Retrain did.
type Retrained struct {
	// Changed tells that another map has taken the place of the one before; false when the same was learnt, so that nothing was replaced.
	Changed bool `json:"changed"`
	// Hash, Terms and Dimensions are those of the map in use.
	Hash       string `json:"hash"`
	Terms      int    `json:"terms"`
	Dimensions int    `json:"dimensions"`
	// Patents is their number when the retraining began, MeanwhileWritten how many ids were written or deleted until its end.
	Patents          int `json:"patents"`
	MeanwhileWritten int `json:"meanwhile_written"`
	// LearningSeconds is how long learning the map took, IndexingSeconds making the index of the patents by it, until the exchange.
	LearningSeconds float64 `json:"learning_seconds"`
	IndexingSeconds float64 `json:"indexing_seconds"`
}

// stageIndexed is the stage of building the index.
const stageIndexed = "patents indexed"

// few is how many changes are repeated while others wait to write; more are repeated beforehand, in at most so many rounds.
const (
	few          = 100
	repeatRounds = 5
)

// Retrain learns a map of terms from the patents of the engine and lets it take the place of the one in use, together with an index of
// the patents with their directions by it. Meanwhile the engine goes on as it was: matches are answered with the map of before, and
// patents may be written and deleted, which the new index gets too. A query that has begun before the exchange ends with what it
// began with. It begins when a load that is under way has ended, and writers wait for the exchange, but for no more than the last few
// changes take. It takes the space of a second index of the patents until the first is out of use.
//
// An engine that was opened for reading may retrain too. Other processes that have the directory open then go on with what they opened, until they
// call RefreshMeaning or open it again.
//
// When it fails, or the process ends in the midst of it, the directory is as it was, and what is left of the new index is removed when it is
// opened for writing the next time or retrained. It fails with index.ErrLocked when a retraining is under way already, with
// index.ErrOptionsChanged when another process has retrained the directory since it was opened, with ErrEmbedder without vectors to
// distil from, and with the errors of learning and of writing.
func (e *Engine) Retrain(ctx context.Context, o RetrainOptions) (Retrained, error) {
	ctx, end, err := e.training.begin(ctx)
	if err != nil {
		return Retrained{}, err
	}
	defer end()
	unlock, err := lockTraining(e.dir)
	if err != nil {
		return Retrained{}, err
	}
	defer unlock()
	x := e.hold()
	defer x.release()
	if err := x.sweep(); err != nil {
		return Retrained{}, err
	}
	defer e.writes.forget()
	r, err := e.snapshot(ctx)
	if err != nil {
		return Retrained{}, err
	}
	defer r.Close()
	learn := x.distil
	if o.Association {
		learn = x.associate
	}
	begun := time.Now()
	m, err := learn(ctx, r, o.Fit)
	if err != nil {
		return Retrained{}, err
	}
	learnt := time.Now()
	out := Retrained{
		Hash: m.Hash(), Terms: m.Len(), Dimensions: m.Dimensions(), Patents: int(r.Total()), LearningSeconds: learnt.Sub(begun).Seconds(),
	}
	if m.Hash() == x.meaning.Hash() {
		return out, nil
	}
	next, err := e.prepare(ctx, x, r, m, o)
	if err != nil {
		return Retrained{}, err
	}
	if out.MeanwhileWritten, err = e.exchange(ctx, next); err != nil {
		return Retrained{}, errors.Join(err, next.discard())
	}
	out.Changed, out.IndexingSeconds = true, time.Since(learnt).Seconds()
	return out, nil
}

// sweep removes what an earlier retraining left, and checks that the directory is still that of the edition.
func (e *edition) sweep() error {
	if e.dir == "" {
		return nil
	}
	d, err := readDescription(e.dir)
	if err != nil {
		return err
	}
	if d.patents() != e.name {
		return fmt.Errorf("%w: another process has retrained %s; open it again", index.ErrOptionsChanged, e.dir)
	}
	return removeLeftovers(e.dir, e.name)
}

// snapshot returns a reader of the patents as they are now, and begins to note later changes.
func (e *Engine) snapshot(ctx context.Context) (*index.Reader, error) {
	if err := e.writes.begin(ctx); err != nil {
		return nil, err
	}
	defer e.writes.end()
	e.writes.taken()
	return e.current.patents.Reader()
}

// prepare makes the edition of a map, with the patents that a reader sees.
func (e *Engine) prepare(ctx context.Context, x *edition, r *index.Reader, m *semantic.Map, o RetrainOptions) (*edition, error) {
	next, err := newEdition(e.common, trainedName(trainedNumber(x.name)+1, m), m, e.set.RecordCacheBytes)
	if err != nil {
		return nil, err
	}
	if e.dir == "" {
		next.patents, err = index.NewMemory(next.indexOptions(), e.seg, e.set.Index)
	} else {
		next.patents, err = index.Create(next.path(), next.indexOptions(), e.seg, e.set.Index)
		if err == nil {
			err = writeMeaning(next.meaningPath(), m)
		}
	}
	if err == nil {
		load := index.DefaultLoadOptions()
		load.Workers = 1 // matches go on beside it
		load.Progress = func(s index.Summary) {
			if o.Fit.Progress != nil {
				o.Fit.Progress(stageIndexed, s.Total(), int(r.Total()))
			}
		}
		_, err = next.patents.Load(ctx, documents(allOf[corpus.Patent](ctx, r, "patent"), next.patentDocument), load)
	}
	if err == nil {
		err = next.patents.Optimize(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, next.discard())
	}
	return next, nil
}

// exchange lets an edition take the place of the current one when it has what was written meanwhile, and returns how much that was.
func (e *Engine) exchange(ctx context.Context, next *edition) (repeated int, err error) {
	for range repeatRounds {
		n, err := e.repeat(ctx, next, false)
		if repeated += n; err != nil {
			return repeated, err
		}
		if n <= few {
			break
		}
	}
	n, err := e.repeat(ctx, next, true)
	return repeated + n, err
}

// repeat gives an edition what was noted since the last time. The last time nobody writes until it has taken the place of the current one.
func (e *Engine) repeat(ctx context.Context, next *edition, last bool) (n int, err error) {
	if err := e.writes.begin(ctx); err != nil {
		return 0, err
	}
	defer func() {
		if last {
			e.writes.end()
		}
	}()
	ids := e.writes.taken()
	r, err := e.current.patents.Reader()
	if !last {
		e.writes.end()
	}
	if err != nil {
		return 0, err
	}
	defer r.Close()
	for chunk := range slices.Chunk(ids, 1000) {
		if err := next.follow(ctx, r, chunk); err != nil {
			return 0, err
		}
	}
	if err := ctx.Err(); err != nil || !last {
		return len(ids), err
	}
	return len(ids), e.commit(next)
}

// follow gives the edition the patents of these ids as a reader of another one sees them.
func (e *edition) follow(ctx context.Context, r *index.Reader, ids []string) error {
	var docs []index.Document
	var deletes []string
	for _, id := range ids {
		stored, ok, err := r.Get(ctx, id)
		if err != nil {
			return err
		}
		if !ok {
			deletes = append(deletes, id)
			continue
		}
		p, err := decodePatent(stored)
		if err != nil {
			return err
		}
		d, err := e.patentDocument(p)
		if err != nil {
			return err
		}
		docs = append(docs, d)
	}
	_, err := e.patents.Apply(ctx, docs, deletes)
	return err
}

// commit makes an edition that is complete the current one. What decides is one step, the replacement of the description.
func (e *Engine) commit(next *edition) error {
	if e.dir != "" {
		if e.readOnly { // others may open it for reading too
			if err := next.patents.Close(); err != nil {
				return err
			}
			var err error
			if next.patents, err = index.OpenReadOnly(next.path(), next.indexOptions(), e.seg, e.set.Index); err != nil {
				return err
			}
		}
		d, err := readDescription(e.dir)
		if err != nil {
			return err
		}
		d.Directory = next.name
		// The new files are there before the description names them, and it does before the old ones go, also if the power fails.
		syncDirectories(filepath.Join(next.path(), "store"), next.path(), e.dir)
		if err := writeDescription(e.dir, d); err != nil {
			return err
		}
		syncDirectories(e.dir)
	}
	e.replace(next)
	return nil
}

// syncDirectories makes the names in directories last, where the system can.
func syncDirectories(paths ...string) {
	for _, path := range paths {
		if d, err := os.Open(path); err == nil {
			_ = d.Sync() // some systems cannot
			_ = d.Close()
		}
	}
}
