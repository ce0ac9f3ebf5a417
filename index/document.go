package index

import (
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/gongxu/gongxu/segment"
)

// Text is the content of one text field.
type Text struct {
	Field, Content string
}

// Keyword is one exact value of a keyword field.
type Keyword struct {
	Field, Value string
}

// Document is what is indexed under an external id.
type Document struct {
	// ID is the external id, any non-empty string.
	ID string
	// Texts are cut into the views' terms.
	Texts []Text
	// Keywords are kept as they are. A field may have several values.
	Keywords []Keyword
	// Stored is kept verbatim and given back by Reader.Stored.
	Stored []byte
}

// names of the scorch fields; keyword fields have the prefix so that no name can collide.
const (
	storedField   = "s"
	keywordPrefix = "k:"
)

func viewField(v segment.View) string { return "v:" + v.String() }

// impactField yields every term once with its impact as the frequency. Its analysed length is constant, because scorch
// stores it beside every posting and nothing reads it; 1 is the shortest encoding that scorch's one-hit form accepts.
type impactField struct {
	name  string
	freqs bleveindex.TokenFrequencies
}

func (f *impactField) Name() string             { return f.name }
func (f *impactField) Value() []byte            { return nil }
func (f *impactField) ArrayPositions() []uint64 { return nil }
func (f *impactField) EncodedFieldType() byte   { return 't' }
func (f *impactField) Analyze()                 {}
func (f *impactField) Options() bleveindex.FieldIndexingOptions {
	return bleveindex.IndexField
}
func (f *impactField) AnalyzedLength() int                                   { return 1 }
func (f *impactField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.freqs }
func (f *impactField) NumPlainTextBytes() uint64                             { return 0 }

// keywordField yields exact values without frequencies.
type keywordField struct {
	impactField
}

func (f *keywordField) Options() bleveindex.FieldIndexingOptions {
	return bleveindex.IndexField | bleveindex.SkipFreqNorm
}

// valueField is stored and not indexed.
type valueField struct {
	impactField
	value []byte
}

func (f *valueField) Value() []byte                            { return f.value }
func (f *valueField) Options() bleveindex.FieldIndexingOptions { return bleveindex.StoreField }

// idField is scorch's own key.
type idField struct {
	valueField
}

func (f *idField) Options() bleveindex.FieldIndexingOptions {
	return bleveindex.IndexField | bleveindex.StoreField | bleveindex.SkipFreqNorm
}

// scorchDocument implements bleveindex.Document with fields that are ready made.
type scorchDocument struct {
	id     string
	fields []bleveindex.Field
	size   int
}

func (d *scorchDocument) ID() string { return d.id }
func (d *scorchDocument) Size() int  { return d.size }
func (d *scorchDocument) VisitFields(visit bleveindex.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}
func (d *scorchDocument) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (d *scorchDocument) HasComposite() bool                              { return false }
func (d *scorchDocument) NumPlainTextBytes() uint64                       { return uint64(d.size) }
func (d *scorchDocument) StoredFieldsBytes() uint64                       { return 0 }
func (d *scorchDocument) Indexed() bool                                   { return true }
func (d *scorchDocument) AddIDField() {
	f := &idField{}
	f.name, f.value = "_id", []byte(d.id)
	f.freqs = bleveindex.TokenFrequencies{d.id: frequency(d.id, 1)}
	d.fields = append(d.fields, f)
}

func frequency(term string, n int) *bleveindex.TokenFreq {
	tf := &bleveindex.TokenFreq{Term: []byte(term)}
	tf.SetFrequency(n)
	return tf
}

// build analyses a document into scorch's form. It may run on any goroutine, each with a scratch of its own.
func (o Options) build(seg *segment.Segmenter, d Document, scratch *impactScratch) *scorchDocument {
	out := &scorchDocument{id: d.ID, size: len(d.ID) + len(d.Stored)}
	texts := o.Analyze(seg, d.Texts)
	for _, t := range d.Texts {
		out.size += len(t.Content)
	}
	for _, v := range o.Views {
		impacts := v.impacts(texts, scratch)
		if len(impacts) == 0 {
			continue
		}
		out.size += 48 * len(impacts)
		out.fields = append(out.fields, &impactField{viewField(v.View), tokenFrequencies(impacts)})
	}
	byField := map[string]bleveindex.TokenFrequencies{}
	for _, k := range d.Keywords {
		if k.Value == "" || !slices.Contains(o.Keywords, k.Field) {
			continue
		}
		if byField[k.Field] == nil {
			byField[k.Field] = bleveindex.TokenFrequencies{}
		}
		byField[k.Field][k.Value] = frequency(k.Value, 1)
	}
	for _, name := range o.Keywords {
		if freqs := byField[name]; freqs != nil {
			out.fields = append(out.fields, &keywordField{impactField{keywordPrefix + name, freqs}})
		}
	}
	stored := &valueField{value: d.Stored}
	stored.name = storedField
	out.fields = append(out.fields, stored)
	return out
}

// termImpact is a term with its impact.
type termImpact struct {
	term   string
	impact uint8
}

// impactScratch is working space for impacts.
type impactScratch struct {
	at      map[string]int32 // place of a term in the slices below
	terms   []string
	merged  []float64 // by term, over the fields seen so far
	tf      []int32   // by term, in the current field
	touched []int32   // terms of the current field
	out     []termImpact
}

// impacts merges the fields of a view into one impact a term. The result is valid until the next call with the same scratch.
func (v ViewOptions) impacts(texts Analyses, s *impactScratch) []termImpact {
	if s.at == nil {
		s.at = make(map[string]int32, 512)
	}
	clear(s.at)
	s.terms, s.merged, s.tf = s.terms[:0], s.merged[:0], s.tf[:0]
	for _, f := range v.Fields {
		length := 0
		s.touched = s.touched[:0]
		for _, a := range texts[f.Name] {
			a.Each(v.View, func(term string) {
				length++
				i, known := s.at[term]
				if !known {
					i = int32(len(s.terms))
					s.at[term] = i
					s.terms, s.merged, s.tf = append(s.terms, term), append(s.merged, 0), append(s.tf, 0)
				}
				if s.tf[i] == 0 {
					s.touched = append(s.touched, i)
				}
				s.tf[i]++
			})
		}
		for _, i := range s.touched {
			s.merged[i] += f.Frequency(int(s.tf[i]), length)
			s.tf[i] = 0
		}
	}
	s.out = s.out[:0]
	for i, term := range s.terms {
		s.out = append(s.out, termImpact{term, Saturate(s.merged[i], v.K1)})
	}
	return s.out
}

// tokenFrequencies is the form in which scorch takes impacts; terms and values share two allocations.
func tokenFrequencies(impacts []termImpact) bleveindex.TokenFrequencies {
	size := 0
	for _, t := range impacts {
		size += len(t.term)
	}
	bytes, values := make([]byte, 0, size), make([]bleveindex.TokenFreq, len(impacts))
	out := make(bleveindex.TokenFrequencies, len(impacts))
	for i, t := range impacts {
		from := len(bytes)
		bytes = append(bytes, t.term...)
		values[i].Term = bytes[from:len(bytes):len(bytes)]
		values[i].SetFrequency(int(t.impact))
		out[t.term] = &values[i]
	}
	return out
}

// Analyses are the texts of a document made ready to be cut, by field.
type Analyses map[string][]*segment.Analysis

// Analyze makes texts ready to be cut into terms.
func (o Options) Analyze(seg *segment.Segmenter, texts []Text) Analyses {
	out := make(Analyses, len(texts))
	for _, t := range texts {
		out[t.Field] = append(out[t.Field], seg.Analyze(t.Content, o.Genre))
	}
	return out
}

// Impacts returns the impacts that a document has or would have in a view, term → q, for inspection and tests.
func (o Options) Impacts(seg *segment.Segmenter, view segment.View, texts []Text) map[string]uint8 {
	v, ok := o.view(view)
	if !ok {
		return nil
	}
	impacts := v.impacts(o.Analyze(seg, texts), &impactScratch{})
	out := make(map[string]uint8, len(impacts))
	for _, t := range impacts {
		out[t.term] = t.impact
	}
	return out
}
