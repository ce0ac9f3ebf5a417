package index

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	scorchsegment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// plugin is the kind of segments that scorch keeps for us. Ids, keyword fields and records are in a segment of scorch's own kind; the
// postings of the views, the features, and the ids once more for quick access are in a posting file beside it, which is made,
// merged and opened together with it.
type plugin struct {
	zap.ZapPlugin
}

// name and version of the plugin, which scorch writes into its root file.
const (
	pluginType    = "gongxu"
	pluginVersion = 1
)

// register makes the plugin known to scorch, which finds kinds of segments by name, as package sql finds drivers.
var register = sync.OnceFunc(func() { scorch.RegisterSegmentPlugin(&plugin{}, false) })

// Type implements scorch.SegmentPlugin.
func (*plugin) Type() string { return pluginType }

// Version implements scorch.SegmentPlugin.
func (*plugin) Version() uint32 { return pluginVersion }

// withPostings is a segment with its postings.
type withPostings interface {
	scorchsegment.Segment
	postings() *postingFile
	plain() scorchsegment.Segment
}

// memorySegment is a segment that is not on disk yet.
type memorySegment struct {
	scorchsegment.UnpersistedSegment
	file *postingFile
}

func (s *memorySegment) postings() *postingFile       { return s.file }
func (s *memorySegment) plain() scorchsegment.Segment { return s.UnpersistedSegment }
func (s *memorySegment) Size() int                    { return s.UnpersistedSegment.Size() + 8*len(s.file.words) }

// Persist writes the posting file after the segment's own: a posting file without its segment is a left-over.
func (s *memorySegment) Persist(path string) error {
	if err := s.UnpersistedSegment.Persist(path); err != nil {
		return err
	}
	return s.file.persist(postingPath(path))
}

// diskSegment is a segment on disk.
type diskSegment struct {
	scorchsegment.PersistedSegment
	file *postingFile
}

func (s *diskSegment) postings() *postingFile       { return s.file }
func (s *diskSegment) plain() scorchsegment.Segment { return s.PersistedSegment }

// New implements scorch.SegmentPlugin.
func (p *plugin) New(docs []bleveindex.Document) (scorchsegment.Segment, uint64, error) {
	return p.NewUsing(docs, nil)
}

// NewUsing makes a segment of the documents of one batch.
func (p *plugin) NewUsing(docs []bleveindex.Document, config map[string]any) (scorchsegment.Segment, uint64, error) {
	file, err := postingsOf(docs)
	if err != nil {
		return nil, 0, err
	}
	s, size, err := p.ZapPlugin.NewUsing(docs, config)
	if err != nil {
		return nil, 0, err
	}
	unpersisted, ok := s.(scorchsegment.UnpersistedSegment)
	if !ok {
		return nil, 0, fmt.Errorf("index: new segment is a %T", s)
	}
	return &memorySegment{unpersisted, file}, size + uint64(8*len(file.words)), nil
}

// postingsOf turns the impacts of a batch's documents round: from documents with terms to terms with documents.
func postingsOf(documents []bleveindex.Document) (*postingFile, error) {
	docs := make([]*scorchDocument, len(documents))
	for i, d := range documents {
		doc, ok := d.(*scorchDocument)
		if !ok || doc.table != documents[0].(*scorchDocument).table {
			return nil, fmt.Errorf("index: document %q is not of this batch", d.ID())
		}
		docs[i] = doc
	}
	return writePostingImage(len(docs), func(w *postingWriter) error {
		for v := range docs[0].table.views {
			if err := addView(w, docs, v); err != nil {
				return err
			}
		}
		var record []byte
		w.addRecords(func(visit func([]byte)) {
			for _, d := range docs {
				record = appendRecord(record[:0], d.id, d.features)
				visit(record)
			}
		})
		return nil
	})
}

// addView writes the postings of the v-th view: a counting sort by term.
func addView(w *postingWriter, docs []*scorchDocument, v int) error {
	table := &docs[0].table.views[v]
	ends := make([]uint32, len(table.terms)+1) // of each term's postings, one place on
	for _, d := range docs {
		for _, id := range d.views[v].terms {
			ends[id+1]++
		}
	}
	for i := 1; i < len(ends); i++ {
		ends[i] += ends[i-1]
	}
	all := postingList{docs: make([]uint32, ends[len(ends)-1]), impacts: make([]uint8, ends[len(ends)-1])}
	for number, d := range docs {
		for i, id := range d.views[v].terms {
			at := ends[id] // the beginning, until all are in
			all.docs[at], all.impacts[at] = uint32(number), d.views[v].impacts[i]
			ends[id]++
		}
	}
	var term []byte
	for _, id := range table.sorted() {
		from := uint32(0)
		if id > 0 {
			from = ends[id-1]
		}
		if from == ends[id] { // of a document that another one of the batch replaced
			continue
		}
		term = append(term[:0], table.terms[id]...)
		w.add(term, &postingList{docs: all.docs[from:ends[id]], impacts: all.impacts[from:ends[id]]})
	}
	return w.endView(table.view)
}

// Open implements scorch.SegmentPlugin.
func (p *plugin) Open(path string) (scorchsegment.Segment, error) { return p.OpenUsing(path, nil) }

// OpenUsing opens a segment with its posting file.
func (p *plugin) OpenUsing(path string, config map[string]any) (scorchsegment.Segment, error) {
	s, err := p.ZapPlugin.OpenUsing(path, config)
	if err != nil {
		return nil, err
	}
	persisted, ok := s.(scorchsegment.PersistedSegment)
	if !ok {
		return nil, errors.Join(fmt.Errorf("index: segment %s opens as a %T", filepath.Base(path), s), s.Close())
	}
	file, err := openPostings(postingPath(path))
	if err == nil && uint64(file.docs) != s.Count() {
		err = fmt.Errorf("%w: posting file of %s has %d documents, not %d", ErrCorrupt, filepath.Base(path), file.docs, s.Count())
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return &diskSegment{persisted, file}, nil
}

// Merge implements scorch.SegmentPlugin.
func (p *plugin) Merge(segments []scorchsegment.Segment, drops []*roaring.Bitmap, path string, closed chan struct{},
	stats scorchsegment.StatsReporter,
) ([][]uint64, uint64, error) {
	return p.MergeUsing(segments, drops, path, closed, stats, nil)
}

// MergeUsing merges segments without the dropped documents, and their posting files likewise.
func (p *plugin) MergeUsing(segments []scorchsegment.Segment, drops []*roaring.Bitmap, path string, closed chan struct{},
	stats scorchsegment.StatsReporter, config map[string]any,
) ([][]uint64, uint64, error) {
	plain := make([]scorchsegment.Segment, len(segments))
	files := make([]*postingFile, len(segments))
	for i, s := range segments {
		with, ok := s.(withPostings)
		if !ok {
			return nil, 0, fmt.Errorf("index: cannot merge a %T", s)
		}
		plain[i], files[i] = with.plain(), with.postings()
	}
	numbers, size, err := p.ZapPlugin.MergeUsing(plain, drops, path, closed, stats, config)
	if err != nil {
		return nil, 0, err
	}
	written, err := mergePostings(files, numbers, postingPath(path), closed)
	if err != nil {
		_ = os.Remove(path) // best effort: the error is what matters
		return nil, 0, err
	}
	return numbers, size + written, nil
}

// dropped is the new number of a document that a merge leaves out.
const dropped = math.MaxUint64
