package index

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/gongxu/gongxu/segment"
)

// perPosting reports the time of an operation over n postings by posting.
func perPosting(b *testing.B, n int) {
	b.Helper()
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/posting")
}

// densities are shares of documents that hold a term, one for each form of a window.
var densities = []struct {
	name string
	one  int // document in so many
}{{"sparse", 60}, {"grouped", 24}, {"bitmap", 5}, {"dense", 1}}

func listOf(rng *rand.Rand, docs, one int) *postingList {
	var l postingList
	for doc := range uint32(docs) {
		if rng.IntN(one) == 0 {
			l.docs, l.impacts = append(l.docs, doc), append(l.impacts, uint8(1+rng.IntN(255)))
		}
	}
	return &l
}

// BenchmarkScore adds up one window of each form.
func BenchmarkScore(b *testing.B) {
	for _, d := range densities {
		b.Run("form="+d.name, func(b *testing.B) {
			l := listOf(rand.New(rand.NewPCG(1, 1)), windowSize, d.one)
			block, windows := l.pack(windowSize)
			w := block.window(block.entries(windows), 0, windowSize)
			var s sums
			for b.Loop() {
				s.add(&w, 7)
			}
			perPosting(b, len(l.docs))
		})
	}
}

// BenchmarkLook looks single documents up.
func BenchmarkLook(b *testing.B) {
	for _, d := range densities[1:] {
		b.Run("form="+d.name, func(b *testing.B) {
			l := listOf(rand.New(rand.NewPCG(1, 1)), windowSize, d.one)
			block, windows := l.pack(windowSize)
			w := looked{window: block.window(block.entries(windows), 0, windowSize), weight: 7}
			offsets, scores := make([]uint16, 1000), make([]uint32, 1000)
			for i := range offsets {
				offsets[i] = uint16(i * 40503)
			}
			for b.Loop() {
				w.look(offsets, scores)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/doc")
		})
	}
}

// BenchmarkDecode goes through the postings of a term as merges and filters do.
func BenchmarkDecode(b *testing.B) {
	for _, d := range densities {
		b.Run("form="+d.name, func(b *testing.B) {
			l := listOf(rand.New(rand.NewPCG(1, 1)), 2*windowSize, d.one)
			block, windows := l.pack(2 * windowSize)
			sum := uint32(0)
			for b.Loop() {
				block.each(windows, 2*windowSize, func(doc uint32, impact uint8) { sum += doc + uint32(impact) })
			}
			perPosting(b, len(l.docs))
		})
	}
}

// BenchmarkAtLeast finds the documents of a window whose sum reaches a floor that one in a thousand reaches.
func BenchmarkAtLeast(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	var s sums
	for i := range s {
		s[i] = rng.Uint32N(1_000_000)
	}
	var found []uint16
	for b.Loop() {
		found = s.atLeast(999_000, windowSize, found[:0])
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/windowSize, "ns/doc")
}

// BenchmarkTopK offers the documents of sixteen windows to a collector, a hundred from each.
func BenchmarkTopK(b *testing.B) {
	for _, k := range []int{50, 1000} {
		b.Run(fmt.Sprintf("k=%d", k), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 1))
			offsets, scores := make([]uint16, 100), make([]uint32, 100)
			for b.Loop() {
				c := &collector{reader: &Reader{}, k: k, docs: 16 * windowSize, result: &Result{}}
				s := &search{}
				for window := range 16 {
					for i := range offsets {
						offsets[i], scores[i] = uint16(i), rng.Uint32() // no two alike: a tie would need an id
					}
					c.offerAll(s, &task{number: window, docs: windowSize}, offsets, scores)
				}
			}
		})
	}
}

// BenchmarkFind looks terms of a dictionary up.
func BenchmarkFind(b *testing.B) {
	f, terms := benchPostings(b, 1)
	d, _ := f[0].dict(segment.Words)
	for i := 0; b.Loop(); i++ {
		d.find(terms[i*7919%len(terms)])
	}
}

// benchPostings makes n files of 5,000 documents with the same 2,000 terms.
func benchPostings(b *testing.B, n int) (files []*postingFile, terms []string) {
	b.Helper()
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range 2000 {
		terms = append(terms, fmt.Sprintf("词%04d", i))
	}
	for range n {
		f, err := writePostingImage(5000, func(w *postingWriter) error {
			for i, t := range terms {
				w.add([]byte(t), listOf(rng, 5000, 2+i))
			}
			if err := w.endView(segment.Words); err != nil {
				return err
			}
			w.addRecords(func(visit func([]byte)) {
				for i := range 5000 {
					visit(appendRecord(nil, fmt.Sprint(i), nil))
				}
			})
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, f)
	}
	return files, terms
}

// BenchmarkMerge merges the postings of eight parts.
func BenchmarkMerge(b *testing.B) {
	files, _ := benchPostings(b, 8)
	numbers := make([][]uint64, len(files))
	postings := 0
	for i, f := range files {
		for doc := range f.docs {
			numbers[i] = append(numbers[i], uint64(i*f.docs+doc))
		}
		for it := f.views[0].iterate(""); it.next(); {
			postings += it.count
		}
	}
	path := filepath.Join(b.TempDir(), "m.post")
	for b.Loop() {
		if _, err := mergePostings(files, numbers, path, nil); err != nil {
			b.Fatal(err)
		}
	}
	perPosting(b, postings)
}
