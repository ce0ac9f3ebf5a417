package matcher

import (
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// termPlaces tell the place of a term in a list of terms, by view.
type termPlaces [segment.Chars + 1]map[string]int32

func placesOf(terms []index.Weighted) termPlaces {
	var out termPlaces
	for i, t := range terms {
		if out[t.View] == nil {
			out[t.View] = make(map[string]int32, len(terms))
		}
		out[t.View][t.Text] = int32(i)
	}
	return out
}

// in calls found with every content token of a text that is one of the terms.
func (p termPlaces) in(t index.Text, a *segment.Analysis, views []index.ViewOptions, found func(i int32, h Highlight)) {
	for _, v := range views {
		a.EachContent(v.View, func(token segment.Token) {
			if i, ok := p[v.View][token.Term]; ok {
				found(i, highlight(t, token))
			}
		})
	}
}

func highlight(t index.Text, token segment.Token) Highlight {
	return Highlight{Field: t.Field, Start: token.Start, End: token.End, Text: t.Content[token.Start:token.End]}
}

// soughtNeed is a need whose terms are sought in patents, one after another. It serves one goroutine.
type soughtNeed struct {
	engine  *edition
	p       *profile
	counter index.Counter // of the profile's terms
	spots   [][]Highlight
	texts   []*segment.Analysis // of needTexts
}

func (e *edition) sought(p *profile) *soughtNeed { return &soughtNeed{engine: e, p: p} }

// listedPlaces is the number of places of a term in either text that an explanation lists.
const listedPlaces = 20

// analysed returns the need's texts cut, in the order of needTexts.
func (n *soughtNeed) analysed() []*segment.Analysis {
	if n.texts == nil {
		for _, t := range needTexts(n.p.need) {
			n.texts = append(n.texts, n.engine.seg.Analyze(t.Content, segment.NeedText))
		}
	}
	return n.texts
}

// places returns where each term of the profile stands in the need.
func (n *soughtNeed) places() [][]Highlight {
	if n.spots != nil {
		return n.spots
	}
	n.spots = make([][]Highlight, len(n.p.terms))
	for i, t := range needTexts(n.p.need) {
		a := n.analysed()[i]
		n.p.places.in(t, a, n.engine.opts.Patents.Views, func(i int32, h Highlight) {
			if len(n.spots[i]) < listedPlaces {
				n.spots[i] = append(n.spots[i], h)
			}
		})
		n.standIns(t, a)
	}
	return n.spots
}

// spot is a place of a term of the profile in a patent.
type spot struct {
	at int
	Highlight
}

// find goes through a patent's tokens once, for the impacts of the need's terms and their places.
func (x *explainer) find(texts index.Analyses) {
	n := x.need
	for _, v := range x.engine.opts.Patents.Views {
		for _, f := range v.Fields {
			length := 0
			for _, a := range texts[f.Name] {
				text := index.Text{Field: f.Name, Content: a.Text()}
				a.EachContent(v.View, func(token segment.Token) {
					length++
					i, ok := n.p.places[v.View][token.Term]
					if !ok {
						return
					}
					n.counter.Add(uint32(i))
					if v.View == segment.Words {
						x.hold(a, token)
					}
					if x.query.Places {
						x.spots = append(x.spots, spot{int(i), highlight(text, token)})
					}
				})
			}
			n.counter.EndField(f, length)
		}
		for _, h := range n.counter.Merged(v.K1) {
			t := n.p.terms[h.ID]
			x.shares = append(x.shares, termShare{t, int(h.ID), h.Q, uint32(t.W) * uint32(h.Q)})
		}
	}
}
