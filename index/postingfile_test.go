package index

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

// listed is a term with its postings, as plain as can be.
type listed struct {
	term    string
	docs    []uint32
	impacts []uint8
}

// postingsFor makes a file of words and bigrams with these terms, and features of 0, 1, 2, … bytes.
func postingsFor(t *testing.T, docs int, words, bigrams []listed) *postingFile {
	t.Helper()
	f, err := writePostingImage(docs, func(w *postingWriter) error {
		for v, terms := range [][]listed{words, bigrams} {
			for _, l := range terms {
				w.add([]byte(l.term), &postingList{docs: l.docs, impacts: l.impacts})
			}
			require.NoError(t, w.endView(segment.View(v)))
		}
		w.addRecords(func(visit func([]byte)) {
			for i := range docs {
				visit(appendRecord(nil, fmt.Sprintf("id %d", i), bytes.Repeat([]byte{byte(i)}, i%5)))
			}
		})
		return nil
	})
	require.NoError(t, err)
	return f
}

func read(f *postingFile, v segment.View, term string) (docs []uint32, impacts []uint8) {
	d, _ := f.dict(v)
	if e, ok := d.find(term); ok {
		f.each(e, func(doc uint32, impact uint8) { docs, impacts = append(docs, doc), append(impacts, impact) })
	}
	return docs, impacts
}

func TestPostingFile(t *testing.T) {
	every := listed{term: "电池"} // with a block
	for i := range uint32(100) {
		every.docs, every.impacts = append(every.docs, 2*i), append(every.impacts, uint8(i+1))
	}
	made := postingsFor(t, 200,
		[]listed{{"a", []uint32{0}, []uint8{255}}, {"ab", []uint32{3, 130, 199}, []uint8{1, 2, 3}}, {"b", []uint32{7}, []uint8{9}}, every},
		nil)
	path := filepath.Join(t.TempDir(), "1.post")
	require.NoError(t, made.persist(path))
	mapped, err := openPostings(path)
	require.NoError(t, err)
	for _, f := range []*postingFile{made, mapped} {
		require.NoError(t, f.verify())
		docs, impacts := read(f, segment.Words, "ab")
		require.Equal(t, []uint32{3, 130, 199}, docs)
		require.Equal(t, []uint8{1, 2, 3}, impacts)
		docs, impacts = read(f, segment.Words, "电池")
		require.Equal(t, every.docs, docs)
		require.Equal(t, every.impacts, impacts)
		for _, absent := range []string{"", "0", "aa", "abc", "ac", "电", "电池组", "龟"} {
			docs, _ := read(f, segment.Words, absent)
			require.Empty(t, docs, absent)
		}
		docs, _ = read(f, segment.Bigrams, "ab")
		require.Empty(t, docs, "the other view has no terms")
		require.Equal(t, []byte{13, 13, 13}, f.features(13))
		require.Empty(t, f.features(0))
		require.Equal(t, "id 0", f.id(0))
		require.Equal(t, "id 199", f.id(199))
	}
}

// randomTerms makes terms that share beginnings, with 1 to 200 postings each.
func randomTerms(rng *rand.Rand, n, docs int) []listed {
	seen := map[string]bool{}
	var out []listed
	for len(out) < n {
		term := ""
		for range 1 + rng.IntN(6) {
			term += []string{"a", "b", "电", "池", "正极"}[rng.IntN(5)]
		}
		if seen[term] {
			continue
		}
		seen[term] = true
		l := listed{term: term}
		for doc, count := 0, 1+rng.IntN(200); doc < docs && count > 0; doc += 1 + rng.IntN(max(1, 2*docs/200)) {
			l.docs, l.impacts = append(l.docs, uint32(doc)), append(l.impacts, uint8(1+rng.IntN(255)))
			count--
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b listed) int { return bytes.Compare([]byte(a.term), []byte(b.term)) })
	return out
}

func TestDictionaryOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 2))
	terms := randomTerms(rng, 500, 1000)
	f := postingsFor(t, 1000, terms, nil)
	d, ok := f.dict(segment.Words)
	require.True(t, ok)
	require.Equal(t, 500, d.terms)
	for i, l := range terms {
		e, ok := d.find(l.term)
		require.True(t, ok, l.term)
		require.Equal(t, len(l.docs), e.count)
		_, ok = d.find(l.term + "\x00")
		require.False(t, ok)
		for _, from := range []string{l.term, l.term[:len(l.term)-1] + "\x00"} {
			var got []string
			for it := d.iterate(from); it.next(); {
				got = append(got, string(it.term))
			}
			want := []string{}
			for _, l := range terms {
				if l.term >= from {
					want = append(want, l.term)
				}
			}
			require.Equal(t, want, append([]string{}, got...), "term %d from %q", i, from)
		}
	}
}

func TestMergePostings(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	const docs = 300
	var files []*postingFile
	var numbers [][]uint64
	want := map[string]*listed{}
	next := uint64(0)
	var records [][]byte
	for range 3 {
		terms := randomTerms(rng, 200, docs)
		f := postingsFor(t, docs, terms, []listed{{"唯一", []uint32{1}, []uint8{1}}})
		files = append(files, f)
		to := make([]uint64, docs)
		for i := range to {
			if to[i] = dropped; rng.IntN(4) > 0 {
				to[i] = next
				next++
				records = append(records, f.record(uint32(i)))
			}
		}
		numbers = append(numbers, to)
		for _, l := range terms {
			for i, doc := range l.docs {
				if to[doc] == dropped {
					continue
				}
				if want[l.term] == nil {
					want[l.term] = &listed{}
				}
				w := want[l.term]
				w.docs, w.impacts = append(w.docs, uint32(to[doc])), append(w.impacts, l.impacts[i])
			}
		}
	}
	path := filepath.Join(t.TempDir(), "m.post")
	_, err := mergePostings(files, numbers, path, nil)
	require.NoError(t, err)
	merged, err := openPostings(path)
	require.NoError(t, err)
	require.NoError(t, merged.verify())
	require.Equal(t, int(next), merged.docs)
	d, _ := merged.dict(segment.Words)
	require.Equal(t, len(want), d.terms, "a term whose documents are all dropped is gone")
	for term, w := range want {
		docs, impacts := read(merged, segment.Words, term)
		require.Equal(t, w.docs, docs, term)
		require.Equal(t, w.impacts, impacts, term)
	}
	for i, r := range records {
		require.Equal(t, string(r), string(merged.record(uint32(i))))
	}

	closed := make(chan struct{})
	close(closed)
	_, err = mergePostings(files, numbers, path, closed)
	require.Error(t, err, "the index is being closed")
	_, err = os.Stat(path)
	require.ErrorIs(t, err, os.ErrNotExist, "nothing half-written stays")
}

// A posting file of which any byte is another, or whose end is missing, does not pass.
func TestDamagedPostingFile(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	f := postingsFor(t, 400, randomTerms(rng, 100, 400), nil)
	dir := t.TempDir()
	path := filepath.Join(dir, "1.post")
	require.NoError(t, f.persist(path))
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	check := func(data []byte) error {
		name := filepath.Join(dir, fmt.Sprintf("%d.post", rng.Uint64()))
		require.NoError(t, os.WriteFile(name, data, 0o600))
		return verifyPostings(name)
	}
	require.NoError(t, check(whole))
	last := len(whole) - 8 // the last word holds one checksum and, when their number is odd, nothing
	for _, at := range append([]int{0, 8, 16, 47, 191, 192, last}, rng.Perm(last)[:200]...) {
		damaged := bytes.Clone(whole)
		damaged[at] ^= 0x10
		require.ErrorIs(t, check(damaged), ErrCorrupt, "byte %d", at)
	}
	for _, size := range []int{0, 7, 8, 191, 192, len(whole) - 8, len(whole) - 1} {
		require.ErrorIs(t, check(whole[:size]), ErrCorrupt, "%d bytes", size)
	}
}

func TestPostingPath(t *testing.T) {
	require.Equal(t, filepath.Join("store", "00a.post"), postingPath(filepath.Join("store", "00a.zap")))
	require.Equal(t, uint64(math.MaxUint64), uint64(dropped))
}

// The garbage collector must not take a mapping away while its bytes are being checked: nothing but the check refers to the file.
func TestVerifyKeepsTheMapping(t *testing.T) {
	f, err := writePostingImage(1, func(w *postingWriter) error {
		if err := w.endView(segment.Words); err != nil {
			return err
		}
		w.addRecords(func(visit func([]byte)) { visit(appendRecord(nil, "id", make([]byte, 32<<20))) })
		return nil
	})
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "1.post")
	require.NoError(t, f.persist(path))
	done := make(chan struct{})
	var collector sync.WaitGroup
	collector.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
				runtime.GC()
			}
		}
	})
	for range 20 {
		require.NoError(t, verifyPostings(path))
	}
	close(done)
	collector.Wait()
}
