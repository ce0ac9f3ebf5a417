package benchmarks

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// Agreement tells for how many needs the index finds what brute force finds.
type Agreement struct {
	Needs int `json:"needs"`
	// Agree is the number of needs with the same documents, the same integer scores in the same order, and the same document
	// frequencies of all their terms.
	Agree int `json:"agree"`
	// Disagree are the ids of the others.
	Disagree []string `json:"disagree,omitempty"`
}

// Share is Agree of Needs, 0…1; 1 when there are none.
func (a Agreement) Share() float64 {
	if a.Needs == 0 {
		return 1
	}
	return float64(a.Agree) / float64(a.Needs)
}

// wanted is a term's weight in one of the needs.
type wanted struct {
	need   int
	weight uint32
}

// brute scores needs over patents that go by one at a time. It knows nothing of postings: the impacts of a patent are computed from
// its text, and every patent is looked at.
type brute struct {
	options index.Options
	seg     *segment.Segmenter
	k       int
	needs   int
	terms   map[index.Term][]wanted
}

// bruteWorker has the results of some of the patents.
type bruteWorker struct {
	best   [][]index.Hit // of each need, best first
	freqs  map[index.Term]uint64
	scores []uint32
}

func (t Task) agree(ctx context.Context, log *Log) (_ Agreement, err error) {
	needs, err := readNeeds(t.Needs)
	if err != nil {
		return Agreement{}, err
	}
	needs = needs[:min(t.Sample, len(needs))]
	l, err := t.openLibrary()
	if err != nil {
		return Agreement{}, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	b := &brute{options: l.options.Patents, seg: l.Segmenter(), k: t.K, needs: len(needs), terms: map[index.Term][]wanted{}}
	found := make([][]index.Hit, len(needs))
	asked := make([][]index.Weighted, len(needs))
	for i, need := range needs {
		if asked[i], found[i], err = l.ask(ctx, need, runtime.GOMAXPROCS(0)); err != nil {
			return Agreement{}, err
		}
		for _, term := range asked[i] {
			b.terms[term.Term] = append(b.terms[term.Term], wanted{i, uint32(term.W)})
		}
	}
	all, err := b.scan(ctx, t, log)
	if err != nil {
		return Agreement{}, err
	}
	r, err := l.Reader()
	if err != nil {
		return Agreement{}, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	out := Agreement{Needs: len(needs)}
	for i, need := range needs {
		same := sameHits(found[i], all.best[i])
		if same {
			if same, err = sameFreqs(ctx, r, asked[i], all.freqs); err != nil {
				return out, err
			}
		}
		if same {
			out.Agree++
		} else {
			out.Disagree = append(out.Disagree, need.ID)
		}
	}
	log.Printf("brute force: %d of %d needs agree", out.Agree, out.Needs)
	return out, nil
}

// scan reads all patents on all cores.
func (b *brute) scan(ctx context.Context, t Task, log *Log) (_ *bruteWorker, err error) {
	rows, err := corpus.OpenPatents(t.Corpus, quiet())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	p := log.start("brute force", t.Patents, "patents")
	defer p.finish()
	jobs := make(chan corpus.Patent, 256)
	workers := make([]*bruteWorker, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for i := range workers {
		workers[i] = b.worker()
		group.Go(func() {
			for patent := range jobs {
				b.score(workers[i], patent)
			}
		})
	}
	for patent, rowErr := range watched(ctx, rows.All(), p) {
		if rowErr != nil {
			err = rowErr
			break
		}
		jobs <- patent
	}
	close(jobs)
	group.Wait()
	all := b.worker()
	for _, w := range workers {
		for term, n := range w.freqs {
			all.freqs[term] += n
		}
		for need, hits := range w.best {
			for _, h := range hits {
				all.offer(need, h, b.k)
			}
		}
	}
	return all, err
}

func (b *brute) worker() *bruteWorker {
	return &bruteWorker{best: make([][]index.Hit, b.needs), freqs: map[index.Term]uint64{}, scores: make([]uint32, b.needs)}
}

// score adds up a patent's impacts for every need.
func (b *brute) score(w *bruteWorker, p corpus.Patent) {
	texts := []index.Text{{Field: "title", Content: p.Title}, {Field: "abstract", Content: p.Abstract}}
	clear(w.scores)
	for _, v := range b.options.Views {
		for text, q := range b.options.Impacts(b.seg, v.View, texts) {
			term := index.Term{View: v.View, Text: text}
			needs, ok := b.terms[term]
			if !ok {
				continue
			}
			w.freqs[term]++
			for _, n := range needs {
				w.scores[n.need] += n.weight * uint32(q)
			}
		}
	}
	for need, score := range w.scores {
		if score > 0 {
			w.offer(need, index.Hit{ID: p.ID, Score: score}, b.k)
		}
	}
}

// offer keeps a hit if it is among the best k of a need.
func (w *bruteWorker) offer(need int, h index.Hit, k int) {
	hits := w.best[need]
	at, _ := slices.BinarySearchFunc(hits, h, better)
	if at == k {
		return
	}
	if len(hits) == k {
		hits = hits[:k-1]
	}
	w.best[need] = slices.Insert(hits, at, h)
}

// better orders hits by score, the highest first, then by id.
func better(a, b index.Hit) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
}

func sameHits(a, b []index.Hit) bool {
	return slices.EqualFunc(a, b, func(x, y index.Hit) bool { return x.ID == y.ID && x.Score == y.Score })
}

// sameFreqs tells whether the index counts the documents of terms as brute force does.
func sameFreqs(ctx context.Context, s index.Searcher, terms []index.Weighted, freqs map[index.Term]uint64) (bool, error) {
	names := make([]index.Term, len(terms))
	counted := make([]uint64, len(terms))
	for i, t := range terms {
		names[i], counted[i] = t.Term, freqs[t.Term]
	}
	n, _, err := s.DocFreqs(ctx, names)
	return slices.Equal(n, counted), err
}
