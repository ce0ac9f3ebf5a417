package matcher

import (
	"context"
	"errors"
	"slices"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
)

// needPart is one of the separate needs of a text, made ready, with the first stage that making it ready took; see Engine.profile.
type needPart struct {
	*profile
	best []candidate
}

// parts makes each of the separate needs of a text ready. Those without usable content are left out.
func (e *edition) parts(ctx context.Context, s index.Searcher, generation uint64, need corpus.Need) ([]needPart, error) {
	all, err := e.partsOf(ctx, s, generation, need, true)
	return slices.DeleteFunc(all, func(p needPart) bool { return !p.usable }), err
}

// openParts takes a reader of the patents and makes the separate needs of a text ready with it. The reader is the caller's to close.
func (e *edition) openParts(ctx context.Context, need corpus.Need) (*index.Reader, []needPart, error) {
	r, generation, err := e.patentReader()
	if err != nil {
		return nil, nil, err
	}
	parts, err := e.parts(ctx, r, generation, need)
	if err != nil {
		return nil, nil, errors.Join(err, r.Close())
	}
	return r, parts, nil
}

// partsOf is parts with those that have no usable content, and leaves the embedder alone unless asks is set.
func (e *edition) partsOf(ctx context.Context, s index.Searcher, generation uint64, need corpus.Need, asks bool) ([]needPart, error) {
	var out []needPart
	for _, n := range subNeeds(need) {
		p, best, err := e.profileOf(ctx, s, generation, n, asks)
		if err != nil {
			return nil, err
		}
		out = append(out, needPart{p, best})
	}
	return out, nil
}

// merged collects the candidates of each part. A patent that several found stays with the one that it fits best.
func (e *edition) merged(parts []needPart, find func(needPart) ([]candidate, error)) ([]candidate, error) {
	if len(parts) == 1 {
		return find(parts[0])
	}
	best := map[uint64]candidate{}
	for _, part := range parts {
		found, err := find(part)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			if old, ok := best[c.hit.Key]; !ok || c.score > old.score {
				best[c.hit.Key] = c
			}
		}
	}
	out := make([]candidate, 0, len(best))
	for _, c := range best {
		out = append(out, c)
	}
	slices.SortFunc(out, byScore)
	return out, nil
}

// mergedInForce collects the candidates among the patents that are not known to have expired.
func (e *edition) mergedInForce(ctx context.Context, s index.Searcher, parts []needPart) ([]candidate, error) {
	return e.merged(parts, func(part needPart) ([]candidate, error) { return e.inForce(ctx, s, part.profile, part.best) })
}

// soughtNeeds returns a function that keeps what is sought of each profile.
func (e *edition) soughtNeeds() func(*profile) *soughtNeed {
	kept := map[*profile]*soughtNeed{}
	return func(p *profile) *soughtNeed {
		if kept[p] == nil {
			kept[p] = e.sought(p)
		}
		return kept[p]
	}
}

// notices tell what was unusual about a need.
func notices(parts []needPart) []string {
	var out []string
	background, scaled, fallback := false, false, ""
	for _, p := range parts {
		background, scaled = background || p.background, scaled || p.scaled
		if p.fallback != "" {
			fallback = p.fallback
		}
	}
	if len(parts) > 1 {
		text := "文中有多项需求，已分别匹配后合并："
		for i, p := range parts {
			if i > 0 {
				text += "；"
			}
			text += shortened(p.need.Title, 30)
		}
		out = append(out, text+"。")
	}
	if background {
		out = append(out, "需求中介绍企业自身情况（产值、人员、资质、场地等）的句子未参与匹配。")
	}
	if fallback != "" {
		out = append(out, fallback)
	}
	if scaled {
		out = append(out, "需求文本很长，词的权重已按比例缩小。")
	}
	return out
}
