package matcher

import (
	"cmp"
	"context"
	"slices"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// Inspection is the answer to Inspect.
type Inspection struct {
	// Normalized is the text as terms see it, title and text apart by a line break.
	Normalized string `json:"normalized"`
	// Spans are stretches that were recognised as boilerplate or background; Field is "title" or "abstract"/"description"
	// with the class behind a colon.
	Spans []Highlight `json:"spans"`
	// Tokens are the distinct terms by view, then first appearance.
	Tokens []InspectedTerm `json:"tokens"`
	// Need is how the text is read as a need; nil for a patent.
	Need *NeedReading `json:"need,omitempty"`
}

// InspectedTerm is one distinct term of an inspected text.
type InspectedTerm struct {
	View string `json:"view"`
	Term string `json:"term"`
	// Class is content, stop, boilerplate or background, or joined for a compound that adjacent words make up; only content counts.
	Class string `json:"class"`
	// Count is the number of occurrences in title and text.
	Count int `json:"count"`
	// DocFreq is the number of patents that hold the term; 0 for a compound and in the character view, which have no postings.
	DocFreq uint64 `json:"doc_freq"`
	// W is the weight that the term has in a need with this text, Q the impact that it has in a patent with this text; 0 when
	// it is not used.
	W int `json:"w"`
	Q int `json:"q"`
}

// Inspect tells how a text is cut and with which weights and impacts it would be scored. asNeed chooses the boilerplate.
func (e *Engine) Inspect(ctx context.Context, title, text string, asNeed bool) (*Inspection, error) {
	x := e.hold()
	defer x.release()
	r, generation, err := x.patentReader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	p, _, err := x.profile(ctx, r, generation, corpus.Need{Title: title, Description: text})
	if err != nil {
		return nil, err
	}
	genre, body := segment.PatentText, fieldAbstract
	if asNeed {
		genre, body = segment.NeedText, fieldDescription
	}
	out := &Inspection{Spans: []Highlight{}, Tokens: []InspectedTerm{}}
	if asNeed {
		out.Need = readNeed(title, text)
	}
	texts := []index.Text{{Field: fieldTitle, Content: title}, {Field: fieldAbstract, Content: text}}
	for i, t := range texts {
		a := x.seg.Analyze(t.Content, genre)
		if i > 0 {
			out.Normalized += "\n"
			t.Field = body
		}
		out.Normalized += a.Normalized()
		for _, s := range a.Spans() {
			out.Spans = append(out.Spans, Highlight{
				Field: t.Field + ":" + s.Class.String(), Start: s.Start, End: s.End, Text: t.Content[s.Start:s.End],
			})
		}
	}
	weights := map[index.Term]uint8{}
	for _, t := range p.terms {
		weights[t.Term] = t.W
	}
	for _, v := range segment.Views() {
		if err := x.inspectView(ctx, r, v, texts, genre, weights, p, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (e *edition) inspectView(ctx context.Context, r *index.Reader, v segment.View, texts []index.Text, genre segment.Genre, weights map[index.Term]uint8, p *profile, out *Inspection) error {
	options := e.opts.Patents
	if v == segment.Chars {
		options = index.Options{Genre: options.Genre, Views: []index.ViewOptions{e.opts.Characters}}
	}
	impacts := options.Impacts(e.seg, v, texts)
	type key struct {
		term   string
		joined bool // the same text may be a word here and a compound there
	}
	at := map[key]int{}
	from := len(out.Tokens)
	for _, t := range texts {
		for _, token := range e.seg.Analyze(t.Content, genre).Tokens(v) {
			k := key{token.Term, token.Class == segment.Joined}
			i, ok := at[k]
			if !ok {
				i = len(out.Tokens)
				at[k] = i
				out.Tokens = append(out.Tokens, InspectedTerm{View: v.String(), Term: token.Term, Class: token.Class.String()})
				if !k.joined {
					out.Tokens[i].Q, out.Tokens[i].W = int(impacts[token.Term]), int(weights[index.Term{View: v, Text: token.Term}])
				}
				if rank, ok := charRank(token.Term); ok && v == segment.Chars && rank < len(p.chars) {
					out.Tokens[i].W = int(p.chars[rank])
				}
			}
			out.Tokens[i].Count++
		}
	}
	tokens := out.Tokens[from:]
	if v != segment.Chars {
		terms := make([]index.Term, len(tokens))
		for i, t := range tokens {
			terms[i] = index.Term{View: v, Text: t.Term}
		}
		df, _, err := r.DocFreqs(ctx, terms)
		if err != nil {
			return err
		}
		for i := range tokens {
			if tokens[i].Class != segment.Joined.String() {
				tokens[i].DocFreq = df[i]
			}
		}
	}
	slices.SortStableFunc(tokens, func(a, b InspectedTerm) int { return cmp.Compare(b.W, a.W) })
	return nil
}
