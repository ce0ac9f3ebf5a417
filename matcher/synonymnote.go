package matcher

import (
	"slices"
	"strings"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// findSynonyms lists the synonyms that the patent has as a whole: a part of one, such as 离子 of 锂离子电池, is not the synonym.
func (x *explainer) findSynonyms(texts index.Analyses) {
	for _, s := range x.shares {
		st, ok := x.p.stands[s.Term]
		if !ok || slices.Contains(x.synonyms, st) {
			continue
		}
		for _, analyses := range texts {
			if slices.ContainsFunc(analyses, func(a *segment.Analysis) bool { return len(a.Find(st.synonym)) > 0 }) {
				x.synonyms = append(x.synonyms, st)
				break
			}
		}
	}
}

// notedSynonyms is the number of synonyms of each kind that a note lists.
const notedSynonyms = 3

// synonymNote says in Chinese which synonyms of the need's terms the patent has; it is empty when there are none.
func (x *explainer) synonymNote() string {
	var same, near []string
	for _, s := range x.synonyms {
		to := &same
		if s.near {
			to = &near
		}
		if len(*to) < notedSynonyms {
			*to = append(*to, s.term+" → "+s.synonym)
		}
	}
	note := ""
	if len(same) > 0 {
		note += "同义词：" + strings.Join(same, "、") + "。"
	}
	if len(near) > 0 {
		note += "近义词：" + strings.Join(near, "、") + "。"
	}
	return note
}

// standIns gives the terms that come from the lexicon the places in a text of the need of what they stand for.
func (n *soughtNeed) standIns(t index.Text, a *segment.Analysis) {
	if len(n.p.stands) == 0 {
		return
	}
	places := map[string][]Highlight{}
	for _, token := range n.p.lexicon.In(a) {
		places[token.Term] = append(places[token.Term], highlight(t, token))
	}
	for i, term := range n.p.terms {
		if s, ok := n.p.stands[term.Term]; ok {
			found := places[s.term]
			n.spots[i] = append(n.spots[i], found[:min(len(found), listedPlaces-len(n.spots[i]))]...)
		}
	}
}
