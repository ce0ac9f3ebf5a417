package matcher

import (
	"context"
	"slices"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// The terms of a synonym together weigh these shares of what the need's own term weighs, by whether it means the same or nearly so.
const (
	sameShare = 0.3
	nearShare = 0.2
	// generalShare is the idf, as a share of the largest among the parts of a synonym, below which a part is too general to say anything
	// without the others.
	generalShare = 1.0 / 3
)

// SetSynonyms changes the lexicon that extends the terms of needs, nil for none, at once and for all goroutines. The generation changes,
// so that no cached result of the lexicon before is given again.
func (e *Engine) SetSynonyms(lexicon *segment.Synonyms) {
	e.synonyms.Store(lexicon)
	e.generation.Add(1)
}

// stand says which term of a need a synonym stands for.
type stand struct {
	term    string // of the need
	synonym string
	near    bool
}

// expansion is what a lexicon of synonyms adds to the terms of a need.
type expansion struct {
	raw    []index.Raw
	stands map[index.Term]stand
}

// synonymPair is a term of the need with one of its synonyms.
type synonymPair struct {
	stand
	count int // occurrences of the term, those in the title as often as it counts
}

// pairs lists the terms of a need that have synonyms, with each that the need does not name itself.
func (n *needText) pairs(lexicon *segment.Synonyms) []synonymPair {
	counts := map[string]int{}
	var named []string
	count := func(a *segment.Analysis, times int) {
		for _, t := range lexicon.In(a) {
			if _, ok := counts[t.Term]; !ok {
				named = append(named, t.Term)
			}
			counts[t.Term] += times
		}
	}
	count(n.title, n.titleTimes)
	count(n.text, 1)
	var out []synonymPair
	for _, term := range named {
		same, near := lexicon.Of(term)
		for i, synonym := range slices.Concat(same, near) {
			if _, ok := counts[synonym]; !ok && counts[term] > 0 {
				out = append(out, synonymPair{stand{term, synonym, i >= len(same)}, counts[term]})
			}
		}
	}
	return out
}

// parts cuts terms and their synonyms, each in every view but that of characters, and lists all that they consist of.
func (n *needText) parts(pairs []synonymPair, views []index.ViewOptions) (of map[index.Term][]index.Term, all []index.Term) {
	of = map[index.Term][]index.Term{}
	for _, p := range pairs {
		for _, word := range []string{p.term, p.synonym} {
			for _, v := range views {
				whole := index.Term{View: v.View, Text: word}
				if _, ok := of[whole]; ok || v.View == segment.Chars {
					continue
				}
				tf := map[string]int{}
				n.seg.Analyze(word, segment.Plain).Count(v.View, tf)
				of[whole] = make([]index.Term, 0, len(tf))
				for t := range tf {
					of[whole] = append(of[whole], index.Term{View: v.View, Text: t})
				}
				slices.SortFunc(of[whole], index.Term.Compare)
				all = append(all, of[whole]...)
			}
		}
	}
	return of, all
}

// expand finds the terms that synonyms add to those that a need has of itself. The terms of a synonym share, in a view, the part
// sameShare or nearShare of what the need's term weighs there or of what the synonym would weigh in its place, whichever is less:
// however many parts a synonym has, and however rare it is, it never counts for more than the term that it stands for. They share
// it by their own weights, the rare ones more; what a term of the need takes of it is left out. A synonym with a part that no
// patent has adds nothing in that view. Parts that are much more usual than the others are left out.
func (n *needText) expand(ctx context.Context, s index.Searcher, lexicon *segment.Synonyms, views []index.ViewOptions, own []index.Raw) (*expansion, error) {
	x := &expansion{stands: map[index.Term]stand{}}
	pairs := n.pairs(lexicon)
	if len(pairs) == 0 {
		return x, nil
	}
	has := make(map[index.Term]bool, len(own))
	for _, r := range own {
		has[r.Term] = true
	}
	parts, all := n.parts(pairs, views)
	df, total, err := s.DocFreqs(ctx, all)
	if err != nil {
		return nil, err
	}
	freq := make(map[index.Term]uint64, len(all))
	for i, t := range all {
		freq[t] = df[i]
	}
	weigh := func(v index.ViewOptions, t index.Term, count int) float64 {
		return index.RawWeight(float64(v.Weight*needGenre().damping(v.View, t.Text)), count, index.IDF(freq[t], total))
	}
	best := map[index.Term]float64{}
	for _, p := range pairs {
		share := sameShare
		if p.near {
			share = nearShare
		}
		for _, v := range views {
			source, target := 0.0, 0.0
			for _, t := range parts[index.Term{View: v.View, Text: p.term}] {
				source += weigh(v, t, p.count)
			}
			found := parts[index.Term{View: v.View, Text: p.synonym}]
			rarest := 0.0
			for _, t := range found {
				target += weigh(v, t, p.count)
				rarest = max(rarest, index.IDF(freq[t], total))
			}
			if target == 0 || slices.ContainsFunc(found, func(t index.Term) bool { return freq[t] == 0 }) {
				continue
			}
			factor := share * min(1, source/target)
			for _, t := range found {
				if w := float64(factor * weigh(v, t, p.count)); w > best[t] && !has[t] && index.IDF(freq[t], total) >= generalShare*rarest {
					best[t], x.stands[t] = w, p.stand
				}
			}
		}
	}
	for t, w := range best {
		x.raw = append(x.raw, index.Raw{Term: t, Weight: w})
	}
	slices.SortFunc(x.raw, func(a, b index.Raw) int { return a.Compare(b.Term) })
	return x, nil
}
