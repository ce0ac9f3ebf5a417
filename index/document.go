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
	// Derive, if not nil, makes of the analysed texts what else is to be kept. It may be called on any goroutine. How it does so goes by
	// the index's Options.Features.
	Derive func(texts Analyses) Derived
}

// Derived is what follows from the texts of a document.
type Derived struct {
	// Features are the bytes that Reader.Features gives back; nil when there are none.
	Features []byte
	// Keywords are values of keyword fields beside those of the document.
	Keywords []Keyword
}

// names of the scorch fields; keyword fields have the prefix so that no name can collide.
const (
	storedField   = "s"
	keywordPrefix = "k:"
)

// namedField is what all fields have in common.
type namedField struct {
	name  string
	freqs bleveindex.TokenFrequencies
}

func (f *namedField) Name() string             { return f.name }
func (f *namedField) Value() []byte            { return nil }
func (f *namedField) ArrayPositions() []uint64 { return nil }
func (f *namedField) EncodedFieldType() byte   { return 't' }
func (f *namedField) Analyze()                 {}

// AnalyzedLength is stored beside every posting and read by nobody; 1 is the shortest encoding.
func (f *namedField) AnalyzedLength() int                                   { return 1 }
func (f *namedField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.freqs }
func (f *namedField) NumPlainTextBytes() uint64                             { return 0 }

// keywordField yields exact values without frequencies.
type keywordField struct {
	namedField
}

func (f *keywordField) Options() bleveindex.FieldIndexingOptions {
	return bleveindex.IndexField | bleveindex.SkipFreqNorm
}

// valueField is stored and not indexed.
type valueField struct {
	namedField
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

// scorchDocument implements bleveindex.Document with fields that are ready made. The views are no fields: their postings go past
// scorch's own format into a posting file, see plugin.
type scorchDocument struct {
	id       string
	fields   []bleveindex.Field
	size     int
	table    *termTable // of the batch
	views    []docImpacts
	features []byte
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

// builder analyses the documents of one batch into scorch's form. It serves one goroutine.
type builder struct {
	opts     Options
	seg      *segment.Segmenter
	table    *termTable
	counters []Counter // by view
}

func (o Options) builder(seg *segment.Segmenter) *builder {
	return &builder{opts: o, seg: seg, table: newTermTable(o.Views), counters: make([]Counter, len(o.Views))}
}

func (b *builder) build(d Document) *scorchDocument {
	out := &scorchDocument{id: d.ID, size: len(d.ID) + len(d.Stored), table: b.table, views: make([]docImpacts, len(b.opts.Views))}
	texts := b.opts.Analyze(b.seg, d.Texts)
	for i, v := range b.opts.Views {
		out.views[i] = v.impacts(texts, &b.table.views[i], &b.counters[i])
		out.size += 5 * len(out.views[i].terms)
	}
	keywords := d.Keywords
	if d.Derive != nil {
		derived := d.Derive(texts)
		out.features, keywords = derived.Features, slices.Concat(keywords, derived.Keywords)
	}
	byField := map[string]bleveindex.TokenFrequencies{}
	for _, k := range keywords {
		if k.Value == "" || !slices.Contains(b.opts.Keywords, k.Field) {
			continue
		}
		if byField[k.Field] == nil {
			byField[k.Field] = bleveindex.TokenFrequencies{}
		}
		byField[k.Field][k.Value] = frequency(k.Value, 1)
	}
	for _, name := range b.opts.Keywords {
		if freqs := byField[name]; freqs != nil {
			out.fields = append(out.fields, &keywordField{namedField{keywordPrefix + name, freqs}})
		}
	}
	stored := &valueField{value: d.Stored}
	stored.name = storedField
	out.fields = append(out.fields, stored)
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
	table := newTableView(v.View)
	held := v.impacts(o.Analyze(seg, texts), &table, &Counter{})
	out := make(map[string]uint8, len(held.terms))
	for i, id := range held.terms {
		out[table.terms[id]] = held.impacts[i]
	}
	return out
}
