package matcher

import (
	"context"
	"fmt"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/vector"
)

// EmbedProgress says how far Embed is.
type EmbedProgress struct {
	// Stage is "titles" or "abstracts".
	Stage string `json:"stage"`
	// Done of Total texts have vectors, those of earlier runs included. Texts that are equal count once.
	Done  int `json:"done"`
	Total int `json:"total"`
	// Added is the number of vectors made in this run.
	Added int `json:"added"`
}

// embedBatch is the number of texts after which vectors are stored.
const embedBatch = 64

// Embed gives the titles of all patents vectors, and with abstracts set also the texts of title and abstract. Those that have one are
// skipped: a run that was cut short goes on where it ended. It ends with the first error of the embedder, which wraps ErrEmbedder.
func (e *Engine) Embed(ctx context.Context, abstracts bool, progress func(EmbedProgress)) (titles, texts EmbedProgress, err error) {
	if e.library == nil {
		return titles, texts, fmt.Errorf("%w: the engine was opened without an embedder", ErrEmbedder)
	}
	if e.library.readOnly {
		return titles, texts, fmt.Errorf("%w: %s", index.ErrReadOnly, e.dir)
	}
	if progress == nil {
		progress = func(EmbedProgress) {}
	}
	titles.Stage, texts.Stage = "titles", "abstracts"
	if err := e.embedStage(ctx, 0, &titles, progress); err != nil || !abstracts {
		return titles, texts, err
	}
	return titles, texts, e.embedStage(ctx, 1, &texts, progress)
}

func (e *Engine) embedStage(ctx context.Context, which int, p *EmbedProgress, progress func(EmbedProgress)) error {
	has := func(key vector.Key) bool {
		store := e.library.vectors()
		if store == nil {
			return false
		}
		_, ok := store.Row(key)
		return ok
	}
	seen := map[vector.Key]bool{}
	for patent, err := range e.Patents(ctx) {
		if err != nil {
			return err
		}
		text := passagesOf(patent)[which]
		if key := vector.KeyOf(text); text != "" && !seen[key] {
			seen[key] = true
			p.Total++
			if has(key) {
				p.Done++
			}
		}
	}
	progress(*p)
	var batch []string
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		vectors, err := checked(ctx, ctx, e.library.embedder.Passages, batch)
		if err != nil {
			return err
		}
		if err := e.library.put(batch, vectors); err != nil {
			return err
		}
		p.Done, p.Added = p.Done+len(batch), p.Added+len(batch)
		batch = batch[:0]
		e.generation.Add(1)
		progress(*p)
		return nil
	}
	for patent, err := range e.Patents(ctx) {
		if err != nil {
			return err
		}
		text := passagesOf(patent)[which]
		key := vector.KeyOf(text)
		if text == "" || !seen[key] || has(key) {
			continue
		}
		seen[key] = false // asked for once
		if batch = append(batch, text); len(batch) == embedBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}
