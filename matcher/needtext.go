package matcher

import (
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/segment"
)

// needText is a need cut. What a section of it (segment.Sections) speaks of does not change how much its terms count: half weight
// for existing work and none for what the sections call background made needs2patents worse and bdci2019 hardly better. What is
// repeated counts once.
type needText struct {
	seg         *segment.Segmenter
	title, text *segment.Analysis
	repeats     []segment.Span // of the text
	titleTimes  int
}

// needTextOf cuts a need, whose title counts so many times.
func needTextOf(seg *segment.Segmenter, n corpus.Need, titleTimes int) *needText {
	t := &needText{seg: seg, title: seg.Analyze(n.Title, segment.NeedText), text: seg.Analyze(n.Description, segment.NeedText), titleTimes: titleTimes}
	t.repeats = t.text.Repeats()
	return t
}

// once returns the description without what is repeated.
func (n *needText) once() *segment.Analysis {
	if len(n.repeats) == 0 {
		return n.text
	}
	var b strings.Builder
	text, at := n.text.Text(), 0
	for _, r := range n.repeats {
		b.WriteString(text[at:r.Start])
		at = r.End
	}
	return n.seg.Analyze(b.String()+text[at:], segment.NeedText)
}

// terms counts the terms of a view.
func (n *needText) terms(v segment.View) map[string]int {
	tf := map[string]int{}
	if n.titleTimes > 0 {
		n.title.Count(v, tf)
		for term := range tf {
			tf[term] *= n.titleTimes
		}
	}
	at := 0
	n.text.EachContent(v, func(token segment.Token) {
		for at < len(n.repeats) && n.repeats[at].End <= token.Start {
			at++
		}
		if repeated := at < len(n.repeats) && n.repeats[at].Start <= token.Start; !repeated {
			tf[token.Term]++
		}
	})
	return tf
}

// subNeeds returns the separate needs that a text holds, each with what belongs to all of them; the need itself when it is one.
func subNeeds(n corpus.Need) []corpus.Need {
	found := segment.SubNeeds(n.Title, n.Description)
	if len(found) < 2 {
		return []corpus.Need{n}
	}
	first, last := len(n.Description), 0
	for _, s := range found {
		if !s.InTitle {
			first, last = min(first, s.Start), max(last, s.End)
		}
	}
	var out []corpus.Need
	for _, s := range found {
		part := n
		if s.Title != "" {
			part.Title = s.Title
		}
		if !s.InTitle {
			part.Description = n.Description[:first] + n.Description[s.Start:s.End] + n.Description[last:]
		}
		out = append(out, part)
	}
	return out
}
